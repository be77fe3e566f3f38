import type { Locator, Page } from '@playwright/test';
import { arrived, expect, goto, scriptIsOn, test } from '../fixtures.ts';
import { expectSameDocument, fillSignIn, haveReview, mark, newestOf, newMember, press, reviewInList } from '../steps.ts';

const heart = (where: Locator | Page) => where.getByRole('button', { name: /^좋아요/ });

test('a review of somebody else is liked, counted, and liked no longer', async ({ page, movie, newVisitor }) => {
  await newMember(page);
  const permalink = await haveReview(page, movie, '좋아요를 기다리는 글이에요.');
  const reader = await newVisitor();
  await newMember(reader);

  for (const path of [permalink, newestOf(movie)]) {
    await goto(reader, path);
    if (scriptIsOn()) await mark(reader);
    const button = path === permalink ? heart(reader) : heart(reviewInList(reader, permalink));
    await expect(button).toHaveText(/좋아요\s*0$/);
    await press(reader, button, '/rpc/like_review');
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await expect(button).toHaveText(/좋아요\s*1$/);
    if (scriptIsOn()) await expectSameDocument(reader);
    await goto(reader, path);
    await expect(button).toHaveText(/좋아요\s*1$/);
    await press(reader, button, '/rpc/like_review');
    await expect(button).toHaveAttribute('aria-pressed', 'false');
    await expect(button).toHaveText(/좋아요\s*0$/);
  }
});

test("one's own review has a number and no button", async ({ page, movie, newVisitor }) => {
  await newMember(page);
  const permalink = await haveReview(page, movie, '내 글에는 누를 수 없어요.');
  await goto(page, permalink);
  await expect(heart(page)).toHaveCount(0);
  await expect(page.locator('span.like')).toHaveText(/좋아요\s*0$/);

  const reader = await newVisitor();
  await newMember(reader);
  await goto(reader, permalink);
  await press(reader, heart(reader), '/rpc/like_review');
  await goto(page, permalink);
  await expect(page.locator('span.like')).toHaveText(/좋아요\s*1$/);
});

test('a visitor is led to sign in, and back to the review', async ({ page, movie, newVisitor }) => {
  const author = await newVisitor();
  const account = await newMember(author);
  const permalink = await haveReview(author, movie, '로그인하고 눌러 주세요.');
  await goto(page, permalink);
  await expect(heart(page)).toHaveCount(0);
  await page.getByRole('link', { name: /^좋아요.*로그인하고 누르기/ }).click();
  await arrived(page, '/accounts/signin');
  await fillSignIn(page, account);
  await arrived(page, permalink);
});
