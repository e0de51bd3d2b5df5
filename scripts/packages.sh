#!/usr/bin/env bash
# Installs what Debian 12 has for us, by name, and only what is missing: a second call needs no network.
# usage: scripts/packages.sh [test]
set -euo pipefail

build=(ca-certificates g++ cmake ninja-build ccache mold pkg-config git
    libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev libboost-system1.81-dev
    libsoci-dev libsqlite3-dev libpq-dev libgeos-dev libsodium-dev libssl-dev libicu-dev libfmt-dev libspdlog-dev
    libjemalloc-dev libcli11-dev libtomlplusplus-dev libqrencode-dev libpng-dev libctemplate-dev libvips-dev libexiv2-dev
    libgtest-dev libgmock-dev librapidcheck-dev) # CMake looks for the test libraries when it configures
tests=(libbenchmark-dev postgresql postgresql-common chromium fonts-noto-cjk fonts-noto-core
    clang clang-format clang-tidy sqlite3 curl)

wanted=("${build[@]}")
if [[ "${1:-}" == test ]]; then wanted+=("${tests[@]}"); fi
if ! command -v node >/dev/null; then wanted+=(nodejs); fi
if ! command -v npm >/dev/null; then wanted+=(npm); fi

there=" $(dpkg-query -W -f='${Package}:${db:Status-Status} ' "${wanted[@]}" 2>/dev/null || true) "
missing=()
for package in "${wanted[@]}"; do
    if [[ "$there" != *" $package:installed "* ]]; then missing+=("$package"); fi
done
if ((${#missing[@]} == 0)); then exit 0; fi

as_root=()
if ((EUID != 0)); then as_root=(sudo); fi
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -qq)

# Debian starts a PostgreSQL server when it is installed. Ours are private and short-lived (scripts/postgres.sh),
# so for the time of the installation no service may be started.
guard=/usr/sbin/policy-rc.d
if [[ " ${missing[*]} " == *" postgresql "* && ! -e $guard ]]; then
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee $guard >/dev/null
    "${as_root[@]}" chmod 755 $guard
    trap '"${as_root[@]}" rm -f $guard' EXIT
fi

echo "setup: installing ${missing[*]}"
echo "+ apt-get update && apt-get install --no-install-recommends …"
"${apt[@]}" update
"${apt[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null
