// Leaving, and coming back while there is time: reviews go and return.
import { arrived, axe, expect, goto, test } from '../../fixtures.ts';
import { mailTo } from '../../mailbox.ts';
import { join } from '../../members.ts';
import { expectFieldError, expectSignedIn, expectSignedOut, haveReview, note, signIn, submit } from '../../steps.ts';

test('a member leaves, and the reviews go; comes back, and they return', async ({
  page,
  quietMovie: movie,
  request,
  allow,
}) => {
  allow('/rpc/', 422);
  const account = await join(page.request);
  const text = `떠났다가 돌아오는 글 ${account.nickname}`;
  const permalink = await haveReview(page, movie, text);
  const profile = `/accounts/${encodeURIComponent(account.nickname)}`;
  const seen = async () => [(await request.get(permalink)).status(), (await request.get(profile)).status()];
  expect(await seen()).toEqual([200, 200]);

  await goto(page, '/settings');
  await page.getByRole('main').getByRole('link', { name: '탈퇴하기', exact: true }).click();
  await arrived(page, '/settings/leave');
  await axe(page);
  const password = page.getByLabel('비밀번호', { exact: true });
  await password.fill('not-the-password');
  await page.getByRole('radio', { name: /이름 없이 남길게요/ }).check();
  await submit(page, '탈퇴하기', '/settings/leave');
  await expectFieldError(password);
  await expect(page.getByRole('radio', { name: /이름 없이 남길게요/ }), 'the choice stays').toBeChecked();

  await page.getByRole('radio', { name: '함께 지울게요' }).check();
  await password.fill(account.password);
  await submit(page, '탈퇴하기', '/accounts/signin');
  await expect(note(page)).toContainText('탈퇴했어요');
  await expectSignedOut(page);
  expect(await seen()).toEqual([404, 404]);
  expect(await (await request.get(`${movie.path}?sort=newest`)).text()).not.toContain(text);
  await mailTo(page.request, account.email, 'leaving');

  await signIn(page, account, '/accounts/return');
  await axe(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('탈퇴한 계정이에요');
  expect(await seen(), 'signing in alone brings nothing back').toEqual([404, 404]);
  await submit(page, '탈퇴 되돌리기', '/settings');
  await expect(note(page)).toContainText('다시 만나서 반가워요');
  expect(await seen()).toEqual([200, 200]);
  await mailTo(page.request, account.email, 'returned');
  await goto(page, permalink);
  await expectSignedIn(page, account);
  await expect(page.getByRole('main').getByText(text)).toBeVisible();
});
