# shellcheck shell=bash
# services/.sqlx holds what PostgreSQL says about every query, so that builds need no database.
# It is written and checked against a database that has seen the migrations and nothing else.
# Needs pg_start.

# sqlx_prepare [--check]
sqlx_prepare() {
  local name="sqlx_$CLONE_KEY" url
  ADMIN_URL=$PG_ADMIN_URL node scripts/lib/database.mjs drop "$name"
  ADMIN_URL=$PG_ADMIN_URL node scripts/lib/database.mjs ensure "$name"
  url="postgres://$PG_SUPERUSER:$PG_PASSWORD@$PG_ADDRESS/$name"
  sqlx migrate run --source migrations --database-url "$url" >"$CACHE/logs/sqlx-migrate.log" 2>&1 || {
    tail -n 5 "$CACHE/logs/sqlx-migrate.log" >&2
    die "The migrations do not apply to an empty database."
  }
  (cd services && SQLX_OFFLINE=false DATABASE_URL=$url cargo sqlx prepare "$@" -- --all-targets)
  ADMIN_URL=$PG_ADMIN_URL node scripts/lib/database.mjs drop "$name"
}

check_sqlx() {
  # Without it no query compiles offline, so a clone without it has no queries.
  [ -d services/.sqlx ] || return 0
  step "services/.sqlx against the migrations"
  sqlx_prepare --check || die "services/.sqlx does not fit the queries or the migrations: run 'make sqlx' and commit it."
}
