# shellcheck shell=bash
# A server of its own on a fresh private PostgreSQL, for the scripts that source this.

# start_server NAME [LOG]: sets work (a throw-away folder, gone with the script), url, and password (the super admin's,
# `admin`); variables of the environment go along. What the server logs goes to LOG, or to $work/log.
start_server() {
    work=$(mktemp -d "${TMPDIR:-/tmp}/proffer-$1.XXXXXX")
    # Root's PostgreSQL runs as another user, who has to get through.
    chmod 711 "$work"
    server=
    trap stop_server EXIT
    local log=${2:-$work/log} port=$((20000 + RANDOM % 20000))
    cargo build --locked --quiet --bin proffer
    url=http://127.0.0.1:$port
    password="$1-$RANDOM-$RANDOM-$RANDOM"
    env -u DATABASE_URL PROFFER_LISTEN=127.0.0.1:$port PROFFER_DATA_DIR="$work/data" PROFFER_ADMIN_PASSWORD="$password" \
        "${CARGO_TARGET_DIR:-target}/debug/proffer" serve >"$work/out" 2>"$log" &
    server=$!
    for _ in $(seq 300); do
        curl -fsS "$url/health/ready" >/dev/null 2>&1 && return
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    echo "the server does not get ready:" >&2
    cat "$log" >&2
    exit 1
}

stop_server() {
    if [[ -n $server ]]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$work"
}
