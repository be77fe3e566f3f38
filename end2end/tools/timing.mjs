// Whether the time of an answer tells who is a member (decision 18), against a server that runs with RATE_LIMITS=off
// and MAILBOX=on and has nothing else to do:
//   BASE_URL=http://127.0.0.1:3000 node end2end/tools/timing.mjs [ROUNDS]
// Makes members of its own and leaves them behind, many of them unconfirmed: use a database to throw away.
//
// For each way in, requests about unknown addresses, members' and those that wait for their confirmation come in
// random order over one connection. Printed are the medians in milliseconds, and, against the unknown ones, the
// difference, the chance that such an answer is the slower one (0.5: nothing to see) and the p-value of a two-sided
// Mann-Whitney test. Exit code 1 when they can be told apart: p < 0.001 and a millisecond or more, or another answer.
import { randomBytes, randomInt } from 'node:crypto';
import { Agent, request } from 'node:http';

const base = new URL(process.env.BASE_URL ?? 'http://127.0.0.1:3000');
const rounds = Number(process.argv[2] ?? 200);
if (!(rounds >= 10) || base.protocol !== 'http:') {
  console.error('Usage: BASE_URL=http://127.0.0.1:3000 node end2end/tools/timing.mjs [ROUNDS, 10 or more]');
  process.exit(2);
}
const MEMBERS = 12;
const word = () => randomBytes(6).toString('hex');
const password = `butter-corn-${word()}`;
const address = (kind) => `timing-${kind}-${word()}@example.com`;
const one = (list) => list[randomInt(list.length)];

/** One browser on one connection that speaks as the site's own script does. */
function client() {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const cookies = new Map();
  /** Status and text, and the milliseconds until the head of the answer was there. */
  const send = (method, path, form) =>
    new Promise((resolve, reject) => {
      const body = form && new URLSearchParams(form).toString();
      const headers = { accept: form ? 'application/json' : 'text/html', 'sec-fetch-site': 'same-origin' };
      if (form) headers['content-type'] = 'application/x-www-form-urlencoded';
      if (body) headers['content-length'] = Buffer.byteLength(body);
      if (cookies.size > 0) headers.cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const begun = performance.now();
      const sent = request(new URL(path, base), { agent, method, headers }, async (answer) => {
        const took = performance.now() - begun;
        for (const cookie of answer.headers['set-cookie'] ?? []) {
          const [, name, value] = /^([^=]*)=([^;]*)/.exec(cookie);
          cookies.set(name, value);
        }
        answer.setEncoding('utf8');
        let text = '';
        for await (const part of answer) text += part;
        resolve({ status: answer.statusCode, text, took });
      });
      sent.on('error', reject).end(body);
    });
  return {
    open: (path) => send('GET', path),
    post: (endpoint, form) => send('POST', `/rpc/${endpoint}`, form),
    async must(endpoint, form) {
      const { status, text } = await this.post(endpoint, form);
      if (status !== 200) throw new Error(`/rpc/${endpoint} answered ${status}: ${text.slice(0, 300)}`);
    },
  };
}

const signUp = (email) => ({ email, nickname: `t${word()}`, password, age_confirmed: 'on', terms_agreed: 'on' });

/** The secret in the newest mail to an address, once it is there. */
async function secretFor(browser, email) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { status, text } = await browser.open('/mailbox');
    if (status !== 200) throw new Error(`/mailbox answered ${status}: is MAILBOX on?`);
    const mails = text.replaceAll('<!>', '').split('<article').slice(1);
    const mail = mails.find((part) => part.includes(`<dd>${email}</dd>`));
    const found = mail && /[?&]token=([0-9a-zA-Z]+)/.exec(mail.replaceAll('&amp;', '&'));
    if (found) return found[1];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no mail with a link came to ${email}`);
}

/** The address of somebody who has signed up, and their browser. */
async function newcomer(kind) {
  const [browser, email] = [client(), address(kind)];
  await browser.must('sign_up', signUp(email));
  return { browser, email };
}

async function member() {
  const { browser, email } = await newcomer('member');
  await browser.must('confirm_email', { token: await secretFor(browser, email), password });
  return { browser, email };
}

const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)];

/** The chance that a value of `a` is the larger one, and the p-value (normal approximation, with ties). */
function mannWhitney(a, b) {
  const ranked = [...a.map((value) => ({ value, mine: true })), ...b.map((value) => ({ value, mine: false }))];
  ranked.sort((left, right) => left.value - right.value);
  let [sum, ties] = [0, 0];
  for (let at = 0, end = 0; at < ranked.length; at = end) {
    while (end < ranked.length && ranked[end].value === ranked[at].value) end += 1;
    ties += (end - at) ** 3 - (end - at);
    sum += ranked.slice(at, end).filter(({ mine }) => mine).length * ((at + 1 + end) / 2);
  }
  const [pairs, total] = [a.length * b.length, ranked.length];
  const u = sum - (a.length * (a.length + 1)) / 2;
  const spread = Math.sqrt((pairs / 12) * (total + 1 - ties / (total * (total - 1))));
  const z = Math.max(0, Math.abs(u - pairs / 2) - 0.5) / spread;
  return { chance: u / pairs, p: spread > 0 ? 2 * upperTail(z) : 1 };
}

/** Of the normal distribution (Abramowitz and Stegun 26.2.17, good to 1e-7). */
function upperTail(z) {
  const t = 1 / (1 + 0.2316419 * z);
  const sum = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}

/** Asks for each of `kinds` of addresses, in random order. */
async function measure(ask, kinds) {
  const order = Object.keys(kinds).flatMap((kind) => Array(rounds).fill(kind));
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [order[at], order[other]] = [order[other], order[at]];
  }
  for (const kind of Object.keys(kinds)) await ask(kinds[kind]());
  const times = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
  const answers = new Set();
  for (const kind of order) {
    const { status, text, took } = await ask(kinds[kind]());
    if (status === 429) throw new Error('refused as too many: start the server with RATE_LIMITS=off');
    times[kind].push(took);
    answers.add(`${status} ${status === 200 ? '' : text}`);
  }
  return { times, answers };
}

const members = [];
for (let n = 0; n < MEMBERS; n += 1) members.push(await member());
const waiting = [];
for (let n = 0; n < MEMBERS; n += 1) waiting.push((await newcomer('waiting')).email);
const [mover, ...others] = members;
await mover.browser.must('sign_in', { email: mover.email, password });
const visitor = client();
const kinds = {
  unknown: () => address('nobody'),
  member: () => one(others).email,
  waiting: () => one(waiting),
};
const ways = {
  sign_up: (email) => visitor.post('sign_up', signUp(email)),
  request_reset: (email) => visitor.post('request_reset', { email }),
  resend_confirmation: (email) => visitor.post('resend_confirmation', { email }),
  request_email_change: (email) => mover.browser.post('request_email_change', { email, current: password }),
  sign_in: (email) => visitor.post('sign_in', { email, password: 'another-password' }),
};
console.log(`${'way'.padEnd(22)}${'address'.padEnd(9)}   median      p90  differs   chance        p`);
for (const [way, ask] of Object.entries(ways)) {
  const { times, answers } = await measure(ask, kinds);
  for (const [kind, values] of Object.entries(times)) {
    const median = quantile(values, 0.5);
    let line = way.padEnd(22) + kind.padEnd(9);
    line += median.toFixed(2).padStart(9) + quantile(values, 0.9).toFixed(2).padStart(9);
    if (kind !== 'unknown') {
      const { chance, p } = mannWhitney(values, times.unknown);
      const difference = median - quantile(times.unknown, 0.5);
      line += difference.toFixed(2).padStart(9) + chance.toFixed(3).padStart(9) + p.toFixed(4).padStart(9);
      if (p < 0.001 && Math.abs(difference) >= 1) {
        line += '  can be told apart';
        process.exitCode = 1;
      }
    }
    console.log(line);
  }
  if (answers.size > 1) {
    console.log(`${way}: the answers differ: ${[...answers].join(' | ')}`);
    process.exitCode = 1;
  }
}
process.exit();
