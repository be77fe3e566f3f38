#!/usr/bin/env bash
# Proves that the floors of the house stay apart. Reports every fault, then fails.
. "$(dirname "$0")/lib/common.sh"

faults=0
fault() {
  printf '✗ %s\n' "$1" >&2
  [ -z "${2:-}" ] || printf '%s\n' "$2" | sed 's/^/    /' >&2
  faults=$((faults + 1))
}

# --- What each crate may be built from -------------------------------------------------------

# crate_lacks CRATE "OPTION..." DEPENDENCY...: none of them may be among what CRATE is built from
# (procedural macros run in the compiler and do not count).
crate_lacks() {
  local crate=$1 options=$2 tree dependency
  shift 2
  # shellcheck disable=SC2086 # a list of plain words
  tree=$(cargo tree --quiet --locked --package "$crate" $options --edges normal,no-proc-macro --prefix none --format '{p}') || {
    fault "cargo tree cannot show the dependencies of '$crate'"
    return
  }
  for dependency in "$@"; do
    # Not through a pipe: grep leaves at the first hit, and pipefail would read that as absence.
    if grep -q "^$dependency v" <<<"$tree"; then
      # shellcheck disable=SC2086
      fault "'$crate' must be built without '$dependency', and is reached by it through:" \
        "$(cargo tree --quiet --locked --package "$crate" $options --edges normal,no-proc-macro --invert "$dependency" | head -n 8)"
    fi
  done
}

crate_lacks frontend "--target wasm32-unknown-unknown" sqlx axum ort reqwest services sentiment tokio
crate_lacks domain "" leptos axum sqlx tokio services app
crate_lacks services "" leptos axum app server
crate_lacks sentiment "" leptos axum sqlx services

# --- SQL only in a store -----------------------------------------------------------------------

# Tests may look into tables; everything else asks services/src/<room>/store.rs or store/.
sql=$(find app domain frontend sentiment server services -name '*.rs' -type f |
  grep -v -E '^services/src/(.*/)?store(\.rs|/)|/tests(\.rs|/)' |
  xargs grep -nE '\bquery(_as|_scalar|_file|_file_as|_file_scalar)?(_unchecked)?!|sqlx::(query|raw_sql|QueryBuilder)' |
  grep -v -E '^[^:]+:[0-9]+:[[:space:]]*//' || true)
[ -z "$sql" ] || fault "SQL stands outside services/src/*/store:" "$sql"

# --- Every transaction says what it changes ------------------------------------------------------

# What is kept for visitors is outdated by Services::begin; begin_unseen and begin_upkeep say that nothing of it is.
begun=$(find services/src -name '*.rs' -type f | grep -v -E '^services/src/(lib\.rs|cache/|bench/|database/)' |
  xargs grep -nE '\.(try_)?begin(_with)?\(' | grep -vE 'services\.begin(_unseen|_upkeep)?\(\)' || true)
[ -z "$begun" ] || fault "A transaction begins past Services::begin, begin_unseen and begin_upkeep:" "$begun"

# --- Migrations that have landed never change -----------------------------------------------------

# Databases out there have applied them, and sqlx refuses to start when the bytes differ. Without
# a history (an unpacked archive, a shallow clone) there is nothing to compare with.
base=""
for branch in origin/main main; do
  base=$(git merge-base HEAD "$branch" 2>/dev/null) && break
done
if [ -n "$base" ]; then
  changed=$(git diff --name-status --no-renames --diff-filter=MDT "$base" -- 'migrations/*.sql')
  [ -z "$changed" ] || fault "Migrations that have landed were changed or removed; write a new one instead:" "$changed"
fi

[ "$faults" -eq 0 ] || exit 1
ok "boundaries"
