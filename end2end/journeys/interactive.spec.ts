// A page can be marked as hydrated and still be dead. So on each page one thing that only script does is used:
// it works, and the document was not loaded anew on the way.
import type { Page } from '@playwright/test';
import { arrived, expect, goto, test } from '../fixtures.ts';
import {
  expectFieldError,
  fillSignIn,
  newMember,
  reviewField,
  scoreField,
  scoreSlider,
  send,
  writeReview,
} from '../steps.ts';

test.describe('after hydration', { tag: '@script' }, () => {
  test('home: a film opens in place', async ({ page, movie }) => {
    await goto(page, '/');
    await mark(page);
    await page.getByRole('main').locator(`a[href="${movie.path}"]`).first().click();
    await arrived(page, movie.path);
    await expect(page.getByRole('heading', { level: 2, name: '리뷰' })).toBeVisible();
    await expectSameDocument(page);
  });

  test('film: the number moves the slider, and saving stays in place', async ({ page, movie }) => {
    await newMember(page);
    await goto(page, movie.path);
    await mark(page);
    await scoreField(page).fill('4.2');
    await expect(scoreSlider(page)).toHaveAttribute('aria-valuetext', /4\.2점/);
    await send(page, '점수 저장', '/rpc/set_score');
    await expect(page.getByRole('button', { name: '점수 지우기' })).toBeVisible();
    await expectSameDocument(page);
  });

  test('film: the slider takes a finger or a pointer', async ({ page, movie, hasTouch }) => {
    await newMember(page);
    await goto(page, movie.path);
    await mark(page);
    const box = (await scoreSlider(page).boundingBox())!;
    const position = { x: box.width * 0.8, y: box.height / 2 };
    await (hasTouch ? scoreSlider(page).tap({ position }) : scoreSlider(page).click({ position }));
    // Four fifths of the strip: near 4.0, whatever the width of the thumb.
    await expect.poll(async () => Math.abs(Number(await scoreField(page).inputValue()) - 4)).toBeLessThan(0.3);
    await expectSameDocument(page);
  });

  test('sign-up: a refusal comes back beside its field', async ({ page }) => {
    await goto(page, '/accounts/signup');
    await send(page, '가입하기', '/rpc/sign_up');
    await arrived(page, '/accounts/signup');
    await expectFieldError(page.getByLabel('이메일', { exact: true }));
  });

  test('sign-in: a refusal comes back with the address', async ({ page }) => {
    await goto(page, '/accounts/signin');
    await fillSignIn(page, { email: 'nobody@example.com', password: 'not-the-password' });
    await expect(page.getByText('이메일 또는 비밀번호가 맞지 않아요. 다시 확인해 주세요.')).toBeVisible();
    await expect(page.getByLabel('이메일', { exact: true })).toHaveValue('nobody@example.com');
  });

  test('editor: a refusal and the post stay in place', async ({ page, movie, allow }) => {
    allow('/rpc/create_review', 422);
    await newMember(page);
    await goto(page, `${movie.path}/write`);
    await mark(page);
    await send(page, '리뷰 올리기', '/rpc/create_review');
    await expectFieldError(reviewField(page));
    await reviewField(page).fill('다시 쓴 글이에요.');
    await page.getByRole('button', { name: '리뷰 올리기' }).click();
    await arrived(page, /\/reviews\/\d+$/);
    await expect(page.getByRole('main').getByText('다시 쓴 글이에요.')).toBeVisible();
    await expectSameDocument(page);
  });

  test('edit: the lazy page opens and saves in place', async ({ page, movie }) => {
    await newMember(page);
    const permalink = await writeReview(page, movie, '처음 쓴 글이에요.');
    await goto(page, permalink);
    await mark(page);
    await page.getByRole('link', { name: '고치기' }).click();
    await arrived(page, `${permalink}/edit`);
    await reviewField(page).fill('고쳐 쓴 글이에요.');
    await page.getByRole('button', { name: '고친 내용 저장' }).click();
    await arrived(page, permalink);
    await expect(page.getByRole('main').getByText('고쳐 쓴 글이에요.')).toBeVisible();
    await expectSameDocument(page);
  });

  test('permalink: a spoiler opens in place', async ({ page, movie, newVisitor }) => {
    await newMember(page);
    const permalink = await writeReview(page, movie, '사실은 처음부터 꿈이었다.', { spoiler: true });
    const visitor = await newVisitor();
    await goto(visitor, permalink);
    await mark(visitor);
    await visitor.getByRole('button', { name: '내용 보기' }).click();
    await expect(visitor.getByText('사실은 처음부터 꿈이었다.')).toBeVisible();
    await expectSameDocument(visitor);
  });

  for (const path of ['/terms', '/privacy', '/no/such/page']) {
    test(`${path}: the way home stays in place`, async ({ page, allow }) => {
      allow('/no/such/page', 404);
      await goto(page, path);
      await mark(page);
      await page.getByRole('banner').getByRole('link', { name: '팝콘긱' }).click();
      await arrived(page, '/');
      await expectSameDocument(page);
    });
  }

  test('the browser goes back and forth between pages', async ({ page, movie }) => {
    await goto(page, '/');
    await mark(page);
    await page.getByRole('main').locator(`a[href="${movie.path}"]`).first().click();
    await arrived(page, movie.path);
    await page.goBack();
    await arrived(page, '/');
    await expect(page.getByRole('main').locator(`a[href="${movie.path}"]`).first()).toBeVisible();
    await page.goForward();
    await arrived(page, movie.path);
    await expect(page.getByRole('heading', { level: 2, name: '리뷰' })).toBeVisible();
    await expectSameDocument(page);
  });
});

type Marked = Window & { stillHere?: boolean };

async function mark(page: Page): Promise<void> {
  await page.evaluate(() => {
    (window as Marked).stillHere = true;
  });
}

async function expectSameDocument(page: Page): Promise<void> {
  expect(await page.evaluate(() => (window as Marked).stillHere), 'the document was not loaded anew').toBe(true);
}
