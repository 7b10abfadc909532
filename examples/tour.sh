#!/usr/bin/env bash
# The whole story against a running server, with nothing but curl and jq: a tenant and its people, an offer written,
# refused to its own maker and approved by a second pair of eyes, customers imported, an audience previewed and built,
# deliveries claimed and reported out of order, the funnel and the trail.
#   examples/tour.sh CUSTOMERS.csv
# PROFFER_URL (default http://127.0.0.1:8000), PROFFER_ADMIN_USERNAME (admin), PROFFER_ADMIN_PASSWORD (asked for).
set -euo pipefail

customers=${1:?which file of customers? It takes a CSV with a header line}
url=${PROFFER_URL:-http://127.0.0.1:8000}/api/v1
admin=${PROFFER_ADMIN_USERNAME:-admin}
if [[ -z ${PROFFER_ADMIN_PASSWORD:-} ]]; then
    read -rsp "password of $admin: " PROFFER_ADMIN_PASSWORD && echo
fi
run=$(date +%s)
tenant=tour_$run
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

step() { printf '\n\033[1m%s\033[0m\n' "$*"; }

# call STATUS TOKEN METHOD PATH [BODY]: prints the body, fails on any other status.
call() {
    local want=$1 token=$2 method=$3 path=$4 body=${5:-}
    local args=(-sS -o "$answer" -w '%{http_code}' -X "$method" "$url$path" -H "Authorization: Bearer $token")
    [[ -n $body ]] && args+=(-H 'Content-Type: application/json' -d "$body")
    local status
    status=$(curl "${args[@]}")
    if [[ $status != "$want" ]]; then
        printf '%s %s answered %s instead of %s:\n' "$method" "$path" "$status" "$want" >&2
        cat "$answer" >&2
        exit 1
    fi
    cat "$answer"
}

login() {
    curl -fsS "$url/auth/token" -H 'Content-Type: application/json' \
        -d "$(jq -n --arg u "$1" --arg p "$2" '{username: $u, password: $p}')" | jq -r .access_token
}

# finished TOKEN PATH: waits for the job and prints it; fails if it did not succeed.
finished() {
    local job
    while :; do
        job=$(call 200 "$1" GET "$2")
        case $(jq -r .status <<<"$job") in
            succeeded) printf '%s' "$job"; return ;;
            failed | cancelled) printf 'the job did not succeed: %s\n' "$job" >&2; exit 1 ;;
        esac
        sleep 0.2
    done
}

step "1. A tenant in which nobody approves what they wrote, and four people"
root=$(login "$admin" "$PROFFER_ADMIN_PASSWORD")
call 201 "$root" POST /sa/tenants "{\"name\": \"$tenant\", \"description\": \"Credit cards\", \"four_eyes\": true}" | jq -c .
declare -A token
person() {
    local name=$1.$run password
    password="tour $1 $RANDOM$RANDOM$RANDOM"
    call 201 "$root" POST /sa/users "$(jq -n --arg u "$name" --arg p "$password" --arg f "$2" \
        '{username: $u, password: $p, full_name: $f}')" >/dev/null
    call 200 "$root" POST /sa/user-tenant-roles "$(jq -n --arg u "$name" --arg t "$tenant" --argjson r "$3" \
        '{username: $u, tenant_name: $t, roles: $r}')" | jq -c .
    token[$1]=$(login "$name" "$password")
}
person maria "Maria, who writes offers" '["create", "approver"]'
person chen "Chen, who checks them" '["approver"]'
person ana "Ana, who runs the campaigns" '["admin"]'
person ravi "Ravi, who only looks" '["read_only"]'
here=/tenants/$tenant

step "2. What an offer has to look like here, an offer that does not, and one that does"
call 200 "${token[ana]}" PUT "$here/offer-config" '{"schema": {"type": "object", "required": ["title", "rate"],
    "properties": {"title": {"type": "string"}, "rate": {"type": "number", "minimum": 0, "maximum": 30}}}}' >/dev/null
call 422 "${token[maria]}" POST "$here/offers" '{"data": {"title": "Gold card", "rate": 99}}' | jq -c .errors
offer=$(call 201 "${token[maria]}" POST "$here/offers" \
    '{"data": {"title": "Gold card", "rate": 11.9, "fee": 0}, "comments": "For good savers"}' | jq .offer_id)
call 200 "${token[maria]}" POST "$here/offers/$offer/submit" | jq -c '{offer_id, status, version}'

step "3. Its maker may not approve it, though she is an approver; a second pair of eyes may"
call 403 "${token[maria]}" POST "$here/offers/$offer/approve" | jq -c '{status, code, detail}'
call 200 "${token[chen]}" POST "$here/offers/$offer/approve" '{"comments": "Rate checked"}' \
    | jq -c '{offer_id, status, submitted_by, decided_by}'
call 409 "${token[ana]}" PUT "$here/offers/$offer" '{"data": {"title": "Gold card", "rate": 29}}' | jq -c '{status, code, detail}'

step "4. The bank's customers: $customers"
kind=text/csv
[[ $customers == *.ndjson || $customers == *.jsonl ]] && kind=application/x-ndjson
job=$(curl -fsS -X POST "$url/customers/import" -H "Authorization: Bearer $root" -H "Content-Type: $kind" \
    --data-binary "@$customers" | jq .job_id)
finished "$root" "/customers/jobs/$job" | jq -c '.result | {rows, inserted, updated, unchanged, rejected}'

step "5. An audience, looked at before anything is stored"
criteria='{"all": [{"kyc_status": "verified"}, {"attributes.balance": {"gte": 1500}}, {"not": {"attributes.default": "yes"}}]}'
call 200 "${token[maria]}" POST "$here/campaigns/preview" "{\"selection_criteria\": $criteria, \"control_percent\": 10}" \
    | jq -c '{customers, matched, opted_out, control, target, first: .sample[0].full_name}'

step "6. A campaign: written by Maria, started by Ana, its audience built in the background"
campaign=$(call 201 "${token[maria]}" POST "$here/campaigns" "{\"offer_id\": $offer, \"name\": \"Gold for savers\",
    \"selection_criteria\": $criteria, \"control_percent\": 10,
    \"start_date\": \"$(date -u +%F)\", \"end_date\": \"$(date -u -d '+30 days' +%F)\"}" | jq .campaign_id)
call 200 "${token[ana]}" PUT "$here/campaigns/$campaign" '{"status": "active"}' | jq -c '{campaign_id, status, audience}'
job=$(call 202 "${token[ana]}" POST "$here/campaigns/$campaign/process-customers" | jq .job_id)
finished "${token[ana]}" "$here/jobs/$job" | jq -c .result
call 200 "${token[ravi]}" GET "$here/campaigns/$campaign" | jq -c .audience

step "7. A delivery system takes 100 customers over and reports back, out of order and twice"
key=$(call 201 "$root" POST /sa/api-keys "{\"name\": \"mailer $run\", \"scopes\": [\"deliveries\"], \"tenant_name\": \"$tenant\"}" \
    | jq -r .secret)
claimed=$(call 200 "$key" POST "/system/campaigns/$campaign/claim-deliveries" '{"limit": 100, "lease_seconds": 600}')
jq -c '{lease_until, offer: .offer.data.title, claimed: (.items | length), first: .items[0].email}' <<<"$claimed"
report() {
    local body
    body=$(jq -c --argjson c "$campaign" --arg s "$1" --argjson n "$2" \
        '[.items[:$n][] | {campaign_id: $c, customer_id, status: $s, sent_at: "2026-01-02T03:04:05Z"}]' <<<"$claimed")
    call 200 "$key" POST /system/campaigns/update-delivery-status "$body" | jq -c "{reported: \"$1\"} + ."
}
report clicked 10
report sent 100
report delivered 90
report opened 40
report sent 100
report unsubscribed 2

step "8. The funnel"
call 200 "${token[ravi]}" GET "$here/campaigns/$campaign/summary" | jq -c .

step "9. The offer's trail"
call 200 "${token[chen]}" GET "$here/offers/$offer/audit-logs" \
    | jq -r '.items | reverse[] | "\(.at)  \(.actor)  \(.action)  \(.from_status // "-") -> \(.to_status // "-")  \(.comment // "")"'
printf '\nThat was it. The API in full: %s/docs\n' "${url%/api/v1}"
