// The results as tables, each figure that has a budget with ✓ or ✗ beside it.

const MB = 1_000_000;

/** Budgets of single pages, by page; those of speed hold for the large database. */
const PAGES = {
  'home, nothing cached': { statements: 6 },
  'film, cached': { brotli: 15_000, rate: 1500, p99: 100 },
  'film, nothing cached': { brotli: 15_000, statements: 6, rate: 500, p99: 100 },
  'film, signed in': { statements: 6, rate: 400, p99: 100 },
  'film, next reviews': { statements: 6 },
  search: { statements: 3 },
  profile: { statements: 6 },
};
const GROWTH = 1.3;
const SEARCH_P95 = 20;
const MEMORY = 250 * MB;

const kB = (bytes) => (bytes === undefined ? '' : (bytes / 1000).toFixed(1));
const whole = (number) => (number === undefined ? '' : Math.round(number).toLocaleString('en-US'));
const short = (number) => (number === undefined ? '' : number.toFixed(1));
const count = (number) => (Number.isInteger(number) ? String(number) : number.toFixed(1));
const mark = (text, met) => `${text} ${met ? '✓' : '✗'}`;
const atMost = (text, value, budget) => (budget === undefined || text === '' ? text : mark(text, value <= budget));
const atLeast = (text, value, budget) => (budget === undefined || text === '' ? text : mark(text, value >= budget));

/** Characters that take two columns of a terminal: none of ours, but for Hangul. */
const width = (text) => [...text].reduce((sum, letter) => sum + (/[ᄀ-ᇿ㄰-㆏가-힣]/.test(letter) ? 2 : 1), 0);

/** Markdown that can be read in a terminal as well: the first column to the left, figures to the right. */
const table = (head, rows) => {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => width(row[column]))));
  const pad = (text, column, left) => {
    const blanks = ' '.repeat(widths[column] - width(text));
    return left ? text + blanks : blanks + text;
  };
  const line = (row, words) => `| ${row.map((text, column) => pad(text, column, words(column))).join(' | ')} |`;
  const isWord = (column) => /^[a-z ]*$/.test(head[column]) && rows.every((row) => !/^[\d,.]/.test(row[column]));
  const rule = `|${widths.map((size, column) => (isWord(column) ? '-'.repeat(size + 2) : `${'-'.repeat(size + 1)}:`)).join('|')}|`;
  return [line(head, isWord), rule, ...rows.map((row) => line(row, isWord))].join('\n');
};

/** What was measured several times, once: what disturbs a measurement only ever makes it slower. */
const fastest = (pages) => {
  const kept = new Map();
  for (const page of pages) {
    const name = `${page.label}/${page.page}`;
    if (!kept.has(name) || page.rate > kept.get(name).rate) kept.set(name, page);
  }
  return [...kept.values()];
};

/** The most of each label. */
const greatest = (memories) => {
  const labels = [...new Set(memories.map(({ label }) => label))];
  return labels.map((label) => ({
    label,
    bytes: Math.max(...memories.filter((memory) => memory.label === label).map(({ bytes }) => bytes)),
  }));
};

const pageRow = (result) => {
  const budget = PAGES[result.page] ?? {};
  const speed = result.label.endsWith('large') ? budget : {};
  if (result.status !== 200) {
    return [result.label, result.page, '', '', '', '', '', '', `status ${result.status}`];
  }
  return [
    result.label,
    result.page,
    kB(result.bytes),
    atMost(kB(result.brotli), result.brotli, budget.brotli),
    atMost(count(result.statements), result.statements, budget.statements),
    atLeast(whole(result.rate), result.rate, speed.rate),
    short(result.p50),
    atMost(short(result.p99), result.p99, speed.p99),
    result.errors === 0 ? '0' : mark(whole(result.errors), false),
  ];
};

const growthRow = (pages) => {
  const [small, large] = ['growth small', 'growth large'].map((name) => pages.find(({ label }) => label === name));
  if (!small?.rate || !large?.rate) return [];
  const ratio = small.rate / large.rate;
  return [
    [
      `growth: film with ${whole(large.reviews)} reviews against ${whole(small.reviews)}`,
      mark(ratio.toFixed(2), ratio <= GROWTH),
      `≤ ${GROWTH}`,
    ],
  ];
};

const hostileRow = ({ attack, requests, statuses, before, after, most, known }) => [
  known ? `${attack}; a known browser: ${known}` : attack,
  whole(requests),
  Object.entries(statuses)
    .map(([status, times]) => `${status}: ${whole(times)}`)
    .join(', '),
  whole(before / MB),
  whole(after / MB),
  mark(whole(most / MB), most <= MEMORY),
];

const otherRows = (results, pages) => {
  const of = (kind) => results.filter((result) => result.kind === kind);
  return [
    ...of('first-load').map(({ what, size, wanted }) => [
      `first load, ${what}, brotli`,
      size === undefined ? 'nothing to measure' : mark(`${kB(size)} kB`, size <= wanted),
      `≤ ${wanted / 1000} kB`,
    ]),
    ...growthRow(pages),
    ...of('search').flatMap(({ what, films, p50, p95, errors }) => [
      [
        `search over ${whole(films)} films, ${what}, p95`,
        errors > 0 ? mark(`${errors} failed`, false) : mark(`${short(p95)} ms`, p95 <= SEARCH_P95),
        `≤ ${SEARCH_P95} ms`,
      ],
      [`search over ${whole(films)} films, ${what}, p50`, `${short(p50)} ms`, ''],
    ]),
    ...greatest(of('memory')).map(({ label, bytes }) => [
      `memory of the server, ${label}`,
      mark(`${whole(bytes / MB)} MB`, bytes <= MEMORY),
      `≤ ${MEMORY / MB} MB`,
    ]),
  ];
};

/** Everything as Markdown. */
export const render = (results) => {
  const machine = results.find(({ kind }) => kind === 'machine');
  const pages = fastest(results.filter(({ kind }) => kind === 'page'));
  const reviews = Object.fromEntries(pages.map(({ label, reviews: number }) => [label, number]));
  const sizes = Object.entries(reviews).map(([label, number]) => `${label} ${whole(number)}`);
  const others = otherRows(results, pages);
  const parts = [
    `Measured on ${machine.date}: ${machine.processor}, ${machine.cores} cores shared by server, database and load ` +
      `generator, ${machine.system}, PostgreSQL ${machine.postgres}, ${machine.tool} with ${machine.connections} ` +
      `connections, ${machine.seconds} s each; reviews ${machine.reviews}. ` +
      `Load of the machine before: ${machine.loadBefore.toFixed(1)}.`,
  ];
  if (sizes.length > 0) parts.push(`Reviews in each database: ${sizes.join(', ')}.`);
  if (pages.length > 0) {
    const head = ['database', 'page', 'kB', 'kB brotli', 'statements', 'requests/s', 'p50 ms', 'p99 ms', 'errors'];
    parts.push(table(head, pages.map(pageRow)));
  }
  const attacks = results.filter(({ kind }) => kind === 'hostile');
  if (attacks.length > 0) {
    const head = ['attack', 'requests', 'answers', 'MB before', 'MB after', `MB at most (≤ ${MEMORY / MB})`];
    parts.push(table(head, attacks.map(hostileRow)));
  }
  if (others.length > 0) parts.push(table(['what', 'measured', 'budget'], others));
  return parts.join('\n\n');
};
