#!/usr/bin/env bash
# Measures the release build against databases of several sizes; docs/bench.md tells how.
#   bench.sh [--json FILE] [--write]
# --json keeps every figure, --write puts the tables into docs/bench.md. From the environment:
# DATA (a corpus of reviews), BENCH_SECONDS, BENCH_ONLY (some of: demo large growth search hostile).
. "$(dirname "$0")/lib/common.sh"
. scripts/lib/tools.sh
. scripts/lib/postgres.sh
. scripts/lib/site.sh

PARTS="demo large growth search hostile"
LARGE_MOVIES=14730
LARGE_REVIEWS=662404
SMALL_REVIEWS=6600
SEARCH_MOVIES=100000
SEARCH_REVIEWS=20000
DATABASES=popcorn_bench_ # how the names of all of them begin
NEEDED_GB=5              # what they took together, rounded up

# --- Arguments -----------------------------------------------------------------------------------

read_arguments() {
  local part
  REPORT=(report)
  WRITE=""
  while [ $# -gt 0 ]; do
    case "$1" in
      --json)
        [ $# -ge 2 ] || die "--json needs a file."
        REPORT=("${REPORT[@]}" --json "$(absolute "$2")")
        shift
        ;;
      --write) WRITE=yes REPORT=("${REPORT[@]}" --write) ;;
      *) die "Unknown option $1: bench.sh [--json FILE] [--write]" ;;
    esac
    shift
  done
  for part in ${BENCH_ONLY:-}; do
    case " $PARTS " in *" $part "*) ;; *) die "BENCH_ONLY names some of: $PARTS" ;; esac
  done
  [ -z "$WRITE" ] || [ -z "${BENCH_ONLY:-}" ] || die "--write needs all parts: unset BENCH_ONLY."
  export BENCH_SECONDS=${BENCH_SECONDS:-8}
  case "$BENCH_SECONDS" in '' | 0* | *[!0-9]*) die "BENCH_SECONDS is a whole number from 1 upward." ;; esac
}

wanted() { case " ${BENCH_ONLY:-$PARTS} " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }

# --- Reviews -------------------------------------------------------------------------------------

# The corpus as lines `id, film, text, rating 1-10`, separated by tabs.
corpus() {
  case "$DATA" in *.xz) xz -dc "$DATA" ;; *.gz) gzip -dc "$DATA" ;; *) cat "$DATA" ;; esac
}

# The loader passes over lines that it cannot read, and fills up with invented reviews. So a file
# that is broken, or of another kind, must be found before.
check_corpus() {
  local readable
  REVIEWS="from the generator"
  DATA_HASH=none
  [ -n "${DATA:-}" ] || return 0
  DATA=$(absolute "$DATA")
  [ -r "$DATA" ] || die "DATA cannot be read: $DATA"
  step "the corpus of reviews (reading it once)"
  readable=$(corpus | awk -F '\t' 'NF == 4 && $3 != "" && $4 ~ /^([1-9]|10)\r?$/ { n++ } END { print n + 0 }') ||
    die "DATA cannot be unpacked: $DATA"
  [ "$readable" -gt 0 ] || die "DATA has no line of the form id, film, text, rating 1-10, separated by tabs: $DATA"
  DATA_HASH=$(sha256 <"$DATA")
  REVIEWS="from ${DATA##*/} ($readable lines)"
  ok "$readable reviews in ${DATA##*/}"
}

# --- Databases -----------------------------------------------------------------------------------

admin() { ADMIN_URL=$PG_ADMIN_URL OWNER_PASSWORD=$PG_PASSWORD node scripts/lib/database.mjs "$@"; }

# use NAME: the database that the server and the measurements speak to.
use() {
  export BENCH_DATABASE=$1
  export DATABASE_URL="postgres://$PG_ROLE:$PG_PASSWORD@$PG_ADDRESS/$1"
}

# Runs a command in the background and waits for it, so that a signal need not wait for its end.
attended() {
  "$@" </dev/null &
  ATTENDED=$!
  wait "$ATTENDED" && ATTENDED=""
}

# shellcheck disable=SC2317,SC2329 # called on the way out
stop_attended() { [ -z "${ATTENDED:-}" ] || kill -TERM "$ATTENDED" 2>/dev/null || true; }

# What a loaded database depends on: the schema, what the loader writes, and the rules of its index.
load_key() {
  {
    find migrations services/src/bench services/src/counters services/src/search -type f | LC_ALL=C sort |
      while IFS= read -r path; do sha256 <"$path"; done
    printf '%s\n' "$DATA_HASH" "$LARGE_MOVIES $LARGE_REVIEWS $SMALL_REVIEWS $SEARCH_MOVIES $SEARCH_REVIEWS"
  } | sha256 | cut -c 1-10
}

# ensure_loaded NAME MOVIES REVIEWS: loading takes minutes, so what stands is kept. It gets its name
# when it is complete.
ensure_loaded() {
  local name="$DATABASES$1_$KEY" log="$CACHE/logs/bench-load.log" movies=$2 reviews=$3 status=0 free
  admin exists "$name" || status=$?
  case "$status" in
    0) ok "database $1 (kept)" && use "$name" && return ;;
    3) ;;
    *) exit "$status" ;;
  esac
  free=$(df -Pk "$PG_HOME" | awk 'NR == 2 { print int($4 / 1048576) }')
  [ "$free" -ge "${POPCORN_MIN_FREE_GB:-$NEEDED_GB}" ] ||
    die "Only $free GB are free in $PG_HOME, the databases need $NEEDED_GB GB: make room, or set POPCORN_MIN_FREE_GB=0 to try all the same."
  step "database $1: loading $movies films and $reviews reviews (once, takes minutes)"
  admin keep "$name" "$DATABASES$1_"
  admin ensure "${name}_new" "$PG_ROLE"
  use "${name}_new"
  # A corpus with more reviews than are wanted is cut off; that is no fault.
  if [ -n "${DATA:-}" ]; then
    { corpus 2>/dev/null || true; } | "$SERVER_BINARY" bench-load --movies "$movies" --reviews "$reviews" --corpus >"$log" 2>&1 &
  else
    "$SERVER_BINARY" bench-load --movies "$movies" --reviews "$reviews" </dev/null >"$log" 2>&1 &
  fi
  ATTENDED=$!
  wait "$ATTENDED" || {
    tail -n 20 "$log" >&2
    die "Loading failed; the whole output is in $log"
  }
  ATTENDED=""
  admin rename "${name}_new" "$name"
  use "$name"
  ok "database $1"
}

# The demo is small and follows services/seed: made anew each time.
fresh_demo() {
  local name="${DATABASES}demo"
  admin drop "$name"
  admin ensure "$name" "$PG_ROLE"
  use "$name"
  quietly bench-seed "$SERVER_BINARY" seed
  ok "database demo"
}

# --- Measuring -----------------------------------------------------------------------------------

# measure COMMAND LABEL [ARGUMENT...]: starts a server on the database in use, measures, stops it.
measure() {
  local log="$CACHE/logs/bench-server.log"
  # A build beside it would be measured as well.
  lock "$(target_dir_lock)" "the build directory"
  step "measuring: $2"
  start_server 60 >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    die "The server does not answer at http://$LISTEN_ADDRESS; its log is $log"
  }
  export SERVER_PID
  on_exit stop_attended # before the server, or it would complain
  attended node scripts/lib/bench.mjs "$@" || {
    tail -n 5 "$log" >&2
    die "Measuring failed; the server's log is $log"
  }
  stop_server
  unlock "$(target_dir_lock)"
}

# measure_uncached COMMAND LABEL [ARGUMENT...]: as measure, on a server that keeps nothing for visitors.
measure_uncached() {
  export READ_CACHE=off
  measure "$@"
  unset READ_CACHE
}

# measure_hostile ATTACK: on a process of its own, with the limits of production, and many clients.
measure_hostile() {
  export RATE_LIMITS=on TRUST_FORWARDED_FOR=on
  measure hostile "$1"
  export RATE_LIMITS=off
  unset TRUST_FORWARDED_FOR
}

# shellcheck disable=SC2317,SC2329 # called on the way out
remove_results() { rm -f "$BENCH_RESULTS" "$BENCH_RESULTS.attacks"; }

read_arguments "$@"
# Measured is what the defaults give, whatever this shell has set.
unset DATABASE_URL DATABASE_URL_FILE DATABASE_CONNECTIONS SECRET_KEY_FILE LISTEN_ADDRESS PUBLIC_URL SITE_ROOT \
  READ_CACHE TRUST_FORWARDED_FOR MAX_CONNECTIONS MAX_CONNECTIONS_PER_ADDRESS HTTP2_CLEARTEXT \
  STYLEGUIDE SMTP_URL SMTP_URL_FILE SMTP_CA_FILE MAIL_FROM MAILBOX RUST_LOG LOG_FORMAT

check_corpus
setup rust npm cargo_leptos onnx_runtime postgres
lock "$CACHE/locks/bench" "the measurements"
build_site
pg_start bench
on_exit stop_attended # also while a database is loaded
BENCH_RESULTS="$CACHE/bench-results.$$"
export BENCH_RESULTS ADMIN_URL="$PG_ADMIN_URL" PG_LOG="$PG_FOLDER/log" RATE_LIMITS=off
on_exit remove_results
export_passing_secret_key
export_server_environment 3800
KEY=$(load_key)

node scripts/lib/bench.mjs machine "$PG_MAJOR" "$REVIEWS"
node scripts/lib/bench.mjs first-load "$SITE_FOLDER"
if wanted demo; then
  fresh_demo
  measure pages demo
  measure_uncached pages demo visitors
  measure pages demo files
fi
if wanted large; then
  ensure_loaded large "$LARGE_MOVIES" "$LARGE_REVIEWS"
  measure pages large
  measure_uncached pages large visitors
fi
if wanted growth; then
  ensure_loaded large "$LARGE_MOVIES" "$LARGE_REVIEWS"
  ensure_loaded small "$LARGE_MOVIES" "$SMALL_REVIEWS"
  # In turn, so that both meet the same machine. What is kept would hide how the database grows.
  for _ in 1 2 3; do
    use "${DATABASES}small_$KEY"
    measure_uncached pages "growth small" film
    use "${DATABASES}large_$KEY"
    measure_uncached pages "growth large" film
  done
fi
if wanted search; then
  ensure_loaded search "$SEARCH_MOVIES" "$SEARCH_REVIEWS"
  measure search search
fi
if wanted hostile; then
  # Both ends of thousands of connections.
  ulimit -n 16384 2>/dev/null || true
  node scripts/lib/bench.mjs attacks >"$BENCH_RESULTS.attacks"
  while IFS= read -r attack <&3; do
    fresh_demo
    measure_hostile "$attack"
  done 3<"$BENCH_RESULTS.attacks"
fi
node scripts/lib/bench.mjs "${REPORT[@]}"
