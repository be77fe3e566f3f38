# shellcheck shell=bash
# The ground of every script: where things are, how a step is reported, locks, cleaning up.
# Bash 3.2 and BSD tools are enough (macOS): no `readlink -f`, `flock`, `timeout`, `sort -V`.
set -euo pipefail

CALLED_FROM=$PWD
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
cd "$ROOT"

# CI runners and containers sometimes leave HOME unset; the shell still knows it.
[ -n "${HOME:-}" ] || HOME=$(cd ~ && pwd)
export HOME
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/popcorn-geek
mkdir -p "$CACHE/logs" "$CACHE/locks"

# --- Reporting: one line per step ------------------------------------------------------

step() { printf '… %s\n' "$*"; }
ok() { printf '✓ %s\n' "$*"; }
warn() { printf '! %s\n' "$*" >&2; }
die() {
  printf '✗ %s\n' "$*" >&2
  exit 1
}

# Runs a command silently; when it fails, shows the end of its output and stops.
# quietly NAME COMMAND...
quietly() {
  local log="$CACHE/logs/$1.log" name=$1
  shift
  "$@" >"$log" 2>&1 </dev/null || {
    tail -n 20 "$log" >&2
    die "$name failed; the whole output is in $log"
  }
}

# --- Cleaning up: actions run last-in first-out, on every way out ------------------------

EXIT_ACTIONS=()
on_exit() { EXIT_ACTIONS[${#EXIT_ACTIONS[@]}]=$1; }

run_exit_actions() {
  local status=$? i
  trap - EXIT
  # A second Ctrl-C must not leave half of it running.
  trap '' INT TERM HUP
  for ((i = ${#EXIT_ACTIONS[@]} - 1; i >= 0; i--)); do
    "${EXIT_ACTIONS[$i]}" || true
  done
  exit "$status"
}
trap run_exit_actions EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# --- Locks between scripts that run at the same time -------------------------------------
# A symbolic link is made atomically and names its owner in the same act, so there is no
# moment in which a lock stands without a process id (as there is with mkdir).

HELD_LOCKS=()

# lock FILE WHAT-IT-GUARDS; who holds it already passes.
lock() {
  local link=$1 owner told=""
  while ! ln -s "$$" "$link" 2>/dev/null; do
    owner=$(readlink "$link" 2>/dev/null) || continue
    [ "$owner" != "$$" ] || return 0
    if ! kill -0 "$owner" 2>/dev/null; then
      # Its owner was killed. Move it away and look again: of several waiters one wins,
      # and whoever moved a newer lock by accident puts it back.
      if mv "$link" "$link.$$" 2>/dev/null; then
        [ "$(readlink "$link.$$")" = "$owner" ] || ln -s "$(readlink "$link.$$")" "$link" 2>/dev/null || true
        rm -f "$link.$$"
      fi
      continue
    fi
    [ -n "$told" ] || step "waiting for process $owner, which holds $2"
    told=yes
    sleep 1
  done
  HELD_LOCKS[${#HELD_LOCKS[@]}]=$1
}

unlock() {
  [ "$(readlink "$1" 2>/dev/null)" != "$$" ] || rm -f "$1"
}

unlock_all() {
  local i
  for ((i = 0; i < ${#HELD_LOCKS[@]}; i++)); do unlock "${HELD_LOCKS[$i]}"; done
}
on_exit unlock_all

# --- Small tools ---------------------------------------------------------------------------

# absolute FILE: as it was meant where the script was called.
absolute() { case "$1" in /*) printf '%s\n' "$1" ;; *) printf '%s\n' "$CALLED_FROM/$1" ;; esac; }

have() { command -v "$1" >/dev/null 2>&1; }

# 256 random bits, hexadecimal.
random_secret() { od -An -N 32 -t x1 /dev/urandom | tr -d ' \n'; }

# SHA-256 of standard input, hexadecimal.
sha256() {
  if have sha256sum; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

# Stops unless both the cache and the clone have room. The numbers are what a build from
# nothing took, and what one on top of an older build takes.
need_disk() {
  local needed free dir
  needed=${POPCORN_MIN_FREE_GB:-}
  if [ -z "$needed" ]; then
    if [ -d "${CARGO_TARGET_DIR:-$CACHE/target}/release" ]; then needed=2; else needed=6; fi
  fi
  for dir in "$CACHE" "$ROOT"; do
    free=$(df -Pk "$dir" | awk 'NR == 2 { print int($4 / 1048576) }')
    [ "$free" -ge "$needed" ] ||
      die "Only $free GB are free in $dir, the build needs $needed GB: make room, or set POPCORN_MIN_FREE_GB=0 to try all the same."
  done
}

# This clone, as a short word for names of databases and locks.
# shellcheck disable=SC2034
CLONE_KEY=$(printf '%s' "$ROOT" | sha256 | cut -c 1-8)
