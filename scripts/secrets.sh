#!/usr/bin/env bash
# Fails when a tracked file holds what looks like a secret, and says where, not what.
#   scripts/secrets.sh [REPOSITORY]
# What is meant to be there is told by the words `not a secret` on its line.
set -euo pipefail
cd "${1:-$(dirname "$0")/..}"

letters='A-Za-z0-9+/_-'
patterns=(
    '-----BEGIN ([A-Z]+ )*PRIVATE KEY'
    'AKIA[0-9A-Z]{16}'
    'prf_[0-9A-Za-z]{24,}'
    "whsec_[$letters]{24,}"
    'gh[pousr]_[0-9A-Za-z]{36,}'
    'xox[abprs]-[0-9A-Za-z-]{10,}'
    'AIza[0-9A-Za-z_-]{35}'
    'sk_live_[0-9A-Za-z]{16,}'
    "eyJ[$letters]{10,}\\.eyJ[$letters]{10,}\\.[$letters]{40,}"
    # A name that promises a secret, and a value of 24 characters or more without a blank.
    "([Ss][Ee][Cc][Rr][Ee][Tt]|[Pp][Aa][Ss][Ss][Ww][Oo][Rr][Dd]|[Tt][Oo][Kk][Ee][Nn]|[Kk][Ee][Yy])[A-Za-z_]*\"? ?[:=] ?[\"']?[$letters]{24,}[\"']?\$"
    "://[^/@ \"']+:[$letters]{16,}@"
)

found=$(git ls-files -z --cached | grep -zvE '(^|/)Cargo\.lock$|\.snap$' |
    xargs -0r grep -IHnE "${patterns[@]/#/-e}" -- 2>/dev/null | grep -v 'not a secret' | cut -d: -f1,2 || true)
if [[ -n $found ]]; then
    echo "these lines look like secrets; take them out, and give out new ones if they were pushed:" >&2
    echo "$found" >&2
    exit 1
fi
