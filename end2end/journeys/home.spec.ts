import { arrived, expect, goto, test } from '../fixtures.ts';
import { haveReview, newMember, openStars, post, reviewInList } from '../steps.ts';

test('the window of what is wanted', async ({ page, upcomingMovie }) => {
  await newMember(page);
  await post(page, 'set_preference', { movie_id: upcomingMovie.id, kind: 'want' });
  await goto(page, '/');
  for (const [label, code] of [['30일', '30'], ['전체', 'all'], ['7일', '7']] as const) {
    const link = page.getByRole('navigation', { name: '기간' }).getByRole('link', { name: label });
    await link.click();
    await arrived(page, (url) => url.searchParams.get('wanted') === code);
    await expect(link).toHaveAttribute('aria-current', 'true');
    await expect(page.getByRole('heading', { name: '가장 보고 싶은 영화' })).toBeInViewport();
    await expect(page.locator('#wanted-list a.card').first()).toContainText(/\d+명이 보고 싶어해요/);
  }
});

test('a place in the ranking says how many scores are behind it', async ({ page }) => {
  await goto(page, '/');
  const best = page.locator('section').filter({ has: page.locator('#best') });
  const facts = await best.locator('.film-row-facts').allInnerTexts();
  expect(facts.length).toBeGreaterThan(1);
  for (const fact of facts) expect(fact).toMatch(/\d명이 매겼어요$/);
  await best.getByRole('link', { name: '평점순으로 더 보기' }).click();
  await arrived(page, /sort=best/);
  await expect(page.getByText(/3\.5점 열 표를 미리 더한 평균/)).toBeVisible();
  await expect(page.locator('.film-grid a.card').first()).toContainText(/\d명/);
});

test('what opens soon names its day', async ({ page }) => {
  await goto(page, '/');
  const days = await page.locator('#upcoming-list .calendar-day').allInnerTexts();
  expect(days.length).toBeGreaterThan(1);
  for (const day of days) expect(day).toMatch(/^(\d{4}년 )?\d{1,2}월 \d{1,2}일 개봉\s*D-\d+$/);
});

test('the buttons move a rail and know its ends', { tag: ['@script', '@desktop'] }, async ({ page }) => {
  await goto(page, '/');
  const section = page.locator('section').filter({ has: page.locator('#newest-list') });
  const list = page.locator('#newest-list');
  const back = section.getByRole('button', { name: '이전' });
  const forth = section.getByRole('button', { name: '다음' });
  const at = () => list.evaluate((element) => element.scrollLeft);
  await expect(back).toBeDisabled();
  await forth.click();
  await expect.poll(at).toBeGreaterThan(100);
  await expect(back).toBeEnabled();
  for (let presses = 0; presses < 10 && (await forth.isEnabled()); presses += 1) {
    const before = await at();
    await forth.click();
    await expect.poll(at).toBeGreaterThan(before);
    // The button learns of it with the scroll event, a frame later.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  await expect(forth).toBeDisabled();
  await back.click();
  await expect(forth).toBeEnabled();
});

test('rails scroll with the keyboard too', { tag: ['@script', '@desktop'] }, async ({ page }) => {
  await goto(page, '/');
  const list = page.locator('#newest-list');
  await list.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => list.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
});

test('a score given in passing stays', { tag: '@script' }, async ({ page }) => {
  await newMember(page);
  await goto(page, '/');
  const item = page.locator('#unscored-list > li').first();
  const path = (await item.locator('a.card').getAttribute('href'))!;
  await openStars(item);
  await page.keyboard.press('PageUp');
  await expect(item.getByRole('status')).toHaveText('3.0점');
  await expect(item.getByRole('button', { name: '되돌리기' })).toBeVisible();
  await goto(page, path);
  await expect(page.getByLabel('점수 입력 (0.1~5.0)', { exact: true })).toHaveValue('3.0');
  await goto(page, '/');
  await expect(page.locator(`#unscored-list a[href="${path}"]`)).toHaveCount(0);
});

test('a new review is among the latest, a spoiler or a private one without its text', async ({ page, movie, request }) => {
  const { nickname } = await newMember(page);
  await haveReview(page, movie, `첫 화면의 비밀 일기 ${nickname}`, { onlyMe: true });
  const open = await haveReview(page, movie, `첫 화면에 오르는 글 ${nickname}`);
  const html = await (await request.get('/')).text();
  expect(html).not.toContain('첫 화면의 비밀 일기');
  await goto(page, '/');
  await expect(reviewInList(page, open)).toContainText('첫 화면에 오르는 글');
});
