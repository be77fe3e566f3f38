#!/usr/bin/env bash
# Everything that can be said about the code without running it.
. "$(dirname "$0")/lib/common.sh"
. scripts/lib/tools.sh
. scripts/lib/site.sh

setup rust rust_lint npm
# Before any source is compiled: what is quick to check comes first.
step "rustfmt"
cargo fmt --all --check
scripts/check-boundaries.sh
if have shellcheck; then
  step "shellcheck"
  shellcheck .ci/run scripts/*.sh scripts/lib/*.sh
fi
if [ -f end2end/tsconfig.json ]; then
  step "TypeScript"
  tsc --noEmit --project end2end
fi

claim_target_dir
step "clippy, host"
cargo clippy --all-targets -- -D warnings
step "clippy, browser"
cargo clippy --package frontend --target wasm32-unknown-unknown -- -D warnings
release_target_dir

# `make test` measures what it builds; here only what stands and is fresh.
if site_is_built "$(site_stamp)"; then
  node scripts/check-size.mjs "$SITE_FOLDER"
fi
ok "lint passed"
