#!/usr/bin/env bash
# Development: builds on every change and reloads the browser. Queries are checked against the
# private database while compiling, so a new one needs no `make sqlx` before it is committed.
. "$(dirname "$0")/lib/common.sh"
# The clone's own build directory, shared with the editor's and the developer's cargo: a watcher
# would otherwise hold the common one for hours.
CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$ROOT/target}
. scripts/lib/tools.sh
. scripts/lib/postgres.sh
. scripts/lib/site.sh

setup rust npm cargo_leptos sqlx_cli onnx_runtime
[ -z "${DATABASE_URL:-}" ] || require_secret_key
if [ -z "${DATABASE_URL:-}" ]; then
  setup postgres
  pg_start run
  pg_clone_database
fi
need_disk
SITE_ROOT="$ROOT/target/site-dev"
export_server_environment 3000
if [ -n "${PG_DATABASE:-}" ]; then export_mailbox; fi

# Tables first: without them the queries do not compile.
sqlx migrate run --source migrations
export SQLX_OFFLINE=false
cargo run --quiet --package server -- migrate
if [ -n "${PG_DATABASE:-}" ]; then
  cargo run --quiet --package server -- seed --if-empty
fi

# A name for each change of a file would only fill the folder here.
export LEPTOS_HASH_FILES=false
export LEPTOS_SITE_ROOT=target/site-dev LEPTOS_SITE_ADDR=$LISTEN_ADDRESS
LEPTOS_RELOAD_PORT=$(node scripts/lib/net.mjs free)
export LEPTOS_RELOAD_PORT
cargo leptos watch -- serve
