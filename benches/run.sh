#!/usr/bin/env bash
# Measures the workloads of docs/benchmarks.md: all of them, or those whose numbers are given.
#   benches/run.sh            all, and writes docs/benchmarks.md
#   benches/run.sh 1 3        some; QUICK=1: short and small, to see whether it works
# BENCH_DIR is where the throw-away data goes (about 6 GB); it should be on a real disk, not in memory.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=../scripts/postgres.sh
source scripts/postgres.sh

bin=$(pg_bin) || {
    echo "PostgreSQL's programs were not found: run scripts/setup.sh, or set PROFFER_PG_BIN." >&2
    exit 1
}
for program in psql pgbench; do
    if [[ ! -x $bin/$program ]]; then
        echo "$bin has no $program, with which is compared: install PostgreSQL's client and contrib programs." >&2
        exit 1
    fi
done

cargo build --profile dist --locked -p proffer -p proffer-bench
built=$(cargo metadata --format-version 1 --no-deps --locked | jq --raw-output .target_directory)/dist
work=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/proffer-bench.XXXXXX")
# PostgreSQL runs as another user if this is root.
chmod 755 "$work"

clean() {
    local pid
    if pid=$(cat "$work/serve.pid" 2>/dev/null) && [[ $(ps -o comm= -p "$pid") == proffer ]]; then
        kill "$pid" 2>/dev/null || true
        while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
    fi
    if [[ -f $work/data/pg/postmaster.pid ]]; then
        (cd "$work" && as_postgres "$bin/pg_ctl" -D "$work/data/pg" -s -w -m immediate stop) || true
    fi
    rm -rf "$work"
}
trap clean EXIT

options=(--proffer "$built/proffer" --pg-bin "$bin" --folder "$work")
if [[ -n ${QUICK:-} ]]; then
    options+=(--quick)
fi
"$built/proffer-bench" "${options[@]}" "$@"
