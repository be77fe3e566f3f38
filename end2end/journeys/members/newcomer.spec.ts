// The newcomer's way: from a page to the sign-in page, to the sign-up, to the mail, and back to that page,
// signed in. In the browser that signed up nothing more is asked for, in another one the password, once.
import type { Page } from '@playwright/test';
import { newAccount, type Account } from '../../account.ts';
import { arrived, axe, expect, goto, test } from '../../fixtures.ts';
import { linkTo } from '../../mailbox.ts';
import {
  confirmButton,
  expectSignedIn,
  expectSignedOut,
  fillSignIn,
  fillSignUp,
  haveReview,
  newestOf,
  newMember,
  reviewField,
  reviewInList,
  saveScore,
  send,
  submit,
  welcome,
} from '../../steps.ts';

/** From the sign-in page to where a newcomer is told to look for the mail. */
async function signUpFromHere(page: Page): Promise<Account> {
  const account = newAccount();
  await arrived(page, '/accounts/signin');
  await page.getByRole('main').getByRole('link', { name: '회원가입하기' }).click();
  await arrived(page, '/accounts/signup');
  await fillSignUp(page, account);
  await page.getByRole('button', { name: '가입하기' }).click();
  await arrived(page, '/accounts/sent');
  return account;
}

const passwordOf = (page: Page) => page.getByLabel('가입할 때 정한 비밀번호', { exact: true });
const onward = (page: Page) => page.getByRole('link', { name: '확인했어요, 계속하기' });

test('in one browser: from a film through the mail back to the film', async ({ page, quietMovie: movie }) => {
  await goto(page, movie.path);
  await page.getByRole('link', { name: '로그인하고 점수 매기기' }).click();
  const account = await signUpFromHere(page);
  await expect(page.getByRole('main')).toContainText('보던 곳으로 돌아가요');
  await axe(page);

  // To the mail as a visitor gets there, in the same tab.
  await page.getByRole('main').getByRole('link', { name: /메일함/ }).click();
  await arrived(page, '/mailbox');
  await goto(page, await linkTo(page.request, account.email, 'confirm'));
  await expect(passwordOf(page)).toHaveCount(0);
  await submit(page, confirmButton(page), movie.path);
  await expectSignedIn(page, account);
  await expect(welcome(page)).toContainText(`${account.nickname} 님`);
  await axe(page);

  await welcome(page).getByRole('link', { name: '닫기' }).click();
  await arrived(page, movie.path);
  await expect(welcome(page)).toHaveCount(0);
  await saveScore(page, '3.7');
});

test('in two browsers: the password once, and the first tab goes on too', async ({ page, movie, newVisitor }) => {
  await goto(page, movie.path);
  await page.getByRole('link', { name: '로그인하고 점수 매기기' }).click();
  const account = await signUpFromHere(page);

  const phone = await newVisitor();
  await goto(phone, await linkTo(page.request, account.email, 'confirm'));
  await passwordOf(phone).fill(account.password);
  await submit(phone, confirmButton(phone), movie.path);
  await expectSignedIn(phone, account);
  await expect(welcome(phone)).toContainText('로그인까지 마쳤어요');

  // Nothing has been opened where it was not confirmed.
  await onward(page).click();
  await arrived(page, '/accounts/signin');
  await expectSignedOut(page);
  await fillSignIn(page, account);
  await arrived(page, movie.path);
  await expectSignedIn(page, account);
});

test('the tab that waits leads straight on once another has confirmed', async ({ page, movie }) => {
  await goto(page, movie.path);
  await page.getByRole('link', { name: '로그인하고 점수 매기기' }).click();
  const account = await signUpFromHere(page);
  const link = await linkTo(page.request, account.email, 'confirm');

  const tab = await page.context().newPage();
  await goto(tab, link);
  await submit(tab, confirmButton(tab), movie.path);
  await onward(page).click();
  await arrived(page, movie.path);
  await expectSignedIn(page, account);

  // Back at the link: there is nothing to do, and nothing wrong.
  await goto(tab, link);
  await arrived(tab, movie.path);
});

test('a like: back to the review, with the word of welcome in sight', async ({ page, movie, newVisitor }) => {
  const author = await newVisitor();
  await newMember(author);
  const permalink = await haveReview(author, movie, '좋아요를 기다리는 글');
  await goto(page, newestOf(movie));
  await reviewInList(page, permalink).locator('a.like').click();
  const account = await signUpFromHere(page);
  await goto(page, await linkTo(page.request, account.email, 'confirm'));
  await submit(page, confirmButton(page), movie.path);
  expect(new URL(page.url()).hash).toBe(`#review-${permalink.split('/').pop()}`);
  await expect(welcome(page)).toBeInViewport();
  await expect(reviewInList(page, permalink).getByRole('button', { name: /좋아요/ })).toBeVisible();
});

test('whoever changes their mind between the ways in is still led back', async ({ page }) => {
  await goto(page, '/my');
  await arrived(page, '/accounts/signin');
  await page.getByRole('link', { name: '비밀번호를 잊으셨나요?' }).click();
  await arrived(page, '/accounts/forgot');
  await page.getByRole('main').getByRole('link', { name: '로그인하기' }).click();
  await arrived(page, '/accounts/signin');
  await page.getByRole('main').getByRole('link', { name: '회원가입하기' }).click();
  await arrived(page, '/accounts/signup');
  await submit(page, '가입하기', '/accounts/signup');
  await page.getByRole('main').getByRole('link', { name: '로그인하기' }).click();
  const account = await signUpFromHere(page);
  await page.getByRole('link', { name: '메일 다시 받기' }).click();
  await arrived(page, '/accounts/confirm');
  await page.getByLabel('이메일', { exact: true }).fill(account.email);
  await submit(page, '확인 메일 다시 받기', '/accounts/confirm');
  await goto(page, await linkTo(page.request, account.email, 'confirm', 1));
  await submit(page, confirmButton(page), '/my');
  await expectSignedIn(page, account);
});

test('what was typed without script is there after the sign-up', { tag: '@noscript' }, async ({ page, movie }) => {
  await newMember(page);
  await goto(page, `${movie.path}/write`);
  await reviewField(page).fill('로그인이 끊긴 줄 모르고 쓴 글입니다.');
  await page.context().clearCookies({ name: 'sid' });
  await send(page, '리뷰 올리기', '/rpc/create_review');

  const account = await signUpFromHere(page);
  await goto(page, await linkTo(page.request, account.email, 'confirm'));
  await submit(page, confirmButton(page), `${movie.path}/write`);
  await expectSignedIn(page, account);
  await expect(welcome(page)).toBeVisible();
  await expect(reviewField(page)).toHaveValue('로그인이 끊긴 줄 모르고 쓴 글입니다.');
});
