#!/usr/bin/env bash
# Runs all tests: with cargo-nextest where it is installed, else with cargo's own runner. Arguments go to the runner.
set -euo pipefail
cd "$(dirname "$0")/.."

if command -v cargo-nextest >/dev/null; then
    cargo test --locked --workspace --doc
    exec cargo nextest run --locked --workspace "$@"
fi
exec cargo test --locked --workspace --no-fail-fast "$@"
