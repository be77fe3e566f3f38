// An administrator's day: everything that can be done, and the log that says who did it.
import type { Page } from '@playwright/test';
import { ADMINISTRATOR, newAccount } from '../../account.ts';
import { arrived, axe, expect, goto, test } from '../../fixtures.ts';
import { join, register, signIn as signInDirectly } from '../../members.ts';
import { expectFieldError, expectSignedIn, signIn, submit } from '../../steps.ts';

const main = (page: Page) => page.getByRole('main');
const outcome = (page: Page) => main(page).getByRole('status');
/** The step of a row or page that opens first, and then asks why. */
const step = (page: Page, opener: string) =>
  main(page).locator('details.confirm').filter({ has: page.locator('summary', { hasText: opener }) });

test.beforeEach(async ({ page, allow }) => {
  allow('/rpc/', 401, 409, 422);
  await signInDirectly(page.request, ADMINISTRATOR);
});

test('every page of the administration is there, and leads to the others', async ({ page }) => {
  await goto(page, '/settings');
  await main(page).getByRole('link', { name: '운영 열기' }).click();
  await arrived(page, '/admin');
  const sections = page.getByRole('navigation', { name: '운영' });
  for (const [label, path] of [
    ['회원', '/admin/members'],
    ['작업', '/admin/jobs'],
    ['메일', '/admin/mails'],
    ['영화', '/admin/movies'],
    ['태그', '/admin/tags'],
    ['설정', '/admin/settings'],
    ['기록', '/admin/audit'],
    ['현황', '/admin'],
  ] as const) {
    await sections.getByRole('link', { name: label, exact: true }).click();
    await arrived(page, path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(label);
    await expect(sections.getByRole('link', { name: label, exact: true })).toHaveAttribute('aria-current', 'page');
    await axe(page);
    const { clientWidth, scrollWidth } = await page.evaluate(() => {
      const { clientWidth, scrollWidth } = document.documentElement;
      return { clientWidth, scrollWidth };
    });
    expect(scrollWidth, `${path} scrolls sideways`).toBeLessThanOrEqual(clientWidth);
  }
  const stored = await page.request.get('/admin/members');
  expect(stored.headers()['cache-control']).toContain('no-store');
});

test('members are found by name and by address, and their mails tell no secret', async ({ page, newVisitor }) => {
  const account = await register((await newVisitor()).request);
  for (const words of [account.nickname, account.email]) {
    await goto(page, '/admin/members');
    await page.getByRole('searchbox', { name: '닉네임, 이메일, 번호' }).fill(words);
    await submit(page, main(page).getByRole('button', { name: '찾기' }), '/admin/members');
    await expect(main(page).getByRole('row').filter({ hasText: account.nickname })).toContainText('확인');
  }
  await main(page).getByRole('link', { name: account.nickname, exact: true }).click();
  await arrived(page, /\/admin\/members\/\d+/);
  await expect(main(page)).toContainText(account.email);

  await goto(page, '/admin/mails');
  const mail = main(page).getByRole('row').filter({ hasText: account.email });
  await mail.getByRole('link').first().click();
  await arrived(page, /\/admin\/mails\/\d+/);
  await expect(main(page)).toContainText(account.email);
  expect(await page.content(), 'the link is for its recipient alone').not.toContain('token=');
  await axe(page);
});

test('tags come, change their names and go', async ({ page }) => {
  const { nickname: name } = newAccount();
  const row = (name: string) => main(page).getByRole('row').filter({ hasText: name });
  const find = (name: string) => goto(page, `/admin/tags?q=${encodeURIComponent(name)}`);
  const field = page.getByLabel('새 태그', { exact: true });
  await goto(page, '/admin/tags');
  await submit(page, '만들기', '/admin/tags');
  await expectFieldError(field);
  for (const attempt of ['first', 'second'] as const) {
    await field.fill(name);
    await submit(page, '만들기', '/admin/tags');
    if (attempt === 'first') await expect(outcome(page)).toContainText('태그를 만들었어요');
    else await expectFieldError(field);
  }

  await find(name);
  await row(name).locator('summary', { hasText: '이름 바꾸기' }).click();
  await row(name).getByLabel('새 이름').fill(`${name} 2`);
  await submit(page, row(name).getByRole('button', { name: '이름 바꾸기' }), '/admin/tags');
  await expect(outcome(page)).toContainText('태그 이름을 바꿨어요');

  await find(`${name} 2`);
  await row(name).locator('summary', { hasText: '지우기' }).click();
  await submit(page, row(name).getByRole('button', { name: '태그 지우기' }), '/admin/tags');
  await expectFieldError(row(name).getByLabel('사유').filter({ visible: true }));
  await row(name).getByLabel('사유').filter({ visible: true }).fill('시험으로 만든 태그예요.');
  await submit(page, row(name).getByRole('button', { name: '태그 지우기' }), '/admin/tags');
  await expect(outcome(page)).toContainText('태그를 지웠어요');
  await find(name);
  await expect(row(name)).toHaveCount(0);

  await goto(page, '/admin/audit?action=tag.delete');
  await expect(main(page)).toContainText('시험으로 만든 태그예요.');
  await expect(main(page).getByRole('link', { name: ADMINISTRATOR.nickname, exact: true }).first()).toBeVisible();
});

test('a film is mended, and nobody overwrites what they have not seen', async ({ page, quietMovie, newVisitor, request }) => {
  const path = `/admin/movies/${quietMovie.id}`;
  const plot = page.getByLabel('줄거리', { exact: true });
  await goto(page, `/admin/movies?q=${quietMovie.id}`);
  await main(page).locator(`a[href="${path}"]`).first().click();
  await arrived(page, path);
  await axe(page);
  const before = await plot.inputValue();
  const mended = `고쳐 쓴 줄거리 ${newAccount().nickname}`;
  const after = `${before} ${mended}`;

  const late = await newVisitor();
  await signInDirectly(late.request, ADMINISTRATOR);
  await goto(late, path);

  const title = page.getByLabel('제목', { exact: true });
  const name = await title.inputValue();
  await title.fill('');
  await plot.fill(after);
  await submit(page, '저장하기', path);
  await expectFieldError(title);
  await expect(plot, 'what was typed stays').toHaveValue(after);
  await title.fill(name);
  await submit(page, '저장하기', path);
  await expect(outcome(page)).toContainText('영화 정보를 저장했어요');
  await expect(main(page)).toContainText('영화 수정');
  expect(await (await request.get(quietMovie.path)).text()).toContain(mended);

  await late.getByLabel('줄거리', { exact: true }).fill('늦게 온 줄거리');
  await submit(late, '저장하기', path);
  await expect(main(late)).toContainText('그 사이 다른 사람이 저장한 내용');
  await expect(main(late)).toContainText(mended);
  await expect(late.getByLabel('줄거리', { exact: true })).toHaveValue('늦게 온 줄거리');
  await axe(late);
  expect(await (await request.get(quietMovie.path)).text()).not.toContain('늦게 온 줄거리');

  await goto(page, path);
  await plot.fill(before);
  await submit(page, '저장하기', path);
});

test('a member is signed out everywhere', async ({ page, newVisitor }) => {
  const member = await newVisitor();
  const account = await join(member.request);
  await goto(page, `/admin/members?q=${encodeURIComponent(account.nickname)}`);
  await main(page).getByRole('link', { name: account.nickname, exact: true }).click();
  await arrived(page, /\/admin\/members\/\d+/);
  await step(page, '모든 기기에서 로그아웃').locator('summary').click();
  await step(page, '모든 기기에서 로그아웃').getByLabel('사유').fill('남의 기기에서 쓰이고 있어요.');
  await submit(page, '모두 로그아웃하기', /\/admin\/members\/\d+/);
  await expect(outcome(page)).toContainText('모든 기기에서 로그아웃했어요');
  await goto(member, '/settings');
  await arrived(member, '/accounts/signin');
  await signIn(member, account);
});

// Once: everybody sees it.
test('a notice stands on every page until it is taken away', { tag: ['@script', '@desktop'] }, async ({ page, request }) => {
  const notice = `오늘 밤 점검이 있어요 ${newAccount().nickname}`;
  const onHome = async () => (await (await request.get('/')).text()).includes(notice);
  await goto(page, '/admin/settings');
  const days = page.getByLabel('탈퇴를 되돌릴 수 있는 기간(일)');
  await days.fill('3');
  await submit(page, page.getByRole('button', { name: /^바꾸기\s*: 탈퇴를/ }), '/admin/settings');
  await expectFieldError(days);

  for (const [value, shown] of [[notice, true], ['', false]] as const) {
    await goto(page, '/admin/settings');
    await page.getByLabel('공지', { exact: true }).fill(value);
    await submit(page, page.getByRole('button', { name: /^바꾸기\s*: 공지/ }), '/admin/settings');
    await expect(outcome(page)).toContainText('설정을 바꿨어요');
    await expect.poll(onHome, { timeout: 15_000 }).toBe(shown);
    if (shown) {
      await goto(page, '/');
      await expect(page.getByRole('complementary', { name: '팝콘긱이 알려 드려요' })).toHaveText(notice);
      await axe(page);
    }
  }
  await goto(page, '/admin/settings');
  await expect(main(page), 'its history').toContainText(notice);
  await goto(page, '/admin/audit?action=setting.change');
  await expect(main(page).getByRole('row').filter({ hasText: '설정 변경' }).first()).toContainText(ADMINISTRATOR.nickname);
});

test('the password is asked for once more, and leads back', async ({ page }) => {
  await goto(page, '/accounts/reauth?next=%2Fadmin%2Ftags');
  await axe(page);
  const password = page.getByLabel('비밀번호', { exact: true });
  await password.fill('not-the-password');
  await submit(page, '확인하고 계속하기', '/accounts/reauth');
  await expectFieldError(password);
  await password.fill(ADMINISTRATOR.password);
  await submit(page, '확인하고 계속하기', '/admin/tags');
  await goto(page, '/');
  await expectSignedIn(page, ADMINISTRATOR);
});
