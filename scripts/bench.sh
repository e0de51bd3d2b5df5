#!/usr/bin/env bash
# Runs the measuring programs of bench/ in release build; PostgreSQL with fsync on, in GEZHI_BENCH_POSTGRES.
# usage: ./dev bench [NAME] [-- arguments]     every program whose name has NAME and ends in _bench
set -euo pipefail
cd "$(dirname "$0")/.."
name=""
if (($# > 0)) && [[ "$1" != -- ]]; then name=$1; shift; fi
if [[ "${1:-}" == -- ]]; then shift; fi

if [[ ! -f build/release/build.ninja ]]; then scripts/build.sh release help >/dev/null; fi
mapfile -t programs < <(ninja -C build/release -t targets all |
    sed -n 's|^bench/\([a-z0-9_]*_bench\): CXX_EXECUTABLE.*|\1|p' | grep -e "$name" | sort -u)
if ((${#programs[@]} == 0)); then
    echo "bench: no program in bench/ ends in _bench and has '$name' in its name" >&2
    exit 1
fi
scripts/build.sh release "${programs[@]}"

server=$(mktemp -d /tmp/gezhi-postgres-XXXXXX)
trap 'scripts/postgres.sh stop "$server"' EXIT
trap 'exit 130' INT TERM
GEZHI_BENCH_POSTGRES=$(scripts/postgres.sh start "$server" --durable)
export GEZHI_BENCH_POSTGRES
echo "machine: $(nproc) × $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(date -I), $(git rev-parse --short HEAD)"
for program in "${programs[@]}"; do
    echo "+ build/release/bench/$program $*"
    "build/release/bench/$program" "$@"
done
