#!/usr/bin/env bash
# Configures a preset once and builds targets with one compiler per core.
# usage: scripts/build.sh PRESET [TARGET…]     without a target: everything
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:?preset}
shift
# Without this ccache keeps nothing that uses the precompiled header of the tests.
export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros}
if [[ ! -f build/$preset/build.ninja ]]; then
    echo "+ cmake --preset $preset"
    options=()
    # clang-tidy reads no header that GCC or clang precompiled.
    if [[ $preset == lint ]]; then options=(-DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON); fi
    mkdir -p build
    log=build/configure-$preset.log
    cmake --preset "$preset" "${options[@]}" >"$log" 2>&1 || { cat "$log"; exit 1; }
fi
targets=("$@")
if ((${#targets[@]} == 0)); then targets=(all); fi
command=(ninja -C "build/$preset" -j "$(nproc)" "${targets[@]}")
# Nothing to do: nothing to say.
if [[ "$("${command[@]}" -n)" == *"no work to do"* ]]; then exit 0; fi
echo "+ ${command[*]}"
"${command[@]}"
