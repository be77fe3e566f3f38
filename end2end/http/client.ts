// The site without a browser: forms posted by hand, so that tests can post what no browser would.
import { test as base, expect, type APIRequestContext, type APIResponse } from '@playwright/test';
import { join, origin, type Form } from '../members.ts';

export { expect, join, origin };
export { postAsScript } from '../members.ts';

type Fixtures = {
  movieId: string;
  /** Somebody else: own cookies. `request` itself is an anonymous visitor. */
  newClient: () => Promise<APIRequestContext>;
  /** A client with a session. Its member is the worker's: for tests that leave the account as it was. */
  member: APIRequestContext;
};

type Session = Awaited<ReturnType<APIRequestContext['storageState']>>;

export const test = base.extend<Fixtures, { session: Session }>({
  session: [
    async ({ playwright }, use, { project }) => {
      const client = await playwright.request.newContext({ baseURL: project.use.baseURL });
      await join(client);
      await use(await client.storageState());
      await client.dispose();
    },
    { scope: 'worker' },
  ],
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
  member: async ({ playwright, baseURL, session }, use) => {
    const client = await playwright.request.newContext({ baseURL, storageState: session });
    await use(client);
    await client.dispose();
  },
});

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
