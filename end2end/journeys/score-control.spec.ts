import { arrived, expect, goto, scriptIsOn, test } from '../fixtures.ts';
import {
  clearScore,
  expectFieldError,
  expectSameDocument,
  expectScore,
  fillSignIn,
  haveScore,
  mark,
  newMember,
  saveScore,
  scoreField,
  scoreSlider,
  scoreStrip,
  scoreState,
  send,
  typeScore,
} from '../steps.ts';

test.describe('with script', { tag: '@script' }, () => {
  test.beforeEach(async ({ page, movie }) => {
    await newMember(page);
    await goto(page, movie.path);
  });

  test('the slider moves by keys, and what it rests on is saved', async ({ page, movie }) => {
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
      ['PageUp', 0.6],
    ];
    for (const [key, score] of steps) {
      await page.keyboard.press(key);
      await expectScore(page, score);
    }
    await expect(scoreState(page)).toHaveText('저장했어요');
    await goto(page, movie.path);
    await expectScore(page, 0.6);
  });

  test('the slider follows the number and says it in words', async ({ page }) => {
    await scoreField(page).fill('3.7');
    await expect(scoreSlider(page)).toHaveAttribute('aria-valuetext', '5점 만점에 3.7점');

    await scoreSlider(page).focus();
    await page.keyboard.press('ArrowRight');
    await expectScore(page, 3.8);
    await expect(scoreSlider(page)).toHaveAttribute('aria-valuetext', '5점 만점에 3.8점');
  });

  test('a pointer drags the stars, and letting go saves', { tag: '@desktop' }, async ({ page, movie }) => {
    const saved: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/rpc/set_score')) saved.push(request.postData() ?? '');
    });
    const box = (await scoreStrip(page).boundingBox())!;
    const at = (part: number) => [box.x + box.width * part, box.y + box.height / 2] as const;
    await page.mouse.move(...at(0.3));
    await page.mouse.down();
    await page.mouse.move(...at(0.5), { steps: 5 });
    await page.mouse.move(...at(0.9), { steps: 5 });
    expect(saved, 'nothing is saved on the way').toEqual([]);
    await page.mouse.up();
    await expect(scoreState(page)).toHaveText('저장했어요');
    expect(saved).toHaveLength(1);
    const score = Number(await scoreField(page).inputValue());
    expect(Math.abs(score - 4.5)).toBeLessThan(0.3);
    await goto(page, movie.path);
    await expectScore(page, score);
  });

  test('− and + move by a tenth, and several presses are one change', async ({ page, movie }) => {
    await haveScore(page, movie, '4.9');
    await goto(page, movie.path);
    const saved: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/rpc/set_score')) saved.push(new URLSearchParams(request.postData()!).get('score')!);
    });
    const up = await page.getByRole('button', { name: '0.1점 올리기' }).elementHandle();
    const down = await page.getByRole('button', { name: '0.1점 내리기' }).elementHandle();
    // In one go, so that they are several presses however slow the machine is. There is nothing
    // above five.
    await page.evaluate((steps) => steps.forEach((step) => (step as HTMLElement).click()), [up, up, down, down]);
    await expectScore(page, 4.8);
    await expect(scoreState(page)).toHaveText('저장했어요');
    expect(saved).toEqual(['4.8']);

    // The way back leads to where the presses began.
    await page.getByRole('button', { name: '되돌리기' }).click();
    await expectScore(page, 4.9);
    await expect(scoreState(page)).toHaveText('저장했어요');
    await goto(page, movie.path);
    await expectScore(page, 4.9);
  });

  test('a first score is taken back, a cleared one comes back', async ({ page, movie }) => {
    const undo = page.getByRole('button', { name: '되돌리기' });
    await mark(page);
    await saveScore(page, '3.7');
    await undo.click();
    await expect(scoreState(page)).toHaveText('점수를 지웠어요');
    await expect(scoreField(page)).toHaveValue('');
    await expect(clearScore(page)).toHaveCount(0);

    await saveScore(page, '3.8');
    await clearScore(page).click();
    await expect(scoreState(page)).toHaveText('점수를 지웠어요');
    await expect(scoreField(page)).toBeFocused();
    await undo.click();
    await expect(scoreState(page)).toHaveText('저장했어요');
    await expectScore(page, 3.8);
    await expectSameDocument(page);
    await goto(page, movie.path);
    await expectScore(page, 3.8);
  });

  test('leaving the number field saves it too', async ({ page, movie }) => {
    await scoreField(page).fill('2.5');
    await scoreField(page).blur();
    await expect(scoreState(page)).toHaveText('저장했어요');
    await goto(page, movie.path);
    await expectScore(page, 2.5);
  });

  test('a wrong number says so at once, and the next right one makes it good', async ({ page }) => {
    await saveScore(page, '3.0');
    await typeScore(page, '7');
    await expectFieldError(scoreField(page), /0\.1점부터 5\.0점까지/);
    await scoreField(page).fill('4');
    await expect(scoreField(page)).not.toHaveAttribute('aria-invalid', 'true');
    await saveScore(page, '4');
  });

  test('the button to save belongs to those without script', async ({ page }) => {
    await expect(page.getByRole('button', { name: '점수 저장' })).toHaveCount(0);
  });
});

test('a score is saved, changed and cleared through the number field', async ({ page, movie }) => {
  await newMember(page);
  await goto(page, movie.path);
  await expect(clearScore(page)).toHaveCount(0);

  await saveScore(page, '3.7');
  await goto(page, movie.path);
  await expectScore(page, 3.7);

  await typeScore(page, '0.1');
  await expect(clearScore(page)).toBeVisible();
  await expect.poll(async () => (await page.request.get(movie.path)).text()).toContain('value="0.1"');
  await goto(page, movie.path);
  await expectScore(page, 0.1);

  await send(page, '점수 지우기', '/rpc/clear_score');
  await expect(clearScore(page)).toHaveCount(0);
  await expect(scoreField(page)).toHaveValue('');
  await goto(page, movie.path);
  await expect(clearScore(page)).toHaveCount(0);
  await expect(scoreField(page)).toHaveValue('');
});

test('a score counts in the mean of the film, in place', async ({ page, quietMovie }) => {
  await newMember(page);
  await goto(page, quietMovie.path);
  // A film without a score yet has no number.
  const count = async () =>
    Number((await page.locator('.mean-count').allInnerTexts()).join().replace(/\D/g, ''));
  const before = await count();
  await saveScore(page, '3.7');
  await expect.poll(count).toBeGreaterThan(before);
});

test('nobody scores a film that is not out yet', async ({ page, upcomingMovie, newVisitor }) => {
  await newMember(page);
  const visitor = await newVisitor();
  for (const reader of [page, visitor]) {
    await goto(reader, upcomingMovie.path);
    await expect(reader.getByText('개봉한 뒤에 점수를 매길 수 있어요')).toBeVisible();
    await expect(reader.getByText(/^D-\d+/).first()).toBeVisible();
    await expect(scoreField(reader)).toHaveCount(0);
    await expect(reader.getByRole('link', { name: '로그인하고 점수 매기기' })).toHaveCount(0);
  }
});

test('a star takes a visitor to the sign-in, and the score is there afterwards', async ({ page, movie, newVisitor }) => {
  const member = await newVisitor();
  const account = await newMember(member);
  await goto(page, movie.path);
  await page.getByRole('button', { name: '4.0점, 로그인하고 저장' }).click();
  await arrived(page, '/accounts/signin');
  await fillSignIn(page, account);
  await arrived(page, movie.path);
  await expectScore(page, 4);
  // Where script runs it is saved by itself, and the address forgets where it came from.
  if (!scriptIsOn()) await send(page, '점수 저장', '/rpc/set_score');
  else await expect(page).not.toHaveURL(/form=/);
  await expect(clearScore(page)).toBeVisible();
  await goto(page, movie.path);
  await expectScore(page, 4);
});

test('an anonymous visitor sees no control, only the way to it', async ({ page, movie }) => {
  await goto(page, movie.path);
  await expect(page.getByRole('link', { name: '로그인하고 점수 매기기' })).toBeVisible();
  await expect(scoreField(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: '점수 저장' })).toHaveCount(0);
});
