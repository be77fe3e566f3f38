import type { Page } from '@playwright/test';
import { arrived, expect, goto, scriptIsOn, test } from '../fixtures.ts';
import { expectSameDocument, fillSignIn, mark, newMember, press } from '../steps.ts';

const want = (page: Page) => page.getByRole('button', { name: /^보고싶어요/ });
const notInterested = (page: Page) => page.getByRole('button', { name: /^관심없어요/ });

async function expectPressed(page: Page, wanted: boolean, declined: boolean): Promise<void> {
  await expect(want(page)).toHaveAttribute('aria-pressed', String(wanted));
  await expect(notInterested(page)).toHaveAttribute('aria-pressed', String(declined));
}

test('the two exclude each other, stay, and are taken back', async ({ page, quietMovie: movie }) => {
  await newMember(page);
  await goto(page, movie.path);
  if (scriptIsOn()) await mark(page);
  await expectPressed(page, false, false);

  await press(page, want(page), '/rpc/set_preference');
  await expectPressed(page, true, false);
  await expect(want(page)).toHaveText(/보고싶어요\s*\d+명/);

  await press(page, notInterested(page), '/rpc/set_preference');
  await expectPressed(page, false, true);
  if (scriptIsOn()) await expectSameDocument(page);

  await goto(page, movie.path);
  await expectPressed(page, false, true);
  await press(page, notInterested(page), '/rpc/set_preference');
  await expectPressed(page, false, false);
  await goto(page, movie.path);
  await expectPressed(page, false, false);
});

test('a film that opens later can be wanted', async ({ page, upcomingMovie }) => {
  await newMember(page);
  await goto(page, upcomingMovie.path);
  await press(page, want(page), '/rpc/set_preference');
  await expectPressed(page, true, false);
  await goto(page, '/my?tab=wanted');
  await expect(page.getByRole('main').locator(`a[href="${upcomingMovie.path}"]`)).toBeVisible();
});

test('what the server refuses does not stay pressed', { tag: '@script' }, async ({ page, movie, allow }) => {
  allow('/rpc/set_preference', 401);
  await newMember(page);
  await goto(page, movie.path);
  await page.context().clearCookies();
  await press(page, want(page), '/rpc/set_preference');
  await expectPressed(page, false, false);
  await expect(page.getByRole('status').filter({ hasText: '로그인이 필요해요' })).toHaveCount(1);
});

test('a visitor is led to sign in, and back', async ({ page, movie, newVisitor }) => {
  const account = await newMember(await newVisitor());
  await goto(page, movie.path);
  await expect(want(page)).toHaveCount(0);
  await page.getByRole('link', { name: /^보고싶어요/ }).click();
  await arrived(page, '/accounts/signin');
  await fillSignIn(page, account);
  await arrived(page, movie.path);
  await expect(want(page)).toBeVisible();
});
