// What machines read: feeds, sitemap, robots, manifest, share cards and structured data.
import type { APIRequestContext } from '@playwright/test';
import { createReview, expect, join, postAsForm, test } from './client.ts';

const read = async (client: APIRequestContext, path: string, type: RegExp) => {
  const response = await client.get(path);
  expect(response.status(), path).toBe(200);
  expect(response.headers()['content-type'], path).toMatch(type);
  return response;
};

/** Path and query of one of the site's own absolute addresses. */
const local = (address: string) => {
  const url = new URL(address);
  return url.pathname + url.search;
};

const addresses = (xml: string) => [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1]!);

test('the sitemap leads to films and public reviews, and nowhere private', async ({ request, member, movieId }) => {
  const open = await createReview(member, movieId, '지도에 오르는 글');
  const secret = await createReview(member, movieId, '지도에 없는 글', { private: 'on' });

  const index = await (await read(request, '/sitemap.xml', /xml/)).text();
  expect(index).toMatch(/^<\?xml [^>]*\?>\s*<sitemapindex xmlns="http:\/\/www\.sitemaps\.org\/schemas\/sitemap\/0\.9"/);
  const parts = addresses(index).map(local);
  const pages: string[] = [];
  for (const part of parts) {
    const xml = await (await read(request, part, /xml/)).text();
    expect(xml, part).toContain('<urlset');
    for (const day of xml.match(/<lastmod>[^<]*/g) ?? []) expect(Date.parse(day.slice(9)), day).not.toBeNaN();
    pages.push(...addresses(xml).map(local));
  }
  expect(pages).toContain(`/movies/${movieId}`);
  expect(pages.some((page) => page.startsWith('/people/'))).toBe(true);
  expect(pages).not.toContain(`/reviews/${secret}`);
  expect(new Set(pages).size, 'each page once').toBe(pages.length);
  if (pages.some((page) => page.startsWith('/reviews/'))) expect(pages).toContain(`/reviews/${open}`);
  for (const page of [pages[0]!, pages.at(-1)!]) expect((await request.get(page)).status(), page).toBe(200);
  expect((await request.get('/sitemaps/movies-999.xml')).status()).toBe(404);
  expect((await request.get('/sitemaps/none-0.xml')).status()).toBe(404);
});

test('robots are told where the map is and what is not theirs', async ({ request }) => {
  const text = await (await read(request, '/robots.txt', /^text\/plain/)).text();
  const map = /^Sitemap: (\S+)$/m.exec(text)?.[1];
  expect(map).toBeTruthy();
  expect(local(map!)).toBe('/sitemap.xml');
  for (const path of ['/rpc/', '/search', '/my']) expect(text).toContain(`Disallow: ${path}\n`);
});

test('the manifest parses, and its icons are there in the sizes they say', async ({ request }) => {
  const manifest = await (await read(request, '/manifest.webmanifest', /json/)).json();
  expect(manifest).toMatchObject({ name: '팝콘긱', lang: 'ko', start_url: '/' });
  for (const { src, sizes, type } of manifest.icons) {
    const response = await read(request, src, new RegExp(type.replace('+', '\\+')));
    if (type === 'image/png') expect(sizeOf(await response.body()).join('x'), src).toBe(sizes);
  }
  await read(request, '/apple-touch-icon.png', /image\/png/);
  await read(request, '/favicon.svg', /image\/svg/);
});

test('a film has a feed of its public reviews', async ({ request, member, movieId }) => {
  const open = await createReview(member, movieId, '구독하는 사람에게 <닿는> 글 & 더');
  const spoiler = await createReview(member, movieId, '범인은 등대지기였다', { spoiler: 'on' });
  const secret = await createReview(member, movieId, '아무에게도 닿지 않는 글', { private: 'on' });
  const xml = await (await read(request, `/movies/${movieId}/feed.atom`, /^application\/atom\+xml/)).text();
  expect(xml).toContain('<feed xmlns="http://www.w3.org/2005/Atom"');
  expect(xml).toContain('구독하는 사람에게 &lt;닿는&gt; 글 &amp; 더');
  expect(xml).toContain(`/reviews/${open}<`);
  expect(xml).toContain(`/reviews/${spoiler}<`);
  expect(xml).not.toContain('등대지기');
  expect(xml).not.toContain(`/reviews/${secret}<`);
  expect(xml).not.toContain('아무에게도 닿지 않는 글');
  expect((await request.get('/movies/999999999/feed.atom')).status()).toBe(404);
  expect((await request.get('/movies/x/feed.atom')).status()).toBe(404);
});

test('a member has one too, and nothing private is in it', async ({ request, newClient, movieId }) => {
  const client = await newClient();
  const { nickname } = await join(client);
  const open = await createReview(client, movieId, '내 구독자에게');
  await createReview(client, movieId, '나에게만', { private: 'on' });
  const path = `/accounts/${encodeURIComponent(nickname)}/feed.atom`;
  for (const reader of [request, client]) {
    const xml = await (await read(reader, path, /^application\/atom\+xml/)).text();
    expect(xml).toContain(`/reviews/${open}<`);
    expect(xml).toContain('내 구독자에게');
    expect(xml).not.toContain('나에게만');
  }
  expect((await request.get('/accounts/nobody-of-that-name/feed.atom')).status()).toBe(404);
});

test('films and reviews have a share card', async ({ request, member, movieId }) => {
  const id = await createReview(member, movieId, '카드에 오르는 글');
  for (const path of [`/movies/${movieId}`, `/reviews/${id}`]) {
    const html = await (await request.get(path)).text();
    const card = meta(html, 'og:image');
    expect(card, `og:image of ${path}`).toMatch(/^https?:\/\//);
    const response = await read(request, local(card!), /^image\/png$/);
    expect(response.headers()['cache-control']).toMatch(/public/);
    const [width, height] = sizeOf(await response.body());
    expect([width, height]).toEqual([Number(meta(html, 'og:image:width')), Number(meta(html, 'og:image:height'))]);
    expect(width).toBe(2 * height!);
  }
});

test('a card tells nothing that its page would not', async ({ request, member, newClient, movieId }) => {
  const id = await createReview(member, movieId, '카드에 오르면 안 되는 글', { private: 'on' });
  const html = await (await member.get(`/reviews/${id}`)).text();
  expect(meta(html, 'og:image')).toBeUndefined();
  const other = await newClient();
  for (const client of [request, other, member]) {
    for (const file of ['card.png', '0.png', '1.png']) {
      expect([404, 308], file).toContain((await client.get(`/cards/reviews/${id}/${file}`)).status());
    }
  }
});

test('structured data parses and agrees with its page', async ({ request, member, movieId }) => {
  const scored = await postAsForm(member, '/rpc/set_score', { movie_id: movieId, score: '3.7', page: `/movies/${movieId}` });
  expect(scored.status()).toBe(303);
  const hostile = '</script><script>alert(1)</script>';
  const id = await createReview(member, movieId, hostile);

  const film = (await structured(request, `/movies/${movieId}`)).find((thing) => thing['@type'] === 'Movie')!;
  expect(local(film['url'] as string)).toBe(`/movies/${movieId}`);
  expect(film['aggregateRating']).toMatchObject({ bestRating: '5', worstRating: '0.1' });
  const review = (await structured(request, `/reviews/${id}`)).find((thing) => thing['@type'] === 'Review')!;
  expect(review).toMatchObject({
    reviewBody: hostile,
    reviewRating: { ratingValue: '3.7', bestRating: '5', worstRating: '0.1' },
  });

  const spoiler = await createReview(member, movieId, '범인은 등대지기였다', { spoiler: 'on' });
  const masked = (await structured(request, `/reviews/${spoiler}`)).find((thing) => thing['@type'] === 'Review')!;
  expect(masked).not.toHaveProperty('reviewBody');
});

async function structured(client: APIRequestContext, path: string): Promise<Record<string, unknown>[]> {
  const html = await (await client.get(path)).text();
  const data = [...html.matchAll(/<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/gs)].map(([, json]) =>
    JSON.parse(json!),
  );
  expect(data, `structured data of ${path}`).toHaveLength(1);
  return data[0]['@graph'];
}

function meta(html: string, property: string): string | undefined {
  const tag = new RegExp(`<meta[^>]*property="${property}"[^>]*>`).exec(html)?.[0];
  return /content="([^"]*)"/.exec(tag ?? '')?.[1]?.replaceAll('&amp;', '&');
}

/** Width and height of a PNG, from its header. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(1, 4).toString(), 'the mark of a PNG').toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

test('what is searched for is text in the title, never markup', async ({ request }) => {
  const answer = await request.get('/search?q=' + encodeURIComponent('</title><meta http-equiv=refresh content="0;url=//example.org">'));
  const html = await answer.text();
  expect(html).not.toContain('<meta http-equiv');
  expect(html).toContain('&lt;/title&gt;');
});
