// A suspension from both sides: the house says why, the member reads on, objects, and is let back.
import { ADMINISTRATOR } from '../../account.ts';
import { arrived, axe, expect, goto, test } from '../../fixtures.ts';
import { mailTo } from '../../mailbox.ts';
import { join, postAsScript, signIn as signInDirectly } from '../../members.ts';
import { expectFieldError, expectSignedIn, haveReview, note, signIn, submit, typeScore } from '../../steps.ts';

test('suspended, heard, and let back', async ({ page, movie, newVisitor, allow }) => {
  allow('/rpc/', 401, 403, 422);
  const account = await join(page.request);
  const permalink = await haveReview(page, movie, `정지되기 전에 쓴 글 ${account.nickname}`);
  const reason = `같은 글을 여러 영화에 올렸어요 ${account.nickname}`;

  const keeper = await newVisitor();
  await signInDirectly(keeper.request, ADMINISTRATOR);
  await goto(keeper, '/admin/members');
  await axe(keeper);
  await keeper.getByRole('searchbox', { name: '닉네임, 이메일, 번호' }).fill(account.nickname);
  await submit(keeper, keeper.getByRole('main').getByRole('button', { name: '찾기' }), '/admin/members');
  await keeper.getByRole('main').getByRole('link', { name: account.nickname, exact: true }).click();
  await arrived(keeper, /\/admin\/members\/\d+/);
  const member = new URL(keeper.url()).pathname;
  await axe(keeper);

  const steps = keeper.locator('details.confirm');
  const suspend = steps.filter({ has: keeper.getByText('이용 정지', { exact: true }) });
  await suspend.getByText('이용 정지', { exact: true }).click();
  await submit(keeper, '이용 정지하기', member);
  await expectFieldError(suspend.getByLabel('사유'));
  await suspend.getByLabel('사유').fill(reason);
  await suspend.getByLabel('기간').selectOption({ label: '7일' });
  await submit(keeper, '이용 정지하기', member);
  await expect(keeper.getByRole('main')).toContainText('지금 이용 정지 중이에요');
  await expect(keeper.getByRole('main')).toContainText(reason);

  const told = await mailTo(page.request, account.email, 'suspended');
  expect(told.text).toContain(reason);
  await goto(page, permalink);
  await expectSignedIn(page, account);
  await goto(page, movie.path);
  await typeScore(page, '3.7');
  await expect(page.getByRole('main').getByText(/이용이 정지된 동안/).first()).toBeVisible();
  const review = await postAsScript(page.request, '/rpc/create_review', { movie_id: movie.id, content: '정지된 동안의 글' });
  expect([review.status(), (await review.json()).code]).toEqual([403, 'suspended']);

  await goto(page, '/settings');
  await page.getByRole('main').getByRole('link', { name: '사유와 이의 제기' }).click();
  await arrived(page, '/accounts/appeal');
  await expect(page.getByRole('main')).toContainText(reason);
  await axe(page);
  const word = page.getByLabel('잘못된 이용 정지라고 생각하는 사유');
  await submit(page, '이의 제기하기', '/accounts/appeal');
  await expectFieldError(word);
  await word.fill('시리즈라서 비슷하게 썼을 뿐이에요.');
  await submit(page, '이의 제기하기', '/accounts/appeal');
  await expect(note(page)).toContainText('이의를 제기했어요');
  await expect(page.getByRole('button', { name: '이의 제기하기' }), 'once per suspension').toHaveCount(0);

  await goto(keeper, '/admin/members?state=suspended&appeals=1');
  await expect(keeper.getByRole('main').getByRole('link', { name: account.nickname, exact: true })).toBeVisible();
  await goto(keeper, member);
  await expect(keeper.getByRole('main')).toContainText('시리즈라서 비슷하게 썼을 뿐이에요.');
  await axe(keeper);
  const lift = steps.filter({ has: keeper.getByRole('button', { name: '이용 정지 풀기', includeHidden: true }) });
  await lift.locator('summary').click();
  await lift.getByLabel('사유').fill('이야기를 듣고 풀어요.');
  await submit(keeper, lift.getByRole('button', { name: '이용 정지 풀기' }), member);
  await expect(keeper.getByRole('main').getByRole('status')).toContainText('정지를 풀었어요');
  for (const line of ['이용 정지', '정지 해제', reason]) await expect(keeper.getByRole('main')).toContainText(line);

  expect((await mailTo(page.request, account.email, 'suspension_ended')).text).toContain('이야기를 듣고 풀어요.');
  await haveReview(page, movie, '돌아와서 쓴 글');
  await goto(page, '/accounts/appeal');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('이용이 정지되지 않았어요');
});

test('nobody acts on their equals, and a member sees nothing of the administration', async ({
  page,
  newVisitor,
  allow,
}) => {
  allow('/admin', 403, 404);
  const keeper = await newVisitor();
  await signInDirectly(keeper.request, ADMINISTRATOR);
  await goto(keeper, `/admin/members?q=${encodeURIComponent(ADMINISTRATOR.nickname)}`);
  await keeper.getByRole('main').getByRole('link', { name: ADMINISTRATOR.nickname, exact: true }).click();
  await arrived(keeper, /\/admin\/members\/\d+/);
  await expect(keeper.getByRole('button', { name: '이용 정지하기' })).toHaveCount(0);

  await goto(page, '/admin');
  await arrived(page, '/accounts/signin');
  await join(page.request);
  for (const path of ['/admin', '/admin/members', '/admin/settings', new URL(keeper.url()).pathname]) {
    const response = await goto(page, path);
    expect([403, 404], path).toContain(response.status());
    expect(await response.text(), path).not.toContain(ADMINISTRATOR.email);
  }
  await goto(page, '/');
  await expect(page.locator('a[href^="/admin"]')).toHaveCount(0);
  await goto(page, '/accounts/signin');
  await signIn(page, ADMINISTRATOR);
  await goto(page, '/settings');
  await expect(page.getByRole('main').getByRole('link', { name: '운영 열기' })).toBeVisible();
});
