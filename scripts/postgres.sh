#!/usr/bin/env bash
# A private PostgreSQL server in a folder of its own: loopback only, a password of its own, no system service.
# usage: scripts/postgres.sh start DIR [--durable]   prints its URL; --durable keeps fsync on (benchmarks)
#        scripts/postgres.sh stop DIR                ends that server, by its pid, and removes DIR
set -euo pipefail

verb=${1:-}
dir=${2:-}
if [[ -z "$verb" || -z "$dir" ]]; then sed -n '2,5p' "$0"; exit 2; fi
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1)
if [[ -z "$bin" ]]; then echo "postgres: no PostgreSQL here; ./dev setup test installs it" >&2; exit 1; fi

# PostgreSQL refuses to run as root.
serve() {
    if ((EUID == 0)); then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

start() {
    mkdir -p "$dir"
    dir=$(cd "$dir" && pwd)
    if ((EUID == 0)); then chown postgres: "$dir"; fi
    chmod 700 "$dir"
    local password port speed=(-c fsync=off -c full_page_writes=off -c synchronous_commit=off)
    if [[ "${1:-}" == --durable ]]; then speed=(); fi
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    (umask 077 && echo "$password" >"$dir/password")
    if ((EUID == 0)); then chown postgres: "$dir/password"; fi
    serve "$bin/initdb" -D "$dir/data" -U gezhi --pwfile="$dir/password" --auth=scram-sha-256 --locale=C \
        --encoding=UTF8 >"$dir/initdb.log" || { cat "$dir/initdb.log" >&2; return 1; }
    for _ in 1 2 3 4 5 6 7 8; do # another process may take the port first
        port=$((20000 + RANDOM % 12000))
        if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then continue; fi
        if serve "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/server.log" -o "-c listen_addresses=127.0.0.1 \
-c port=$port -c unix_socket_directories='' -c max_connections=200 -c shared_buffers=64MB ${speed[*]}" \
            start >/dev/null 2>&1; then
            echo "postgresql://gezhi:$password@127.0.0.1:$port/postgres"
            return 0
        fi
    done
    cat "$dir/server.log" >&2
    return 1
}

stop() {
    if [[ -f "$dir/data/postmaster.pid" ]]; then
        serve "$bin/pg_ctl" -D "$(cd "$dir" && pwd)/data" -m immediate -w stop >/dev/null || true
    fi
    rm -rf "$dir"
}

case "$verb" in
start) start "${3:-}" ;;
stop) stop ;;
*) echo "postgres: start or stop, not $verb" >&2; exit 2 ;;
esac
