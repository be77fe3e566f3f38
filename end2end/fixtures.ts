// What every journey shares: a page that is watched for faults, more visitors, a film, and axe.
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type BrowserContext, type Page, type Response } from '@playwright/test';

export { expect };

export type Movie = { id: string; path: string };

type Fixtures = {
  /** Declares answers the test provokes on purpose: `allow('/rpc/', 422)`. Any other 4xx or 5xx fails it. */
  allow: (pathPart: string, ...statuses: number[]) => void;
  /** Opens the site as somebody else: own cookies, watched like the first visitor. */
  newVisitor: () => Promise<Page>;
  /** A film from the home page. Tests get different ones, so they stay out of each other's review lists. */
  movie: Movie;
  /** Collects what the browser reports against the page; what is found fails the test at its end. */
  watch: (context: BrowserContext) => void;
  allowed: { pathPart: string; status: number }[];
};

export const test = base.extend<Fixtures>({
  allowed: async ({}, use) => {
    await use([]);
  },

  allow: async ({ allowed }, use) => {
    await use((pathPart, ...statuses) => {
      for (const status of statuses) allowed.push({ pathPart, status });
    });
  },

  // A page can look right and still be broken underneath, so every test listens for that.
  watch: [
    async ({ baseURL, allowed, context }, use) => {
      const site = new URL(baseURL!).origin;
      const faults: string[] = [];

      const watch = (context: BrowserContext) => {
        context.on('weberror', (error) => faults.push(`page error: ${error.error()}`));
        context.on('console', (message) => {
          // Without script the preloaded WASM stays unused, and Chromium warns of that.
          const counts = message.type() === 'error' || (message.type() === 'warning' && scriptIsOn());
          // A failed request has its own check below, which knows the expected ones.
          if (counts && !message.text().startsWith('Failed to load resource')) {
            faults.push(`console ${message.type()}: ${message.text()}`);
          }
        });
        context.on('request', (request) => {
          const url = new URL(request.url());
          if (url.protocol.startsWith('http') && url.origin !== site) {
            faults.push(`request to another host: ${request.url()}`);
          }
        });
        context.on('requestfailed', (request) => {
          const reason = request.failure()?.errorText ?? 'unknown';
          // With script off the browser refuses scripts by itself, and calls it that.
          if (reason === 'csp' && !scriptIsOn() && request.url().endsWith('.js')) return;
          // The browser itself gives up on pictures when the visitor moves on.
          if (reason !== 'net::ERR_ABORTED') faults.push(`request failed (${reason}): ${request.url()}`);
        });
        context.on('response', (response) => {
          const { pathname } = new URL(response.url());
          const expected = allowed.some(
            (one) => one.status === response.status() && pathname.includes(one.pathPart),
          );
          if (response.status() >= 400 && !expected) {
            faults.push(`status ${response.status()}: ${response.request().method()} ${pathname}`);
          }
        });
      };

      watch(context);
      await use(watch);
      expect(faults, 'faults the browser reported during the test').toEqual([]);
    },
    { auto: true },
  ],

  newVisitor: async ({ browser, watch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      watch(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },

  movie: async ({ request }, use, testInfo) => {
    const home = await (await request.get('/')).text();
    const ids = [...new Set([...home.matchAll(/href="\/movies\/(\d+)"/g)].map((match) => match[1]!))];
    expect(ids, 'films linked from the home page').not.toEqual([]);
    const id = ids[Number.parseInt(testInfo.testId.slice(-6), 16) % ids.length]!;
    await use({ id, path: `/movies/${id}` });
  },
});

export function scriptIsOn(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

/** Opens a path and waits until the page reacts; a click before that would be lost. */
export async function goto(page: Page, path: string): Promise<Response> {
  const response = await page.goto(path);
  await hydrated(page);
  return response!;
}

/** Waits for the page that a form or link leads to. */
export async function arrived(page: Page, path: string | RegExp): Promise<void> {
  await expect(page).toHaveURL(typeof path === 'string' ? (url) => url.pathname === path : path);
  await hydrated(page);
}

async function hydrated(page: Page): Promise<void> {
  if (scriptIsOn()) await expect(page.locator('html')).toHaveAttribute('data-hydrated');
}

/** No serious or critical finding. axe is a script itself: with script off the same pages stand unchecked here. */
export async function axe(page: Page): Promise<void> {
  if (!scriptIsOn()) return;
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html) }));
  expect(grave, `axe on ${page.url()}`).toEqual([]);
}
