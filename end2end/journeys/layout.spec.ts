import type { Page } from '@playwright/test';
import { arrived, expect, goto, test } from '../fixtures.ts';
import { haveReview, haveScore, newMember, post } from '../steps.ts';

// One word without a break, and one line per letter: the two shapes that push a layout apart.
const LONG_WORD = `${'ㅋ'.repeat(300)} ${'가나다라'.repeat(60)}`;

test('no page scrolls sideways', async ({ page, movie, upcomingMovie, isMobile, newVisitor, allow }) => {
  allow('/no/such/page', 404);
  const { nickname } = await newMember(page);
  await haveScore(page, movie, '3.7');
  await post(page, 'set_preference', { movie_id: upcomingMovie.id, kind: 'want' });
  const permalink = await haveReview(page, movie, LONG_WORD);
  const visitor = await newVisitor();

  const profile = `/accounts/${encodeURIComponent(nickname)}`;
  const forVisitors = [
    '/',
    movie.path,
    `${movie.path}?sort=newest`,
    upcomingMovie.path,
    permalink,
    '/movies',
    '/movies?years=all',
    '/search',
    `/search?q=${encodeURIComponent('가')}`,
    `/search?q=${encodeURIComponent('ㅋ'.repeat(60))}`,
    `/search?q=${encodeURIComponent('봉준호')}&tab=people`,
    '/people/1',
    profile,
    `${profile}?tab=reviews`,
    '/accounts/signup',
    '/accounts/signin',
    '/accounts/forgot',
    '/accounts/confirm',
    '/accounts/sent',
    '/mailbox',
    '/terms',
    '/privacy',
    '/no/such/page',
  ];
  const forMembers = [
    '/',
    movie.path,
    `${movie.path}/write`,
    permalink,
    `${permalink}/edit`,
    '/my',
    '/my?tab=reviews',
    '/my?tab=wanted',
    '/settings',
    '/settings/password',
    '/settings/email',
    '/settings/devices',
    '/settings/leave',
    '/accounts/reauth',
  ];
  for (const width of isMobile ? [320] : [1280]) {
    for (const path of forVisitors) await expectToFit(visitor, path, width);
    for (const path of forMembers) await expectToFit(page, path, width);
  }
});

test('the bar at the foot holds its words at 320 px, and marks where one is', { tag: '@phone' }, async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await goto(page, '/');
  const bar = page.getByRole('navigation', { name: '바로 가기' });
  await expect(bar.getByRole('link')).toHaveText(['홈', '둘러보기', '검색', '기록', '로그인']);
  await bar.getByRole('link', { name: '둘러보기' }).click();
  await arrived(page, '/movies');
  await expect(bar.locator('[aria-current="page"]')).toHaveText(['둘러보기']);
  const sizes = await bar.getByRole('link').evaluateAll((links) =>
    links.map((link) => {
      const words = document.createRange();
      words.selectNodeContents(link);
      const [word, box] = [words.getBoundingClientRect(), link.getBoundingClientRect()];
      return { fits: word.left >= box.left && word.right <= box.right && word.bottom <= box.bottom, height: box.height };
    }),
  );
  expect(sizes.every(({ fits, height }) => fits && height >= 44), JSON.stringify(sizes)).toBe(true);
});

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
