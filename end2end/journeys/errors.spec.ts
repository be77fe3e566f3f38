import { arrived, expect, goto, test } from '../fixtures.ts';
import { newMember } from '../steps.ts';

const missing = [
  { name: 'an unknown film', path: '/movies/999999999' },
  { name: 'a film number that is none', path: '/movies/abc' },
  { name: 'a film number too large to exist', path: '/movies/99999999999999999999' },
  { name: 'an unknown review', path: '/reviews/999999999' },
  { name: 'an unknown path', path: '/no/such/page' },
];

for (const { name, path } of missing) {
  test(`${name} is a 404 with a way home`, async ({ page, allow }) => {
    allow(path, 404);
    const response = await goto(page, path);
    expect(response.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: '페이지를 찾을 수 없어요' })).toBeVisible();

    await page.getByRole('link', { name: '홈으로' }).click();
    await arrived(page, '/');
    await expect(page.getByRole('heading', { name: '페이지를 찾을 수 없어요' })).toHaveCount(0);
  });
}

test('a member who edits or reviews what does not exist gets a 404', async ({ page, allow }) => {
  await newMember(page);
  for (const path of ['/reviews/999999999/edit', '/movies/999999999/write']) {
    allow(path, 404);
    const response = await goto(page, path);
    expect(response.status(), path).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: '페이지를 찾을 수 없어요' })).toBeVisible();
    await expect(page.getByRole('link', { name: '홈으로' })).toBeVisible();
  }
});
