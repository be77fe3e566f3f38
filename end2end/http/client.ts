// The site without a browser: forms posted by hand, so that tests can post what no browser would.
import { test as base, expect, type APIRequestContext, type APIResponse } from '@playwright/test';
import { newAccount, type Account } from '../account.ts';

export { expect };

type Fixtures = {
  movieId: string;
  /** Somebody else: own cookies. `request` itself is an anonymous visitor. */
  newClient: () => Promise<APIRequestContext>;
  /** A client that has signed up. */
  member: APIRequestContext;
};

export const test = base.extend<Fixtures>({
  movieId: async ({ request }, use) => {
    const home = await (await request.get('/')).text();
    const id = /href="\/movies\/(\d+)"/.exec(home)?.[1];
    expect(id, 'a film linked from the home page').toBeTruthy();
    await use(id!);
  },
  newClient: async ({ playwright, baseURL }, use) => {
    const clients: APIRequestContext[] = [];
    await use(async () => {
      const client = await playwright.request.newContext({ baseURL });
      clients.push(client);
      return client;
    });
    for (const client of clients) await client.dispose();
  },
  member: async ({ newClient }, use) => {
    const client = await newClient();
    await signUp(client);
    await use(client);
  },
});

type Form = Record<string, string>;

export const origin = () => new URL(test.info().project.use.baseURL!).origin;

/** Posts as the site's own script does: JSON comes back. */
export function postAsScript(client: APIRequestContext, path: string, form: Form): Promise<APIResponse> {
  return client.post(path, { form, maxRedirects: 0, headers: { origin: origin(), accept: 'application/json' } });
}

/** Posts as a browser without script does: a redirect comes back. */
export function postAsForm(client: APIRequestContext, path: string, form: Form): Promise<APIResponse> {
  return client.post(path, {
    form,
    maxRedirects: 0,
    headers: { origin: origin(), accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
  });
}

/** Path and query of the redirect; fails when it leads to another host. */
export function redirectOf(response: APIResponse): string {
  const location = response.headers()['location'];
  expect(location, 'a Location header').toBeDefined();
  const url = new URL(location!, response.url());
  expect(url.origin, 'a redirect within the site').toBe(origin());
  return url.pathname + url.search;
}

export async function signUp(client: APIRequestContext): Promise<Account> {
  const account = newAccount();
  const response = await postAsForm(client, '/rpc/sign_up', {
    ...account,
    age_confirmed: 'on',
    terms_agreed: 'on',
    page: '/accounts/signup',
  });
  expect(response.status(), 'sign-up').toBe(303);
  expect(redirectOf(response)).toBe('/');
  return account;
}

/** Posts a review and returns its number. */
export async function createReview(
  client: APIRequestContext,
  movieId: string,
  content: string,
  switches: Form = {},
): Promise<string> {
  const response = await postAsForm(client, '/rpc/create_review', {
    movie_id: movieId,
    content,
    page: `/movies/${movieId}/write`,
    ...switches,
  });
  expect(response.status(), 'posting a review').toBe(303);
  const id = /^\/reviews\/(\d+)$/.exec(redirectOf(response))?.[1];
  expect(id, 'a redirect to the permalink').toBeTruthy();
  return id!;
}
