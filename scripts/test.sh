#!/usr/bin/env bash
# All tests: those of the crates on a throw-away PostgreSQL, then the journeys in a browser
# against the release build.
. "$(dirname "$0")/lib/common.sh"
. scripts/lib/tools.sh
. scripts/lib/postgres.sh
. scripts/lib/sqlx.sh
. scripts/lib/site.sh
. scripts/lib/browser.sh

# Tests start from the defaults, whatever this shell has set.
unset DATABASE_URL DATABASE_URL_FILE DATABASE_CONNECTIONS SECRET_KEY SECRET_KEY_FILE LISTEN_ADDRESS PUBLIC_URL \
  SITE_ROOT RATE_LIMITS READ_CACHE TRUST_FORWARDED_FOR MAX_CONNECTIONS MAX_CONNECTIONS_PER_ADDRESS HTTP2_CLEARTEXT \
  STYLEGUIDE SMTP_URL SMTP_URL_FILE SMTP_CA_FILE MAIL_FROM MAILBOX RUST_LOG LOG_FORMAT

setup rust npm cargo_leptos sqlx_cli onnx_runtime postgres browser
pg_start test

step "tests of the crates"
claim_target_dir
TEST_DATABASE_URL=$PG_ADMIN_URL cargo test
check_sqlx
release_target_dir

build_site
node scripts/check-size.mjs "$SITE_FOLDER"

step "journeys in the browser"
lock "$CACHE/locks/end2end-$CLONE_KEY" "the journeys' database"
database="end2end_$CLONE_KEY"
ADMIN_URL=$PG_ADMIN_URL node scripts/lib/database.mjs drop "$database"
ADMIN_URL=$PG_ADMIN_URL OWNER_PASSWORD=$PG_PASSWORD node scripts/lib/database.mjs ensure "$database" "$PG_ROLE"
export DATABASE_URL="postgres://$PG_ROLE:$PG_PASSWORD@$PG_ADDRESS/$database"
export RATE_LIMITS=off
export_passing_secret_key
export_server_environment 3900
export_mailbox
"$SERVER_BINARY" migrate
"$SERVER_BINARY" seed
# The administrator of the journeys.
"$SERVER_BINARY" admin grant demo@example.com
server_log="$CACHE/logs/end2end-server.log"
start_server 60 >"$server_log" 2>&1 || {
  tail -n 20 "$server_log" >&2
  die "The server for the journeys does not answer at http://$LISTEN_ADDRESS; its log is $server_log"
}
BASE_URL=$PUBLIC_URL playwright test --config end2end || {
  tail -n 20 "$server_log" >&2
  die "Journeys failed; the server's log is $server_log, traces are in end2end/results"
}
stop_server
ADMIN_URL=$PG_ADMIN_URL node scripts/lib/database.mjs drop "$database"

ok "all tests passed"
