#!/usr/bin/env bash
# Promise 13: the parsers of fuzz/targets.rs under libFuzzer, led by coverage. Stable Rust without sanitizers: this program
# has no unsafe code; what is looked for are panics, overflows and broken invariants.
#   scripts/fuzz.sh [PERCENT]    of the full two minutes for each target; nothing is done for 0
set -euo pipefail
cd "$(dirname "$0")/.."

percent=${1:-100}
if [[ $percent -eq 0 ]]; then
    echo "fuzz: building with coverage takes minutes, which a short run does not have"
    exit 3
fi
command -v c++ >/dev/null || { echo "MISSED: libFuzzer needs a C++ compiler" >&2; exit 1; }
seconds=$((120 * percent / 100))
[[ $seconds -ge 5 ]] || seconds=5
folder=$(realpath -m "${PROFFER_SOAK_FOLDER:-${CARGO_TARGET_DIR:-target}/soak}")
begun=$SECONDS

# The very dependencies of the program.
cp Cargo.lock fuzz/Cargo.lock
# What cargo-fuzz passes, but for the sanitizer.
host=$(rustc -vV | sed -n 's/^host: //p')
RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing" \
    cargo build --manifest-path fuzz/Cargo.toml --release --target "$host" --target-dir "$folder/fuzz"
program=$folder/fuzz/$host/release/parsers

told=()
while IFS= read -r target; do
    corpus=$folder/corpus/$target
    mkdir -p "$corpus" "$folder/crashes"
    echo "fuzz: $target for $seconds s"
    PROFFER_FUZZ_TARGET=$target "$program" "$corpus" -max_total_time="$seconds" -max_len=4096 -rss_limit_mb=2048 \
        -timeout=10 -artifact_prefix="$folder/crashes/$target-" -print_final_stats=1 >"$folder/fuzz-$target.log" 2>&1 || {
        tail -30 "$folder/fuzz-$target.log"
        echo "MISSED: $target stumbled, see $folder/crashes" >&2
        exit 1
    }
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/fuzz-$target.log")
    told+=("$target $runs")
done < <(sed -n 's/^    ("\([a-z]*\)", .*/\1/p' fuzz/targets.rs)

[[ -z ${PROFFER_SOAK_REPORT:-} ]] || jq -cn --arg told "$(printf ', %s' "${told[@]}")" --argjson seconds $((SECONDS - begun)) \
    --arg each "$seconds" '{promise: 13, test: "scripts/fuzz.sh", seconds: $seconds,
    tried: "libFuzzer with coverage, without sanitizers, \($each) s each: \($told[2:])",
    seen: "no panic, no overflow, every invariant holds"}' >>"$PROFFER_SOAK_REPORT"
