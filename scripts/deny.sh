#!/usr/bin/env bash
# `cargo deny`: licences, sources, bans, and known vulnerabilities where the advisory database can be fetched.
#   scripts/deny.sh              checks the dependencies
#   scripts/deny.sh PERCENT      promise 30: shows that a planted vulnerability is refused; nothing is done for 0
# cargo-deny is looked for on PATH and built under the target folder if it is not there, which takes minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

version=0.20.2
[[ ${1:-} != 0 ]] || { echo "deny: building cargo-deny takes minutes, which a short run does not have"; exit 3; }
tools=${CARGO_TARGET_DIR:-target}/tools
deny=$(command -v cargo-deny || true)
if [[ -z $deny ]]; then
    deny=$(realpath -m "$tools/bin/cargo-deny")
    [[ -x $deny ]] || cargo install cargo-deny --version "$version" --locked --debug --root "$tools" >&2
fi

checks() {
    "$deny" --log-level error check licenses bans sources
    if "$deny" fetch db >/dev/null 2>&1; then
        "$deny" --log-level error --offline check advisories
    else
        echo "advisories NOT CHECKED: the database at https://github.com/rustsec/advisory-db cannot be reached; the bans of deny.toml were"
    fi
}

# A database of one made-up advisory against a crate that is here: what the real one would say, had that crate the fault.
# It lies where cargo-deny would keep its copy of the real one.
planted() {
    local work database
    work=$(mktemp -d "${TMPDIR:-/tmp}/proffer-deny.XXXXXX")
    # shellcheck disable=SC2064
    trap "rm -rf '$work'" EXIT
    sed "s|^\[advisories\]|&\ndb-path = \"$work\"|" deny.toml >"$work/deny.toml"
    refuses() { ! "$deny" --log-level error --offline --config "$work/deny.toml" check advisories >"$work/said" 2>&1; }
    refuses || { echo "MISSED: cargo deny passed without a database" >&2; return 1; }
    database=$(grep -om1 "$work/advisory-db-[0-9a-f]*" "$work/said")
    git init --quiet "$database"
    advise "$database" uuid
    refuses && grep -q 'RUSTSEC-2026-9999' "$work/said" || { cat "$work/said"; return 1; }
    # The same against a crate that is not here changes nothing: it was the advisory that was refused.
    advise "$database" a-crate-that-is-not-here
    ! refuses || { cat "$work/said"; return 1; }
}

# advise DATABASE CRATE: makes this its only advisory.
advise() {
    local folder=$1/crates/$2
    rm -rf "$1/crates"
    mkdir -p "$folder"
    printf '```toml\n[advisory]\nid = "RUSTSEC-2026-9999"\npackage = "%s"\ndate = "2026-01-01"\n\n[versions]\npatched = []\n```\n\n# Planted\n\nMade up, to show that it is refused.\n' \
        "$2" >"$folder/RUSTSEC-2026-9999.md"
    git -C "$1" add --all
    git -C "$1" -c user.name=soak -c user.email=soak@localhost commit --quiet --message=planted
    cp "$1/.git/HEAD" "$1/.git/FETCH_HEAD"
}

if [[ $# -eq 0 ]]; then
    checks
    exit
fi
begun=$SECONDS
checks | tee /dev/stderr >"${TMPDIR:-/tmp}/proffer-deny.$$"
asked="the advisory database found nothing"
grep -q 'NOT CHECKED' "${TMPDIR:-/tmp}/proffer-deny.$$" && asked="the advisory database could not be fetched"
rm -f "${TMPDIR:-/tmp}/proffer-deny.$$"
planted
[[ -z ${PROFFER_SOAK_REPORT:-} ]] || jq -cn --arg asked "$asked" --argjson seconds $((SECONDS - begun)) '{
    promise: 30, test: "scripts/deny.sh", seconds: $seconds,
    tried: "cargo deny, and an advisory planted in a database of its own",
    seen: "licences, bans, sources in order; the planted one refused; \($asked)"}' >>"$PROFFER_SOAK_REPORT"
