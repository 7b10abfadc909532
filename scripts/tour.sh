#!/usr/bin/env bash
# Runs examples/tour.sh on the customers of a file against a fresh server of its own, and stops it again.
#   scripts/tour.sh CUSTOMERS.csv
set -euo pipefail
cd "$(dirname "$0")/.."

customers=$(readlink -f "${1:?which file of customers?}")
work=$(mktemp -d "${TMPDIR:-/tmp}/proffer-tour.XXXXXX")
# Root's PostgreSQL runs as another user, who has to get through.
chmod 711 "$work"
server=
finish() {
    if [[ -n $server ]]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap finish EXIT

cargo build --locked --bin proffer
program=${CARGO_TARGET_DIR:-target}/debug/proffer
port=$((20000 + RANDOM % 20000))
export PROFFER_ADMIN_PASSWORD="tour-$RANDOM-$RANDOM-$RANDOM"
env -u DATABASE_URL PROFFER_LISTEN=127.0.0.1:$port PROFFER_DATA_DIR="$work/data" "$program" serve >"$work/log" 2>&1 &
server=$!
for _ in $(seq 300); do
    curl -fsS "http://127.0.0.1:$port/health/ready" >/dev/null 2>&1 && break
    kill -0 "$server" 2>/dev/null || { cat "$work/log"; exit 1; }
    sleep 0.1
done

PROFFER_URL=http://127.0.0.1:$port examples/tour.sh "$customers" </dev/null || { tail -50 "$work/log"; exit 1; }
