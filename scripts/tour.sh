#!/usr/bin/env bash
# Runs examples/tour.sh on the customers of a file against a fresh server of its own, and stops it again.
#   scripts/tour.sh CUSTOMERS.csv
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/server.sh
source scripts/server.sh

customers=$(readlink -f "${1:?which file of customers?}")
start_server tour
PROFFER_ADMIN_PASSWORD=$password PROFFER_URL=$url examples/tour.sh "$customers" </dev/null || { tail -50 "$work/log"; exit 1; }
