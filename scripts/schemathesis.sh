#!/usr/bin/env bash
# Promise 7: schemathesis makes up requests from the API's document and holds every answer against it, as a super admin,
# as a tenant's admin and with an API key. It comes from PyPI into a folder of its own under the target folder.
#   scripts/schemathesis.sh [PERCENT]    of the full 10,000 cases; 0 is a short run
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/server.sh
source scripts/server.sh

percent=${1:-100}
version=4.32.5
folder=$(realpath -m "${PROFFER_SOAK_FOLDER:-${CARGO_TARGET_DIR:-target}/soak}")
python=$folder/venv-$version/bin/python
# Made-up requests for each operation and caller, on top of the tool's systematic ones, which a short run goes without.
# The document has more than sixty operations.
examples=$((3 + 27 * percent / 100))
phases=examples,fuzzing
[[ $percent -eq 0 ]] || phases=examples,coverage,fuzzing
begun=$SECONDS

if [[ ! -x $(dirname "$python")/schemathesis ]]; then
    python3 -m venv "$folder/venv-$version" &&
        "$python" -m pip install --quiet --disable-pip-version-check "schemathesis==$version" || {
        echo "MISSED: schemathesis cannot be installed from PyPI" >&2
        rm -rf "$folder/venv-$version"
        exit 1
    }
fi

PROFFER_LOG=error start_server soak "$folder/schemathesis-server.log"

# ask METHOD PATH TOKEN BODY
ask() {
    curl -fsS -X "$1" "$url/api/v1$2" -H "Authorization: Bearer $3" -H 'Content-Type: application/json' --data "$4"
}
root=$(ask POST /auth/token none "{\"username\":\"admin\",\"password\":\"$password\"}" | jq -r .access_token)
ask POST /sa/tenants "$root" '{"name":"cards"}' >/dev/null
ask POST /sa/users "$root" "{\"username\":\"ada\",\"password\":\"$password\",\"full_name\":\"Ada\"}" >/dev/null
ask POST /sa/user-tenant-roles "$root" '{"username":"ada","tenant_name":"cards","roles":["admin","create"]}' >/dev/null
ask POST /sa/users "$root" "{\"username\":\"victim\",\"password\":\"$password\",\"full_name\":\"Victim\"}" >/dev/null
ada=$(ask POST /auth/token none "{\"username\":\"ada\",\"password\":\"$password\"}" | jq -r .access_token)
key=$(ask POST /sa/api-keys "$root" '{"name":"soak","scopes":["deliveries","customers:read","customers:write"]}' | jq -r .secret)
# Something to be found by whoever asks for number 1.
ask POST /tenants/cards/offers "$ada" '{"data":{"rate":1.5}}' >/dev/null
ask POST /tenants/cards/campaigns "$ada" '{"offer_id":1,"name":"Spring","selection_criteria":{"everyone":true},
    "start_date":"2026-01-01","end_date":"2099-12-31"}' >/dev/null
ask POST /customers "$root" '{"full_name":"Ann","external_id":"1"}' >/dev/null

# The document as it is served, but for its path parameters: those that are in order name what is there.
curl -fsS "$url/api/v1/openapi.json" | jq '(.paths[][].parameters[]? | select(.in == "path")) |= (
    if .name == "tenant_name" then .schema = {enum: ["cards"]}
    elif .name == "username" then .schema = {enum: ["victim"]}
    elif .name == "offer_id" or .name == "campaign_id" then .schema = {type: "integer", minimum: 1, maximum: 9}
    else . end)' >"$work/openapi.json"

# A key goes into its own header: the document takes one there or as a bearer token, and a request without the one is in
# order if it has the other. One worker: two parse Python at once, which Python 3.11 now and then takes for a fault.
# Nobody here may lose their own session, password or key: those operations are in the tests.
cases=0 failed=0
for who in "key:$key" "admin:$ada" "super admin:$root"; do
    header="Authorization: Bearer ${who#*:}"
    [[ $who != key:* ]] || header="X-API-Key: ${who#*:}"
    name=${who%%:*} log=$folder/schemathesis-${who%%:*}.log
    echo "schemathesis as ${name}"
    (cd "$work" && "$(dirname "$python")/schemathesis" run openapi.json \
        --url "$url/api/v1" --header "$header" --max-examples "$examples" --seed 20260301 \
        --phases "$phases" --warnings off \
        --checks not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,negative_data_rejection,unsupported_method \
        --exclude-path /auth/logout --exclude-path /auth/change-password --workers 1 --no-color \
        >"$log" 2>&1) || failed=$((failed + 1))
    sed -n '/^Failures:/,$p; /^Errors:/,$p; /^Test cases:/,+1p' "$log" | head -40
    cases=$((cases + $(sed -n 's/^  \([0-9]*\) generated.*/\1/p' "$log" | tail -1)))
done

if grep -q . "$folder/schemathesis-server.log"; then
    head -20 "$folder/schemathesis-server.log"
    failed=$((failed + 1))
fi
[[ $failed -eq 0 ]] || { echo "MISSED: schemathesis found faults, see $folder" >&2; exit 1; }
[[ -z ${PROFFER_SOAK_REPORT:-} ]] || jq -cn --arg cases "$cases" --argjson seconds $((SECONDS - begun)) --arg version "$version" '{
    promise: 7, test: "scripts/schemathesis.sh", seconds: $seconds,
    tried: "schemathesis \($version): \($cases) cases as super admin, tenant admin and API key",
    seen: "no 5xx, no answer outside the document"}' >>"$PROFFER_SOAK_REPORT"
