#!/usr/bin/env bash
# `make run`: sets up what is missing, builds, and serves. Arguments go to `proffer serve`.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/postgres.sh
source scripts/postgres.sh

is_set() {
    [[ -n ${!1:-} ]] || grep -qs "^\(export \)\?$1=." .env
}

if ! is_set DATABASE_URL; then
    scripts/setup.sh
    # Root's PostgreSQL runs as another user, who may not enter the folder of this repository.
    if [[ $(id -u) -eq 0 ]] && ! is_set PROFFER_DATA_DIR && ! as_postgres test -x "$PWD"; then
        export PROFFER_DATA_DIR=/var/lib/proffer
        echo "PostgreSQL's user cannot enter $PWD: the data goes to $PROFFER_DATA_DIR"
    fi
fi
# cargo becomes the program, so that signals reach it.
exec cargo run --release --locked --quiet --bin proffer -- serve "$@"
