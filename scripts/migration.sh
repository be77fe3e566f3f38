#!/usr/bin/env bash
# Creates an empty migration: migration.sh add_likes
. "$(dirname "$0")/lib/common.sh"

name=${1:-}
case "$name" in
  '' | *[!a-z0-9_]*) die "Give it a name of small letters, digits and _: make migration NAME=add_likes" ;;
esac
mkdir -p migrations
file="migrations/$(date -u +%Y%m%d%H%M%S)_$name.sql"
printf -- '-- What changes, and why.\n' >"$file"
ok "$file"
