#!/usr/bin/env bash
# Writes services/.sqlx anew.
. "$(dirname "$0")/lib/common.sh"
. scripts/lib/tools.sh
. scripts/lib/postgres.sh
. scripts/lib/sqlx.sh

setup rust npm sqlx_cli postgres
pg_start test
claim_target_dir
sqlx_prepare
ok "services/.sqlx is up to date"
