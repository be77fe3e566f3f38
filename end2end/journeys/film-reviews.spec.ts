// The list on the film page: tabs, orders, the filter by score, and page after page.
import type { Page } from '@playwright/test';
import { arrived, axe, expect, goto, test } from '../fixtures.ts';
import { haveReview, haveScore, newestOf, newMember, reviewInList } from '../steps.ts';

const tabs = (page: Page) => page.getByRole('navigation', { name: '리뷰 거르기' });
const list = (page: Page) => page.locator('.review-list article.review');
const figures = async (page: Page) =>
  (await list(page).locator('.score-figure').allInnerTexts()).map((text) => Number(/[\d.]+$/.exec(text.trim())![0]));

const PRAISE = '올해 본 영화 중에 단연 최고예요. 따뜻하고 감동적이고 연기도 완벽했어요. 꼭 보세요!';
const RANT = '최악의 영화. 지루하고 재미없고 연기도 엉망이라 돈도 시간도 아까웠다. 절대 보지 마세요.';

test('the tabs hold what they say', async ({ page, quietMovie: movie }) => {
  await newMember(page);
  const praise = await haveReview(page, movie, PRAISE);
  const rant = await haveReview(page, movie, RANT);
  const secret = await haveReview(page, movie, `${PRAISE} 나만의 글`, { onlyMe: true });

  await goto(page, newestOf(movie));
  await tabs(page).getByRole('link', { name: /^긍정/ }).click();
  await arrived(page, /view=positive/);
  await expect(tabs(page).getByRole('link', { name: /^긍정/ })).toHaveAttribute('aria-current', 'page');
  await expect(reviewInList(page, praise)).toBeVisible();
  await expect(reviewInList(page, rant)).toHaveCount(0);
  for (const badge of await list(page).locator('.badge').allInnerTexts()) expect(badge.trim()).toBe('긍정');

  await tabs(page).getByRole('link', { name: /^부정/ }).click();
  await arrived(page, /view=negative/);
  await expect(reviewInList(page, rant)).toBeVisible();
  await expect(reviewInList(page, praise)).toHaveCount(0);

  await tabs(page).getByRole('link', { name: /^내 글/ }).click();
  await arrived(page, /view=mine/);
  await expect(list(page)).toHaveCount(3);
  await expect(reviewInList(page, secret).getByText('나만 보기')).toBeVisible();
  await expect(tabs(page).getByRole('link', { name: '내 글 3' })).toHaveAttribute('aria-current', 'page');
  await axe(page);
});

test('a visitor has no reviews of their own', async ({ page, movie }) => {
  await goto(page, movie.path);
  await expect(tabs(page).getByRole('link', { name: /^전체/ })).toHaveAttribute('aria-current', 'page');
  await expect(tabs(page).getByRole('link', { name: /^내 글/ })).toHaveCount(0);
  await goto(page, `${movie.path}?view=mine`);
  await expect(page.getByText('로그인하면 내 리뷰가 보여요')).toBeVisible();
});

test('the orders', async ({ page, quietMovie: movie, newVisitor }) => {
  const others = await newVisitor();
  for (const score of ['1.2', '4.7']) {
    await newMember(others);
    await haveScore(others, movie, score);
    await haveReview(others, movie, `점수 ${score}의 글`);
    await others.context().clearCookies();
  }
  await goto(page, movie.path);
  const order = page.getByRole('navigation', { name: '정렬' });
  await order.getByRole('link', { name: '높은 점수순' }).click();
  await arrived(page, /sort=high/);
  await expect(order.getByRole('link', { name: '높은 점수순' })).toHaveAttribute('aria-current', 'true');
  const falling = await figures(page);
  expect(falling.length).toBeGreaterThan(1);
  expect(falling).toEqual([...falling].sort((a, b) => b - a));

  await order.getByRole('link', { name: '낮은 점수순' }).click();
  await arrived(page, /sort=low/);
  const rising = await figures(page);
  expect(rising).toEqual([...rising].sort((a, b) => a - b));
});

test('a bar of the scores narrows the list, and its chip widens it again', async ({ page, quietMovie: movie }) => {
  await newMember(page);
  await haveScore(page, movie, '0.7');
  const permalink = await haveReview(page, movie, '0.7점짜리 영화였어요.');
  await goto(page, movie.path);
  const bar = page.getByRole('link', { name: /^0\.6점에서 1\.0점 \d+명, 내 점수 0\.7점이 여기 있어요/ });
  await bar.click();
  await arrived(page, /score=2/);
  await expect(bar).toHaveAttribute('aria-current', 'true');
  await expect(reviewInList(page, permalink)).toBeVisible();
  for (const score of await figures(page)) {
    expect(score).toBeGreaterThanOrEqual(0.6);
    expect(score).toBeLessThanOrEqual(1);
  }
  await page.getByRole('link', { name: /^0\.6–1\.0점만/ }).click();
  await expect(page).toHaveURL((url) => !url.search.includes('score='));
  await expect(page.getByRole('link', { name: /^0\.6–1\.0점만/ })).toHaveCount(0);
});

test('page after page to the end, without repeats or gaps', async ({ page, quietMovie: movie }) => {
  await newMember(page);
  const mine: string[] = [];
  for (let number = 1; number <= 21; number += 1) mine.push(await haveReview(page, movie, `이어지는 감상 ${number}번째`));

  await goto(page, `${movie.path}?view=mine&sort=newest`);
  const seen: string[] = [];
  for (const expected of [10, 10, 1]) {
    await expect(list(page)).toHaveCount(expected);
    seen.push(...(await list(page).evaluateAll((articles) => articles.map(({ id }) => id.replace('review-', '/reviews/')))));
    const more = page.getByRole('main').getByRole('link', { name: '더 보기' });
    if (expected < 10) {
      await expect(more).toHaveCount(0);
      continue;
    }
    const from = page.url();
    await more.click();
    await arrived(page, (url) => url.href !== from && url.searchParams.has('after'));
  }
  expect(seen).toEqual([...mine].reverse());

  await page.getByRole('link', { name: '처음 리뷰부터 보기' }).click();
  await expect(page).toHaveURL((url) => !url.searchParams.has('after'));
  await expect(list(page).first()).toHaveAttribute('id', `review-${mine.at(-1)!.split('/').pop()}`);
});

test('what an address says wrongly counts as unsaid', async ({ page, movie }) => {
  for (const query of ['view=none', 'sort=none', 'score=11', 'score=0', 'score=x', 'after=x', 'after=1-', 'after=-1--1', 'after=99999999999999999999-1']) {
    const response = await goto(page, `${movie.path}?${query}`);
    expect(response.status(), query).toBe(200);
  }
});
