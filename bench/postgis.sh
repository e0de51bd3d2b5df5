#!/usr/bin/env bash
# Point → grid beside PostGIS, in one run: the same 5 041 polygons and points, our locator on one core, PostGIS as a join within the
# server (GiST index, ST_Contains, no parallel workers), the best of three. Needs Debian's postgresql-15-postgis-3.
# usage: bench/postgis.sh     after scripts/build.sh release geo_locate
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d /tmp/gezhi-postgis-XXXXXX)
chmod 755 "$folder"
server=$(mktemp -d /tmp/gezhi-postgres-XXXXXX)
trap 'scripts/postgres.sh stop "$server"; rm -rf "$folder"' EXIT
url=$(scripts/postgres.sh start "$server")
build/release/bench/geo_locate --tiling "$folder"
psql -q "$url" -v ON_ERROR_STOP=1 <<SQL
CREATE EXTENSION postgis;
CREATE TABLE grid_text (id int, wkt text);
CREATE TABLE point_text (wkt text);
\\copy grid_text FROM '$folder/grids.tsv'
\\copy point_text FROM '$folder/points.tsv'
CREATE TABLE grid AS SELECT id, ST_GeomFromText(wkt, 4326) AS shape FROM grid_text;
CREATE TABLE point AS SELECT ST_GeomFromText(wkt, 4326) AS at FROM point_text LIMIT 200000;
CREATE INDEX ON grid USING gist (shape);
ANALYZE grid; ANALYZE point;
SQL
psql -q "$url" -v ON_ERROR_STOP=1 >"$folder/times" <<'SQL'
SET max_parallel_workers_per_gather = 0;
\timing on
SELECT count(*) FROM point p JOIN grid g ON ST_Contains(g.shape, p.at);
SELECT count(*) FROM point p JOIN grid g ON ST_Contains(g.shape, p.at);
SELECT count(*) FROM point p JOIN grid g ON ST_Contains(g.shape, p.at);
SQL
ours=$(build/release/bench/geo_locate --benchmark_filter='^locate/grids_5041' --benchmark_min_time=2 --benchmark_format=json 2>/dev/null |
    grep -o '"items_per_second": [0-9.e+]*' | cut -d' ' -f2)
awk -v ours="$ours" '/^Time:/ {if (!best || $2 < best) best = $2}
    END {theirs = 200000 / (best / 1000); printf "{\"what\":\"point to grid\",\"per_second\":%.0f,\"postgis_per_second\":%.0f,\"ratio\":%.0f}\n", ours, theirs, ours / theirs}' "$folder/times"
