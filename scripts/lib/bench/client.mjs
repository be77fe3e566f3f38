// A visitor of the server: single requests, one after the other, and a member's session.
import http from 'node:http';

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

/** Status, headers, bytes as they were sent, and milliseconds until the last of them. */
export const ask = (base, path, { method = 'GET', headers = {}, body } = {}) =>
  new Promise((resolve, reject) => {
    const start = performance.now();
    const request = http.request(new URL(path, base), { method, headers, agent, timeout: 30_000 }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(chunks),
          milliseconds: performance.now() - start,
        }),
      );
    });
    request.once('timeout', () => request.destroy(new Error(`${path} took more than 30 seconds`)));
    request.once('error', reject);
    request.end(body);
  });

/** Posts a form as a browser without script does. */
export const postForm = (base, path, fields, headers = {}) =>
  ask(base, path, {
    method: 'POST',
    headers: {
      accept: 'text/html',
      origin: new URL(base).origin,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  });

const sessionOf = (response) => {
  const cookies = (response.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';', 1)[0]);
  return cookies.some((cookie) => /sid=./.test(cookie)) ? cookies.join('; ') : undefined;
};

const DEMO = { email: 'demo@example.com', password: 'popcorn-demo-2026' };
const OWN = { email: 'bench-visitor@example.com', password: 'butter-corn-4417' };

/**
 * A member's cookies: the demo's where there is one, else those of a member of ours, whose address
 * `confirm` marks as proven.
 */
export const signIn = async (base, confirm) => {
  for (const pair of [DEMO, OWN]) {
    const session = sessionOf(await postForm(base, '/rpc/sign_in', pair));
    if (session) return session;
  }
  const form = { ...OWN, nickname: '측정관객', age_confirmed: 'on', terms_agreed: 'on' };
  await postForm(base, '/rpc/sign_up', form);
  await confirm(OWN.email);
  const session = sessionOf(await postForm(base, '/rpc/sign_in', OWN));
  if (!session) throw new Error('nobody can sign in or sign up');
  return session;
};
