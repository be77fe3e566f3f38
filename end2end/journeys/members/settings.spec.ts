// A member's own account: password, address, devices, and everything in one file.
import type { Page } from '@playwright/test';
import { arrived, axe, expect, goto, test } from '../../fixtures.ts';
import { linkTo, mailTo } from '../../mailbox.ts';
import { join, signIn as signInDirectly } from '../../members.ts';
import { expectFieldError, expectSignedIn, expectSignedOut, haveReview, note, signIn, submit } from '../../steps.ts';

const NEW_PASSWORD = 'salted-4417-caramel';
const setting = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name, exact: true });
const password = (page: Page) => page.getByLabel('비밀번호', { exact: true });

test.beforeEach(({ allow }) => allow('/rpc/', 422));

test('a changed password ends the sessions of all other browsers', async ({ page, newVisitor }) => {
  const account = await join(page.request);
  const other = await newVisitor();
  await signInDirectly(other.request, account);
  await goto(other, '/');
  await expectSignedIn(other, account);

  await goto(page, '/settings');
  await axe(page);
  await setting(page, '비밀번호 바꾸기').click();
  await arrived(page, '/settings/password');
  await axe(page);
  const [current, next] = [
    page.getByLabel('지금 비밀번호', { exact: true }),
    page.getByLabel('새 비밀번호', { exact: true }),
  ];
  await current.fill('not-the-password');
  await next.fill(NEW_PASSWORD);
  await submit(page, '비밀번호 바꾸기', '/settings/password');
  await expectFieldError(current);

  await current.fill(account.password);
  await next.fill(account.password);
  await submit(page, '비밀번호 바꾸기', '/settings/password');
  await expectFieldError(next);

  await current.fill(account.password);
  await next.fill(NEW_PASSWORD);
  await submit(page, '비밀번호 바꾸기', '/settings');
  await expect(note(page)).toContainText('비밀번호를 바꿨어요');
  await mailTo(page.request, account.email, 'password_changed');

  await goto(other, '/');
  await expectSignedOut(other);
  await goto(page, '/');
  await expectSignedIn(page, account);
  await signIn(other, { ...account, password: NEW_PASSWORD });
});

test('a new address counts once it is confirmed, and the old one is told', async ({ page, newVisitor, allow }) => {
  allow('/accounts/email', 410);
  const account = await join(page.request);
  const email = `new-${account.email}`;
  await goto(page, '/settings');
  await setting(page, '이메일 바꾸기').click();
  await arrived(page, '/settings/email');
  await axe(page);
  await page.getByLabel('새 이메일', { exact: true }).fill(email);
  await password(page).fill('not-the-password');
  await submit(page, '확인 메일 받기', '/settings/email');
  await expectFieldError(password(page));
  await expect(page.getByLabel('새 이메일', { exact: true })).toHaveValue(email);

  await password(page).fill(account.password);
  await submit(page, '확인 메일 받기', '/settings/email');
  await expect(note(page).first()).toContainText('메일을 보냈어요');
  const link = await linkTo(page.request, email, 'change_email');
  await goto(page, '/settings');
  await expect(page.getByRole('main'), 'until then the old one stays').toContainText(account.email);

  // Opened wherever the mail is read.
  const elsewhere = await newVisitor();
  await goto(elsewhere, link);
  await axe(elsewhere);
  await submit(elsewhere, '이 주소로 바꾸기', '/accounts/signin');
  await expect(note(elsewhere)).toContainText('이메일을 바꿨어요');
  const told = await mailTo(page.request, account.email, 'email_changed');
  expect(told.text, 'the new address is told in part').not.toContain(email);
  await signIn(elsewhere, { ...account, email });
  expect((await goto(elsewhere, link)).status()).toBe(410);
});

test('devices: each can be signed out, or all others at once', async ({ page, newVisitor, isMobile }) => {
  const account = await join(page.request);
  // The page's own session says which browser it is.
  await signIn(page, account);
  const others = [await newVisitor(), await newVisitor(), await newVisitor()];
  for (const other of others) await signIn(other, account);

  await goto(page, '/settings');
  await setting(page, '기기 보기').click();
  await arrived(page, '/settings/devices');
  await axe(page);
  const devices = page.getByRole('main').getByRole('listitem');
  await expect(devices).toHaveCount(4);
  await expect(devices.filter({ hasText: '이 기기' })).toHaveCount(1);
  await expect(devices.filter({ hasText: '이 기기' })).toContainText(isMobile ? 'Android' : 'Chrome');

  await submit(page, devices.filter({ hasNotText: '이 기기' }).first().getByRole('button'), '/settings/devices');
  await expect(note(page)).toContainText('로그아웃했어요');
  await expect(devices).toHaveCount(3);
  const signedIn = [];
  for (const other of others) {
    await goto(other, '/');
    signedIn.push(await other.getByRole('banner').locator('a[href="/settings"]').count());
  }
  expect(signedIn.filter((links) => links === 0), 'one of the others was signed out').toHaveLength(1);

  await submit(page, '다른 기기 모두 로그아웃', '/settings/devices');
  await expect(devices).toHaveCount(1);
  for (const other of others) {
    await goto(other, '/');
    await expectSignedOut(other);
  }
  await goto(page, '/');
  await expectSignedIn(page, account);
});

test('everything of a member in one file, private reviews included', async ({ page, movie }) => {
  const account = await join(page.request);
  await haveReview(page, movie, '나만 보는 기록', { onlyMe: true });
  const response = await page.request.get('/settings/export.json');
  expect(response.status()).toBe(200);
  expect(response.headers()['content-disposition']).toContain('attachment');
  expect(response.headers()['cache-control']).toContain('no-store');
  const text = JSON.stringify(await response.json());
  for (const part of [account.email, account.nickname, '나만 보는 기록']) expect(text).toContain(part);
  expect(text).not.toMatch(/argon2|password_hash|id_hash/);
});

test('the settings are for members', async ({ page }) => {
  for (const path of ['/settings', '/settings/password', '/settings/email', '/settings/devices', '/settings/leave']) {
    await goto(page, path);
    await arrived(page, '/accounts/signin');
    expect(new URL(page.url()).searchParams.get('next')).toBe(path);
  }
});
