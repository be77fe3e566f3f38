// The way of a form without script: refused input waits on the server for the page to show it again.
import { newAccount } from '../account.ts';
import { createReview, expect, join, postAsForm, redirectOf, test } from './client.ts';

const refused = () => ({
  ...newAccount(),
  email: 'not-an-address',
  age_confirmed: 'on',
  terms_agreed: 'on',
  page: '/accounts/signup',
});

test('refused input comes back into the page, the password never', async ({ request }) => {
  const form = refused();
  const response = await postAsForm(request, '/rpc/sign_up', form);
  expect(response.status()).toBe(303);
  const back = redirectOf(response);
  expect(back).toMatch(/^\/accounts\/signup\?form=[\w-]+$/);

  const page = await request.get(back);
  expect(page.status()).toBe(200);
  const html = await page.text();
  expect(html).toContain(form.nickname);
  expect(html).not.toContain(form.password);
});

test('refused input is shown to nobody else', async ({ request, newClient }) => {
  const form = refused();
  const back = redirectOf(await postAsForm(request, '/rpc/sign_up', form));

  const other = await newClient();
  const page = await other.get(back);
  expect(page.status()).toBe(200);
  expect(await page.text()).not.toContain(form.nickname);
});

test('an unknown form number is an empty form', async ({ request }) => {
  for (const id of ['0', 'abc', '%00', 'x'.repeat(500)]) {
    expect((await request.get(`/accounts/signup?form=${id}`)).status(), id).toBe(200);
  }
});

test('redirects stay within the site', async ({ newClient }) => {
  const client = await newClient();
  const account = await join(client);
  for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const visitor = await newClient();
    const back = await postAsForm(visitor, '/rpc/sign_up', { ...refused(), page: elsewhere });
    expect(back.status(), elsewhere).toBeLessThan(500);
    if (back.headers()['location']) redirectOf(back);

    const { email, password } = account;
    const next = await postAsForm(visitor, '/rpc/sign_in', { email, password, next: elsewhere });
    expect(next.status(), elsewhere).toBe(303);
    expect(redirectOf(next), elsewhere).toBe('/');
  }
});

test('a revealed spoiler is neither stored nor indexed', async ({ member, request, movieId }) => {
  const id = await createReview(member, movieId, '범인은 감독 자신이었다.', { spoiler: 'on' });
  const response = await postAsForm(request, '/rpc/reveal_review', { review_id: id, page: `/reviews/${id}` });
  expect(response.status()).toBe(303);

  const page = await request.get(redirectOf(response));
  const html = await page.text();
  expect(html).toContain('범인은 감독 자신이었다.');
  expect(page.headers()['cache-control']).toContain('no-store');
  expect(`${page.headers()['x-robots-tag'] ?? ''} ${/<meta[^>]*name="robots"[^>]*>/.exec(html)?.[0] ?? ''}`).toContain(
    'noindex',
  );
});

test('text is composed and loses control and direction characters', async ({ member, request, movieId }) => {
  const decomposed = '정말 좋았다'.normalize('NFD');
  const id = await createReview(member, movieId, `${decomposed}\u0000\u0007 \u202Eend\u2066`);
  const html = await (await request.get(`/reviews/${id}`)).text();
  expect(html).toContain('정말 좋았다');
  expect(html).not.toMatch(/[\u0000\u0007\u202E\u2066]/);
});

test('what a member writes is text, never markup', async ({ member, request, movieId }) => {
  const id = await createReview(member, movieId, '</script><script>alert("x")</script><img src=x onerror=alert(1)>');
  for (const path of [`/reviews/${id}`, `/movies/${movieId}`]) {
    const html = await (await request.get(path)).text();
    expect(html, path).not.toContain('<script>alert("x")');
    expect(html, path).not.toContain('<img src=x');
  }
});

test('a review of 5,000 characters is accepted, of any script', async ({ member, request, movieId }) => {
  for (const letter of ['가', 'é', '😀']) {
    const id = await createReview(member, movieId, letter.repeat(5000));
    expect((await request.get(`/reviews/${id}`)).status(), letter).toBe(200);
  }
});
