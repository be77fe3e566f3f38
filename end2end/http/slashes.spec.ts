import { expect, redirectOf, test } from './client.ts';

test('a page has one address: the one without a slash at the end', async ({ request, movieId }) => {
  const moved: [from: string, to: string][] = [
    ['/terms/', '/terms'],
    [`/movies/${movieId}/`, `/movies/${movieId}`],
    ['/accounts/signin/?next=%2Fterms', '/accounts/signin?next=%2Fterms'],
  ];
  for (const [from, to] of moved) {
    const response = await request.get(from, { maxRedirects: 0 });
    expect(response.status(), from).toBe(308);
    expect(redirectOf(response), from).toBe(to);
  }
  expect((await request.get('/', { maxRedirects: 0 })).status()).toBe(200);
});

test('no slashes lead to another host', async ({ request, baseURL }) => {
  for (const path of ['//evil.example/', '///evil.example//', '/%5Cevil.example/']) {
    const response = await request.get(new URL(baseURL!).origin + path, { maxRedirects: 0 });
    expect(response.status(), path).toBeLessThan(500);
    if (response.headers()['location']) redirectOf(response);
  }
});
