# shellcheck shell=bash
# The release build of the site and a server that runs it.
#
# cargo-leptos empties the site folder and optimises the WASM anew on every call, changed or not.
# So a build leaves the hash of its sources beside its results, and an equal hash means there is
# nothing to do. The binary is kept in the clone too: the shared build directory holds whichever
# clone's was built last.

BUILT=target/built # server, hash.txt (which the server reads from its own folder), stamp
SITE_FOLDER=target/site
SERVER_BINARY="$ROOT/$BUILT/server"

site_stamp() {
  local path paths=""
  for path in app domain frontend sentiment server services migrations public style .cargo \
    Cargo.toml Cargo.lock rust-toolchain.toml package-lock.json scripts/lib/site.sh scripts/lib/tools.sh; do
    [ ! -e "$path" ] || paths="$paths $path"
  done
  # shellcheck disable=SC2086 # a list of plain words
  find $paths -type f ! -path '*/tests/*' ! -path 'sentiment/training/*' ! -name '*.md' |
    LC_ALL=C sort | while IFS= read -r path; do printf '%s\0' "$path"; done |
    xargs -0 sh -c 'if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi' hash |
    sha256
}

site_is_built() { [ -d "$SITE_FOLDER/pkg" ] && [ "$(cat "$BUILT/stamp" 2>/dev/null)" = "$1" ]; }

# Builds the site unless it stands. -P adds the .br and .gz files.
build_site() {
  local stamp
  stamp=$(site_stamp)
  claim_target_dir
  if site_is_built "$stamp"; then
    release_target_dir
    ok "release build (unchanged)"
    return
  fi
  step "release build (about 10 minutes the first time)"
  need_disk
  rm -rf "$BUILT"
  LEPTOS_SITE_ROOT="$SITE_FOLDER" cargo leptos build --release -P
  mkdir -p "$BUILT"
  cp "$CARGO_TARGET_DIR/release/server" "$BUILT/"
  [ ! -f "$CARGO_TARGET_DIR/release/hash.txt" ] || cp "$CARGO_TARGET_DIR/release/hash.txt" "$BUILT/"
  printf '%s\n' "$stamp" >"$BUILT/stamp"
  release_target_dir
  ok "release build"
}

# What the server needs besides DATABASE_URL and SECRET_KEY; each may be set from outside.
export_server_environment() {
  local port
  if [ -z "${LISTEN_ADDRESS:-}" ]; then
    port=$(node scripts/lib/net.mjs next "$1") || die "No port from $1 upward is free: set LISTEN_ADDRESS."
    LISTEN_ADDRESS="127.0.0.1:$port"
  fi
  export LISTEN_ADDRESS
  export PUBLIC_URL="${PUBLIC_URL:-http://$LISTEN_ADDRESS}"
  export SITE_ROOT="${SITE_ROOT:-$ROOT/$SITE_FOLDER}"
  export SENTIMENT_MODEL="${SENTIMENT_MODEL:-$ROOT/sentiment/model}"
}

# A database of one's own keeps the secret it was first used with: another one would void links in
# mails and tokens. So none is made up for it.
require_secret_key() {
  [ -n "${SECRET_KEY:-}${SECRET_KEY_FILE:-}" ] ||
    die "SECRET_KEY is missing: with DATABASE_URL the server needs a secret of its own, 32 characters or more and the same at each start, e.g. from 'openssl rand -hex 32'. Set it, or unset DATABASE_URL to use a private database."
}

# A secret for a server whose database is thrown away.
export_passing_secret_key() {
  SECRET_KEY=$(random_secret)
  export SECRET_KEY
}

# Shows mails at /mailbox instead of sending them, where only this machine can look, and nothing
# else is said about mails. Needs export_server_environment.
export_mailbox() {
  [ -z "${MAILBOX:-}${SMTP_URL:-}${SMTP_URL_FILE:-}" ] || return 0
  case "$LISTEN_ADDRESS" in 127.* | '[::1]':*) ;; *) return 0 ;; esac
  case "$PUBLIC_URL" in http://127.* | http://localhost:* | 'http://[::1]':*) export MAILBOX=on ;; esac
}

# start_server SECONDS: starts the built server in the background and waits until it answers.
# Its output goes where this script's output goes; redirect the call to send it elsewhere.
start_server() {
  local address=$LISTEN_ADDRESS
  "$SERVER_BINARY" serve </dev/null &
  SERVER_PID=$!
  on_exit stop_server
  case "$address" in 0.0.0.0:* | '[::]':*) address="127.0.0.1:${address##*:}" ;; esac
  node scripts/lib/net.mjs answers "http://$address/health/live" "$SERVER_PID" "$1"
}

# Asks the server to finish what it is doing, and insists after a while.
stop_server() {
  local i
  kill -TERM "$SERVER_PID" 2>/dev/null || return 0
  for ((i = 0; i < 150; i++)); do
    kill -0 "$SERVER_PID" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$SERVER_PID" 2>/dev/null
}
