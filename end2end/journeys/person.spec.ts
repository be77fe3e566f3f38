import type { Page } from '@playwright/test';
import { expect, goto, test } from '../fixtures.ts';
import { haveScore, newMember } from '../steps.ts';

test('somebody’s films, newest first; a member sees how many they know', async ({ page, newVisitor }) => {
  await openDirector(page);
  await expect(page.getByRole('heading', { level: 1, name: '봉준호' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: '감독' })).toBeVisible();
  await expect(page.locator('.progress')).toHaveCount(0);
  const directed = page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: '감독' }) });
  const years = (await directed.locator('time').allInnerTexts()).map(Number);
  expect(years.length).toBeGreaterThan(1);
  expect(years).toEqual([...years].sort((a, b) => b - a));

  const path = (await directed.locator('.film-row-title a').first().getAttribute('href'))!;
  const member = await newVisitor();
  await newMember(member);
  await haveScore(member, { id: path.split('/').pop()!, path }, '4.6');
  await goto(member, new URL(page.url()).pathname);
  await expect(member.locator('.progress')).toHaveText(/본 영화 1\/\d+ · 내 평균 4\.6/);
  await expect(member.locator('.film-row').filter({ has: member.locator(`a[href="${path}"]`) }).first()).toContainText(
    '내 점수 4.6',
  );
});

test('nobody is a 404', async ({ page, allow }) => {
  allow('/people/', 404);
  for (const path of ['/people/999999999', '/people/abc']) {
    expect((await goto(page, path)).status(), path).toBe(404);
  }
});

async function openDirector(page: Page): Promise<void> {
  await goto(page, `/search?tab=people&q=${encodeURIComponent('봉준호')}`);
  const path = await page
    .getByRole('heading', { level: 3 })
    .getByRole('link', { name: '봉준호', exact: true })
    .first()
    .getAttribute('href');
  await goto(page, path!);
}
