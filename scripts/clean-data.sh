#!/usr/bin/env bash
# Drops this clone's database in the private PostgreSQL. Never touches the one of DATABASE_URL.
. "$(dirname "$0")/lib/common.sh"
. scripts/lib/tools.sh
. scripts/lib/postgres.sh

setup npm postgres
pg_start run
ADMIN_URL=$PG_ADMIN_URL node scripts/lib/database.mjs drop "popcorn_geek_$CLONE_KEY"
ok "demo database dropped"
