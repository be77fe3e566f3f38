import { arrived, expect, goto, test } from '../fixtures.ts';
import {
  haveReview,
  newestOf,
  newMember,
  post,
  privateSwitch,
  reviewField,
  reviewInList,
  spoilerSwitch,
} from '../steps.ts';

const PRAISE = '올해 본 영화 중에 단연 최고예요. 따뜻하고 감동적이고 연기도 완벽했어요. 꼭 보세요!';
const RANT = '최악의 영화. 지루하고 재미없고 연기도 엉망이라 돈도 시간도 아까웠다. 절대 보지 마세요.';

test('an author corrects a review, it is read afresh, and the old text can be had back', async ({ page, movie }) => {
  await newMember(page);
  const permalink = await haveReview(page, movie, PRAISE);
  await goto(page, permalink);
  const main = page.getByRole('main');
  const badge = main.locator('.review-whole .badge');
  await expect(badge).toHaveText('긍정');
  await expect(page.getByRole('button', { name: '되돌리기' })).toHaveCount(0);

  await page.getByRole('link', { name: '고치기' }).click();
  await arrived(page, `${permalink}/edit`);
  await expect(page.getByRole('heading', { level: 1, name: '리뷰 고치기' })).toBeVisible();
  await expect(reviewField(page)).toHaveValue(PRAISE);
  await expect(spoilerSwitch(page)).not.toBeChecked();
  await reviewField(page).fill(RANT);
  await page.getByRole('button', { name: '고친 내용 저장' }).click();

  await arrived(page, permalink);
  await expect(main.getByText(RANT)).toBeVisible();
  await expect(main.getByText(PRAISE)).toHaveCount(0);
  await expect(badge).toHaveText('부정');
  await expect(page.getByText('바뀐 내용을 저장했어요')).toBeVisible();

  await page.getByRole('button', { name: '되돌리기' }).click();
  await expect(main.getByText(PRAISE)).toBeVisible();
  await arrived(page, permalink);
  await expect(main.getByText(RANT)).toHaveCount(0);
  await expect(badge).toHaveText('긍정');

  // That too was a change.
  await page.getByRole('button', { name: '되돌리기' }).click();
  await expect(main.getByText(RANT)).toBeVisible();
});

test('the switches of a review come back in the editor', async ({ page, movie }) => {
  await newMember(page);
  const permalink = await haveReview(page, movie, '결말 이야기를 조금 적어 둡니다.', { spoiler: true, onlyMe: true });

  await goto(page, `${permalink}/edit`);
  await expect(spoilerSwitch(page)).toBeChecked();
  await expect(privateSwitch(page)).toBeChecked();
});

test('an author deletes a review after being asked, and can have it back', async ({ page, movie, request, allow }) => {
  allow('/reviews/', 404);
  await newMember(page);
  const permalink = await haveReview(page, movie, PRAISE);
  await goto(page, permalink);

  const really = page.getByRole('button', { name: '리뷰 지우기' });
  await expect(really).toBeHidden();
  // The opener is a <summary>, which has no button role everywhere.
  await page.getByRole('main').getByText('지우기', { exact: true }).click();
  await expect(page.getByText('정말 지울까요?')).toBeVisible();
  await really.click();

  await arrived(page, movie.path);
  await expect(page.getByText('리뷰를 지웠어요')).toBeVisible();
  await expect(reviewInList(page, permalink)).toHaveCount(0);
  expect((await request.get(permalink)).status()).toBe(404);

  await page.getByRole('button', { name: '되돌리기' }).click();
  await arrived(page, permalink);
  await expect(page.getByRole('main').getByText(PRAISE)).toBeVisible();
  expect((await request.get(permalink)).status()).toBe(200);

  // The notice belongs to the one visit after the deletion.
  await post(page, 'delete_review', { review_id: permalink.split('/').pop()! });
  await goto(page, newestOf(movie));
  await expect(page.getByText('리뷰를 지웠어요')).toHaveCount(0);
  expect((await goto(page, permalink)).status()).toBe(404);
});

test('nobody else is offered to edit or delete a review', async ({ page, movie, newVisitor, allow }) => {
  allow('/edit', 403);
  await newMember(page);
  const permalink = await haveReview(page, movie, PRAISE);

  const other = await newVisitor();
  await newMember(other);
  await goto(other, permalink);
  await expect(other.getByRole('main').getByText(PRAISE)).toBeVisible();
  await expect(other.getByRole('link', { name: '고치기' })).toHaveCount(0);
  await expect(other.getByText('지우기', { exact: true })).toHaveCount(0);

  const response = await goto(other, `${permalink}/edit`);
  expect(response.status()).toBe(403);
  await expect(other.getByText(PRAISE)).toHaveCount(0);
});
