import { arrived, expect, goto, test } from '../fixtures.ts';
import {
  expectSignedIn,
  expectSignedOut,
  fillSignIn,
  newMember,
  reviewField,
  send,
  signInLink,
  signOut,
  signUpAndIn,
} from '../steps.ts';

const WRONG_PAIR = '이메일 또는 비밀번호가 맞지 않아요. 다시 확인해 주세요.';

test('a member signs out and in again', async ({ page }) => {
  const account = await signUpAndIn(page);

  await signOut(page);
  await expectSignedOut(page);

  await signInLink(page).click();
  await arrived(page, '/accounts/signin');
  await fillSignIn(page, account);
  await arrived(page, '/');
  await expectSignedIn(page, account);
});

test('the settings have a way out too', async ({ page }) => {
  await newMember(page);
  await goto(page, '/settings');
  await page.getByRole('main').getByRole('button', { name: '로그아웃', exact: true }).click();
  await arrived(page, '/');
  await expectSignedOut(page);
});

test('a wrong password and an unknown address get the same answer', async ({ page, newVisitor }) => {
  const account = await newMember(page);
  const visitor = await newVisitor();

  for (const pair of [
    { email: account.email, password: 'not-the-password' },
    { email: `nobody-${account.email}`, password: account.password },
  ]) {
    await goto(visitor, '/accounts/signin');
    await fillSignIn(visitor, pair);
    await expect(visitor.getByText(WRONG_PAIR)).toBeVisible();
    await expect(visitor.getByLabel('이메일', { exact: true })).toHaveValue(pair.email);
    await expectSignedOut(visitor);
  }
});

test('signing in leads back to the film one came from', async ({ page, movie, newVisitor }) => {
  const account = await newMember(page);

  const visitor = await newVisitor();
  await goto(visitor, movie.path);
  await visitor.getByRole('link', { name: '로그인하고 점수 매기기' }).click();
  await arrived(visitor, '/accounts/signin');
  await fillSignIn(visitor, account);
  await arrived(visitor, movie.path);
  await expectSignedIn(visitor, account);
});

test('the editor asks an anonymous visitor to sign in first', async ({ page, movie, newVisitor }) => {
  const account = await newMember(page);

  const visitor = await newVisitor();
  await goto(visitor, `${movie.path}/write`);
  await arrived(visitor, '/accounts/signin');
  await fillSignIn(visitor, account);
  await arrived(visitor, `${movie.path}/write`);
  await expect(reviewField(visitor)).toBeVisible();
});

test('a session that ended while writing: the text stays in the editor', { tag: '@script' }, async ({
  page,
  movie,
  allow,
}) => {
  // Also the live reading, if its turn comes.
  allow('/rpc/', 401);
  await newMember(page);
  await goto(page, `${movie.path}/write`);
  await reviewField(page).fill('한 시간 동안 쓴 글입니다.');
  await page.context().clearCookies();
  await send(page, '리뷰 올리기', '/rpc/create_review');

  await expect(page.getByRole('main').getByText(/로그인이 필요해요/)).toBeVisible();
  await expect(reviewField(page)).toHaveValue('한 시간 동안 쓴 글입니다.');
});

test('a session that ended while writing: after signing in the text is there again', { tag: '@noscript' }, async ({
  page,
  movie,
}) => {
  const account = await newMember(page);
  await goto(page, `${movie.path}/write`);
  await reviewField(page).fill('한 시간 동안 쓴 글입니다.');
  await page.context().clearCookies({ name: 'sid' });
  await send(page, '리뷰 올리기', '/rpc/create_review');

  await arrived(page, '/accounts/signin');
  await fillSignIn(page, account);
  await arrived(page, `${movie.path}/write`);
  await expect(reviewField(page)).toHaveValue('한 시간 동안 쓴 글입니다.');
});
