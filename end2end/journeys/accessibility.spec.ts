// axe over every page, in light and dark. Only with script on: axe is a script itself.
import { axe, expect, goto, test } from '../fixtures.ts';
import { newMember, send, writeReview } from '../steps.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, { tag: '@script' }, () => {
    test.use({ colorScheme });

    for (const path of ['/', '/accounts/signup', '/accounts/signin', '/terms', '/privacy']) {
      test(path, async ({ page }) => {
        await goto(page, path);
        await axe(page);
      });
    }

    test('the 404 page', async ({ page, allow }) => {
      allow('/no/such/page', 404);
      await goto(page, '/no/such/page');
      await axe(page);
    });

    test('sign-up with messages', async ({ page }) => {
      await goto(page, '/accounts/signup');
      await send(page, '가입하기', '/rpc/sign_up');
      await expect(page.getByLabel('이메일', { exact: true })).toHaveAttribute('aria-invalid', 'true');
      await axe(page);
    });

    test('film, editor and permalink, as member and as visitor', async ({ page, movie, newVisitor }) => {
      await newMember(page);
      await goto(page, `${movie.path}/write`);
      await axe(page);

      const permalink = await writeReview(page, movie, '조용하지만 오래 남는 이야기였어요.');
      await axe(page);
      await page.getByRole('main').getByText('지우기', { exact: true }).click();
      await axe(page);
      await goto(page, movie.path);
      await axe(page);
      await goto(page, `${permalink}/edit`);
      await axe(page);

      const visitor = await newVisitor();
      for (const path of [movie.path, permalink]) {
        await goto(visitor, path);
        await axe(visitor);
      }
    });

    test('a masked spoiler', async ({ page, movie, newVisitor }) => {
      await newMember(page);
      const permalink = await writeReview(page, movie, '결말을 그대로 적었어요.', { spoiler: true });
      const visitor = await newVisitor();
      await goto(visitor, permalink);
      await expect(visitor.getByRole('button', { name: '내용 보기' })).toBeVisible();
      await axe(visitor);
    });
  });
}

test('every page is Korean, has one h1 and its landmarks', async ({ page, movie, allow }) => {
  allow('/no/such/page', 404);
  for (const path of [
    '/',
    movie.path,
    '/accounts/signup',
    '/accounts/signin',
    '/terms',
    '/privacy',
    '/no/such/page',
  ]) {
    await goto(page, path);
    await expect(page.locator('html'), path).toHaveAttribute('lang', 'ko');
    await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
    await expect(page.getByRole('banner'), path).toHaveCount(1);
    await expect(page.getByRole('main'), path).toHaveCount(1);
    await expect(page, path).toHaveTitle(/팝콘긱/);
  }
});
