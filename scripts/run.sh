#!/usr/bin/env bash
# Builds what changed and starts the server with the demo street. The server prints `ready http://127.0.0.1:PORT`.
set -euo pipefail

usage() {
    cat <<'TEXT'
usage: ./run [--port N] [--data DIR] [--empty] [--database URL] [-- more options of `gezhi serve`]

  --port N         port on 127.0.0.1 (8311)
  --data DIR       data folder (./data)
  --empty          an empty street, without the demo
  --database URL   postgresql://…  instead of SQLite in the data folder
TEXT
}

root=$(cd "$(dirname "$0")/.." && pwd)
port=8311
data=$root/data
demo=(--demo demo/tianshan)
database=()
more=()
while (($# > 0)); do
    case "$1" in
    --port | --data | --database)
        if (($# < 2)); then echo "run: $1 wants a value" >&2; exit 2; fi
        case "$1" in
        --port) port=$2 ;;
        --data) data=$(realpath -m "$2") ;;
        --database) database=(--database "$2") ;;
        esac
        shift 2
        ;;
    --empty) demo=(--empty); shift ;;
    --help | -h) usage; exit 0 ;;
    --) shift; more=("$@"); break ;;
    *) echo "run: unknown option $1" >&2; usage >&2; exit 2 ;;
    esac
done

cd "$root"
scripts/packages.sh
scripts/build.sh release gezhi
scripts/web.sh build
command=(build/release/src/apps/gezhi serve --port "$port" --data "$data" "${demo[@]}" "${database[@]}" "${more[@]}")
echo "+ ${command[*]}"
exec "${command[@]}"
