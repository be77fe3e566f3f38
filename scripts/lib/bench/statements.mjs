// SQL statements per request, counted in PostgreSQL's own log. Its statistics would not do: they
// count transactions, and an idle connection reports them up to ten seconds late.
import { openSync, readSync, closeSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What sessions do with a new setting, they do with their next statement. */
const SETTLE = 300;

const set = async (client, statement) => {
  await client.query(statement);
  await client.query('SELECT pg_reload_conf()');
  await sleep(SETTLE);
};

export const stopLogging = (client) => set(client, 'ALTER SYSTEM RESET log_statement');

/** Runs `work` while every statement is logged. */
export const logged = async (client, work) => {
  await set(client, "ALTER SYSTEM SET log_statement = 'all'");
  try {
    return await work();
  } finally {
    await stopLogging(client);
  }
};

const textFrom = (file, start) => {
  const bytes = Buffer.alloc(statSync(file).size - start);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, bytes, 0, bytes.length, start);
  } finally {
    closeSync(handle);
  }
  return bytes.toString();
};

/** Statements on `database` while `work` runs, those of the job queue left out. */
export const statementsOf = async (logFile, database, work) => {
  const start = statSync(logFile).size;
  await work();
  await sleep(50);
  // The cluster begins each line with the database's name; later lines of a statement begin with a tab.
  const entries = textFrom(logFile, start).split(/\n(?!\t)/);
  const ours = new RegExp(`^${database}:LOG: +(execute|statement)`);
  return entries.filter((entry) => ours.test(entry) && !/graphile_worker|\bLISTEN\b/i.test(entry)).length;
};
