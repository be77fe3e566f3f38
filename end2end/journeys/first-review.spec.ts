// The main way through the site: sign up, find a film, score it, review it, share the link.
import { arrived, axe, expect, goto, test } from '../fixtures.ts';
import { haveReview, newestOf, newMember, reviewField, reviewInList, saveScore, signUpAndIn } from '../steps.ts';

const PRAISE = '정말 최고의 영화였어요. 배우들 연기도 훌륭하고 음악도 아름다워서 끝까지 감동받았습니다. 강력 추천해요!';

test('a newcomer reviews a film and a friend reads it through the link', async ({
  page,
  movie,
  newVisitor,
  request,
  baseURL,
}) => {
  await signUpAndIn(page);

  await page.getByRole('main').locator(`a[href="${movie.path}"]`).first().click();
  await arrived(page, movie.path);
  const title = (await page.getByRole('heading', { level: 1 }).innerText()).trim();

  await saveScore(page, '3.7');

  await page.getByRole('link', { name: '리뷰 쓰기' }).first().click();
  await arrived(page, `${movie.path}/write`);
  await expect(page.getByRole('heading', { level: 1, name: '리뷰 쓰기' })).toBeVisible();
  await reviewField(page).fill(PRAISE);
  await page.getByRole('button', { name: '리뷰 올리기' }).click();

  await arrived(page, /\/reviews\/\d+$/);
  const permalink = new URL(page.url()).pathname;
  await expect(page.getByRole('main').getByText('긍정').first()).toBeVisible();
  await expect(page.getByRole('link', { name: '고치기' })).toBeVisible();
  await axe(page);

  const friend = await newVisitor();
  const response = await goto(friend, permalink);
  expect(response.status()).toBe(200);
  const main = friend.getByRole('main');
  await expect(friend.getByRole('heading', { level: 1, name: `${title} 리뷰` })).toBeVisible();
  await expect(main.getByText(PRAISE)).toBeVisible();
  await expect(main.locator('.review-score')).toHaveText('점수 3.7점');
  await expect(main.getByText('긍정').first()).toBeVisible();
  await expect(friend.getByRole('link', { name: '고치기' })).toHaveCount(0);
  await expect(friend).toHaveTitle(new RegExp(escaped(title)));

  // What the preview card is made of.
  const head = friend.locator('head');
  await expect(head.locator('meta[property="og:title"]')).toHaveAttribute('content', new RegExp(escaped(title)));
  await expect(head.locator('meta[property="og:description"]')).toHaveAttribute(
    'content',
    new RegExp(escaped(PRAISE.slice(0, 12))),
  );
  await expect(head.locator('link[rel="canonical"]')).toHaveAttribute('href', new URL(permalink, baseURL).href);

  // All of that comes from the server: KakaoTalk's preview runs no script.
  const html = await (await request.get(permalink)).text();
  for (const part of [PRAISE, 'og:title', 'og:description', 'rel="canonical"']) expect(html).toContain(part);
});

test('the new review is on the film page for everyone', async ({ page, movie, newVisitor }) => {
  const author = await newMember(page);
  const permalink = await haveReview(page, movie, PRAISE);

  const reader = await newVisitor();
  await goto(reader, newestOf(movie));
  const article = reviewInList(reader, permalink);
  await expect(article.getByText(PRAISE)).toBeVisible();
  await expect(article.getByText(author.nickname, { exact: true })).toBeVisible();
  await expect(article.getByText('긍정').first()).toBeVisible();

  await article.getByRole('link', { name: /리뷰 자세히/ }).click();
  await arrived(reader, permalink);
  await expect(reader.getByRole('main').getByText(PRAISE)).toBeVisible();
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
