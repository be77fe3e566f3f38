// What every journey shares: a page that is watched for faults, more visitors, a film, and axe.
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type BrowserContext, type Page, type Response } from '@playwright/test';

export { expect };

export type Movie = { id: string; path: string };

type Fixtures = {
  /** Declares answers the test provokes on purpose: `allow('/rpc/', 422)`. Any other 4xx or 5xx fails it. */
  allow: (pathPart: string, ...statuses: number[]) => void;
  /** Declares what the browser's console says of a failure that the test brings about. */
  allowConsole: (...parts: string[]) => void;
  /** Opens the site as somebody else: own cookies, watched like the first visitor. */
  newVisitor: () => Promise<Page>;
  /** A released film from the home page. Tests get different ones, so they stay out of each other's lists. */
  movie: Movie;
  /** A released film that the home page does not show: few other tests touch it. */
  quietMovie: Movie;
  /** A film that opens later. */
  upcomingMovie: Movie;
  /** Collects what the browser reports against the page; what is found fails the test at its end. */
  watch: (context: BrowserContext) => void;
  allowed: { pathPart: string; status: number }[];
  said: string[];
};

type Catalogue = { onHome: string[]; quiet: string[]; upcoming: string[] };

export const test = base.extend<Fixtures, { catalogue: Catalogue }>({
  catalogue: [
    async ({ playwright }, use, { project }) => {
      const client = await playwright.request.newContext({ baseURL: project.use.baseURL });
      const read = async (path: string) => (await client.get(path)).text();
      const sections = (await read('/')).split('aria-labelledby="');
      const inSections = (...names: string[]) =>
        filmsIn(sections.filter((part) => names.some((name) => part.startsWith(`${name}"`))).join());
      const onHome = inSections('box-office', 'best', 'newest');
      const upcoming = inSections('upcoming');

      const all: string[] = [];
      for (let next: string | undefined = '/movies?sort=newest'; next; ) {
        const page = await read(next);
        all.push(...filmsIn(page));
        next = /href="(\/movies[^"]*after=[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
      }
      const quiet = all.filter((id) => !onHome.includes(id) && !upcoming.includes(id));
      await client.dispose();
      await use({ onHome, quiet, upcoming });
    },
    { scope: 'worker' },
  ],

  allowed: async ({}, use) => {
    await use([]);
  },

  allow: async ({ allowed }, use) => {
    await use((pathPart, ...statuses) => {
      for (const status of statuses) allowed.push({ pathPart, status });
    });
  },

  said: async ({}, use) => {
    await use([]);
  },

  allowConsole: async ({ said }, use) => {
    await use((...parts) => {
      said.push(...parts);
    });
  },

  // A page can look right and still be broken underneath, so every test listens for that.
  watch: [
    async ({ baseURL, allowed, said, context }, use) => {
      const site = new URL(baseURL!).origin;
      const faults: string[] = [];

      const watch = (context: BrowserContext) => {
        context.on('weberror', (error) => faults.push(`page error: ${error.error()}`));
        context.on('console', (message) => {
          // Without script the preloaded WASM stays unused, and Chromium warns of that.
          const counts = message.type() === 'error' || (message.type() === 'warning' && scriptIsOn());
          // A failed request has its own check below, which knows the expected ones.
          const isExpected = said.some((part) => message.text().includes(part));
          if (counts && !isExpected && !message.text().startsWith('Failed to load resource')) {
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

  movie: async ({ catalogue }, use, { testId }) => use(oneOf(catalogue.onHome, testId)),
  quietMovie: async ({ catalogue }, use, { testId }) => use(oneOf(catalogue.quiet, testId)),
  upcomingMovie: async ({ catalogue }, use, { testId }) => use(oneOf(catalogue.upcoming, testId)),
});

function filmsIn(html: string): string[] {
  return [...new Set([...html.matchAll(/href="\/movies\/(\d+)"/g)].map((match) => match[1]!))];
}

function oneOf(ids: string[], testId: string): Movie {
  expect(ids, 'films of the kind the test needs').not.toEqual([]);
  const id = ids[Number.parseInt(testId.slice(-6), 16) % ids.length]!;
  return { id, path: `/movies/${id}` };
}

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
export async function arrived(page: Page, path: string | RegExp | ((url: URL) => boolean)): Promise<void> {
  await expect(page).toHaveURL(typeof path === 'string' ? (url) => url.pathname === path : path);
  await hydrated(page);
}

async function hydrated(page: Page): Promise<void> {
  if (scriptIsOn()) await expect(page.locator('html')).toHaveAttribute('data-hydrated');
}

/** No serious or critical finding. axe is a script itself: with script off the same pages stand unchecked here. */
export async function axe(page: Page, rules?: 'only colours'): Promise<void> {
  if (!scriptIsOn()) return;
  const builder = new AxeBuilder({ page });
  if (rules) builder.withRules(['color-contrast']);
  const { violations } = await builder.analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html) }));
  expect(grave, `axe on ${page.url()}`).toEqual([]);
}
