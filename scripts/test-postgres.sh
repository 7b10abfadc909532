#!/usr/bin/env bash
# Starts the tests' PostgreSQL in FOLDER, fast instead of durable, unless it is running; the tests call it themselves.
# A watcher stays with it: when no test has held FOLDER.lock for a minute, it stops the server and removes FOLDER.
#   scripts/test-postgres.sh FOLDER           connect with `host=FOLDER user=postgres`
#   scripts/test-postgres.sh --stop FOLDER    stops it now
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/postgres.sh
source scripts/postgres.sh

idle_seconds=60

start() {
    local folder=$1 bin
    bin=$(pg_bin) || {
        echo "PostgreSQL's programs (initdb, postgres) were not found: run scripts/setup.sh, or set PROFFER_PG_BIN." >&2
        return 1
    }
    throwaway_stop "$folder" 2>/dev/null || true
    rm -rf "$folder"
    mkdir -m 700 "$folder"
    if [[ $(id -u) -eq 0 ]]; then
        chown "$(as_postgres id -u):$(as_postgres id -g)" "$folder"
    fi
    cd "$folder"
    as_postgres "$bin/initdb" -D "$folder/cluster" -U postgres -A trust -E UTF8 --locale=C --lc-ctype=C.UTF-8 \
        --no-sync --no-instructions >"$folder/initdb.log"
    as_postgres "$bin/pg_ctl" -D "$folder/cluster" -s -w -l "$folder/server.log" -o "-c listen_addresses='' \
        -c unix_socket_directories='$folder' -c fsync=off -c full_page_writes=off -c synchronous_commit=off \
        -c max_connections=300 -c shared_buffers=128MB -c max_wal_size=4GB -c jit=off -c timezone=UTC" start
}

# Holding the lock while it stops keeps new tests waiting; they find no server then and start one.
watch() {
    local folder=$1 since
    exec 8<>"$folder.lock"
    while [[ -f $folder/cluster/postmaster.pid ]]; do
        sleep 5
        since=$(($(date +%s) - $(stat -c %Y "$folder.lock")))
        if ((since > idle_seconds)) && flock --exclusive --nonblock 8; then
            throwaway_stop "$folder"
            rm -rf "$folder"
        fi
    done
}

case $1 in
--stop) throwaway_stop "$2" && rm -rf "$2" ;;
--watch) watch "$2" ;;
*)
    start "$1" </dev/null
    if command -v flock setsid >/dev/null; then
        setsid bash "$OLDPWD/scripts/test-postgres.sh" --watch "$1" </dev/null >/dev/null 2>&1 &
    fi
    ;;
esac
