#!/usr/bin/env bash
# npm packages and the web app, only when their sources changed since the last time.
# usage: scripts/web.sh packages DIR    npm ci when DIR/package-lock.json changed
#        scripts/web.sh build           web/dist from web/, locale/ and api/
set -euo pipefail
cd "$(dirname "$0")/.."

packages() {
    if [[ ! -f $1/package.json ]]; then return 0; fi
    local now stamp=$1/node_modules/.gezhi-stamp
    now=$(sha256sum "$1/package-lock.json" | cut -c1-64)
    if [[ -f $stamp && $(<"$stamp") == "$now" ]]; then return 0; fi
    echo "+ npm ci   (in $1)"
    (cd "$1" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error)
    echo "$now" >"$stamp"
}

# Names, sizes and times of the sources: a hundredth of a second, where reading them all would take longer.
sources() {
    find web locale api \( -name node_modules -o -name dist \) -prune -o -type f -printf '%p %s %T@\n' 2>/dev/null |
        LC_ALL=C sort | sha256sum | cut -c1-64
}

build() {
    if [[ ! -f web/package.json ]]; then return 0; fi
    local now stamp=web/dist/.gezhi-stamp
    now=$(sources)
    if [[ -f $stamp && $(<"$stamp") == "$now" ]]; then return 0; fi
    packages web
    echo "+ npm run build   (in web)"
    (cd web && npm run build --silent)
    sources >"$stamp" # afterwards: the build may write generated types
}

case "${1:-}" in
packages) packages "$2" ;;
build) build ;;
*) sed -n '2,5p' "$0"; exit 2 ;;
esac
