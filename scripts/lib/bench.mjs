// The measurements of `make bench`; scripts/bench.sh gives the databases and the server.
//   bench.mjs pages LABEL [film | visitors | files]   pages of the running server; the film's alone; those
//                                  that it keeps for visitors unless READ_CACHE=off; or files
//   bench.mjs search LABEL         latency of the search
//   bench.mjs attacks              the names of all attacks, a line each
//   bench.mjs hostile ATTACK       memory of the running server during and after one of them; it runs with
//                                  TRUST_FORWARDED_FOR=on and has the demo
//   bench.mjs machine              what is measured on
//   bench.mjs first-load FOLDER    sizes of what the browser runs
//   bench.mjs report [--json FILE] [--write]
// Each adds lines of JSON to the file BENCH_RESULTS, and report reads them. Further: PUBLIC_URL,
// SERVER_PID, BENCH_SECONDS, and of the database ADMIN_URL, BENCH_DATABASE and PG_LOG.
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import pg from 'pg';
import { attack, attacks } from './bench/hostile.mjs';
import { CONNECTIONS, stopLoad, tool } from './bench/load.mjs';
import { measurePages } from './bench/pages.mjs';
import { render } from './bench/report.mjs';
import { measureSearch, queries } from './bench/search.mjs';
import { stopLogging } from './bench/statements.mjs';
import { firstLoad } from './first-load.mjs';

const { ADMIN_URL, BENCH_DATABASE, BENCH_RESULTS, BENCH_SECONDS, PG_LOG, PUBLIC_URL, SERVER_PID } = process.env;
const DOCUMENT = 'docs/bench.md';
const SEARCH_QUERIES = 200;
const [command, ...args] = process.argv.slice(2);

for (const [signal, status] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
  process.once(signal, () => {
    stopLoad();
    process.exit(status);
  });
}

const note = (result) => appendFileSync(BENCH_RESULTS, `${JSON.stringify(result)}\n`);

const withDatabase = async (work) => {
  const url = new URL(ADMIN_URL);
  url.pathname = `/${BENCH_DATABASE}`;
  const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: 20_000 });
  await client.connect();
  try {
    await stopLogging(client); // of a count that was cut off
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Bytes in memory, now and at most so far; of the latter only Linux knows. */
const memory = (pid) => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const of = (name) => Number(status.match(new RegExp(`${name}:\\s*(\\d+)`))[1]) * 1024;
    return { now: of('VmRSS'), most: of('VmHWM') };
  } catch {
    const now = Number(execFileSync('ps', ['-o', 'rss=', '-p', pid], { encoding: 'utf8' })) * 1024;
    return { now, most: now };
  }
};

const told = ({ page, path, status, rate, p99 }) =>
  status === 200
    ? console.log(`  ${page}: ${Math.round(rate)} requests/s, p99 ${p99.toFixed(1)} ms`)
    : console.error(`! ${page}: ${path} answers ${status}, not measured`);

const commands = {
  async pages(label, only) {
    const target = { log: PG_LOG, database: BENCH_DATABASE };
    const options = { only, seconds: Number(BENCH_SECONDS), tell: told };
    const [reviews, results] = await withDatabase(async (client) => [
      Number((await client.query('SELECT count(*) FROM reviews')).rows[0].count),
      await measurePages(client, PUBLIC_URL, target, options),
    ]);
    for (const result of results) note({ kind: 'page', label, reviews, ...result });
    note({ kind: 'memory', label, bytes: memory(SERVER_PID).most });
  },

  async search(label) {
    await withDatabase(async (client) => {
      const films = Number((await client.query('SELECT count(*) FROM movies')).rows[0].count);
      for (const result of await measureSearch(PUBLIC_URL, await queries(client, SEARCH_QUERIES))) {
        console.log(`  ${result.what}: p50 ${result.p50.toFixed(1)} ms, p95 ${result.p95.toFixed(1)} ms`);
        note({ kind: 'search', label, films, ...result });
      }
    });
    note({ kind: 'memory', label, bytes: memory(SERVER_PID).most });
  },

  attacks() {
    console.log(attacks.join('\n'));
  },

  async hostile(name) {
    const result = await attack(name, PUBLIC_URL, () => memory(SERVER_PID));
    const MB = (bytes) => Math.round(bytes / 1e6);
    const [before, after, most] = [result.before, result.after, result.most].map(MB);
    console.log(`  ${JSON.stringify(result.statuses)}; ${before} MB, then ${after} MB, at most ${most} MB`);
    if (result.known) console.log(`  known browsers: ${result.known}`);
    note({ kind: 'hostile', ...result });
  },

  machine(postgres, reviews) {
    note({
      kind: 'machine',
      date: new Date().toISOString().slice(0, 10),
      processor: os.cpus()[0]?.model.trim() ?? os.arch(),
      cores: os.cpus().length,
      system: `${os.type()} ${os.release()}`,
      postgres,
      reviews,
      tool: tool(),
      connections: CONNECTIONS,
      seconds: Number(BENCH_SECONDS),
      loadBefore: os.loadavg()[0],
    });
  },

  'first-load'(folder) {
    for (const { what, size, wanted } of firstLoad(folder)) note({ kind: 'first-load', what, size, wanted });
  },

  report(...options) {
    const results = readFileSync(BENCH_RESULTS, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    const tables = render(results);
    console.log(`\n${tables}`);
    const file = options.includes('--json') ? options[options.indexOf('--json') + 1] : undefined;
    if (file) writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
    if (options.includes('--write')) {
      const [start, end] = ['<!-- figures -->\n', '<!-- end of figures -->'];
      const text = readFileSync(DOCUMENT, 'utf8');
      const [from, to] = [text.indexOf(start) + start.length, text.indexOf(end)];
      if (from < start.length || to < from) throw new Error(`${DOCUMENT} has lost the marks around its figures`);
      writeFileSync(DOCUMENT, `${text.slice(0, from)}${tables}\n${text.slice(to)}`);
    }
  },
};

try {
  await commands[command](...args);
} catch (error) {
  console.error(`✗ ${error.message}`);
  process.exitCode = 1;
}
// Connections that are kept for the next request would keep the process.
process.exit();
