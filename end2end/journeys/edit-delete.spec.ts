import { arrived, expect, goto, test } from '../fixtures.ts';
import { newMember, reviewField, reviewOnFilmPage, writeReview } from '../steps.ts';

const PRAISE = '올해 본 영화 중에 단연 최고예요. 따뜻하고 감동적이고 연기도 완벽했어요. 꼭 보세요!';
const RANT = '최악의 영화. 지루하고 재미없고 연기도 엉망이라 돈도 시간도 아까웠다. 절대 보지 마세요.';

test('an author corrects a review, and it is read afresh', async ({ page, movie }) => {
  await newMember(page);
  const permalink = await writeReview(page, movie, PRAISE);
  await expect(page.getByRole('main').getByText('긍정').first()).toBeVisible();

  await page.getByRole('link', { name: '고치기' }).click();
  await arrived(page, `${permalink}/edit`);
  await expect(page.getByRole('heading', { level: 1, name: '리뷰 고치기' })).toBeVisible();
  await expect(reviewField(page)).toHaveValue(PRAISE);
  await expect(page.getByRole('checkbox', { name: '스포일러가 있어요' })).not.toBeChecked();
  await reviewField(page).fill(RANT);
  await page.getByRole('button', { name: '고친 내용 저장' }).click();

  await arrived(page, permalink);
  await expect(page.getByRole('main').getByText(RANT)).toBeVisible();
  await expect(page.getByRole('main').getByText(PRAISE)).toHaveCount(0);
  await expect(page.getByRole('main').getByText('부정').first()).toBeVisible();
});

test('the switches of a review come back in the editor', async ({ page, movie }) => {
  await newMember(page);
  const permalink = await writeReview(page, movie, '결말 이야기를 조금 적어 둡니다.', { spoiler: true, onlyMe: true });

  await goto(page, `${permalink}/edit`);
  await expect(page.getByRole('checkbox', { name: '스포일러가 있어요' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: '나만 보기' })).toBeChecked();
});

test('an author deletes a review after being asked', async ({ page, movie, allow }) => {
  allow('/reviews/', 404);
  await newMember(page);
  const permalink = await writeReview(page, movie, PRAISE);

  const really = page.getByRole('button', { name: '리뷰 지우기' });
  await expect(really).toBeHidden();
  // The opener is a <summary>, which has no button role everywhere.
  await page.getByRole('main').getByText('지우기', { exact: true }).click();
  await expect(page.getByText('정말 지울까요?')).toBeVisible();
  await really.click();

  await arrived(page, movie.path);
  await expect(reviewOnFilmPage(page, permalink)).toHaveCount(0);
  const response = await goto(page, permalink);
  expect(response.status()).toBe(404);
});

test('nobody else is offered to edit or delete a review', async ({ page, movie, newVisitor, allow }) => {
  allow('/edit', 403);
  await newMember(page);
  const permalink = await writeReview(page, movie, PRAISE);

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
