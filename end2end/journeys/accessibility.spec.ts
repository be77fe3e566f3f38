// axe over every page, in light and dark. Only with script on: axe is a script itself. What differs in
// the dark is colours, so there only those are looked at.
import { axe, expect, goto, test } from '../fixtures.ts';
import { haveReview, haveScore, newMember, post, send } from '../steps.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, { tag: '@script' }, () => {
    test.use({ colorScheme });
    const rules = colorScheme === 'dark' ? 'only colours' : undefined;

    test('pages for everybody', async ({ page, allow }) => {
      allow('/no/such/page', 404);
      for (const path of [
        '/',
        '/movies',
        '/search',
        `/search?q=${encodeURIComponent('가')}`,
        `/search?q=${encodeURIComponent('큝쒧퓖')}`,
        '/people/1',
        '/terms',
        '/privacy',
        '/no/such/page',
        '/accounts/signin',
        '/accounts/forgot',
        '/accounts/confirm',
        '/accounts/sent',
        '/mailbox',
        '/accounts/signup',
      ]) {
        await goto(page, path);
        await axe(page, rules);
      }
      await send(page, '가입하기', '/rpc/sign_up');
      await expect(page.getByLabel('이메일', { exact: true })).toHaveAttribute('aria-invalid', 'true');
      await axe(page, rules);
    });

    test('film, review, profile and a masked spoiler', async ({ page, movie, upcomingMovie, newVisitor }) => {
      const author = await newVisitor();
      const { nickname } = await newMember(author);
      await haveScore(author, movie, '3.7');
      const permalink = await haveReview(author, movie, '조용하지만 오래 남는 이야기였어요.');
      const spoiler = await haveReview(author, movie, '결말을 그대로 적었어요.', { spoiler: true });
      const profile = `/accounts/${encodeURIComponent(nickname)}`;
      for (const path of [
        movie.path,
        upcomingMovie.path,
        `${movie.path}?sort=newest&score=8`,
        permalink,
        spoiler,
        profile,
        `${profile}?tab=reviews`,
      ]) {
        await goto(page, path);
        await axe(page, rules);
      }
    });

    test('pages of a member', async ({ page, movie, upcomingMovie }) => {
      await newMember(page);
      await haveScore(page, movie, '3.7');
      await post(page, 'set_preference', { movie_id: upcomingMovie.id, kind: 'want' });
      const permalink = await haveReview(page, movie, '나만 보는 글이에요.', { onlyMe: true });
      for (const path of [
        '/',
        movie.path,
        `${movie.path}/write`,
        `${permalink}/edit`,
        '/my',
        '/my?tab=reviews',
        '/settings',
        '/settings/password',
        '/settings/email',
        '/settings/devices',
        '/settings/leave',
        '/accounts/reauth',
      ]) {
        await goto(page, path);
        await axe(page, rules);
      }
      await goto(page, permalink);
      await page.getByRole('main').getByText('지우기', { exact: true }).click();
      await axe(page, rules);
    });
  });
}

test('every page is Korean, has one h1 and its landmarks', async ({ page, movie, allow }) => {
  allow('/no/such/page', 404);
  const { nickname } = await newMember(page);
  const permalink = await haveReview(page, movie, '한 줄 감상');
  for (const path of [
    '/',
    '/movies',
    movie.path,
    `${movie.path}/write`,
    permalink,
    `${permalink}/edit`,
    '/people/1',
    '/search',
    `/search?q=${encodeURIComponent('가')}`,
    '/my',
    `/accounts/${encodeURIComponent(nickname)}`,
    '/accounts/signup',
    '/accounts/signin',
    '/accounts/forgot',
    '/accounts/confirm',
    '/accounts/sent',
    '/mailbox',
    '/settings',
    '/settings/devices',
    '/settings/leave',
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
    const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
    expect(ids.filter((id, at) => ids.indexOf(id) !== at), `${path}: ids that stand twice`).toEqual([]);
  }
});
