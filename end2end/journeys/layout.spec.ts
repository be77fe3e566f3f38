import type { Page } from '@playwright/test';
import { expect, goto, test, type Movie } from '../fixtures.ts';
import { newMember, writeReview } from '../steps.ts';

// One word without a break, and one line per letter: the two shapes that push a layout apart.
const LONG_WORD = `${'ㅋ'.repeat(300)} ${'가나다라'.repeat(60)}`;

test('no page scrolls sideways', async ({ page, movie, isMobile, newVisitor, allow }) => {
  allow('/no/such/page', 404);
  await newMember(page);
  const permalink = await writeReview(page, movie, LONG_WORD);
  const visitor = await newVisitor();

  for (const width of isMobile ? [320, 390] : [1280, 1600]) {
    for (const path of forVisitors(movie, permalink)) await expectToFit(visitor, path, width);
    for (const path of forMembers(movie, permalink)) await expectToFit(page, path, width);
  }
});

const forVisitors = (movie: Movie, permalink: string) => [
  '/',
  movie.path,
  permalink,
  '/accounts/signup',
  '/accounts/signin',
  '/terms',
  '/privacy',
  '/no/such/page',
];

const forMembers = (movie: Movie, permalink: string) => [
  '/',
  movie.path,
  `${movie.path}/write`,
  permalink,
  `${permalink}/edit`,
];

async function expectToFit(page: Page, path: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await goto(page, path);
  const layout = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    // A rail that scrolls by itself may be wider than the screen.
    const inRail = (element: Element): boolean => {
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        if (parent !== document.body && getComputedStyle(parent).overflowX !== 'visible') return true;
      }
      return false;
    };
    const tooWide = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1 && !inRail(element))
      .map((element) => element.outerHTML.slice(0, 120));
    return { clientWidth, scrollWidth, tooWide };
  });
  expect(layout.clientWidth, `${path}: the page takes the device's width`).toBeGreaterThan(width - 20);
  expect(layout.clientWidth, `${path}: the page takes the device's width`).toBeLessThanOrEqual(width);
  expect(layout.tooWide, `${path} at ${width}px: elements beyond the right edge`).toEqual([]);
  expect(layout.scrollWidth, `${path} at ${width}px`).toBeLessThanOrEqual(layout.clientWidth);
}
