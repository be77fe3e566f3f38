import type { Page } from '@playwright/test';
import { arrived, expect, goto, test } from '../fixtures.ts';

const genres = (page: Page) => page.getByRole('navigation', { name: '장르' });
const years = (page: Page) => page.getByRole('navigation', { name: '연도' });
const cards = (page: Page) => page.locator('.film-grid a.card');

test('genre and year narrow the list, and each is taken away again', async ({ page }) => {
  await goto(page, '/movies');
  await expect(page.getByRole('heading', { level: 1, name: '둘러보기' })).toBeVisible();
  const everything = await cards(page).count();
  expect(everything).toBeGreaterThan(10);

  await genres(page).getByRole('link', { name: '드라마', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: '드라마 영화' })).toBeVisible();
  await arrived(page, /genre=/);
  await expect(genres(page).getByRole('link', { name: '드라마', exact: true })).toHaveAttribute('aria-current', 'true');

  const year = years(page).getByRole('link').nth(3);
  const label = (await year.innerText()).trim();
  await year.click();
  await expect(page.getByRole('heading', { level: 1, name: `${label}년 드라마 영화` })).toBeVisible();
  const shown = await page.locator('.film-grid .card-facts').allInnerTexts();
  for (const facts of shown) expect(facts).toContain(label);

  await page.getByRole('link', { name: `${label}년 지우기` }).click();
  await expect(page.getByRole('heading', { level: 1, name: '드라마 영화', exact: true })).toBeVisible();
  await page.getByRole('link', { name: '드라마 지우기' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '둘러보기' })).toBeVisible();
  await expect(cards(page)).toHaveCount(everything);
});

test('older years open at a press', async ({ page }) => {
  await goto(page, '/movies');
  const recent = await years(page).getByRole('link').count();
  await years(page).getByRole('link', { name: '더 오래된 해' }).click();
  await arrived(page, /years=all/);
  expect(await years(page).getByRole('link').count()).toBeGreaterThan(recent);
});

test('the orders', async ({ page }) => {
  await goto(page, '/movies');
  const order = page.getByRole('navigation', { name: '정렬' });
  for (const label of ['최신순', '평점순', '인기순']) {
    await order.getByRole('link', { name: label }).click();
    await expect(order.getByRole('link', { name: label })).toHaveAttribute('aria-current', 'true');
    await expect(cards(page).first()).toBeVisible();
  }
  await order.getByRole('link', { name: '최신순' }).click();
  await arrived(page, /sort=newest/);
  const shown = await page.locator('.film-grid .card-facts').allInnerTexts();
  const released = shown.map((facts) => Number(/\d{4}/.exec(facts)?.[0] ?? 9999));
  expect(released).toEqual([...released].sort((a, b) => b - a));
});

test('page after page to the end, without repeats', async ({ page }) => {
  await goto(page, '/movies?sort=newest');
  const seen: (string | null)[] = [];
  for (;;) {
    seen.push(...(await cards(page).evaluateAll((links) => links.map((link) => link.getAttribute('href')))));
    const more = page.getByRole('main').getByRole('link', { name: '더 보기' });
    if ((await more.count()) === 0) break;
    const next = (await more.getAttribute('href'))!;
    await more.click();
    await arrived(page, (url) => url.pathname + url.search === next);
  }
  expect(seen.length).toBeGreaterThan(100);
  expect(new Set(seen).size).toBe(seen.length);
  await page.getByRole('link', { name: '처음부터 보기' }).click();
  await arrived(page, (url) => !url.searchParams.has('after'));
  await expect(cards(page).first()).toHaveAttribute('href', seen[0]!);
});

test('a film leads to its genre, its year and its people', async ({ page, movie }) => {
  for (const path of [/\/movies\?genre=/, /\/movies\?year=\d+/, /\/people\/\d+$/]) {
    await goto(page, movie.path);
    const links = page.locator('.facts a');
    const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
    const at = hrefs.findIndex((href) => path.test(href));
    expect(at, `a link to ${path} among ${hrefs.join(' ')}`).toBeGreaterThanOrEqual(0);
    const response = page.waitForResponse((answer) => path.test(answer.url()));
    await links.nth(at).click();
    expect((await response).status()).toBe(200);
    await arrived(page, path);
    await expect(page.getByRole('main').locator(`a[href="${movie.path}"]`).or(page.locator('.film-grid')).first()).toBeVisible();
  }
});

test('nothing fits: said, with ways on; odd addresses count as unsaid', async ({ page, allow }) => {
  await goto(page, `/movies?genre=${encodeURIComponent('공포(호러)')}&year=1992`);
  await expect(page.getByText('여기에 맞는 영화가 없어요')).toBeVisible();
  await page.getByRole('link', { name: '모든 영화 보기' }).click();
  await arrived(page, '/movies');
  for (const query of ['year=x', 'year=-99999999999', 'sort=none', 'after=x', 'after=999999999', 'genre=%00', 'genre=%20']) {
    const response = await goto(page, `/movies?${query}`);
    expect(response.status(), query).toBe(200);
  }
  // An address must not put words into our mouth.
  allow('/movies', 404);
  for (const genre of ['없는 장르', '</title><h1>가짜</h1>']) {
    const response = await page.goto(`/movies?genre=${encodeURIComponent(genre)}`);
    expect(response!.status()).toBe(404);
    await expect(page.getByRole('heading', { name: '가짜' })).toHaveCount(0);
  }
});
