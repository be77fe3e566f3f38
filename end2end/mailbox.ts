// Mails as the server shows them at /mailbox instead of sending them.
import { expect, type APIRequestContext } from '@playwright/test';

export type Mail = {
  kind: string;
  text: string;
  /** Path and query of the link that only this mail knows, where it has one. */
  link: string | undefined;
};

/** The newest mails to an address, newest first. */
export async function mailsTo(client: APIRequestContext, recipient: string): Promise<Mail[]> {
  const response = await client.get('/mailbox');
  expect(response.status(), 'the mailbox: is MAILBOX on?').toBe(200);
  // What frames the parts of a page for the browser build is no part of an address.
  return (await response.text())
    .replaceAll('<!>', '')
    .split('<article')
    .filter((part) => part.includes(`<dd>${recipient}</dd>`))
    .map((part) => {
      const links = [...part.matchAll(/href="([^"]*)"/g)].map((match) => new URL(plain(match[1]!), response.url()));
      const link = links.find(({ searchParams }) => searchParams.has('token'));
      return {
        kind: /data-kind="([^"]*)"/.exec(part)?.[1] ?? '',
        text: plain(part.split('</article>')[0]!.replace(/^[^>]*>|<[^>]*>/g, '')),
        link: link && link.pathname + link.search,
      };
    });
}

/**
 * The newest mail of a kind to an address, once it is there. `older` is how many of that kind had
 * come before.
 */
export async function mailTo(client: APIRequestContext, recipient: string, kind: string, older = 0): Promise<Mail> {
  let found: Mail[] = [];
  await expect
    .poll(
      async () => {
        found = (await mailsTo(client, recipient)).filter((mail) => mail.kind === kind);
        return found.length;
      },
      { message: `mails of the kind ${kind} to ${recipient}`, intervals: [20, 50, 100, 200] },
    )
    .toBeGreaterThan(older);
  return found[0]!;
}

/** The link of such a mail, as path and query. */
export async function linkTo(client: APIRequestContext, recipient: string, kind: string, older = 0): Promise<string> {
  const { link } = await mailTo(client, recipient, kind, older);
  expect(link, `a link in the mail ${kind}`).toBeTruthy();
  return link!;
}

/** What proves the address, out of a link. */
export const tokenOf = (link: string): string => new URLSearchParams(link.split('?')[1]).get('token')!;

const plain = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
