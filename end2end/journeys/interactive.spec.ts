// A page can be marked as hydrated and still be dead. So on each page one thing that only script does is used:
// it works, and the document was not loaded anew on the way.
import { arrived, expect, goto, test } from '../fixtures.ts';
import {
  expectFieldError,
  expectSameDocument,
  expectScore,
  haveReview,
  mark,
  newMember,
  reviewField,
  saveScore,
  scoreField,
  scoreSlider,
  scoreStrip,
  send,
} from '../steps.ts';

test.describe('after hydration', { tag: '@script' }, () => {
  test('film: the number moves the slider, and saving stays in place', async ({ page, movie }) => {
    await newMember(page);
    await goto(page, movie.path);
    await mark(page);
    await scoreField(page).fill('4.2');
    await expect(scoreSlider(page)).toHaveAttribute('aria-valuetext', /4\.2점/);
    await saveScore(page, '4.2');
    await expectSameDocument(page);
  });

  test('film: the slider takes a finger or a pointer', async ({ page, movie, hasTouch }) => {
    await newMember(page);
    await goto(page, movie.path);
    await mark(page);
    const box = (await scoreStrip(page).boundingBox())!;
    const position = { x: box.width * 0.8 - 1, y: box.height / 2 };
    await (hasTouch ? scoreStrip(page).tap({ position }) : scoreStrip(page).click({ position }));
    await expectScore(page, 4);
    await expect(page.locator('#score-state')).toHaveText('저장했어요');
    await expectSameDocument(page);
  });

  test('editor: a refusal stays in place', async ({ page, movie, allow }) => {
    allow('/rpc/create_review', 422);
    await newMember(page);
    await goto(page, `${movie.path}/write`);
    await mark(page);
    await send(page, '리뷰 올리기', '/rpc/create_review');
    await expectFieldError(reviewField(page));
    await expectSameDocument(page);
    await reviewField(page).fill('다시 쓴 글이에요.');
    await page.getByRole('button', { name: '리뷰 올리기' }).click();
    await arrived(page, /\/reviews\/\d+$/);
    await expect(page.getByRole('main').getByText('다시 쓴 글이에요.')).toBeVisible();
  });

  test('permalink: a spoiler opens in place', async ({ page, movie, newVisitor }) => {
    await newMember(page);
    const permalink = await haveReview(page, movie, '사실은 처음부터 꿈이었다.', { spoiler: true });
    const visitor = await newVisitor();
    await goto(visitor, permalink);
    await mark(visitor);
    await visitor.getByRole('button', { name: '내용 보기' }).click();
    await expect(visitor.getByText('사실은 처음부터 꿈이었다.')).toBeVisible();
    await expectSameDocument(visitor);
  });

  test('the browser goes back to a page that is still alive', async ({ page, movie }) => {
    await newMember(page);
    await goto(page, movie.path);
    await saveScore(page, '2.3');
    await page.getByRole('main').getByRole('link', { name: '리뷰 쓰기' }).first().click();
    await arrived(page, `${movie.path}/write`);
    await page.goBack();
    await arrived(page, movie.path);
    await saveScore(page, '2.4');
  });
});
