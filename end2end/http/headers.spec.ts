import { expect, test } from './client.ts';

const pages = (movieId: string) => [
  '/',
  '/movies',
  `/movies/${movieId}`,
  '/search?q=a',
  '/people/1',
  '/accounts/signin',
  '/terms',
  '/no/such/page',
];

test('every page carries the security headers', async ({ request, movieId }) => {
  for (const path of pages(movieId)) {
    const headers = (await request.get(path)).headers();
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['referrer-policy'], path).toMatch(/^(strict-origin-when-cross-origin|same-origin|no-referrer)$/);
    const policy = directives(headers['content-security-policy'] ?? '');
    expect(policy['frame-ancestors'], path).toMatch(/^'(none|self)'$/);
    expect(policy['object-src'] ?? policy['default-src'], path).toBe("'none'");
    expect(policy['base-uri'], path).toMatch(/^'(none|self)'$/);
    expect(policy['form-action'], path).toBe("'self'");
    expect(policy['script-src'], path).toMatch(/'nonce-[^']{16,}'/);
    expect(policy['script-src'], path).not.toMatch(/'unsafe-inline'|'unsafe-eval'|\*|https?:/);
  }
});

test('a nonce is used once, and inline scripts carry it', async ({ request, movieId }) => {
  const seen = new Set<string>();
  for (const path of [...pages(movieId), '/']) {
    const response = await request.get(path);
    const nonce = /'nonce-([^']+)'/.exec(response.headers()['content-security-policy'] ?? '')?.[1];
    expect(nonce, path).toBeTruthy();
    expect(seen, path).not.toContain(nonce);
    seen.add(nonce!);

    const html = await response.text();
    // JSON-LD is data, and runs nothing.
    const inline = (html.match(/<script\b[^>]*>/g) ?? []).filter((tag) => !/\bsrc=|ld\+json/.test(tag));
    for (const tag of inline) expect(tag, path).toContain(`nonce="${nonce}"`);
    expect(html.match(/<[a-z][^>]*\sstyle="[^>]*>/i)?.[0], `${path}: style attributes are blocked`).toBeUndefined();
    expect(html.match(/<[a-z][^>]*\son[a-z]+="[^>]*>/i)?.[0], `${path}: so are inline handlers`).toBeUndefined();
  }
});

test('a page is never kept by a shared cache', async ({ request, member, movieId }) => {
  for (const client of [request, member]) {
    for (const path of pages(movieId)) {
      const response = await client.get(path);
      expect(response.headers()['content-type'], path).toMatch(/^text\/html; ?charset=utf-8$/i);
      expect(response.headers()['cache-control'], path).toMatch(/\bprivate\b/);
      expect(response.headers()['cache-control'], path).not.toMatch(/\bpublic\b|s-maxage/);
    }
  }
});

test('files named by their content are kept for good', async ({ request }) => {
  const html = await (await request.get('/')).text();
  const files = new Set([...html.matchAll(/\/pkg\/[\w./-]+\.[\w-]{8,}\.(?:js|wasm|css)/g)].map(([file]) => file));
  for (const type of ['js', 'wasm', 'css']) {
    expect([...files].filter((file) => file.endsWith(type)), `hashed .${type} files of the home page`).not.toEqual([]);
  }
  for (const file of files) {
    const response = await request.get(file);
    expect(response.status(), file).toBe(200);
    expect(response.headers()['cache-control'], file).toMatch(/immutable/);
    expect(response.headers()['cache-control'], file).toMatch(/max-age=31536000/);
    expect(response.headers()['x-content-type-options'], file).toBe('nosniff');
  }
});

test('a file that is not there is not kept', async ({ request }) => {
  const response = await request.get('/pkg/gone.0123456789abcdef.js');
  expect(response.status()).toBe(404);
  expect(response.headers()['cache-control'] ?? '').not.toMatch(/immutable/);
});

test('a poster is a picture that a CDN may keep', async ({ request, movieId }) => {
  const response = await request.get(`/posters/${movieId}.svg`);
  expect(response.status()).toBe(200);
  expect(response.headers()['content-type']).toMatch(/^image\/svg\+xml/);
  expect(response.headers()['cache-control']).toMatch(/public/);
  expect(response.headers()['x-content-type-options']).toBe('nosniff');
});

test('the session cookie is out of reach of scripts and of other sites', async ({ member, baseURL }) => {
  const { cookies } = await member.storageState();
  const session = cookies.find(({ name }) => /^(__Host-)?sid$/.test(name));
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  expect(session!.secure).toBe(baseURL!.startsWith('https:'));
});

function directives(policy: string): Record<string, string> {
  return Object.fromEntries(
    policy.split(';').map((directive) => {
      const [name = '', ...values] = directive.trim().split(/\s+/);
      return [name, values.join(' ')];
    }),
  );
}
