// A forgotten password: the link in the mail is the only way, and the answer tells nothing about an address.
import type { Page } from '@playwright/test';
import { arrived, axe, expect, goto, test } from '../../fixtures.ts';
import { linkTo, mailsTo, mailTo } from '../../mailbox.ts';
import { join } from '../../members.ts';
import { expectFieldError, expectSignedIn, expectSignedOut, fillSignIn, note, signIn, submit } from '../../steps.ts';

const NEW_PASSWORD = 'salted-4417-caramel';
const newPassword = (page: Page) => page.getByLabel('새 비밀번호', { exact: true });

test.beforeEach(({ allow }) => {
  allow('/accounts/reset', 410);
  allow('/rpc/', 422);
});

test('a new password through the mail ends every session', async ({ page, newVisitor }) => {
  const account = await join(page.request);
  const visitor = await newVisitor();
  await goto(visitor, '/accounts/signin');
  await visitor.getByRole('link', { name: '비밀번호를 잊으셨나요?' }).click();
  await arrived(visitor, '/accounts/forgot');
  await axe(visitor);
  await visitor.getByLabel('이메일', { exact: true }).fill(account.email);
  await submit(visitor, '링크 받기', '/accounts/forgot');
  await expect(note(visitor)).toContainText('메일을 보냈어요');

  const link = await linkTo(visitor.request, account.email, 'reset');
  await goto(visitor, link);
  await axe(visitor);
  await newPassword(visitor).fill('abc12');
  await submit(visitor, '비밀번호 바꾸기', '/accounts/reset');
  await expectFieldError(newPassword(visitor));
  await expect(newPassword(visitor)).toHaveValue('');

  await newPassword(visitor).fill(NEW_PASSWORD);
  await submit(visitor, '비밀번호 바꾸기', '/accounts/signin');
  await expect(note(visitor)).toContainText('비밀번호를 바꿨어요');
  await expectSignedOut(visitor);
  await mailTo(visitor.request, account.email, 'password_changed');

  await goto(page, '/');
  await expectSignedOut(page);
  await goto(page, '/accounts/signin');
  await fillSignIn(page, account);
  await expect(page.getByText(/이메일 또는 비밀번호가 맞지 않아요/), 'the old password').toBeVisible();
  await signIn(visitor, { ...account, password: NEW_PASSWORD });
  await expectSignedIn(visitor, account);

  expect((await goto(page, link)).status(), 'the link has been used').toBe(410);
  await expect(newPassword(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: '링크 받기' })).toBeVisible();
  await axe(page);
});

test('an address nobody has gets the same answer and no mail', async ({ page }) => {
  const email = `nobody-${Date.now()}@example.com`;
  await goto(page, '/accounts/forgot');
  await page.getByLabel('이메일', { exact: true }).fill(email);
  await submit(page, '링크 받기', '/accounts/forgot');
  await expect(note(page)).toContainText('메일을 보냈어요');
  expect(await mailsTo(page.request, email)).toEqual([]);
});

test('a new password says how strong it is, and can be looked at', { tag: '@script' }, async ({ page }) => {
  await goto(page, '/accounts/signup');
  const field = page.getByLabel('비밀번호', { exact: true });
  const strength = page.locator('.strength');
  await field.fill('abc');
  const weak = await strength.innerText();
  expect(weak.trim()).not.toBe('');
  await field.fill('butter corn at the midnight show 4417');
  await expect(strength).not.toHaveText(weak);
  await expect(field).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: /비밀번호\s*보기/ }).click();
  await expect(field).toHaveAttribute('type', 'text');
  await axe(page);
});
