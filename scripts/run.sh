#!/usr/bin/env bash
# Builds the release, gives it a database and starts it. Without DATABASE_URL the database is a
# private one, filled with the demo while it is empty; with DATABASE_URL it is migrated and
# nothing else.
. "$(dirname "$0")/lib/common.sh"
. scripts/lib/tools.sh
. scripts/lib/postgres.sh
. scripts/lib/site.sh

database=private
if [ -n "${DATABASE_URL:-}" ]; then
  database=given
  # Told now rather than after the build. The address holds a password, so it is
  # neither shown nor passed as an argument.
  check_prerequisites
  require_secret_key
  node scripts/lib/net.mjs reachable 2>/dev/null ||
    die "The database of DATABASE_URL cannot be reached: check the address and that PostgreSQL runs there, or unset DATABASE_URL to use a private one."
fi

setup rust npm cargo_leptos onnx_runtime
if [ "$database" = private ]; then setup postgres; fi
build_site
if [ "$database" = private ]; then
  pg_start run
  pg_clone_database
fi
export_server_environment 3000
if [ "$database" = private ]; then export_mailbox; fi

"$SERVER_BINARY" migrate
if [ "$database" = private ]; then
  "$SERVER_BINARY" seed --if-empty
fi

start_server 60 || {
  # When it has ended, it has said why.
  kill -0 "$SERVER_PID" 2>/dev/null || wait "$SERVER_PID" || exit $?
  die "The server does not answer at http://$LISTEN_ADDRESS."
}
cat <<END

  Popcorn Geek runs at $PUBLIC_URL
END
if [ "$database" = private ]; then
  cat <<END

  Sign in with    demo@example.com
  password        popcorn-demo-2026
  These exist only in the demo that fills the private database. To let them
  administer the site (at $PUBLIC_URL/admin), in another terminal:
                  make admin EMAIL=demo@example.com
END
fi
if [ "${MAILBOX:-}" = on ]; then
  cat <<END

  Mails are not sent but shown at $PUBLIC_URL/mailbox
END
fi
cat <<END

  Ctrl-C stops it.

END

# From here on Ctrl-C is the expected end.
trap 'exit 0' INT TERM
wait "$SERVER_PID" || die "The server stopped by itself."
