// Whoever scrolls gives no score: fingers on the stars, as a screen reports them.
import type { Locator, Page } from '@playwright/test';
import { expect, goto, test } from '../fixtures.ts';
import { expectScore, haveScore, newMember, scoreState, scoreStrip } from '../steps.ts';
import { finger, type Point } from '../touch.ts';

test.describe('on a touch screen', { tag: ['@script', '@phone'] }, () => {
  /** The scores that the page sends. */
  const sent = (page: Page): string[] => {
    const scores: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/rpc/set_score')) scores.push(new URLSearchParams(request.postData()!).get('score')!);
    });
    return scores;
  };

  const centre = async (of: Locator): Promise<Point> => {
    const box = (await of.boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };

  const inSight = async (strip: Locator) => {
    await strip.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
    return centre(strip);
  };

  /** A wish that was sent would be here by then: it waits a third of a second at most. */
  const settled = (page: Page) => page.evaluate(() => new Promise((done) => setTimeout(done, 700)));

  test('a swipe that begins on the stars scrolls and keeps the score', async ({ page, movie }) => {
    await newMember(page);
    await haveScore(page, movie, '5.0');
    await goto(page, movie.path);
    const scores = sent(page);
    const touch = await finger(page);
    const { x, y } = await inSight(scoreStrip(page));
    const before = await page.evaluate(() => scrollY);
    await touch.swipe({ x, y }, { x: x - 20, y: y - 260 });
    await expect.poll(() => page.evaluate(() => scrollY)).not.toBe(before);
    await expectScore(page, 5);
    await settled(page);
    await expectScore(page, 5);
    expect(scores).toEqual([]);
    await expect(scoreState(page)).toBeEmpty();
  });

  test('a tap gives the score it fell on, and a finger drawn along the stars the one it stops at', async ({
    page,
    movie,
  }) => {
    await newMember(page);
    await goto(page, movie.path);
    const scores = sent(page);
    const touch = await finger(page);
    const { y } = await inSight(scoreStrip(page));
    const box = (await scoreStrip(page).boundingBox())!;
    await touch.tap({ x: box.x + box.width * 0.5 - 1, y });
    await expectScore(page, 2.5);
    await expect(scoreState(page)).toHaveText('저장했어요');
    await touch.swipe({ x: box.x + box.width * 0.3, y }, { x: box.x + box.width * 0.7 - 1, y: y + 4 });
    await expectScore(page, 3.5);
    await expect.poll(() => scores).toEqual(['2.5', '3.5']);
  });

  test('in a list the stars are passed over, open by a tap, and then take one', async ({ page, movie }) => {
    await newMember(page);
    await haveScore(page, movie, '2.5');
    await goto(page, '/my');
    const scores = sent(page);
    const touch = await finger(page);
    const row = page.locator('.film-row').filter({ has: page.locator(`a[href="${movie.path}"]`) });
    const closed = row.locator('.quick-score-open');
    const at = await inSight(closed);
    await touch.swipe(at, { x: at.x + 5, y: at.y - 200 });
    await settled(page);
    expect(scores).toEqual([]);
    await expect(closed).toBeVisible();

    await touch.tap(await inSight(closed));
    const strip = row.locator('.score-strip');
    await expect(strip).toBeVisible();
    expect(scores).toEqual([]);

    const open = await inSight(strip);
    await touch.swipe(open, { x: open.x, y: open.y - 200 });
    await settled(page);
    expect(scores).toEqual([]);
    await expect(row.getByRole('status')).toHaveText('2.5점');

    await inSight(strip);
    const box = (await strip.boundingBox())!;
    await touch.tap({ x: box.x + box.width * 0.8 - 1, y: box.y + box.height / 2 });
    await expect(row.getByRole('status')).toHaveText('4.0점');
    await expect.poll(() => scores).toEqual(['4.0']);
  });

  test('a sideways swipe on the stars of a rail scrolls the rail', async ({ page }) => {
    await newMember(page);
    await goto(page, '/');
    const scores = sent(page);
    const touch = await finger(page);
    const rail = page.locator('#unscored-list');
    const item = rail.locator('> li').nth(1);
    const at = () => rail.evaluate((element) => element.scrollLeft);
    const { x, y } = await inSight(item.locator('.quick-score'));
    await touch.swipe({ x, y: y - 12 }, { x: x - 160, y: y - 12 });
    await expect.poll(at).toBeGreaterThan(0);
    // Open, they take taps alone.
    const open = rail.locator('> li').nth(2);
    await open.locator('.quick-score-open').tap();
    const stars = await centre(open.locator('.score-strip'));
    const before = await at();
    await touch.swipe(stars, { x: stars.x - 120, y: stars.y });
    await expect.poll(at).toBeGreaterThan(before);
    await settled(page);
    expect(scores).toEqual([]);
  });
});
