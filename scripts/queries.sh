#!/usr/bin/env bash
# Turns queries/*.sql into the typed functions of crates/queries, checked against the schema that migrations/*.sql make.
#   scripts/queries.sh            writes crates/queries/src
#   scripts/queries.sh --check    writes nothing, fails when crates/queries/src is stale
# CORNUCOPIA names the generator's program; without it the generator is looked for on PATH and installed under target/.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/postgres.sh
source scripts/postgres.sh

version=1.0.1

generator() {
    local tools=${CARGO_TARGET_DIR:-target}/tools
    if [[ -n ${CORNUCOPIA:-} ]]; then
        printf '%s\n' "$CORNUCOPIA"
        return
    fi
    if [[ ! -x $tools/bin/cornucopia ]]; then
        cargo install cornucopia --version "$version" --locked --root "$tools" >&2
    fi
    printf '%s\n' "$tools/bin/cornucopia"
}

mode=${1:-write}
cornucopia=$(generator)
mkdir -p queries
work=$(mktemp -d "${TMPDIR:-/tmp}/proffer-queries.XXXXXX")
trap 'throwaway_stop "$work"; rm -rf "$work"' EXIT

throwaway_start "$work"
bin=$(pg_bin)
for migration in migrations/*.sql; do
    "$bin/psql" -X -q -v ON_ERROR_STOP=1 --single-transaction -h "$work" -U postgres -d postgres -f "$migration"
done

# The generator exits 0 without writing when its destination is there: the destination must not exist yet, and what
# counts is that it has files afterwards.
"$cornucopia" live --config cornucopia.toml --destination "$work/generated" \
    "host=$work user=postgres dbname=postgres" </dev/null
if [[ ! -f $work/generated/src/lib.rs ]]; then
    echo "cornucopia wrote nothing" >&2
    exit 1
fi
# A query with one JSON column and nothing else: the generator names a lifetime that is not the row's.
find "$work/generated/src" -name '*.rs' -exec perl -0pi -e \
    's/((?:Result<|fn\()\s*(?:Option<\s*)?pg_types::RawJsonRef)<\x27a>/$1<\x27_>/g' {} +
# Parameters of type json and jsonb take our raw JSON too; the trait that says so is generated with the code.
if grep -q 'trait JsonSql' "$work/generated/src/type_traits.rs"; then
    printf 'impl JsonSql for pg_types::%s {}\n' RawJson "RawJsonRef<'_>" >>"$work/generated/src/type_traits.rs"
fi
# Its lists of modules come in a random order; rustfmt sorts them.
rustfmt --edition 2024 --config-path "$PWD/rustfmt.toml" "$work/generated/src/lib.rs"

if [[ $mode == --check ]]; then
    if ! diff -ru crates/queries/src "$work/generated/src"; then
        echo "crates/queries/src is stale: run make queries and commit what it writes" >&2
        exit 1
    fi
    echo "crates/queries is fresh"
else
    rm -rf crates/queries/src
    cp -R "$work/generated/src" crates/queries/src
    echo "crates/queries/src is written"
fi
