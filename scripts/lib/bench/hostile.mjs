// What somebody who means harm may do to a server's memory: each attack on a process of its own, with limits
// as in production, from many addresses. Those of requests are named by X-Forwarded-For (the server runs with
// TRUST_FORWARDED_FOR=on), those of connections are of 127.0.0.0/8. Nothing leaves this machine, and everything
// has an end.
import http from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const PASSWORD = 'popcorn-demo-2026';
const MEMBER = 'demo@example.com';
const BODY_LIMIT = 256 * 1024;
const CONNECTIONS = 4_000;
/** What a member may write, and more than most do. */
const LONG = '이 영화는 두 번 봐도 좋았다. '.repeat(300).slice(0, 5_000);
const FORM = 'application/x-www-form-urlencoded';

/** The nth of many addresses, none of which anybody has (RFC 2544). */
const client = (n) => `198.18.${(n >> 8) & 255}.${n & 255}`;

/** One request from an address; a failure is a status, too. */
const send = (base, agent, path, { address, method = 'GET', cookie, fields, json = true } = {}) =>
  new Promise((resolve) => {
    const body = fields && new URLSearchParams(fields).toString();
    const headers = { 'x-forwarded-for': address, accept: json ? 'application/json' : 'text/html' };
    if (cookie) headers.cookie = cookie;
    if (body !== undefined) {
      Object.assign(headers, { origin: new URL(base).origin, 'content-type': FORM, 'content-length': Buffer.byteLength(body) });
    }
    const start = performance.now();
    const done = (status, response) =>
      resolve({ status, milliseconds: performance.now() - start, headers: response?.headers ?? {} });
    const request = http.request(new URL(path, base), { method, headers, agent, timeout: 60_000 }, (response) => {
      response.resume();
      response.once('end', () => done(response.statusCode, response));
      response.once('error', () => done('broken off'));
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => done('failed'));
    request.end(body);
  });

const post = (base, agent, endpoint, fields, options) =>
  send(base, agent, `/rpc/${endpoint}`, { method: 'POST', fields, ...options });

/** `count` requests, so many at once; answers how often each status came, and how long the last one waited. */
const crowd = async (count, atOnce, request) => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce });
  const statuses = {};
  let next = 0;
  const one = async () => {
    while (next < count) {
      const { status } = await request(next++, agent);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  agent.destroy();
  return { requests: count, statuses };
};

const cookies = (before, response) => {
  const kept = new Map(before.split('; ').filter(Boolean).map((pair) => pair.split(/=(.*)/s, 2)));
  for (const cookie of response.headers['set-cookie'] ?? []) kept.set(...cookie.split(';', 1)[0].split(/=(.*)/s, 2));
  return [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
};

/** The demo's member, signed in: cookies, by which the browser is known as well. */
const signedIn = async (base, address) => {
  const agent = new http.Agent();
  const answer = await post(base, agent, 'sign_in', { email: MEMBER, password: PASSWORD }, { address, json: false });
  const cookie = cookies('', answer);
  if (!/sid=./.test(cookie)) throw new Error(`nobody can sign in as ${MEMBER}: ${answer.status}; the demo is needed`);
  return cookie;
};

const wrong = (n) => ({ email: `nobody-${n}@example.com`, password: 'not-this-password-1' });

/** A browser that is known signs in again and again while `attack` lasts; the longest that it had to wait. */
const whileSigningIn = async (base, attack) => {
  const cookie = await signedIn(base, '203.0.113.7');
  const agent = new http.Agent();
  let [going, known, n] = [true, [], 0];
  const honest = (async () => {
    while (going) {
      const address = `203.0.113.${n++ % 200}`;
      const { status, milliseconds } = await post(base, agent, 'sign_in', { email: MEMBER, password: PASSWORD }, { address, cookie });
      known.push({ status, milliseconds });
      await sleep(250);
    }
  })();
  const result = await attack();
  going = false;
  await honest;
  const refused = known.filter(({ status }) => status !== 200 && status !== 302).length;
  const longest = Math.round(Math.max(...known.map(({ milliseconds }) => milliseconds)));
  return { ...result, known: `${known.length - refused} of ${known.length} let in, at most ${longest} ms` };
};

/** So many connections of many addresses, each of which sends `text` and then nothing, for a while. */
const connections = async (base, text, milliseconds, count = CONNECTIONS) => {
  const { hostname, port } = new URL(base);
  const statuses = {};
  const note = (status) => (statuses[status] = (statuses[status] ?? 0) + 1);
  const open = (n) =>
    new Promise((resolve) => {
      const localAddress = `127.${1 + (n >> 14)}.${(n >> 7) & 127}.${1 + (n & 127)}`;
      const socket = net.connect({ host: hostname, port: Number(port), localAddress });
      socket.once('connect', () => {
        note('connected');
        socket.write(text);
        resolve(socket);
      });
      socket.once('error', (error) => {
        note(error.code ?? 'failed');
        resolve(undefined);
      });
      socket.on('close', () => note('closed by the server'));
      socket.resume();
    });
  const sockets = [];
  for (let n = 0; n < count; n += 100) {
    sockets.push(...(await Promise.all(Array.from({ length: Math.min(100, count - n) }, (_, i) => open(n + i)))));
  }
  await sleep(milliseconds);
  for (const socket of sockets) {
    socket?.removeAllListeners('close');
    socket?.destroy();
  }
  return { requests: count, statuses };
};

/** Everything of a post but the last byte of its body. */
const unfinished = (length) =>
  `POST /rpc/suggest HTTP/1.1\r\nHost: bench\r\nOrigin: http://bench\r\nSec-Fetch-Site: same-origin\r\n` +
  `Content-Type: ${FORM}\r\nContent-Length: ${length}\r\n\r\nq=${'a'.repeat(length - 3)}`;

const films = async (base) => {
  const response = await fetch(new URL('/sitemaps/movies-0.xml', base), { headers: { 'x-forwarded-for': client(0) } });
  return [...(await response.text()).matchAll(/\/movies\/(\d+)</g)].map(([, id]) => id);
};

/** Each answers how many requests it made, and with what. */
const ATTACKS = {
  'sign-ins': (base) =>
    crowd(200, 10, (n, agent) => post(base, agent, 'sign_in', wrong(n), { address: client(n % 20) })),

  'sign-ins from 100 addresses': (base) =>
    whileSigningIn(base, () =>
      crowd(2_000, 500, (n, agent) => post(base, agent, 'sign_in', wrong(n), { address: client(n % 100) })),
    ),

  'sign-ups': (base) =>
    crowd(1_000, 50, (n, agent) => {
      const member = { email: `hostile-${n}@example.com`, nickname: `손님${n}`, password: `salty-corn-${n}-x` };
      const form = { ...member, age_confirmed: 'on', terms_agreed: 'on' };
      return post(base, agent, 'sign_up', form, { address: client(n % 100) });
    }),

  'password changes': async (base) => {
    const agent = new http.Agent({ keepAlive: true });
    let [cookie, current] = [await signedIn(base, client(0)), PASSWORD];
    const statuses = {};
    const count = 200;
    for (let n = 0; n < count; n++) {
      const fields = { current, new_password: `salted-butter-${n}-xy` };
      const answer = await post(base, agent, 'change_password', fields, { address: client(n % 100), cookie });
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (answer.status < 400) [cookie, current] = [cookies(cookie, answer), fields.new_password];
    }
    return { requests: count, statuses };
  },

  readings: async (base) => {
    const cookie = await signedIn(base, client(0));
    return crowd(2_000, 50, (n, agent) =>
      post(base, agent, 'read_review', { content: LONG.slice(n % 50) }, { address: client(n % 100), cookie }),
    );
  },

  cards: async (base) => {
    const ids = await films(base);
    return crowd(1_000, 50, async (n, agent) => {
      const address = client(n % 100);
      const answer = await send(base, agent, `/cards/movies/${ids[n % ids.length]}/0.png`, { address });
      return answer.headers.location ? send(base, agent, answer.headers.location, { address }) : answer;
    });
  },

  bodies: (base) =>
    crowd(4_000, 400, (n, agent) =>
      post(base, agent, 'suggest', { q: 'a'.repeat(BODY_LIMIT - 2) }, { address: client(n % 100) }),
    ),

  'bodies without an end': (base) => connections(base, unfinished(BODY_LIMIT), 10_000, 1_000),
  'idle connections': (base) => connections(base, '', 10_000),
  'half-sent requests': (base) => connections(base, 'GET / HTTP/1.1\r\nHost: bench\r\nX-Long: ' + 'a'.repeat(2_000), 10_000),
};

export const attacks = Object.keys(ATTACKS);

/** Carries an attack out, and answers what it cost in memory: `memory()` says what the server has and had. */
export const attack = async (name, base, memory) => {
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(new URL(base).hostname)) {
    throw new Error('attacks are for a server on this machine only');
  }
  await send(base, new http.Agent(), '/', { address: client(0), json: false });
  const before = memory().now;
  const result = await ATTACKS[name](base);
  // What can be given back is given back soon.
  await sleep(3_000);
  const { now: after, most } = memory();
  return { attack: name, before, after, most, ...result };
};
