#!/usr/bin/env bash
# Every test, on SQLite and on a PostgreSQL server of its own.
# usage: ./test [--slow] [NAME…]     names are regular expressions over `ctest -N`; --slow adds the long ones
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

choice=(-LE slow)
names=()
for argument in "$@"; do
    case "$argument" in
    --slow) choice=() ;;
    --help | -h) sed -n '2,3p' "$0"; exit 0 ;;
    -*) echo "test: unknown option $argument" >&2; exit 2 ;;
    *) names+=("$argument") ;;
    esac
done
if ((${#names[@]} > 0)); then choice=(-R "$(IFS='|' && echo "${names[*]}")"); fi

scripts/packages.sh test
scripts/build.sh dev
scripts/web.sh build
scripts/web.sh packages tests/browser

server=$(mktemp -d /tmp/gezhi-postgres-XXXXXX)
trap 'scripts/postgres.sh stop "$server"' EXIT
trap 'exit 130' INT TERM
GEZHI_TEST_POSTGRES=$(scripts/postgres.sh start "$server")
export GEZHI_TEST_POSTGRES
echo "+ ctest --preset dev -j2 --no-tests=error ${choice[*]}"
ctest --preset dev -j2 --no-tests=error "${choice[@]}"
