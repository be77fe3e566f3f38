// A member's page as others see it, and as their own.
import type { Page } from '@playwright/test';
import { arrived, axe, expect, goto, test } from '../fixtures.ts';
import {
  fillSignIn,
  haveReview,
  haveScore,
  newMember,
  newestOf,
  openStars,
  post,
  reviewInList,
} from '../steps.ts';

const tabs = (page: Page) => page.getByRole('navigation', { name: '회원의 기록' });
const profileOf = (nickname: string) => `/accounts/${encodeURIComponent(nickname)}`;

test('others see scores, public reviews and what is wanted', async ({
  page,
  movie,
  quietMovie,
  upcomingMovie,
  newVisitor,
}) => {
  const { nickname } = await newMember(page);
  await haveScore(page, movie, '4.1');
  const open = await haveReview(page, movie, '모두에게 여는 글');
  const secret = await haveReview(page, movie, '혼자 보는 일기', { onlyMe: true });
  await post(page, 'set_preference', { movie_id: upcomingMovie.id, kind: 'want' });
  await post(page, 'set_preference', { movie_id: quietMovie.id, kind: 'not_interested' });

  const visitor = await newVisitor();
  await goto(visitor, newestOf(movie));
  await reviewInList(visitor, open).getByRole('link', { name: nickname, exact: true }).click();
  await arrived(visitor, profileOf(nickname));
  await expect(visitor.getByRole('heading', { level: 1, name: nickname })).toBeVisible();
  const main = visitor.getByRole('main');

  await expect(tabs(visitor).getByRole('link', { name: '점수 1' })).toHaveAttribute('aria-current', 'page');
  await expect(main.locator(`a.card[href="${movie.path}"]`)).toContainText('4.1');

  await tabs(visitor).getByRole('link', { name: '리뷰 1' }).click();
  await arrived(visitor, /tab=reviews/);
  await expect(reviewInList(visitor, open)).toBeVisible();
  await expect(reviewInList(visitor, secret)).toHaveCount(0);

  await tabs(visitor).getByRole('link', { name: '보고싶어요 1' }).click();
  await arrived(visitor, /tab=wanted/);
  await expect(main.locator(`a[href="${upcomingMovie.path}"]`)).toBeVisible();

  await expect(tabs(visitor).getByRole('link', { name: /관심없어요/ })).toHaveCount(0);
  expect((await visitor.request.get(`${profileOf(nickname)}?tab=not_interested`)).status()).toBe(404);
  await axe(visitor);
});

test('my page has everything of mine, the private too', async ({ page, movie, quietMovie, request }) => {
  const { nickname } = await newMember(page);
  await haveScore(page, movie, '3.3');
  const secret = await haveReview(page, movie, '혼자 보는 일기', { onlyMe: true });
  await post(page, 'set_preference', { movie_id: quietMovie.id, kind: 'not_interested' });

  const response = await goto(page, '/my');
  expect(response.headers()['cache-control']).toContain('no-store');
  await expect(page.getByRole('heading', { level: 1, name: '내 기록' })).toBeVisible();
  await expect(page.locator('.film-row').filter({ has: page.locator(`a[href="${movie.path}"]`) })).toContainText('3.3');
  await axe(page);

  await tabs(page).getByRole('link', { name: /^리뷰/ }).click();
  await arrived(page, /tab=reviews/);
  await expect(reviewInList(page, secret).getByText('나만 보기')).toBeVisible();
  expect(await (await request.get(`${profileOf(nickname)}?tab=reviews`)).text()).not.toContain('혼자 보는 일기');

  await tabs(page).getByRole('link', { name: '관심없어요 1' }).click();
  await arrived(page, /tab=not_interested/);
  await expect(page.getByRole('main').locator(`a[href="${quietMovie.path}"]`)).toBeVisible();

  await page.getByRole('link', { name: '남이 보는 내 프로필' }).click();
  await arrived(page, profileOf(nickname));
  await page.getByRole('link', { name: '내 기록으로' }).click();
  await arrived(page, '/my');
});

test('my scores are changed in the list', { tag: '@script' }, async ({ page, movie }) => {
  await newMember(page);
  await haveScore(page, movie, '3.3');
  await goto(page, '/my');
  const row = page.locator('.film-row').filter({ has: page.locator(`a[href="${movie.path}"]`) });
  await openStars(row);
  await page.keyboard.press('PageUp');
  await expect(row.getByRole('status')).toHaveText('3.8점');
  await expect(row.getByRole('button', { name: '되돌리기' })).toBeVisible();
  await goto(page, '/my');
  await expect(row.getByRole('status')).toHaveText('3.8점');
});

test('the orders of my scores', async ({ page, movie, quietMovie }) => {
  await newMember(page);
  await haveScore(page, movie, '4.9');
  await haveScore(page, quietMovie, '0.2');
  await goto(page, '/my');
  const first = page.locator('.film-row').first();
  for (const [label, film] of [['높은 점수순', movie], ['낮은 점수순', quietMovie], ['최근순', quietMovie]] as const) {
    const link = page.getByRole('navigation', { name: '정렬' }).getByRole('link', { name: label });
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'true');
    await expect(first.locator(`a[href="${film.path}"]`).first()).toBeVisible();
  }
});

test('an empty page says what will be there', async ({ page }) => {
  await newMember(page);
  for (const tab of ['scores', 'reviews', 'wanted', 'not_interested']) {
    await goto(page, `/my?tab=${tab}`);
    await expect(page.locator('.empty strong'), tab).toBeVisible();
  }
});

test('my page asks a visitor to sign in first', async ({ page, newVisitor }) => {
  const account = await newMember(await newVisitor());
  await goto(page, '/my');
  await arrived(page, '/accounts/signin');
  await fillSignIn(page, account);
  await arrived(page, '/my');
});

test('nobody by that name is a 404', async ({ page, allow }) => {
  allow('/accounts/', 404);
  const response = await goto(page, `/accounts/${encodeURIComponent('아무도없는닉네임')}`);
  expect(response.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: '페이지를 찾을 수 없어요' })).toBeVisible();
});
