import type { Page } from '@playwright/test';
import { arrived, axe, expect, goto, test } from '../fixtures.ts';
import { newMember } from '../steps.ts';

const searchField = (page: Page) => page.getByRole('combobox', { name: '영화, 영화인, 회원 검색' });
const options = (page: Page) => page.getByRole('listbox').getByRole('option');
const tabs = (page: Page) => page.getByRole('navigation', { name: '검색 결과 종류' });

/** The query as the search page's address has it. */
const asked = (page: Page) => new URL(page.url()).searchParams.get('q');

test.describe('suggestions', { tag: '@script' }, () => {
  test('the arrow keys choose, Escape closes, Enter opens', async ({ page }) => {
    await goto(page, '/');
    const field = searchField(page);
    await field.pressSequentially('기생');
    const first = options(page).first();
    await expect(first).toContainText('기생충');
    await expect(field).toHaveAttribute('aria-expanded', 'true');
    await axe(page);

    await page.keyboard.press('ArrowDown');
    await expect(first).toHaveAttribute('aria-selected', 'true');
    await expect(field).toHaveAttribute('aria-activedescendant', (await first.getAttribute('id'))!);
    await expect(field).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(first).toHaveAttribute('aria-selected', 'false');

    await page.keyboard.press('Escape');
    await expect(options(page)).toHaveCount(0);
    await expect(field).toHaveAttribute('aria-expanded', 'false');
    await expect(field).toHaveValue('기생');

    await page.keyboard.press('ArrowDown');
    await expect(first).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await arrived(page, /\/movies\/\d+$/);
    await expect(page.getByRole('heading', { level: 1, name: '기생충' })).toBeVisible();
  });

  test('a pointer or a finger opens one', async ({ page, hasTouch }) => {
    await goto(page, '/');
    await searchField(page).pressSequentially('기생충');
    const first = options(page).first();
    await expect(first).toContainText('기생충');
    await expect(first).toBeInViewport();
    await (hasTouch ? first.tap() : first.click());
    await arrived(page, /\/movies\/\d+$/);
    await expect(page.getByRole('heading', { level: 1, name: '기생충' })).toBeVisible();
  });

  test('Enter without a choice searches; so does it on the search page', async ({ page }) => {
    for (const path of ['/', '/search']) {
      await goto(page, path);
      await searchField(page).pressSequentially('기생충');
      await expect(options(page).first()).toBeVisible();
      await page.keyboard.press('Enter');
      await arrived(page, '/search');
      expect(asked(page)).toBe('기생충');
    }
  });

  test('they go when the field is left, and do not come back late', async ({ page }) => {
    await goto(page, '/');
    await searchField(page).pressSequentially('기생충');
    await expect(options(page).first()).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(options(page)).toHaveCount(0);

    const answer = page.waitForResponse('**/rpc/suggest');
    await searchField(page).fill('괴물');
    await answer;
    await searchField(page).fill('');
    await expect(options(page)).toHaveCount(0);
  });

  test('a syllable that is being put together is neither lost nor doubled, and one Enter searches for it', async ({
    page,
  }) => {
    await goto(page, '/');
    const field = searchField(page);
    await field.focus();
    const keyboard = await page.context().newCDPSession(page);
    const compose = (text: string) =>
      keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    const commit = (text: string) => keyboard.send('Input.insertText', { text });

    let pages = 0;
    page.on('framenavigated', () => (pages += 1));
    for (const syllable of ['기', '생']) {
      const steps = syllable.normalize('NFD');
      for (let end = 1; end <= steps.length; end += 1) {
        const answer = page.waitForResponse('**/rpc/suggest');
        await compose(steps.slice(0, end).normalize('NFC'));
        await answer;
      }
      await commit(syllable);
    }
    await expect(field).toHaveValue('기생');

    await compose('추');
    await expect(field).toHaveValue('기생추');
    await page.keyboard.press('Enter');
    await compose('충');
    await expect(field).toHaveValue('기생충');
    expect(pages, 'no page was loaded while composing').toBe(0);
    await commit('충');

    await arrived(page, '/search');
    expect(asked(page)).toBe('기생충');
    expect(pages, 'searched once').toBe(1);
  });
});

test('the field of the header is a form that leads to the results', async ({ page }) => {
  await goto(page, '/');
  await searchField(page).fill('기생충');
  await searchField(page).press('Enter');
  await arrived(page, '/search');
  expect(asked(page)).toBe('기생충');
  await expect(searchField(page)).toHaveValue('기생충');
  await expect(page.getByRole('heading', { level: 3, name: '기생충', exact: true })).toBeVisible();
  await expect(page).toHaveTitle(/기생충 검색/);
});

test('initials, lost spaces, the wrong keyboard and a genre find films', async ({ page }) => {
  for (const [query, title] of [
    ['ㄱㅅㅊ', '기생충'],
    ['살인의추억', '살인의 추억'],
    ['rltodcnd', '기생충'],
  ] as const) {
    await goto(page, '/search');
    await searchField(page).fill(query);
    await page.getByRole('main').getByRole('button', { name: '검색' }).click();
    await arrived(page, '/search');
    const link = page.getByRole('heading', { level: 3 }).getByRole('link', { name: title, exact: true });
    await expect(link, query).toBeVisible();
  }
  await goto(page, `/search?q=${encodeURIComponent('공포')}`);
  await expect(page.getByRole('heading', { level: 3 }).first()).toBeVisible();
});

test('the tabs count what they hold', async ({ page }) => {
  const { nickname } = await newMember(page);
  await goto(page, `/search?q=${encodeURIComponent('봉준호')}`);
  for (const tab of ['영화', '영화인', '회원'] as const) {
    const link = tabs(page).getByRole('link', { name: new RegExp(`^${tab} \\d`) });
    const count = Number((await link.locator('.count').innerText()).replace('+', ''));
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'page');
    await arrived(page, '/search');
    expect(asked(page)).toBe('봉준호');
    await expect(page.getByRole('main').getByRole('heading', { level: 3 })).toHaveCount(count);
  }
  await tabs(page).getByRole('link', { name: /^영화인/ }).click();
  await page.getByRole('heading', { level: 3 }).getByRole('link', { name: '봉준호', exact: true }).first().click();
  await arrived(page, /\/people\/\d+$/);

  await goto(page, `/search?tab=members&q=${encodeURIComponent(nickname)}`);
  await page.getByRole('heading', { level: 3 }).getByRole('link', { name: nickname, exact: true }).click();
  await arrived(page, `/accounts/${encodeURIComponent(nickname)}`);
});

test('nothing found: said plainly, with ways on', async ({ page }) => {
  await goto(page, `/search?q=${encodeURIComponent('큝쒧퓖')}`);
  await expect(page.getByText('‘큝쒧퓖’에 맞는 영화가 없어요')).toBeVisible();
  await expect(page.getByRole('link', { name: '장르와 연도로 둘러보기' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'ㄱㅅㅊ', exact: true }).click();
  await arrived(page, '/search');
  expect(asked(page)).toBe('ㄱㅅㅊ');
});

test('odd queries are answered, and shown as they were typed', async ({ page }) => {
  for (const query of ['<img src=x onerror=alert(1)>', '%', "'; --", '\u0000', 'a'.repeat(2000), '!!!', '   ']) {
    const response = await goto(page, `/search?q=${encodeURIComponent(query)}`);
    expect(response.status(), query).toBe(200);
  }
});
