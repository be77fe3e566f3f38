import type { Page } from '@playwright/test';
import { expect, goto, test } from '../fixtures.ts';

const theme = (page: Page) => page.getByRole('button', { name: /^화면 밝기/ });
const PAPER = { light: 'rgb(255, 253, 248)', dark: 'rgb(21, 16, 19)' };
const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`where the system is ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('system, light, dark, and round again; the server already knows', async ({ page, movie, request }) => {
      await goto(page, movie.path);
      await expect(theme(page)).toHaveAccessibleName('화면 밝기: 시스템. 눌러서 바꾸기');
      await expect(page.locator('html')).not.toHaveAttribute('data-theme');
      expect(await paper(page)).toBe(PAPER[colorScheme]);

      for (const [next, label] of [['light', '밝게'], ['dark', '어둡게']] as const) {
        await theme(page).click();
        await expect(theme(page)).toHaveAccessibleName(`화면 밝기: ${label}. 눌러서 바꾸기`);
        await expect(page).toHaveURL((url) => url.pathname === movie.path);
        // In the bytes, so that nothing flashes before a script or a style could say it.
        expect(await (await page.request.get('/')).text()).toMatch(new RegExp(`<html[^>]* data-theme="${next}"`));
        expect(await paper(page)).toBe(PAPER[next]);
      }

      await theme(page).click();
      await expect(theme(page)).toHaveAccessibleName('화면 밝기: 시스템. 눌러서 바꾸기');
      expect(await paper(page)).toBe(PAPER[colorScheme]);
      expect(await (await request.get('/')).text()).not.toMatch(/<html[^>]* data-theme=/);
    });
  });
}

test('a theme nobody offers is none', async ({ page, baseURL }) => {
  await page.context().addCookies([{ name: 'theme', value: '"><script>', url: baseURL! }]);
  await goto(page, '/');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
});
