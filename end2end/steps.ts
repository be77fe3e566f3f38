// The steps many journeys share, each done the way a visitor does it: through the real form.
import { expect, type Locator, type Page } from '@playwright/test';
import { newAccount, type Account } from './account.ts';
import { arrived, goto, type Movie } from './fixtures.ts';

/** Signs up through the form; the page ends on the home page, signed in. */
export async function newMember(page: Page): Promise<Account> {
  const account = newAccount();
  await goto(page, '/accounts/signup');
  await fillSignUp(page, account);
  await page.getByRole('button', { name: '가입하기' }).click();
  await arrived(page, '/');
  await expectSignedIn(page, account);
  return account;
}

export async function fillSignUp(page: Page, account: Account): Promise<void> {
  await page.getByLabel('이메일', { exact: true }).fill(account.email);
  await page.getByLabel('닉네임', { exact: true }).fill(account.nickname);
  await page.getByLabel('비밀번호', { exact: true }).fill(account.password);
  await ageConsent(page).check();
  await termsConsent(page).check();
}

export const ageConsent = (page: Page) => page.getByRole('checkbox', { name: /만 14세 이상입니다/ });
export const termsConsent = (page: Page) => page.getByRole('checkbox', { name: /이용약관.*동의합니다/ });

export async function fillSignIn(page: Page, account: Pick<Account, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('이메일', { exact: true }).fill(account.email);
  await page.getByLabel('비밀번호', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: '로그인' }).click();
}

export async function expectSignedIn(page: Page, account: Account): Promise<void> {
  await expect(page.getByRole('banner').getByText(account.nickname)).toBeVisible();
  await expect(page.getByRole('button', { name: '로그아웃' })).toBeVisible();
}

export async function expectSignedOut(page: Page): Promise<void> {
  const header = page.getByRole('banner');
  await expect(header.getByRole('link', { name: '로그인' })).toBeVisible();
  await expect(header.getByRole('button', { name: '로그아웃' })).toHaveCount(0);
}

export const scoreField = (page: Page) => page.getByLabel('점수 입력 (0.1~5.0)', { exact: true });
export const scoreSlider = (page: Page) => page.getByRole('slider', { name: '내 점수' });
export const reviewField = (page: Page) => page.getByRole('textbox', { name: '리뷰', exact: true });

/** Presses a button and waits until the server has answered its form, with script on or off. */
export async function send(page: Page, button: string, endpoint: string): Promise<void> {
  const answer = page.waitForResponse((response) => response.url().endsWith(endpoint));
  await page.getByRole('button', { name: button, exact: true }).click();
  await answer;
}

export type ReviewOptions = { spoiler?: boolean; onlyMe?: boolean };

/** Writes a review from the film page and returns its permalink's path. */
export async function writeReview(
  page: Page,
  movie: Movie,
  text: string,
  options: ReviewOptions = {},
): Promise<string> {
  await goto(page, movie.path);
  await page.getByRole('link', { name: '리뷰 쓰기' }).first().click();
  await arrived(page, `${movie.path}/write`);
  await reviewField(page).fill(text);
  await page.getByRole('checkbox', { name: '스포일러가 있어요' }).setChecked(options.spoiler ?? false);
  await page.getByRole('checkbox', { name: '나만 보기' }).setChecked(options.onlyMe ?? false);
  await page.getByRole('button', { name: '리뷰 올리기' }).click();
  await arrived(page, /\/reviews\/\d+$/);
  return new URL(page.url()).pathname;
}

/** The review's article in the film page's list. */
export function reviewOnFilmPage(page: Page, permalink: string): Locator {
  return page.getByRole('article').filter({ has: page.locator(`a[href="${permalink}"]`) });
}

/** The message stands beside the field, and assistive technology is told: marked invalid and described. */
export async function expectFieldError(field: Locator, message: RegExp = /[가-힣]{2}/): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(message);
  const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(/\s+/);
  const descriptions = field.page().locator(ids.map((id) => `[id="${id}"]`).join(', '));
  await expect(descriptions.filter({ hasText: message, visible: true })).not.toHaveCount(0);
}
