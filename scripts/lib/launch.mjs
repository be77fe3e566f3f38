// Is this Chromium fit for the journeys? launch.mjs [PROGRAM]; none means Playwright's own.
// It has to draw Korean text twice, in two contexts: some builds end with the first one.
import { chromium } from '@playwright/test';

const browser = await chromium.launch({ executablePath: process.argv[2] || undefined, timeout: 30_000 });
for (let i = 0; i < 2; i += 1) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.setContent('<h1>팝콘긱</h1>');
  await page.getByRole('heading', { name: '팝콘긱' }).waitFor({ timeout: 10_000 });
  await context.close();
}
await browser.close();
