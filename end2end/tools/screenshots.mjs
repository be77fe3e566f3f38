// Pictures of every page for a developer to look at: on a phone and on a desktop, light and dark.
//   BASE_URL=http://127.0.0.1:3000 node end2end/tools/screenshots.mjs FOLDER
// The member's views are those of the demo account. CHROMIUM_PATH uses a browser already on the machine.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';

const baseURL = process.env.BASE_URL ?? 'http://127.0.0.1:3000';
const folder = process.argv[2];
if (!folder) {
  console.error('Usage: BASE_URL=http://127.0.0.1:3000 node end2end/tools/screenshots.mjs FOLDER');
  process.exit(2);
}
const demo = { email: 'demo@example.com', password: 'popcorn-demo-2026' };
const sizes = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
];

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
  args: ['--no-sandbox', '--disable-gpu', ...(process.env.CHROMIUM_ARGS ?? '').split(/\s+/).filter(Boolean)],
});
try {
  for (const viewport of sizes) {
    for (const colorScheme of ['light', 'dark']) await takeAll(viewport, colorScheme);
  }
} finally {
  await browser.close();
}

async function takeAll(viewport, colorScheme) {
  const context = await browser.newContext({
    baseURL,
    viewport,
    colorScheme,
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const take = async (name, address) => {
    await open(page, address);
    const file = path.join(folder, `${name}-${viewport.width}-${colorScheme}.png`);
    await page.screenshot({ path: file, fullPage: true });
    console.log(file);
  };

  const { movie, review } = await findReview(page);
  await take('home', '/');
  await take('film', movie);
  if (review) await take('permalink', review);
  await take('signup', '/accounts/signup');
  await take('signin', '/accounts/signin');
  await take('terms', '/terms');
  await take('privacy', '/privacy');
  await take('not-found', '/no/such/page');

  await open(page, '/accounts/signin');
  await page.getByLabel('이메일', { exact: true }).fill(demo.email);
  await page.getByLabel('비밀번호', { exact: true }).fill(demo.password);
  await page.getByRole('button', { name: '로그인' }).click();
  await page.getByRole('banner').locator('a[href="/settings"]').waitFor({ state: 'attached' });
  await take('member-home', '/');
  await take('member-film', movie);
  await take('member-editor', `${movie}/write`);
  if (review) await take('member-permalink', review);
  await context.close();
}

async function open(page, address) {
  await page.goto(address);
  await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
  // Pictures below the fold load when they come near; the whole page is about to be seen.
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager';
    await document.fonts.ready;
    await Promise.allSettled([...document.images].map((image) => image.decode()));
  });
}

/** The first film of the home page that has a review, and that review. */
async function findReview(page) {
  await open(page, '/');
  const movies = await page
    .getByRole('main')
    .locator('a[href^="/movies/"]')
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href')))]);
  if (movies.length === 0) throw new Error('The home page shows no film: is the demo data loaded?');
  for (const movie of movies) {
    await open(page, movie);
    const link = page.getByRole('link', { name: '리뷰 자세히' }).first();
    if ((await link.count()) > 0) return { movie, review: await link.getAttribute('href') };
  }
  return { movie: movies[0], review: null };
}
