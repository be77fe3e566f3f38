// Who may do what, and what a wrong request is told. Never a 500.
import { createReview, expect, join, origin, postAsForm, postAsScript, test } from './client.ts';

const NO_SUCH_ID = '999999999';

test.describe('without a session', () => {
  const mutations: [endpoint: string, form: (movieId: string) => Record<string, string>][] = [
    ['set_score', (movie_id) => ({ movie_id, score: '3.7' })],
    ['clear_score', (movie_id) => ({ movie_id })],
    ['create_review', (movie_id) => ({ movie_id, content: '누구의 글도 아닌 글' })],
    ['update_review', () => ({ review_id: '1', content: '누구의 글도 아닌 글' })],
    ['delete_review', () => ({ review_id: '1' })],
    ['restore_review', () => ({ review_id: '1' })],
    ['undo_review', () => ({ review_id: '1' })],
    ['correct_sentiment', () => ({ review_id: '1', sentiment: 'mixed' })],
    ['like_review', () => ({ review_id: '1', liked: 'on' })],
    ['set_preference', (movie_id) => ({ movie_id, kind: 'want' })],
    ['read_review', () => ({ content: '누구의 글도 아닌 글' })],
    ['reauthenticate', () => ({ password: 'butter-corn-4417' })],
    ['change_password', () => ({ current: 'butter-corn-4417', new_password: 'salted-4417-caramel' })],
    ['request_email_change', () => ({ email: 'nobody@example.com', current: 'butter-corn-4417' })],
    ['revoke_session', () => ({ device: 's1' })],
    ['revoke_other_sessions', () => ({})],
    ['leave', () => ({ password: 'butter-corn-4417' })],
    ['come_back', () => ({})],
    ['appeal', () => ({ text: '누구의 말도 아닌 말' })],
    ['suspend_member', () => ({ member_id: '1', days: '7', reason: '누구의 뜻도 아닌 뜻' })],
    ['update_movie', (movie_id) => ({ movie_id, title: '아무 제목' })],
    ['create_tag', () => ({ name: '아무 태그' })],
    ['change_setting', () => ({ key: 'notice', value: '아무 공지', version: '0' })],
  ];
  for (const [endpoint, form] of mutations) {
    test(`${endpoint}: 401 for a script, sign-in for a form`, async ({ request, movieId }) => {
      const script = await postAsScript(request, `/rpc/${endpoint}`, form(movieId));
      expect(script.status()).toBe(401);
      const page = `/movies/${movieId}`;
      const html = await postAsForm(request, `/rpc/${endpoint}`, { ...form(movieId), page });
      expect(html.status()).toBe(303);
      expect(new URL(html.headers()['location']!, html.url()).pathname).toBe('/accounts/signin');
    });
  }

  test('a cookie nobody gave out is nobody', async ({ request, movieId }) => {
    const cookie = `sid=${'x'.repeat(43)}; __Host-sid=${'x'.repeat(43)}`;
    expect((await request.get('/', { headers: { cookie } })).status()).toBe(200);
    const response = await request.post('/rpc/set_score', {
      form: { movie_id: movieId, score: '3.7' },
      headers: { cookie, origin: origin(), accept: 'application/json' },
    });
    expect(response.status()).toBe(401);
  });

  test('signing out ends the session on the server, not only the cookie', async ({ newClient, movieId, request }) => {
    const member = await newClient();
    await join(member);
    const { cookies } = await member.storageState();
    const session = cookies.find(({ name }) => /^(__Host-)?sid$/.test(name))!;
    expect((await postAsForm(member, '/rpc/sign_out', {})).status()).toBe(303);

    const replay = await request.post('/rpc/set_score', {
      form: { movie_id: movieId, score: '3.7' },
      headers: { cookie: `${session.name}=${session.value}`, origin: origin(), accept: 'application/json' },
    });
    expect(replay.status()).toBe(401);
  });
});

test("someone else's review: 403, and it stays as it was", async ({ member, newClient, movieId, request }) => {
  const id = await createReview(member, movieId, '주인이 있는 글입니다.');
  const other = await newClient();
  await join(other);

  const update = await postAsScript(other, '/rpc/update_review', { review_id: id, content: '남의 글을 바꿉니다.' });
  expect(update.status()).toBe(403);
  const remove = await postAsScript(other, '/rpc/delete_review', { review_id: id });
  expect(remove.status()).toBe(403);
  const correction = await postAsScript(other, '/rpc/correct_sentiment', { review_id: id, sentiment: 'mixed' });
  expect(correction.status()).toBe(403);
  for (const endpoint of ['restore_review', 'undo_review']) {
    const answer = await postAsScript(other, `/rpc/${endpoint}`, { review_id: id });
    expect([403, 404], endpoint).toContain(answer.status());
  }
  for (const endpoint of ['update_review', 'delete_review']) {
    await postAsForm(other, `/rpc/${endpoint}`, { review_id: id, content: '남의 글을 바꿉니다.', page: `/reviews/${id}` });
  }
  expect(await (await request.get(`/reviews/${id}`)).text()).toContain('주인이 있는 글입니다.');
});

test("someone else's private review does not exist", async ({ member, newClient, movieId }) => {
  const id = await createReview(member, movieId, '나만 보는 글입니다.', { private: 'on', spoiler: 'on' });
  const other = await newClient();
  await join(other);

  const answers = [
    await other.get(`/reviews/${id}`),
    await postAsScript(other, '/rpc/reveal_review', { review_id: id }),
    await postAsScript(other, '/rpc/update_review', { review_id: id, content: '남의 글' }),
    await postAsScript(other, '/rpc/delete_review', { review_id: id }),
    await postAsScript(other, '/rpc/like_review', { review_id: id, liked: 'on' }),
    await postAsScript(other, '/rpc/restore_review', { review_id: id }),
    await postAsScript(other, '/rpc/undo_review', { review_id: id }),
    await postAsScript(other, '/rpc/correct_sentiment', { review_id: id, sentiment: 'mixed' }),
  ];
  for (const answer of answers) {
    expect(answer.status(), answer.url()).toBe(404);
    expect(await answer.text()).not.toContain('나만 보는 글');
  }
});

test("one's own review is not liked, and what was not changed or deleted does not come back", async ({
  member,
  movieId,
}) => {
  const id = await createReview(member, movieId, '내 글입니다.');
  const like = await postAsScript(member, '/rpc/like_review', { review_id: id, liked: 'on' });
  expect(like.status()).toBe(403);
  for (const endpoint of ['restore_review', 'undo_review']) {
    const answer = await postAsScript(member, `/rpc/${endpoint}`, { review_id: id });
    expect([404, 409], endpoint).toContain(answer.status());
  }
});

test('liking twice is liking once', async ({ member, newClient, movieId }) => {
  const id = await createReview(member, movieId, '여러 번 눌러도 한 번인 글입니다.');
  const reader = await newClient();
  await join(reader);
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => postAsScript(reader, '/rpc/like_review', { review_id: id, liked: 'on' })),
  );
  for (const answer of answers) expect(answer.status()).toBe(200);
  expect(await (await postAsScript(reader, '/rpc/like_review', { review_id: id, liked: 'on' })).json()).toEqual({
    liked: true,
    count: 1,
  });
  expect(await (await postAsScript(reader, '/rpc/like_review', { review_id: id })).json()).toEqual({
    liked: false,
    count: 0,
  });
});

test('suggestions are for everybody, and for any text', async ({ request }) => {
  const ask = async (q: string) => {
    const response = await postAsScript(request, '/rpc/suggest', { q });
    expect(response.status(), q).toBe(200);
    return (await response.json()) as { label: string; path: string }[];
  };
  for (const q of ['기생충', 'ㄱㅅㅊ', 'rltodcnd']) {
    expect((await ask(q)).map(({ label }) => label), q).toContain('기생충');
  }
  for (const q of ['', ' ', '%', '_', "'", '\u0000', '!!!', 'a'.repeat(5000)]) await ask(q);
});

test('a film is not scored before it opens', async ({ member }) => {
  const home = await (await member.get('/')).text();
  const upcoming = home.split('aria-labelledby="').filter((part) => part.startsWith('upcoming"'));
  const movie_id = /href="\/movies\/(\d+)"/.exec(upcoming.join())?.[1];
  expect(movie_id, 'a film that opens later').toBeTruthy();
  const response = await postAsScript(member, '/rpc/set_score', { movie_id: movie_id!, score: '3.7' });
  expect(response.status()).toBe(422);
  expect((await response.json()).fields).toHaveProperty('score');
});

test('unknown ids: 404', async ({ member, request, movieId }) => {
  for (const path of ['/no/such/page', `/movies/${NO_SUCH_ID}`, `/reviews/${NO_SUCH_ID}`, '/movies/-1', '/reviews/x']) {
    expect((await request.get(path)).status(), path).toBe(404);
  }
  expect((await request.get(`/posters/${NO_SUCH_ID}.svg`)).status(), 'poster').toBe(404);
  expect((await request.get(`/posters/${movieId}.svg`)).status(), 'poster of a film').toBe(200);

  const posts: [string, Record<string, string>][] = [
    ['set_score', { movie_id: NO_SUCH_ID, score: '3.7' }],
    ['create_review', { movie_id: NO_SUCH_ID, content: '없는 영화의 리뷰' }],
    ['update_review', { review_id: NO_SUCH_ID, content: '없는 리뷰' }],
    ['delete_review', { review_id: NO_SUCH_ID }],
    ['reveal_review', { review_id: NO_SUCH_ID }],
    ['restore_review', { review_id: NO_SUCH_ID }],
    ['undo_review', { review_id: NO_SUCH_ID }],
    ['like_review', { review_id: NO_SUCH_ID, liked: 'on' }],
    ['set_preference', { movie_id: NO_SUCH_ID, kind: 'want' }],
    ['no_such_function', {}],
  ];
  for (const [endpoint, form] of posts) {
    expect((await postAsScript(member, `/rpc/${endpoint}`, form)).status(), endpoint).toBe(404);
  }
});

test('fields of the wrong type or left out: 400', async ({ member, movieId }) => {
  const malformed: [string, Record<string, string>][] = [
    ['set_score', { movie_id: 'abc', score: '3.7' }],
    ['set_score', { movie_id: '', score: '3.7' }],
    ['set_score', { movie_id: '99999999999999999999', score: '3.7' }],
    ['clear_score', { movie_id: '1.5' }],
    ['create_review', { movie_id: 'abc', content: '글' }],
    ['update_review', { review_id: 'abc', content: '글' }],
    ['delete_review', {}],
    ['reveal_review', { review_id: '<script>' }],
  ];
  for (const [endpoint, form] of malformed) {
    const script = await postAsScript(member, `/rpc/${endpoint}`, form);
    expect(script.status(), `${endpoint} ${JSON.stringify(form)}`).toBe(400);
    const html = await postAsForm(member, `/rpc/${endpoint}`, { ...form, page: `/movies/${movieId}` });
    expect(html.status(), `${endpoint} as a form`).toBeLessThan(500);
  }
});

test('scores outside 0.1 to 5.0 in steps of 0.1: refused at the field', async ({ member, movieId }) => {
  for (const score of ['', '0', '0.0', '5.1', '3.14', '-1', 'abc', 'NaN', 'inf', '3..7', '٣']) {
    const response = await postAsScript(member, '/rpc/set_score', { movie_id: movieId, score });
    expect(response.status(), `score "${score}"`).toBe(422);
    const error = await response.json();
    expect(error.code).toBe('invalid');
    expect(error.fields, `score "${score}"`).toHaveProperty('score');
  }
});

test('taken nickname and address: refused at the field', async ({ newClient, request }) => {
  const taken = await join(await newClient());
  const response = await postAsScript(request, '/rpc/sign_up', {
    email: `other-${taken.email}`,
    nickname: taken.nickname,
    password: taken.password,
    age_confirmed: 'on',
    terms_agreed: 'on',
  });
  expect([409, 422]).toContain(response.status());
  expect((await response.json()).fields).toHaveProperty('nickname');
});

test('a body over the limit: 413', async ({ member, movieId }) => {
  const response = await postAsScript(member, '/rpc/create_review', { movie_id: movieId, content: 'a'.repeat(300_000) });
  expect(response.status()).toBe(413);
});

test('a body that is no form: refused', async ({ member }) => {
  const bodies: [type: string, data: string][] = [
    ['text/plain', 'not a form'],
    ['application/json', '{"movie_id":1,"score":"3.7"}'],
    ['application/x-www-form-urlencoded', '%%%=%ff&&&==='],
    ['application/x-www-form-urlencoded', 'movie_id=1&movie_id=2&score=3.7'],
    ['multipart/form-data; boundary=x', '--x\r\n\r\n--x--'],
    ['application/x-www-form-urlencoded', ''],
  ];
  for (const [type, data] of bodies) {
    const response = await member.post('/rpc/set_score', {
      data,
      headers: { 'content-type': type, origin: origin(), accept: 'application/json' },
    });
    expect([400, 415, 422], `${type}: ${data}`).toContain(response.status());
  }
});

test('a mutation is a post and nothing else', async ({ member, movieId }) => {
  const headers = { origin: origin(), accept: 'application/json' };
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const response = await member.fetch(`/rpc/set_score?movie_id=${movieId}&score=3.7`, { method, headers });
    expect([404, 405], method).toContain(response.status());
  }
});
