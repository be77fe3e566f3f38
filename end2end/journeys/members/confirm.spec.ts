// From the sign-up form to a member: only the link in the mail, and the button behind it, make one.
import { arrived, axe, expect, goto, test } from '../../fixtures.ts';
import { linkTo, mailTo } from '../../mailbox.ts';
import { confirm, join, postAsScript, register } from '../../members.ts';
import {
  confirmButton,
  expectFieldError,
  expectSignedIn,
  expectSignedOut,
  fillSignIn,
  note,
  saveScore,
  signIn,
  signUp,
  submit,
  typeScore,
  welcome,
} from '../../steps.ts';

const USED = '이미 썼거나 기한이 지난 링크예요.';

test('a newcomer finds the mail, presses the button and is in', async ({ page, newVisitor, allow }) => {
  allow('/accounts/confirm', 410);
  const account = await signUp(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('메일함을 확인해 주세요');
  await expectSignedOut(page);
  await axe(page);

  await page.getByRole('main').getByRole('link', { name: /메일함/ }).click();
  await arrived(page, '/mailbox');
  await axe(page);
  const mail = page.locator('article.mail[data-kind="confirm"]').filter({ hasText: account.email });
  const link = mail.locator('.mail-text a[href*="token="]');
  const path = new URL((await link.getAttribute('href'))!, page.url());
  expect(path.pathname).toBe('/accounts/confirm');
  await expect(mail).toContainText(account.nickname);

  await goto(page, path.pathname + path.search);
  await expect(page.getByRole('main')).toContainText(account.nickname);
  await expect(page.getByRole('main'), 'an address is never shown in full').not.toContainText(account.email);
  await axe(page);
  await submit(page, confirmButton(page), '/');
  await expect(welcome(page)).toContainText(`${account.nickname} 님`);
  await expectSignedIn(page, account);
  await axe(page);

  // Whoever comes back to the link is led on; to others it is worth nothing.
  await goto(page, path.pathname + path.search);
  await arrived(page, '/');
  await expect(welcome(page)).toHaveCount(0);
  const stranger = await newVisitor();
  const again = await goto(stranger, path.pathname + path.search);
  expect(again.status(), 'the link has been used').toBe(410);
  await expect(confirmButton(stranger)).toHaveCount(0);
  await axe(stranger);
});

test('in another browser the button wants the password as well', async ({ page, newVisitor, allow }) => {
  allow('/rpc/', 422);
  const account = await register((await newVisitor()).request);
  await goto(page, await linkTo(page.request, account.email, 'confirm'));
  const password = page.getByLabel('가입할 때 정한 비밀번호', { exact: true });
  await expect(page.getByRole('link', { name: '같은 이메일로 다시 가입해 주세요' })).toBeVisible();
  await axe(page);
  await password.fill('not-the-password');
  await submit(page, confirmButton(page), '/accounts/confirm');
  await expectFieldError(password);
  await axe(page);
  await password.fill(account.password);
  await submit(page, confirmButton(page), '/');
  await expect(welcome(page)).toContainText('이메일을 확인했고 로그인까지 마쳤어요');
  await expectSignedIn(page, account);
});

test('who is signed in here as somebody else is told before and after', async ({ page }) => {
  const account = await signUp(page);
  const link = await linkTo(page.request, account.email, 'confirm');
  const other = await join(page.request);
  await goto(page, link);
  await expect(note(page)).toContainText(`${other.nickname} 님으로 로그인되어 있어요`);
  await axe(page);
  await submit(page, confirmButton(page), '/');
  await expect(welcome(page)).toContainText(`${other.nickname} 님은 로그아웃했어요`);
  await expectSignedIn(page, account);
});

test('until then a member can read, and have another mail sent', async ({ page, movie, newVisitor, allow }) => {
  allow('/rpc/', 403);
  allow('/accounts/confirm', 410);
  const account = await register(page.request);
  const first = await linkTo(page.request, account.email, 'confirm');
  await signIn(page, account, '/accounts/confirm');
  await axe(page);

  await goto(page, movie.path);
  await typeScore(page, '3.7');
  await expect(page.getByRole('main').getByText(/이메일을 먼저 확인해 주세요/).first()).toBeVisible();
  const review = await postAsScript(page.request, '/rpc/create_review', { movie_id: movie.id, content: '아직 이른 글' });
  expect(review.status()).toBe(403);
  expect((await review.json()).code).toBe('unconfirmed');

  await goto(page, '/accounts/confirm');
  await submit(page, '확인 메일 다시 받기', '/accounts/confirm');
  await expect(note(page)).toContainText('확인 메일을 다시 보냈어요');
  const second = await linkTo(page.request, account.email, 'confirm', 1);
  expect(second).not.toBe(first);

  const elsewhere = await newVisitor();
  const old = await goto(elsewhere, first);
  expect(old.status(), 'the newer link replaces the older one').toBe(410);
  await expect(note(elsewhere)).toContainText(USED);
  await expect(elsewhere.getByRole('button', { name: '확인 메일 다시 받기' })).toBeVisible();

  await goto(page, second);
  await submit(page, confirmButton(page), '/');
  await expectSignedIn(page, account);
  await goto(page, movie.path);
  await saveScore(page, '3.7');
});

test('whoever lost the mail asks for another one without signing in', async ({ page }) => {
  const account = await register(page.request);
  await linkTo(page.request, account.email, 'confirm');
  for (const [email, mails] of [[`nobody-${account.email}`, 0], [account.email, 1]] as const) {
    await goto(page, '/accounts/confirm');
    await page.getByLabel('이메일', { exact: true }).fill(email);
    await submit(page, '확인 메일 다시 받기', '/accounts/confirm');
    await expect(note(page), email).toContainText('확인 메일을 다시 보냈어요');
    if (mails) await goto(page, await linkTo(page.request, email, 'confirm', mails));
  }
  await submit(page, confirmButton(page), '/');
});

test('an address that has a member is told so by mail alone', async ({ page, newVisitor }) => {
  const member = await join((await newVisitor()).request);
  const account = await signUp(page, { ...member, nickname: `${member.nickname}b`.slice(-20), password: 'salted-4417-caramel' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('메일함을 확인해 주세요');
  const mail = await mailTo(page.request, member.email, 'already_member');
  expect(mail.link, 'nothing in it changes anything').toBeUndefined();

  await goto(page, '/accounts/signin');
  await fillSignIn(page, account);
  await expect(page.getByText(/이메일 또는 비밀번호가 맞지 않아요/), 'the password stays').toBeVisible();
  await signIn(page, member);
});

test('signing up twice: the later form counts', async ({ page, allow }) => {
  allow('/accounts/confirm', 410);
  const first = await register(page.request);
  const link = await linkTo(page.request, first.email, 'confirm');
  const second = await register(page.request, { ...first, nickname: `${first.nickname}b`.slice(-20), password: 'salted-4417-caramel' });
  await mailTo(page.request, first.email, 'confirm', 1);
  expect((await goto(page, link)).status()).toBe(410);
  await confirm(page.request, second);
  await goto(page, '/');
  await expectSignedIn(page, second);
});
