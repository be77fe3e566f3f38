// The main way with the keyboard alone: whatever Tab cannot reach does not exist for some readers.
import { newAccount } from '../account.ts';
import { arrived, expect, goto, test } from '../fixtures.ts';
import { linkTo } from '../mailbox.ts';
import {
  ageConsent,
  confirmButton,
  expectSignedIn,
  reviewField,
  scoreField,
  scoreSlider,
  scoreState,
  tabTo,
  termsConsent,
} from '../steps.ts';

const only = { tag: ['@script', '@desktop'] };

test('sign up, score and review without a mouse', only, async ({ page, movie }) => {
  const account = newAccount();
  await goto(page, '/');
  await tabTo(page, page.getByRole('banner').getByRole('link', { name: '회원가입' }));
  await page.keyboard.press('Enter');
  await arrived(page, '/accounts/signup');

  await tabTo(page, page.getByLabel('이메일', { exact: true }));
  await page.keyboard.type(account.email);
  await tabTo(page, page.getByLabel('닉네임', { exact: true }));
  await page.keyboard.type(account.nickname);
  await tabTo(page, page.getByLabel('비밀번호', { exact: true }));
  await page.keyboard.type(account.password);
  await tabTo(page, ageConsent(page));
  await page.keyboard.press('Space');
  await tabTo(page, termsConsent(page));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: '가입하기' }));
  await page.keyboard.press('Enter');
  await arrived(page, '/accounts/sent');

  await goto(page, await linkTo(page.request, account.email, 'confirm'));
  await tabTo(page, confirmButton(page));
  await page.keyboard.press('Enter');
  await arrived(page, '/');
  await expectSignedIn(page, account);

  await tabTo(page, page.getByRole('main').locator(`a[href="${movie.path}"]`).first());
  await page.keyboard.press('Enter');
  await arrived(page, movie.path);

  await tabTo(page, scoreSlider(page));
  await page.keyboard.press('Home');
  for (let i = 0; i < 7; i += 1) await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowRight');
  await expect(scoreField(page)).toHaveValue('3.7');
  await expect(scoreState(page)).toHaveText('저장했어요');

  await tabTo(page, page.getByRole('link', { name: '리뷰 쓰기' }).first());
  await page.keyboard.press('Enter');
  await arrived(page, `${movie.path}/write`);
  await tabTo(page, reviewField(page));
  await page.keyboard.type('첫 줄을 쓰고');
  await page.keyboard.press('Enter');
  await page.keyboard.type('둘째 줄도 씁니다.');
  await tabTo(page, page.getByRole('button', { name: '리뷰 올리기' }));
  await page.keyboard.press('Enter');
  await arrived(page, /\/reviews\/\d+$/);
  await expect(page.getByRole('main').getByText('둘째 줄도 씁니다.')).toBeVisible();
  await expect(page.getByRole('main').locator('.review-score')).toHaveText('점수 3.7점');
});

test('the skip link comes first and leads past the header', only, async ({ page }) => {
  await goto(page, '/');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: '본문으로 건너뛰기' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#.+/);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1);
});
