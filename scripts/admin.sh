#!/usr/bin/env bash
# Makes a member an administrator: admin.sh EMAIL. In this clone's private database, or in the one
# of DATABASE_URL.
. "$(dirname "$0")/lib/common.sh"
. scripts/lib/tools.sh
. scripts/lib/postgres.sh
. scripts/lib/site.sh

[ -n "${1:-}" ] || die "Say whose: make admin EMAIL=demo@example.com"
# Whichever was built last, of `make run` and `make dev`.
server=$SERVER_BINARY
if [ "$ROOT/target/debug/server" -nt "$server" ]; then server="$ROOT/target/debug/server"; fi
[ -x "$server" ] || die "There is no server yet: start it once with 'make run' or 'make dev'."

if [ -n "${DATABASE_URL:-}" ]; then
  require_secret_key
else
  setup npm postgres
  pg_start run
  pg_clone_database
fi
"$server" admin grant "$1"
