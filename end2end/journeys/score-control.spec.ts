import type { Page } from '@playwright/test';
import { expect, goto, test } from '../fixtures.ts';
import { newMember, scoreField, scoreSlider, send } from '../steps.ts';

test('the slider moves by keys, and the number follows', { tag: '@script' }, async ({ page, movie }) => {
  await newMember(page);
  await goto(page, movie.path);
  await scoreField(page).fill('3');

  await scoreSlider(page).focus();
  const steps: [key: string, score: number][] = [
    ['ArrowRight', 3.1],
    ['ArrowRight', 3.2],
    ['ArrowLeft', 3.1],
    ['PageUp', 3.6],
    ['PageDown', 3.1],
    ['End', 5],
    ['ArrowRight', 5],
    ['Home', 0.1],
    ['ArrowLeft', 0.1],
  ];
  for (const [key, score] of steps) {
    await page.keyboard.press(key);
    await expectScore(page, score);
  }
});

test('the slider follows the number and says it in words', { tag: '@script' }, async ({ page, movie }) => {
  await newMember(page);
  await goto(page, movie.path);
  await scoreField(page).fill('3.7');
  await expect(scoreSlider(page)).toHaveAttribute('aria-valuetext', /3\.7점/);

  await scoreSlider(page).focus();
  await page.keyboard.press('ArrowRight');
  await expectScore(page, 3.8);
  await expect(scoreSlider(page)).toHaveAttribute('aria-valuetext', /3\.8점/);
});

test('a score from the slider is saved', { tag: '@script' }, async ({ page, movie }) => {
  await newMember(page);
  await goto(page, movie.path);
  await scoreSlider(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('PageUp');
  await send(page, '점수 저장', '/rpc/set_score');
  await expect(page.getByRole('button', { name: '점수 지우기' })).toBeVisible();

  await goto(page, movie.path);
  await expectScore(page, 0.6);
});

test('a score is saved, changed and cleared through the number field', async ({ page, movie }) => {
  await newMember(page);
  await goto(page, movie.path);
  const clear = page.getByRole('button', { name: '점수 지우기' });
  await expect(clear).toHaveCount(0);

  await scoreField(page).fill('3.7');
  await send(page, '점수 저장', '/rpc/set_score');
  await expect(clear).toBeVisible();
  await goto(page, movie.path);
  await expectScore(page, 3.7);

  await scoreField(page).fill('0.1');
  await send(page, '점수 저장', '/rpc/set_score');
  await goto(page, movie.path);
  await expectScore(page, 0.1);

  await send(page, '점수 지우기', '/rpc/clear_score');
  await expect(clear).toHaveCount(0);
  await expect(scoreField(page)).toHaveValue('');
  await goto(page, movie.path);
  await expect(clear).toHaveCount(0);
  await expect(scoreField(page)).toHaveValue('');
});

test('an anonymous visitor sees no control, only the way to it', async ({ page, movie }) => {
  await goto(page, movie.path);
  await expect(page.getByRole('link', { name: '로그인하고 점수 매기기' })).toBeVisible();
  await expect(page.getByRole('button', { name: '점수 저장' })).toHaveCount(0);
});

/** "5" and "5.0" are the same score. */
async function expectScore(page: Page, score: number): Promise<void> {
  await expect.poll(async () => Number(await scoreField(page).inputValue())).toBe(score);
}
