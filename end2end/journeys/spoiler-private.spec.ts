// What must stay hidden is looked for in the bytes of the answer: text that is only invisible is still told.
import { expect, goto, test } from '../fixtures.ts';
import { haveReview, newestOf, newMember, privateSwitch, reviewInList } from '../steps.ts';

const MASK = '스포일러가 있는 리뷰예요.';

test('a spoiler is told only to a visitor who asks for it', async ({ page, movie, newVisitor, request }) => {
  const author = await newMember(page);
  const secret = `범인은 바로 옆집 요리사였다 ${author.nickname}번째 비밀`;
  const permalink = await haveReview(page, movie, secret, { spoiler: true });

  for (const path of [permalink, newestOf(movie)]) {
    expect(await (await request.get(path)).text(), `bytes of ${path}`).not.toContain('옆집 요리사');
  }

  const stranger = await newVisitor();
  const response = await goto(stranger, permalink);
  expect(await response.text()).not.toContain('옆집 요리사');
  const main = stranger.getByRole('main');
  await expect(main.getByText(MASK)).toBeVisible();
  await main.getByRole('button', { name: '내용 보기' }).click();
  await expect(main.getByText(secret)).toBeVisible();
  await expect(main.getByText(MASK)).toHaveCount(0);

  // One visitor's question is not an answer for the next one.
  expect(await (await request.get(permalink)).text()).not.toContain('옆집 요리사');
});

test('a spoiler opens in the list of the film page', async ({ page, movie, newVisitor }) => {
  const author = await newMember(page);
  const secret = `마지막 장면은 모두 꿈이었다 ${author.nickname}`;
  const permalink = await haveReview(page, movie, secret, { spoiler: true });

  const stranger = await newVisitor();
  const response = await goto(stranger, newestOf(movie));
  expect(await response.text()).not.toContain('모두 꿈이었다');
  const article = reviewInList(stranger, permalink);
  await expect(article.getByText(MASK)).toBeVisible();
  await article.getByRole('button', { name: '내용 보기' }).click();
  await expect(reviewInList(stranger, permalink).getByText(secret)).toBeVisible();
});

test('a private review exists for its author alone', async ({ page, movie, newVisitor, request, allow }) => {
  allow('/reviews/', 404);
  const author = await newMember(page);
  const diary = `나만 아는 감상 일기 ${author.nickname}`;
  const permalink = await haveReview(page, movie, diary, { onlyMe: true });
  await goto(page, permalink);
  await expect(page.getByRole('main').getByText(diary)).toBeVisible();
  await expect(page.getByRole('main').getByText('나만 보기', { exact: true })).toBeVisible();

  const anonymous = await request.get(permalink);
  expect(anonymous.status()).toBe(404);
  expect(await anonymous.text()).not.toContain('감상 일기');
  expect(await (await request.get(newestOf(movie))).text()).not.toContain('감상 일기');

  const stranger = await newVisitor();
  await newMember(stranger);
  const response = await goto(stranger, permalink);
  expect(response.status()).toBe(404);
  expect(await response.text()).not.toContain('감상 일기');
  await expect(stranger.getByRole('heading', { level: 1, name: '페이지를 찾을 수 없어요' })).toBeVisible();
  const film = await goto(stranger, newestOf(movie));
  expect(await film.text()).not.toContain('감상 일기');
  await expect(reviewInList(stranger, permalink)).toHaveCount(0);
});

test('a private review can be opened to everyone later', async ({ page, movie, request }) => {
  const author = await newMember(page);
  const text = `이제는 함께 나누는 감상 ${author.nickname}`;
  const permalink = await haveReview(page, movie, text, { onlyMe: true });

  await goto(page, `${permalink}/edit`);
  await privateSwitch(page).uncheck();
  await page.getByRole('button', { name: '고친 내용 저장' }).click();
  await expect(page.getByRole('main').getByText(text, { exact: true })).toBeVisible();
  await expect(page.getByRole('main').getByText('나만 보기', { exact: true })).toHaveCount(0);

  const response = await request.get(permalink);
  expect(response.status()).toBe(200);
  expect(await response.text()).toContain(text);
});
