#!/usr/bin/env bash
# Runs the examples of docs/api.md and docs/webhooks.md, each page's from its top, against a fresh server. Fails at the first
# request that is refused.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/server.sh
source scripts/server.sh

start_server pages
for page in docs/api.md docs/webhooks.md; do
    # What stands in ```sh blocks, for this server. Who pastes it sees what is refused; here it ends the script.
    {
        printf '%s\n' 'set -euo pipefail' 'curl() { command curl --fail-with-body "$@" || { echo " <- $*" >&2; exit 1; }; }'
        sed -n '/^```sh$/,/^```$/{/^```/!p}' "$page" | sed "s|http://127.0.0.1:8000|$url|"
    } >"$work/page.sh"
    requests=$(grep -c 'curl ' "$work/page.sh")
    # Fewer would mean that they are not found any more.
    ((requests >= 6)) || { echo "$page has only $requests examples" >&2; exit 1; }
    (cd "$work" && PROFFER_ADMIN_PASSWORD=$password timeout 120 bash page.sh >page.out 2>&1 </dev/null) || {
        tail -20 "$work/page.out"
        echo "$page: its examples do not work when they are pasted from the top" >&2
        exit 1
    }
    # A token or id that is `null` was not there.
    if grep -n 'Bearer null\|/null' "$work/page.out"; then exit 1; fi
    echo "$page: its $requests examples work"
done
