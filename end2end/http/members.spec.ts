// Members over HTTP, as somebody with bad intentions asks: what an answer tells, what a link can do,
// and what a session is still worth afterwards.
import type { APIRequestContext, APIResponse } from '@playwright/test';
import { ADMINISTRATOR, newAccount } from '../account.ts';
import { linkTo, mailsTo, tokenOf } from '../mailbox.ts';
import { confirm, register, sessionOf, signIn, type Form } from '../members.ts';
import { expect, join, origin, postAsForm, postAsScript, redirectOf, test } from './client.ts';

const NEW_PASSWORD = 'salted-4417-caramel';
const consents = { age_confirmed: 'on', terms_agreed: 'on' };

/** What an onlooker sees of an answer; the number of a kept form is never the same. */
async function seen(response: APIResponse): Promise<unknown> {
  const body = await response.text();
  return {
    status: response.status(),
    headers: response.headersArray().map(({ name }) => name.toLowerCase()).sort(),
    location: response.headers()['location']?.replace(/form=[\w-]+/, (form) => `form=${form.length}`),
    length: body.length,
  };
}

/** Asks the settings page in the name of a session. */
const worth = async (client: APIRequestContext, session: { name: string; value: string }) =>
  (
    await client.post('/rpc/revoke_other_sessions', {
      form: {},
      maxRedirects: 0,
      headers: { cookie: `${session.name}=${session.value}`, origin: origin(), accept: 'application/json' },
    })
  ).status();

test('whether an address has a member shows in no answer', async ({ newClient }) => {
  const member = await join(await newClient());
  const waiting = await register(await newClient());
  for (const known of [member, waiting]) {
    for (const [endpoint, form] of [
      ['sign_up', ({ email }: Form) => ({ ...newAccount(), ...consents, email, page: '/accounts/signup' })],
      ['request_reset', ({ email }: Form) => ({ email, page: '/accounts/forgot' })],
      ['resend_confirmation', ({ email }: Form) => ({ email, page: '/accounts/confirm' })],
      ['sign_in', ({ email }: Form) => ({ email, password: 'not-the-password', page: '/accounts/signin' })],
    ] as const) {
      for (const post of [postAsScript, postAsForm]) {
        const stranger = { email: newAccount().email };
        const [asKnown, asUnknown] = [await newClient(), await newClient()];
        const one = await seen(await post(asKnown, `/rpc/${endpoint}`, form({ email: known.email }) as Form));
        const other = await seen(await post(asUnknown, `/rpc/${endpoint}`, form(stranger) as Form));
        expect(one, `${endpoint} as ${post.name}`).toEqual(other);
        expect(await sessionOf(asKnown), endpoint).toBeUndefined();
      }
    }
  }
});

test('a nickname that was asked for is taken, whoever has the address', async ({ newClient, request }) => {
  const member = await join(await newClient());
  const [first, second] = [newAccount(), newAccount()];
  await register(await newClient(), { ...first, email: member.email });
  await register(await newClient(), second);
  for (const nickname of [first.nickname, second.nickname]) {
    const response = await postAsScript(request, '/rpc/sign_up', { ...newAccount(), ...consents, nickname });
    expect(response.status(), nickname).toBe(422);
    expect((await response.json()).fields, nickname).toHaveProperty('nickname');
  }
});

test('opening a link changes nothing, whatever opens it', async ({ newClient, request }) => {
  const client = await newClient();
  const account = await register(client);
  const link = await linkTo(client, account.email, 'confirm');
  for (const method of ['GET', 'HEAD', 'GET']) {
    const response = await request.fetch(link, { method });
    expect(response.status(), method).toBe(200);
    expect(response.headers()['cache-control'], method).toContain('no-store');
    expect(response.headers()['referrer-policy'], method).toMatch(/^(no-referrer|same-origin)$/);
  }
  const early = await postAsForm(client, '/rpc/sign_in', { email: account.email, password: account.password });
  expect(redirectOf(early), 'not confirmed yet').toBe('/accounts/confirm');
  await confirm(client, account);
  const late = await postAsForm(client, '/rpc/sign_in', { email: account.email, password: account.password });
  expect(redirectOf(late)).toBe('/');
  expect((await request.get(link)).status(), 'used').toBe(410);
  const own = await client.get(link, { maxRedirects: 0 });
  expect([own.status(), redirectOf(own)], 'its member is led on').toEqual([302, '/']);
});

test('a token is good for one thing and once', async ({ newClient, request }) => {
  const client = await newClient();
  const account = await join(client);
  expect((await postAsScript(client, '/rpc/request_reset', { email: account.email })).status()).toBe(200);
  const token = tokenOf(await linkTo(client, account.email, 'reset'));
  const page = await (await request.get('/accounts/reset?token=' + token)).text();
  expect(page, 'an address is told in part').not.toContain(account.email);

  for (const endpoint of ['confirm_email', 'confirm_new_email']) {
    const response = await postAsScript(request, `/rpc/${endpoint}`, { token });
    expect([response.status(), (await response.json()).code], endpoint).toEqual([410, 'link_expired']);
  }
  for (const wrong of ['', '0', 'x'.repeat(64), token.slice(1), `${token}0`, token.toUpperCase(), '%00', "' OR 1=1 --"]) {
    const response = await postAsScript(request, '/rpc/reset_password', { token: wrong, password: NEW_PASSWORD });
    expect(response.status(), `token "${wrong}"`).toBe(410);
    const shown = await request.get('/accounts/reset?token=' + encodeURIComponent(wrong));
    expect(shown.status(), `token "${wrong}"`).toBe(410);
  }

  const both = await Promise.all(
    [NEW_PASSWORD, `${NEW_PASSWORD}-2`].map((password) => postAsScript(request, '/rpc/reset_password', { token, password })),
  );
  expect(both.map((response) => response.status()).sort(), 'of two at once one wins').toEqual([200, 410]);
});

test('every proof of the password changes the session, and the one before is worth nothing', async ({
  newClient,
  request,
}) => {
  const client = await newClient();
  const { email, password } = await join(client);
  let last = (await sessionOf(client))!;
  for (const [endpoint, form] of [
    ['sign_in', { email, password }],
    ['reauthenticate', { password }],
    ['change_password', { current: password, new_password: NEW_PASSWORD }],
  ] as const) {
    const response = await postAsScript(client, `/rpc/${endpoint}`, form);
    expect(response.status(), endpoint).toBe(200);
    const session = (await sessionOf(client))!;
    expect(session.value, endpoint).not.toBe(last.value);
    expect(await worth(request, last), `${endpoint}: the one before`).toBe(401);
    last = session;
  }
  expect(await worth(request, last)).toBe(200);
});

test('nobody signs out the device of somebody else', async ({ newClient }) => {
  const [owner, other] = [await newClient(), await newClient()];
  const account = await join(owner);
  await signIn(await newClient(), account);
  const html = await (await owner.get('/settings/devices')).text();
  const device = /name="device" value="([^"]+)"/.exec(html)?.[1];
  expect(device, 'the id of the other device').toBeTruthy();
  await join(other);
  for (const id of [device!, 's0', 's-1', 't1', 'x', '', '9'.repeat(30)]) {
    const response = await postAsScript(other, '/rpc/revoke_session', { device: id });
    expect([400, 404, 422], id).toContain(response.status());
  }
  expect((await owner.get('/settings/devices')).status()).toBe(200);
  expect(await (await owner.get('/settings/devices')).text()).toContain(device!);
});

test('every way onward stays within the site', async ({ newClient }) => {
  const client = await newClient();
  const { email, password } = await join(client);
  for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)']) {
    const next = encodeURIComponent(elsewhere);
    for (const [endpoint, form, home] of [
      ['sign_in', { email, password, next: elsewhere }, '/'],
      ['sign_in', { email, password, next: `/accounts/signin?next=${next}` }, '/'],
      ['reauthenticate', { password, next: elsewhere }, '/settings'],
    ] as const) {
      expect(redirectOf(await postAsForm(client, `/rpc/${endpoint}`, form)), `${endpoint} ${elsewhere}`).toBe(home);
    }
    for (const page of ['signin', 'signup', 'sent', 'confirm', 'forgot', 'reauth'].map((name) => `/accounts/${name}`)) {
      const html = await (await client.get(`${page}?next=${next}`)).text();
      expect(html, `${page} ${elsewhere}`).not.toMatch(/(href|value|action)="(https:\/\/evil|\/\/|\/\\|\/\t|javascript:)/);
    }
  }
});

test('the house is closed to members, and to administrators without a form of our own', async ({ member, newClient }) => {
  const forms: [string, Form][] = [
    ['suspend_member', { member_id: '1', days: '7', reason: '까닭' }],
    ['lift_suspension', { member_id: '1', reason: '까닭' }],
    ['answer_appeal', { member_id: '1', answer: '까닭' }],
    ['end_member_sessions', { member_id: '1', reason: '까닭' }],
    ['retry_job', { job_id: '1' }],
    ['purge_job', { job_id: '1', reason: '까닭' }],
    ['retry_mail', { mail_id: '1' }],
    ['void_mail', { mail_id: '1', reason: '까닭' }],
    ['update_movie', { movie_id: '1', title: '남이 바꾼 제목', version: '0' }],
    ['merge_movies', { from_id: '1', into_id: '2', reason: '까닭' }],
    ['create_tag', { name: '남의 태그' }],
    ['rename_tag', { tag_id: '1', name: '남의 태그' }],
    ['merge_tags', { from_id: '1', into_id: '2', reason: '까닭' }],
    ['delete_tag', { tag_id: '1', reason: '까닭' }],
    ['change_setting', { key: 'notice', value: '남의 공지', version: '0' }],
  ];
  for (const [endpoint, form] of forms) {
    const response = await postAsScript(member, `/rpc/${endpoint}`, form);
    expect([response.status(), (await response.json()).code], endpoint).toEqual([403, 'role_required']);
  }
  const keeper = await newClient();
  await signIn(keeper, ADMINISTRATOR);
  const foreign = await keeper.post('/rpc/change_setting', {
    form: { key: 'notice', value: '남의 공지', version: '0' },
    headers: { origin: 'https://evil.example', accept: 'application/json' },
  });
  expect(foreign.status()).toBe(403);
  for (const path of ['/admin', '/admin/members', '/admin/jobs', '/admin/mails', '/admin/settings', '/admin/audit']) {
    const response = await keeper.get(path);
    expect(response.status(), path).toBe(200);
    expect(response.headers()['cache-control'], path).toContain('no-store');
    expect((await member.get(path)).status(), path).toBe(403);
  }
  for (const path of ['/admin/members/999999999', '/admin/members/x', '/admin/movies/999999999', '/admin/mails/999999999']) {
    expect((await keeper.get(path)).status(), path).toBe(404);
  }
});

test('a member who has not confirmed, may not act or has left changes nothing', async ({ newClient, movieId }) => {
  const client = await newClient();
  const account = await register(client);
  await signIn(client, account);
  const acts: [string, Form][] = [
    ['set_score', { movie_id: movieId, score: '3.7' }],
    ['create_review', { movie_id: movieId, content: '아직 이른 글' }],
    ['set_preference', { movie_id: movieId, kind: 'want' }],
    ['correct_sentiment', { review_id: '1', sentiment: 'mixed' }],
    ['change_password', { current: account.password, new_password: NEW_PASSWORD }],
    ['request_email_change', { email: `new-${account.email}`, current: account.password }],
  ];
  for (const [endpoint, form] of acts) {
    const response = await postAsScript(client, `/rpc/${endpoint}`, form);
    expect([response.status(), (await response.json()).code], endpoint).toEqual([403, 'unconfirmed']);
  }
  await confirm(client, account);
  expect((await postAsScript(client, '/rpc/leave', { password: account.password })).status()).toBe(200);
  await signIn(client, account);
  for (const [endpoint, form] of acts) {
    const response = await postAsScript(client, `/rpc/${endpoint}`, form);
    expect([response.status(), (await response.json()).code], endpoint).toEqual([403, 'leaving']);
  }
  expect((await mailsTo(client, `new-${account.email}`)).length).toBe(0);
});

test('mails in the mailbox run nothing', async ({ newClient }) => {
  const client = await newClient();
  const account = await register(client);
  await linkTo(client, account.email, 'confirm');
  const box = await (await client.get('/mailbox')).text();
  const html = /href="(\/mailbox\/\d+)"/.exec(box)?.[1];
  const response = await client.get(html!);
  expect(response.status()).toBe(200);
  expect(response.headers()['content-security-policy']).toContain('sandbox');
  expect(response.headers()['content-security-policy']).not.toMatch(/script-src[^;]*('self'|'unsafe)/);
  expect((await client.get('/mailbox/999999999')).status()).toBe(404);
});
