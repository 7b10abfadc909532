# shellcheck shell=bash
# Sourced: finds PostgreSQL's programs and runs a throw-away server that needs nothing of this project compiled.
#   pg_bin                    prints the folder that holds initdb and postgres, or fails
#   throwaway_start FOLDER    makes a cluster in FOLDER and starts it; connect with `host=FOLDER user=postgres`
#   throwaway_stop FOLDER     stops it; FOLDER is the caller's to remove

pg_bin() {
    local folder
    local -a places=()
    if [[ -n ${PROFFER_PG_BIN:-} ]]; then
        places=("$PROFFER_PG_BIN")
    else
        folder=$(command -v initdb) && places+=("$(dirname "$(readlink -f "$folder")")")
        folder=$(pg_config --bindir 2>/dev/null) && places+=("$folder")
        while IFS= read -r folder; do places+=("$folder"); done < <(
            printf '%s\n' /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin |
                sort --reverse --version-sort
        )
    fi
    for folder in "${places[@]}"; do
        if [[ -x $folder/initdb && -x $folder/postgres && -x $folder/pg_ctl ]]; then
            printf '%s\n' "$folder"
            return 0
        fi
    done
    return 1
}

# PostgreSQL refuses to run as root: drop to its own user, or to nobody.
as_postgres() {
    if [[ $(id -u) -ne 0 ]]; then
        "$@"
    elif id postgres >/dev/null 2>&1; then
        setpriv --reuid=postgres --regid="$(id -g postgres)" --clear-groups -- "$@"
    else
        setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups -- "$@"
    fi
}

throwaway_start() {
    local folder=$1 bin
    bin=$(pg_bin) || {
        echo "PostgreSQL's programs (initdb, postgres) were not found: run scripts/setup.sh, or set PROFFER_PG_BIN." >&2
        return 1
    }
    if [[ $(id -u) -eq 0 ]]; then
        chown "$(as_postgres id -u):$(as_postgres id -g)" "$folder"
    fi
    (
        cd "$folder"
        as_postgres "$bin/initdb" -D "$folder/cluster" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$folder/initdb.log"
        as_postgres "$bin/pg_ctl" -D "$folder/cluster" -s -w -l "$folder/server.log" \
            -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c full_page_writes=off" start
    ) </dev/null
}

throwaway_stop() {
    local folder=$1 bin
    bin=$(pg_bin) || return 0
    if [[ -f $folder/cluster/postmaster.pid ]]; then
        (cd "$folder" && as_postgres "$bin/pg_ctl" -D "$folder/cluster" -s -w -m immediate stop) || true
    fi
}
