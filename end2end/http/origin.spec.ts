// A page elsewhere must not post in a member's name: every post proves that it comes from this site.
import { expect, join, origin, test } from './client.ts';

const foreign: { name: string; headers: Record<string, string> }[] = [
  { name: 'from another origin', headers: { origin: 'https://evil.example' } },
  { name: 'from an origin that only begins like ours', headers: { origin: 'OURS.evil.example' } },
  { name: 'from a sandboxed frame', headers: { origin: 'null' } },
  { name: 'marked cross-site by the browser', headers: { 'sec-fetch-site': 'cross-site' } },
  { name: 'marked same-site by the browser', headers: { 'sec-fetch-site': 'same-site' } },
  {
    name: 'from another origin, marked cross-site',
    headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  },
  { name: 'with neither Origin nor Sec-Fetch-Site', headers: {} },
];

for (const { name, headers } of foreign) {
  test(`a post ${name} is refused and changes nothing`, async ({ newClient }) => {
    const member = await newClient();
    const { nickname } = await join(member);

    for (const accept of ['application/json', 'text/html']) {
      const sent: Record<string, string> = { ...headers, accept };
      if (headers.origin) sent.origin = headers.origin.replace('OURS', origin());
      const response = await member.post('/rpc/sign_out', { form: {}, maxRedirects: 0, headers: sent });
      expect(response.status(), accept).toBe(403);
    }
    expect(await (await member.get('/')).text(), 'still signed in').toContain(nickname);
  });
}

test('a post of our own page passes by either header', async ({ newClient }) => {
  const ours: Record<string, string>[] = [{ origin: origin() }, { 'sec-fetch-site': 'same-origin' }];
  for (const headers of ours) {
    const member = await newClient();
    const { nickname } = await join(member);
    const response = await member.post('/rpc/sign_out', {
      form: {},
      maxRedirects: 0,
      headers: { ...headers, accept: 'text/html' },
    });
    expect(response.status()).toBe(303);
    expect(await (await member.get('/')).text(), 'signed out').not.toContain(nickname);
  }
});

test('pages may be opened from anywhere', async ({ request }) => {
  const response = await request.get('/', {
    headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
  });
  expect(response.status()).toBe(200);
  expect(response.headers()['access-control-allow-origin']).toBeUndefined();
});
