// Creates and drops databases, because no PostgreSQL from npm brings `psql` along.
// ADMIN_URL: a superuser's connection.
//   database.mjs ensure NAME [OWNER]   creates what is missing; OWNER_PASSWORD is the owner's
//   database.mjs drop NAME                      drops it, connections included
//   database.mjs exists NAME                    status 3 when it does not
//   database.mjs rename NAME NEW
//   database.mjs keep NAME PREFIX               drops all others whose names begin with PREFIX
import pg from 'pg';

const [command, name, other] = process.argv.slice(2);
const password = process.env.OWNER_PASSWORD ?? '';
const client = new pg.Client({ connectionString: process.env.ADMIN_URL, connectionTimeoutMillis: 20_000 });
const id = (text) => client.escapeIdentifier(text);
const text = (value) => client.escapeLiteral(value);
const exists = async (catalogue, column, value) =>
  (await client.query(`SELECT FROM ${catalogue} WHERE ${column} = $1`, [value])).rowCount > 0;

try {
  await client.connect();
  if (command === 'drop') {
    await client.query(`DROP DATABASE IF EXISTS ${id(name)} WITH (FORCE)`);
  } else if (command === 'exists') {
    if (!(await exists('pg_database', 'datname', name))) process.exitCode = 3;
  } else if (command === 'rename') {
    await client.query(`ALTER DATABASE ${id(name)} RENAME TO ${id(other)}`);
  } else if (command === 'keep') {
    const { rows } = await client.query('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [other]);
    for (const { datname } of rows.filter((row) => row.datname !== name)) {
      await client.query(`DROP DATABASE ${id(datname)} WITH (FORCE)`);
    }
  } else {
    const owner = other;
    if (owner && !(await exists('pg_roles', 'rolname', owner))) {
      await client.query(`CREATE ROLE ${id(owner)} LOGIN PASSWORD ${text(password)}`);
    }
    if (!(await exists('pg_database', 'datname', name))) {
      await client.query(`CREATE DATABASE ${id(name)}${owner ? ` OWNER ${id(owner)}` : ''}`);
    }
  }
} catch (error) {
  console.error(`✗ The private PostgreSQL answered: ${error.message}`);
  process.exitCode = 1;
} finally {
  await client.end();
}
