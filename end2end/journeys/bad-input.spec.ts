// The forms carry `novalidate`: the server judges, the message stands beside the field, and what was typed stays.
import { newAccount } from '../account.ts';
import { axe, expect, goto, test } from '../fixtures.ts';
import {
  ageConsent,
  expectFieldError,
  fillSignUp,
  newMember,
  reviewField,
  scoreField,
  scoreState,
  send,
  spoilerSwitch,
  termsConsent,
  typeScore,
} from '../steps.ts';

// With script the refusal is a status the browser reports; without, it is a redirect back to the form.
test.beforeEach(({ allow }) => allow('/rpc/', 400, 409, 422));

test.describe('sign-up', () => {
  test('empty: every field says what it needs', async ({ page }) => {
    await goto(page, '/accounts/signup');
    await send(page, '가입하기', '/rpc/sign_up');

    await expectFieldError(page.getByLabel('이메일', { exact: true }));
    await expectFieldError(page.getByLabel('닉네임', { exact: true }));
    await expectFieldError(page.getByLabel('비밀번호', { exact: true }));
    await expectFieldError(ageConsent(page));
    await expectFieldError(termsConsent(page));
    await expect(page.getByLabel('이메일', { exact: true })).toBeFocused();
    await axe(page);
  });

  test('bad e-mail: said beside it, the rest is kept', async ({ page }) => {
    const account = { ...newAccount(), email: 'popcorn-at-example' };
    await goto(page, '/accounts/signup');
    await fillSignUp(page, account);
    await send(page, '가입하기', '/rpc/sign_up');

    const email = page.getByLabel('이메일', { exact: true });
    await expectFieldError(email);
    await expect(email).toHaveValue('popcorn-at-example');
    await expect(email).toBeFocused();
    const nickname = page.getByLabel('닉네임', { exact: true });
    await expect(nickname).toHaveValue(account.nickname);
    await expect(nickname).not.toHaveAttribute('aria-invalid', 'true');
    await expect(ageConsent(page)).toBeChecked();
    await expect(termsConsent(page)).toBeChecked();
  });

  test('short password: refused, and never sent back in a page', async ({ page }) => {
    await goto(page, '/accounts/signup');
    await fillSignUp(page, { ...newAccount(), password: 'abc12' });
    await send(page, '가입하기', '/rpc/sign_up');

    const password = page.getByLabel('비밀번호', { exact: true });
    await expectFieldError(password);
    await expect(password).toBeFocused();
    // The browser posts this form by itself, and the server must have forgotten the password.
    await expect(password).toHaveValue('');
  });

  test('taken nickname: refused beside the nickname', async ({ page, newVisitor }) => {
    const { nickname } = await newMember(page);
    const second = await newVisitor();
    const account = { ...newAccount(), nickname };
    await goto(second, '/accounts/signup');
    await fillSignUp(second, account);
    await send(second, '가입하기', '/rpc/sign_up');

    await expectFieldError(second.getByLabel('닉네임', { exact: true }));
    await expect(second.getByLabel('닉네임', { exact: true })).toHaveValue(nickname);
    await expect(second.getByLabel('이메일', { exact: true })).toHaveValue(account.email);
  });

  test('consents left out: refused beside each', async ({ page }) => {
    const account = newAccount();
    await goto(page, '/accounts/signup');
    await fillSignUp(page, account);
    await ageConsent(page).uncheck();
    await termsConsent(page).uncheck();
    await send(page, '가입하기', '/rpc/sign_up');

    await expectFieldError(ageConsent(page));
    await expectFieldError(termsConsent(page));
    await expect(page.getByLabel('이메일', { exact: true })).toHaveValue(account.email);
    await expect(page.getByLabel('이메일', { exact: true })).not.toHaveAttribute('aria-invalid', 'true');
  });
});

test.describe('review', () => {
  const cases = [
    { name: 'empty', text: '' },
    { name: 'only blanks', text: ' \n\u3000 ' },
    { name: '5,001 characters', text: '가'.repeat(5001) },
  ];
  for (const { name, text } of cases) {
    test(`${name}: refused beside the text, nothing is lost`, async ({ page, movie }) => {
      await newMember(page);
      await goto(page, `${movie.path}/write`);
      await reviewField(page).fill(text);
      await spoilerSwitch(page).check();
      await send(page, '리뷰 올리기', '/rpc/create_review');

      await expectFieldError(reviewField(page));
      await expect(reviewField(page)).toBeFocused();
      await expect(reviewField(page)).toHaveValue(text);
      await expect(spoilerSwitch(page)).toBeChecked();
    });
  }

  test('a corrected review goes through after a refusal', async ({ page, movie }) => {
    await newMember(page);
    await goto(page, `${movie.path}/write`);
    await send(page, '리뷰 올리기', '/rpc/create_review');
    await expectFieldError(reviewField(page));

    await reviewField(page).fill('이제 제대로 적었어요.');
    await page.getByRole('button', { name: '리뷰 올리기' }).click();
    await expect(page).toHaveURL(/\/reviews\/\d+$/);
    await expect(page.getByRole('main').getByText('이제 제대로 적었어요.')).toBeVisible();
  });
});

test.describe('score', () => {
  for (const score of ['0', '5.1', '3.14', '-1']) {
    test(`${score}: refused beside the number, which stays`, async ({ page, movie }) => {
      await newMember(page);
      await goto(page, movie.path);
      await typeScore(page, score);

      await expectFieldError(scoreField(page));
      await expect(scoreField(page)).toHaveValue(score);
      await expect(scoreState(page)).toHaveText('점수는 0.1점부터 5.0점까지 0.1점 단위로 매길 수 있어요.');
      await expect(page.getByRole('button', { name: '점수 지우기' })).toHaveCount(0);
    });
  }
});
