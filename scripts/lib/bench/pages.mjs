// The pages that are measured: found in the database, asked for one by one, then under load.
import { ask, signIn } from './client.mjs';
import { measureLoad } from './load.mjs';
import { queries, searchPath } from './search.mjs';
import { logged, statementsOf } from './statements.mjs';

/** Requests over which statements are counted; as many go before, unseen. */
const COUNTED = 20;

/** What the link in a mail does; nobody reads mails here. */
const CONFIRM = "UPDATE members SET state = 'active', confirmed_at = now() WHERE email = $1";

const one = async (client, text) => Object.values((await client.query(text)).rows[0] ?? {})[0];

/** The film with the most reviews that everybody may read. */
const busiestFilm = (client) =>
  one(
    client,
    `SELECT movie_id FROM reviews WHERE visibility = 'public' GROUP BY movie_id ORDER BY count(*) DESC, movie_id LIMIT 1`,
  );

/** What a page of a visitor is called: the server keeps its data for a moment, unless told not to. */
const shared = (page) => `${page}, ${process.env.READ_CACHE === 'off' ? 'nothing cached' : 'cached'}`;

/** Files as the home page and the font's style sheet name them, and the least that the server can answer. */
const findFiles = async (base) => {
  const read = async (path) => (await ask(base, path)).body.toString();
  const found = (text, pattern, what) => {
    const path = text.match(pattern)?.[0];
    if (!path) throw new Error(`the home page names no ${what}`);
    return path;
  };
  const home = await read('/');
  const fonts = found(home, /\/fonts\/[\w./-]+\.css/, 'style sheet of the font');
  // The first slice; addresses are relative to the style sheet.
  const slice = new URL(found(await read(fonts), /(?<=url\(["']?)[^"')]+\.woff2/, 'font'), new URL(fonts, base)).pathname;
  return {
    'style sheet': found(home, /\/pkg\/[\w./-]+\.css/, 'style sheet'),
    script: found(home, /\/pkg\/[\w./-]+\.js/, 'script'),
    WASM: found(home, /\/pkg\/[\w./-]+\.wasm/, 'WASM'),
    'font, one slice': slice,
    icon: '/icon-192.png',
    'health check': '/health/live',
  };
};

/**
 * Rows to measure: `paths` are asked for in turn. `only` the film's page, the pages that are kept for
 * visitors, or files.
 */
export const findPages = async (client, base, only) => {
  if (only === 'files') {
    return Object.entries(await findFiles(base)).map(([name, path]) => ({ page: name, paths: [path], headers: {} }));
  }
  const film = `/movies/${await busiestFilm(client)}`;
  const page = (name, paths, headers = {}) => ({ page: name, paths, headers });
  const forVisitors = [page(shared('home'), ['/']), page(shared('film'), [film])];
  if (only === 'film') return forVisitors.slice(1);
  if (only === 'visitors') return forVisitors;
  const html = (await ask(base, film)).body.toString();
  const next = html.match(new RegExp(`href="(${film}\\?[^"]*\\bafter=[^"#]*)`))?.[1]?.replaceAll('&amp;', '&');
  const review = await one(
    client,
    `SELECT id FROM reviews WHERE visibility = 'public' ORDER BY like_count DESC, id LIMIT 1`,
  );
  const nickname = await one(
    client,
    `SELECT nickname FROM members JOIN reviews ON reviews.member_id = members.id
     WHERE visibility = 'public' GROUP BY members.id ORDER BY count(*) DESC, members.id LIMIT 1`,
  );
  const person = await one(
    client,
    'SELECT person_id FROM credits GROUP BY person_id ORDER BY count(*) DESC, person_id LIMIT 1',
  );
  if (!next) console.error(`! film, next reviews: ${film} has no further page, not measured`);
  const session = { cookie: await signIn(base, (email) => client.query(CONFIRM, [email])) };
  return [
    ...forVisitors,
    page('film, signed in', [film], session),
    ...(next ? [page('film, next reviews', [next])] : []),
    page('search', (await queries(client, 50)).map(searchPath)),
    page('review', [`/reviews/${review}`]),
    page('profile', [`/accounts/${encodeURIComponent(nickname)}`]),
    page('person', [`/people/${person}`]),
    page('poster', [`${film.replace('/movies/', '/posters/')}.svg`]),
  ];
};

const inTurn = async (base, { paths, headers }, count) => {
  for (let turn = 0; turn < count; turn += 1) await ask(base, paths[turn % paths.length], { headers });
};

/** Status, bytes plain and as sent in brotli, statements per request. */
const measureAlone = async (client, base, target, page) => {
  const size = async (encoding) =>
    ask(base, page.paths[0], { headers: { ...page.headers, 'accept-encoding': encoding } });
  const [plain, brotli] = [await size('identity'), await size('br')];
  await inTurn(base, page, COUNTED);
  const statements = await statementsOf(target.log, target.database, () => inTurn(base, page, COUNTED));
  return {
    status: plain.status,
    bytes: plain.body.length,
    // What is too small, or already compressed, comes as it is.
    brotli: brotli.headers['content-encoding'] === 'br' ? brotli.body.length : undefined,
    statements: statements / COUNTED,
  };
};

/** One result per page; `tell` hears of each as it is done. */
export const measurePages = async (client, base, target, { only, seconds, tell }) => {
  const pages = await findPages(client, base, only);
  const alone = await logged(client, async () => {
    const results = [];
    for (const page of pages) results.push(await measureAlone(client, base, target, page));
    return results;
  });
  // So that what was written before is not written out in the middle of a measurement.
  await client.query('CHECKPOINT');
  const results = [];
  for (const [place, page] of pages.entries()) {
    const result = { page: page.page, path: page.paths[0], ...alone[place] };
    if (result.status === 200) {
      // As browsers ask, so that compressing is part of the work.
      Object.assign(result, await measureLoad(base, page.paths, { ...page.headers, 'Accept-Encoding': 'br' }, seconds));
    }
    tell(result);
    results.push(result);
  }
  return results;
};
