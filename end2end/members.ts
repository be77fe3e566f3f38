// Members for tests that are about something else: made by posting forms directly, which is faster
// than a browser. A client is a page's `request` or a context without a page; its cookies change.
import { expect, type APIRequestContext, type APIResponse } from '@playwright/test';
import { newAccount, type Account } from './account.ts';
import { linkTo, tokenOf } from './mailbox.ts';

export type Form = Record<string, string>;

export const origin = () => new URL(process.env.BASE_URL!).origin;

/** Posts as the site's own script does: JSON comes back. */
export function postAsScript(client: APIRequestContext, path: string, form: Form): Promise<APIResponse> {
  return client.post(path, { form, maxRedirects: 0, headers: { origin: origin(), accept: 'application/json' } });
}

/** The same for one that must succeed. */
export async function call(client: APIRequestContext, endpoint: string, form: Form): Promise<APIResponse> {
  const response = await postAsScript(client, `/rpc/${endpoint}`, form);
  expect(response.ok(), `/rpc/${endpoint}: ${response.status()} ${await response.text()}`).toBe(true);
  return response;
}

/** Signs up; the mail with the link is on its way. */
export async function register(client: APIRequestContext, account: Account = newAccount()): Promise<Account> {
  await call(client, 'sign_up', { ...account, age_confirmed: 'on', terms_agreed: 'on' });
  return account;
}

/** Follows the link of the mail to a new member, from wherever: the password is good in every browser. Signs in. */
export async function confirm(client: APIRequestContext, { email, password }: Account): Promise<void> {
  await call(client, 'confirm_email', { token: tokenOf(await linkTo(client, email, 'confirm')), password });
}

export async function signIn(client: APIRequestContext, { email, password }: Account): Promise<void> {
  await call(client, 'sign_in', { email, password });
}

/** A new member, confirmed and signed in. */
export async function join(client: APIRequestContext): Promise<Account> {
  const account = await register(client);
  await confirm(client, account);
  return account;
}

/** The session cookie of a client. */
export async function sessionOf(client: APIRequestContext): Promise<{ name: string; value: string } | undefined> {
  const { cookies } = await client.storageState();
  return cookies.find(({ name }) => /^(__Host-)?sid$/.test(name));
}
