// What others do to a page: password managers put elements beside fields, a translation wraps texts, and on a
// bad line the code comes late or never. Each island wakes by itself, and nothing that was done before is lost.
import type { Page, Route } from '@playwright/test';
import { arrived, expect, goto, test } from '../fixtures.ts';
import {
  clearScore,
  expectScore,
  haveReview,
  haveScore,
  newMember,
  newestOf,
  post,
  reviewField,
  reviewInList,
  saveScore,
  scoreField,
  scoreState,
  scoreStrip,
  send,
} from '../steps.ts';

/** Holds the browser build back until the answer is called. */
async function late(page: Page): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let isLate = true;
  await page.route('**/pkg/*.wasm', async (route) => {
    if (isLate) held.push(route);
    else await route.continue();
  });
  return async () => {
    isLate = false;
    await expect.poll(() => held.length).toBeGreaterThan(0);
    await Promise.all(held.map((route) => route.continue()));
    await expect(page.locator('html')).toHaveAttribute('data-hydrated');
  };
}

/** An element of its own beside each field, as password managers and writing aids have it. */
const besideFields = () => {
  for (const field of document.querySelectorAll('main input, main textarea, header input')) {
    if ((field as HTMLInputElement).type === 'hidden') continue;
    const helper = document.createElement('helper-icon');
    helper.innerHTML = '<div><button type="button">?</button></div>';
    // They lie over the page, and move nothing in it.
    helper.style.position = 'absolute';
    field.after(helper);
    field.parentElement!.prepend(helper.cloneNode(true));
  }
};

/** Each text within two `<font>`, as a translation leaves it. */
const translated = () => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (texts.nextNode()) found.push(texts.currentNode as Text);
  for (const text of found) {
    if (!text.data.trim() || text.parentElement!.closest('script, style, textarea, svg')) continue;
    const outer = document.createElement('font');
    const inner = document.createElement('font');
    inner.textContent = text.data;
    outer.append(inner);
    text.replaceWith(outer);
  }
};

/** Every island of the page is awake, and none was left a plain form. */
async function allAwake(page: Page): Promise<void> {
  const islands = page.locator('leptos-island');
  await expect(islands).not.toHaveCount(0);
  await expect(page.locator('leptos-island:not([data-awake]), leptos-island[data-plain]')).toHaveCount(0);
}

test.describe('islands', { tag: '@script' }, () => {
  for (const [name, meddle] of Object.entries({ besideFields, translated })) {
    for (const path of ['/accounts/signin', '/accounts/signup', '/search', '/']) {
      test(`${name} before waking: every island of ${path} wakes`, async ({ page }) => {
        const come = await late(page);
        await page.goto(path);
        await page.evaluate(meddle);
        await come();
        await allAwake(page);
        if (name === 'besideFields') await expect(page.locator('helper-icon')).not.toHaveCount(0);
        if (path.startsWith('/accounts')) {
          const password = page.getByLabel('비밀번호', { exact: true });
          await password.fill('butter-corn-4417');
          await page.getByRole('button', { name: '비밀번호 보기' }).click();
          await expect(password).toHaveAttribute('type', 'text');
        }
      });
    }

    test(`${name} before waking: the editor wakes and keeps its draft`, async ({ page, movie }) => {
      await newMember(page);
      const come = await late(page);
      await page.goto(`${movie.path}/write`);
      await reviewField(page).fill('깨어나기 전에 쓴 글');
      await page.evaluate(meddle);
      await come();
      await allAwake(page);
      await expect(reviewField(page)).toHaveValue('깨어나기 전에 쓴 글');
      await reviewField(page).press('End');
      await reviewField(page).pressSequentially(', 그 뒤에 쓴 글');
      await page.reload();
      await expect(reviewField(page)).toHaveValue('깨어나기 전에 쓴 글, 그 뒤에 쓴 글');
    });

    test(`${name} after waking: figures and messages still change`, async ({ page, quietMovie, newVisitor }) => {
      const author = await newVisitor();
      await newMember(author);
      const permalink = await haveReview(author, quietMovie, '번역해도 숫자는 바뀌어요.');
      await newMember(page);
      await goto(page, newestOf(quietMovie));
      await page.evaluate(meddle);
      const like = reviewInList(page, permalink).locator('.like');
      const likes = async () => Number((await like.innerText()).replace(/\D/g, ''));
      const before = await likes();
      await like.click();
      await expect.poll(likes).toBe(before + 1);
      await saveScore(page, '3.7');
      await expect(page.locator('.mean')).toHaveText(/\d\.\d\d?\s*\d+명/);
      await saveScore(page, '4.7');
      await clearScore(page).click();
      await expect(scoreState(page)).toHaveText('점수를 지웠어요');
    });
  }

  test('an island that meets what nobody saw coming takes no other with it', async ({ page, allowConsole }) => {
    allowConsole('panicked', 'an island did not wake');
    // Between what the parser puts in, where nothing tells it apart.
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        const field = document.querySelector('input[type="password"]');
        if (!field) return;
        observer.disconnect();
        field.after(document.createElement('helper-icon'));
      }).observe(document, { childList: true, subtree: true });
    });
    await goto(page, '/accounts/signin');
    await allAwake(page);
    await page.getByLabel('이메일', { exact: true }).fill('nobody@example.com');
    await page.getByLabel('비밀번호', { exact: true }).fill('butter-corn-4417');
    await page.getByRole('main').getByRole('button', { name: '로그인', exact: true }).click();
    await arrived(page, '/accounts/signin');
    await expect(page.getByText('이메일 또는 비밀번호가 맞지 않아요')).toBeVisible();
  });

  test('a tap on the stars before waking is saved on waking', async ({ page, movie, hasTouch }) => {
    await newMember(page);
    const come = await late(page);
    await page.goto(movie.path);
    const box = (await scoreStrip(page).boundingBox())!;
    const position = { x: box.width * 0.6 - 1, y: box.height / 2 };
    await (hasTouch ? scoreStrip(page).tap({ position }) : scoreStrip(page).click({ position }));
    await expectScore(page, 3);
    await come();
    await expect(scoreState(page)).toHaveText('저장했어요');
    await goto(page, movie.path);
    await expectScore(page, 3);
  });

  test('a button pressed before waking does its work on waking', async ({ page }) => {
    const come = await late(page);
    await page.goto('/accounts/signin');
    await page.getByLabel('비밀번호', { exact: true }).fill('butter-corn-4417');
    await page.getByRole('button', { name: '비밀번호 보기' }).click();
    await come();
    await expect(page.getByLabel('비밀번호', { exact: true })).toHaveAttribute('type', 'text');
  });

  test('where the code never comes, what was chosen can be sent', async ({ page, movie, allowConsole }) => {
    allowConsole('WebAssembly');
    await newMember(page);
    await page.route('**/pkg/*.wasm', (route) => route.fulfill({ status: 200, contentType: 'application/wasm', body: '' }));
    await page.goto(movie.path);
    await expect(page.locator('html')).toHaveAttribute('data-asleep');
    const box = (await scoreStrip(page).boundingBox())!;
    await scoreStrip(page).click({ position: { x: box.width * 0.8 - 1, y: box.height / 2 } });
    await expect(scoreField(page)).toHaveValue('4.0');
    await page.unroute('**/pkg/*.wasm');
    await send(page, '점수 저장', '/rpc/set_score');
    await page.waitForURL((url) => url.pathname === movie.path);
    await goto(page, movie.path);
    await expectScore(page, 4);
  });

  test('a rail and a list keep what they say through a translation', async ({ page, movie }) => {
    await newMember(page);
    await haveScore(page, movie, '3.3');
    await post(page, 'set_preference', { movie_id: movie.id, kind: 'want' });
    await goto(page, '/my');
    await page.evaluate(translated);
    const row = page.locator('.film-row').filter({ has: page.locator(`a[href="${movie.path}"]`) });
    await row.locator('.quick-score-open').press('Enter');
    await page.keyboard.press('PageUp');
    await expect(row.getByRole('status')).toHaveText('3.8점');
  });
});
