#!/usr/bin/env bash
# Tries the thirty-one promises of docs/security.md and prints a table of what was seen. Fails if one of them is missed, or
# not told: a row is made only of what its tests reported in this run.
#   scripts/soak.sh                  the full sizes, about an hour
#   scripts/soak.sh --short          what CI runs, some minutes
#   scripts/soak.sh --scale PERCENT  a part of the full sizes
set -euo pipefail
cd "$(dirname "$0")/.."

percent=100
case ${1:-} in
--short) percent=0 ;;
--scale) percent=${2:?how many per cent?} ;;
esac
folder=$PWD/target
[[ -z ${CARGO_TARGET_DIR:-} ]] || folder=$(realpath -m "$CARGO_TARGET_DIR")
folder+=/soak
mkdir -p "$folder"
export PROFFER_SOAK=$percent PROFFER_SOAK_REPORT=$folder/report.jsonl PROFFER_SOAK_FOLDER=$folder
: >"$PROFFER_SOAK_REPORT"

# Number, promise and the names of what shows it, from the page's table.
jq -Rn '[inputs | select(test("^\\| +[0-9]+ \\|")) | ltrimstr("|") | rtrimstr("|") | split("|") | {
    number: (.[0] | tonumber), promise: (.[1] | gsub("^ +| +$"; "")), shown: [.[2] | scan("`([^`]+)`")[0]]}]' \
    docs/security.md >"$folder/promises.json"
mapfile -t tests < <(jq -r '.[].shown[] | select(startswith("scripts/") | not)' "$folder/promises.json" | sort -u)
mapfile -t scripts < <(jq -r '.[].shown[] | select(startswith("scripts/"))' "$folder/promises.json" | sort -u)

echo "soak: ${#tests[@]} tests and ${#scripts[@]} scripts at $percent % of the full sizes"
# What fails here tells no figures, which the table shows.
if command -v cargo-nextest >/dev/null; then
    expression=$(printf ' | test(=%s)' "${tests[@]}")
    cargo nextest run --locked --profile soak -p proffer -E "${expression:3}" || true
else
    cargo test --locked -p proffer --no-fail-fast -- --exact --test-threads=1 "${tests[@]}" || true
fi
spared=()
for script in "${scripts[@]}"; do
    status=0
    "$script" "$percent" || status=$?
    # 3: what it does takes too long for this size.
    [[ $status -ne 3 ]] || spared+=("$script")
done

printf '%s\n' "${spared[@]}" | jq -Rn '[inputs | select(. != "")]' >"$folder/spared.json"
jq -rn --slurpfile promises "$folder/promises.json" --slurpfile told "$PROFFER_SOAK_REPORT" \
    --slurpfile spared "$folder/spared.json" -f scripts/soak.jq | tee "$folder/table.txt"
! grep -q '^MISSED' "$folder/table.txt"
