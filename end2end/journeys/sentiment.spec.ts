// What a review feels: the model reads it, its author has the last word.
import type { Page } from '@playwright/test';
import { arrived, axe, expect, goto, scriptIsOn, test, type Movie } from '../fixtures.ts';
import { haveReview, newMember, reviewField, reviewInList, submit, writeReview } from '../steps.ts';

const PRAISE = '올해 본 영화 중에 단연 최고예요. 따뜻하고 감동적이고 연기도 완벽했어요. 꼭 보세요!';
const RANT = '최악의 영화. 지루하고 재미없고 연기도 엉망이라 돈도 시간도 아까웠다. 절대 보지 마세요.';
const BY_AUTHOR = '글쓴이가 고른 감상';
const HAND_BACK = 'AI에 맡기기';

const badge = (page: Page) => page.locator('.review-whole .badge');
const correction = (page: Page) => page.locator('.correction');

/** Says on the page of the author's own review what it feels. */
async function say(page: Page, permalink: string, word: string): Promise<void> {
  await goto(page, permalink);
  await correction(page).locator('summary').click();
  await submit(page, correction(page).getByRole('button', { name: word, exact: true }), permalink);
  const note = word === HAND_BACK ? 'AI의 판단으로 되돌렸어요' : '감상을 저장했어요';
  await expect(page.locator('.review-page').getByText(note)).toBeVisible();
}

/** On which tabs of the film page the review stands. */
async function tabsWith(page: Page, movie: Movie, permalink: string): Promise<string[]> {
  const found: string[] = [];
  for (const view of ['positive', 'negative']) {
    await goto(page, `${movie.path}?view=${view}&sort=newest`);
    if ((await reviewInList(page, permalink).count()) > 0) found.push(view);
  }
  return found;
}

test('an author says what their review feels, and hands that back', async ({
  page,
  quietMovie: movie,
  newVisitor,
}) => {
  await newMember(page);
  const permalink = await writeReview(page, movie, PRAISE);
  const reader = await newVisitor();
  await expect(badge(page)).toHaveText('긍정');
  await expect(page.getByText(BY_AUTHOR)).toHaveCount(0);
  await expect(page.getByText(/^AI가 \d+% 확률로 긍정이라고 읽었어요$/)).toBeVisible();
  expect(await tabsWith(reader, movie, permalink)).toEqual(['positive']);

  await say(page, permalink, '부정');
  await expect(badge(page)).toHaveText('부정');
  await expect(page.getByText(BY_AUTHOR)).toBeVisible();
  expect(await tabsWith(reader, movie, permalink)).toEqual(['negative']);
  await expect(reviewInList(reader, permalink).getByText(BY_AUTHOR)).toHaveCount(1);
  await expect(reviewInList(reader, permalink).locator('.badge')).toContainText('글쓴이');

  // Neither praise nor dislike: on none of the two tabs.
  await say(page, permalink, '엇갈려요');
  await expect(badge(page)).toHaveText('엇갈려요');
  expect(await tabsWith(reader, movie, permalink)).toEqual([]);
  await expect(reader.locator('.sentiment')).toContainText(/긍정 \d+%.*엇갈려요 \d+%.*부정 \d+%/s);
  await goto(reader, permalink);
  await expect(badge(reader)).toHaveText('엇갈려요');
  await expect(reader.getByText(BY_AUTHOR)).toBeVisible();
  await expect(correction(reader)).toHaveCount(0);

  // Another text changes nothing about it.
  await goto(page, `${permalink}/edit`);
  await reviewField(page).fill(RANT);
  await page.getByRole('button', { name: '고친 내용 저장' }).click();
  await arrived(page, permalink);
  await expect(page.getByRole('main').getByText(RANT)).toBeVisible();
  await expect(badge(page)).toHaveText('엇갈려요');
  await expect(page.getByText(BY_AUTHOR)).toBeVisible();
  await correction(page).locator('summary').click();
  await expect(correction(page).getByRole('button', { name: '엇갈려요' })).toHaveAttribute('aria-pressed', 'true');
  await axe(page);

  // The model has read it all the same.
  await say(page, permalink, HAND_BACK);
  await expect(badge(page)).toHaveText('부정');
  await expect(page.getByText(BY_AUTHOR)).toHaveCount(0);
  expect(await tabsWith(reader, movie, permalink)).toEqual(['negative']);
});

test("a review's address is there to be copied", async ({ page, quietMovie: movie }) => {
  await newMember(page);
  const permalink = await haveReview(page, movie, PRAISE);
  // What a device would open instead is another test's subject.
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'share'));
  await goto(page, permalink);
  const address = await page.locator('.share a').innerText();
  expect(new URL(address).pathname).toBe(permalink);
  const copy = page.getByRole('button', { name: '주소 복사' });
  if (!scriptIsOn()) {
    await expect(copy).toBeHidden();
    return;
  }
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await copy.click();
  await expect(page.locator('.share').getByRole('status')).toHaveText('복사했어요');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
});

test('a touch device opens its own sheet to share', { tag: ['@script', '@phone'] }, async ({ page, quietMovie: movie }) => {
  await newMember(page);
  const permalink = await haveReview(page, movie, PRAISE);
  await page.addInitScript(() => {
    const share = async ({ url }: ShareData = {}) => {
      const { refusal } = document.documentElement.dataset;
      if (refusal) throw new DOMException('', refusal);
      document.documentElement.dataset.shared = url;
    };
    Object.defineProperty(Navigator.prototype, 'share', { value: share, configurable: true });
  });
  await goto(page, permalink);
  const share = page.getByRole('button', { name: '공유하기' });
  await share.click();
  await expect(page.locator('html')).toHaveAttribute('data-shared', await page.locator('.share a').innerText());
  await expect(page.locator('.share').getByRole('status')).toBeEmpty();

  // Where the sheet does not open, the address is copied.
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => (document.documentElement.dataset.refusal = 'NotAllowedError'));
  await share.click();
  await expect(page.locator('.share').getByRole('status')).toHaveText('복사했어요');
  await page.evaluate(() => (document.documentElement.dataset.refusal = 'AbortError'));
  await share.click();
  await expect(page.locator('.share').getByRole('status')).toBeEmpty();
});
