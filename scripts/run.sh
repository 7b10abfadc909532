#!/usr/bin/env bash
# `make run`: sets up what is missing, builds, and serves. Arguments go to `proffer serve`.
#   scripts/run.sh demo      makes a bank to play with instead: `proffer demo`
set -euo pipefail
cd "$(dirname "$0")/.."

command=serve
if [[ ${1:-} == demo ]]; then
    command=demo
    shift
fi

# A setting of the environment, else of .env; nothing if it is in neither.
setting() {
    local line
    if [[ -n ${!1:-} ]]; then
        printf '%s\n' "${!1}"
    elif line=$(grep -s "^\(export \)\?$1=." .env | tail -n 1); then
        line=${line#*=}
        line=${line#[\'\"]}
        printf '%s\n' "${line%[\'\"]}"
    fi
}

# Where it will listen, as far as this can be known without the program.
address() {
    local address previous="" word
    address=$(setting PROFFER_LISTEN)
    for word in "$@"; do
        [[ $previous != --listen ]] || address=$word
        [[ $word != --listen=* ]] || address=${word#--listen=}
        previous=$word
    done
    if [[ -z $address && -n $(setting PROFFER_CONFIG) ]]; then
        address=$(sed -n 's/^listen *= *"\(.*\)".*/\1/p' "$(setting PROFFER_CONFIG)" 2>/dev/null || true)
    fi
    printf '%s\n' "${address:-127.0.0.1:8000}"
}

if [[ -n $(setting DATABASE_URL) ]]; then
    scripts/setup.sh build
else
    scripts/setup.sh
fi

where=$(address "$@")
host=${where%:*} port=${where##*:}
case $host in 0.0.0.0 | "[::]") host=127.0.0.1 ;; esac
# Before minutes of building.
if [[ $command == serve && $port != 0 ]] && (exec 3<>"/dev/tcp/${host//[\[\]]/}/$port") 2>/dev/null; then
    echo "$where is taken by another program: choose another address with PROFFER_LISTEN or --listen" >&2
    exit 1
fi

if [[ ! -x ${CARGO_TARGET_DIR:-target}/release/proffer ]]; then
    echo "Building Proffer: about ten minutes on two cores the first time, later only what has changed."
    [[ $command != serve ]] || echo "Then it serves on $where."
fi
# cargo becomes the program, so that signals reach it.
exec cargo run --release --locked --bin proffer -- "$command" "$@"
