#!/usr/bin/env bash
# Formats the Rust code.
. "$(dirname "$0")/lib/common.sh"
. scripts/lib/tools.sh

setup rust rust_lint
cargo fmt --all
