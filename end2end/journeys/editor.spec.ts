import { arrived, axe, expect, goto, test } from '../fixtures.ts';
import { expectScore, haveReview, newMember, reviewField, saveScore, send } from '../steps.ts';

const PRAISE = '올해 본 영화 중에 단연 최고예요. 따뜻하고 감동적이고 연기도 완벽했어요. 꼭 보세요!';
const RANT = '최악의 영화. 지루하고 재미없고 연기도 엉망이라 돈도 시간도 아까웠다. 절대 보지 마세요.';
const NOTICE = '쓰다 만 글을 불러왔어요.';

test.describe('with script', { tag: '@script' }, () => {
  test.beforeEach(async ({ page, movie }) => {
    await newMember(page);
    await goto(page, `${movie.path}/write`);
  });

  test('the text is read while it is written', async ({ page }) => {
    const reading = page.locator('.reading');
    await expect(reading).toHaveText('조금 더 쓰면 어떻게 읽히는지 알려 드려요');
    await reviewField(page).fill(PRAISE);
    await expect(reading).toContainText('긍정으로 읽혀요');
    await axe(page);
    await reviewField(page).fill(RANT);
    await expect(reading).toContainText('부정으로 읽혀요');
    await reviewField(page).fill('음');
    await expect(reading).toHaveText('조금 더 쓰면 어떻게 읽히는지 알려 드려요');
  });

  test('nobody is told to write more where the text cannot be read', async ({ page }) => {
    await page.route('**/rpc/read_review', (route) => route.fulfill({ json: null }));
    await reviewField(page).fill(PRAISE);
    await expect(page.locator('.reading')).toBeEmpty();
    await reviewField(page).fill('음');
    await expect(page.locator('.reading')).toHaveText('조금 더 쓰면 어떻게 읽히는지 알려 드려요');
  });

  test('the count is of characters, and says how many are too many', async ({ page }) => {
    await expect(page.getByText('0 / 5,000자')).toBeVisible();
    await reviewField(page).fill('가나🍿');
    await expect(page.getByText('3 / 5,000자')).toBeVisible();
    await reviewField(page).fill('가'.repeat(5012));
    await expect(page.getByText('12자 넘었어요')).toBeVisible();
  });

  test('a draft waits for its writer, and is gone after posting', async ({ page, movie }) => {
    await reviewField(page).fill('쓰다 말고 나가는 글');
    await page.getByRole('main').getByRole('link', { name: '그만두기' }).click();
    await arrived(page, movie.path);
    await goto(page, `${movie.path}/write`);
    await expect(page.getByText(NOTICE)).toBeVisible();
    await expect(reviewField(page)).toHaveValue('쓰다 말고 나가는 글');

    await reviewField(page).pressSequentially(', 마저 씁니다.');
    await page.getByRole('button', { name: '리뷰 올리기' }).click();
    await arrived(page, /\/reviews\/\d+$/);
    await expect(page.getByText('쓰다 말고 나가는 글, 마저 씁니다.')).toBeVisible();

    await goto(page, `${movie.path}/write`);
    await expect(reviewField(page)).toHaveValue('');
    await expect(page.getByText(NOTICE)).toHaveCount(0);
  });

  test('a draft can be thrown away, and belongs to one film and one member', async ({ page, movie, quietMovie }) => {
    await reviewField(page).fill('버릴 글');
    await goto(page, `${quietMovie.path}/write`);
    await expect(reviewField(page)).toHaveValue('');

    await page.context().clearCookies();
    await newMember(page);
    await goto(page, `${movie.path}/write`);
    await expect(reviewField(page)).toHaveValue('');
    await expect(page.getByText(NOTICE)).toHaveCount(0);

    await reviewField(page).fill('내가 버릴 글');
    await goto(page, `${movie.path}/write`);
    await page.getByRole('button', { name: '버리기' }).click();
    await expect(reviewField(page)).toHaveValue('');
    await goto(page, `${movie.path}/write`);
    await expect(reviewField(page)).toHaveValue('');
  });

  test('a draft of a change stands over the stored text', async ({ page, movie }) => {
    const permalink = await haveReview(page, movie, '저장된 글');
    await goto(page, `${permalink}/edit`);
    await reviewField(page).fill('고치다 만 글');
    await goto(page, `${permalink}/edit`);
    await expect(reviewField(page)).toHaveValue('고치다 만 글');
    await page.getByRole('button', { name: '버리기' }).click();
    await expect(reviewField(page)).toHaveValue('저장된 글');
  });

  test('Ctrl and Enter post, Enter alone does not', async ({ page }) => {
    await reviewField(page).fill('첫 줄');
    await page.keyboard.press('Enter');
    await page.keyboard.type('둘째 줄');
    await expect(reviewField(page)).toHaveValue('첫 줄\n둘째 줄');
    await page.keyboard.press('Control+Enter');
    await arrived(page, /\/reviews\/\d+$/);
    await expect(page.getByRole('main').getByText('둘째 줄')).toBeVisible();
  });

  test('a syllable that is being put together is posted whole', async ({ page }) => {
    await reviewField(page).focus();
    const keyboard = await page.context().newCDPSession(page);
    const compose = (text: string) =>
      keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    for (const text of ['ㅇ', '여', '영']) await compose(text);
    await keyboard.send('Input.insertText', { text: '영' });
    for (const text of ['ㅎ', '화', '환']) await compose(text);
    await compose('화');
    await keyboard.send('Input.insertText', { text: '화' });
    await expect(reviewField(page)).toHaveValue('영화');
    await expect(page.getByText('2 / 5,000자')).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await arrived(page, /\/reviews\/\d+$/);
    await expect(page.getByRole('main').getByText('영화', { exact: true })).toBeVisible();
  });

  test('a double click posts once', async ({ page }) => {
    await reviewField(page).fill('한 번만 올라가는 글');
    let posts = 0;
    page.on('request', (request) => (posts += request.url().endsWith('/rpc/create_review') ? 1 : 0));
    await page.getByRole('button', { name: '리뷰 올리기' }).dblclick();
    await arrived(page, /\/reviews\/\d+$/);
    expect(posts).toBe(1);
  });
});

test('the score stands beside the text and is saved on its own', async ({ page, movie }) => {
  await newMember(page);
  await goto(page, `${movie.path}/write`);
  await saveScore(page, '4.4');
  await goto(page, `${movie.path}/write`);
  await expectScore(page, 4.4);
  await reviewField(page).fill('점수를 먼저 매기고 쓴 글');
  await send(page, '리뷰 올리기', '/rpc/create_review');
  await arrived(page, /\/reviews\/\d+$/);
  await expect(page.locator('.review-score')).toHaveText('점수 4.4점');
});

test('the score comes before the text, above it or beside it', async ({ page, movie }) => {
  await newMember(page);
  await goto(page, `${movie.path}/write`);
  const score = page.locator('.editor > .editor-side');
  const text = reviewField(page);
  const [aside, field] = [(await score.boundingBox())!, (await text.boundingBox())!];
  if (page.viewportSize()!.width < 960) expect(aside.y + aside.height).toBeLessThanOrEqual(field.y);
  else expect(aside.x).toBeGreaterThanOrEqual(field.x + field.width);
  const follows = await score.evaluate(
    (element) => element.compareDocumentPosition(document.querySelector('#content')!) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  expect(follows, 'read before the text').toBeTruthy();
});

test('a film that is not out yet can be waited for, not reviewed', async ({ page, upcomingMovie }) => {
  await newMember(page);
  await goto(page, `${upcomingMovie.path}/write`);
  await expect(page.getByText('아직 개봉 전이에요')).toBeVisible();
  await expect(page.getByRole('button', { name: '리뷰 올리기' })).toHaveCount(0);
});

test('the text comes out as it went in', async ({ page, movie }) => {
  const text = '  <b>굵게</b> & "따옴표"\n\n셋째 줄 🍿 `코드`';
  await newMember(page);
  const permalink = await haveReview(page, movie, text);
  await goto(page, `${permalink}/edit`);
  await expect(reviewField(page)).toHaveValue(text.trim());
  await goto(page, permalink);
  await expect(page.getByText('<b>굵게</b>')).toBeVisible();
});
