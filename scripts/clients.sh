#!/usr/bin/env bash
# Promise 39: clients made of the API's document work. openapi-python-client (PyPI) and openapi-typescript with
# openapi-fetch (npm) make one each of what a fresh server serves, and both tell the tour's story with it. The tools go into
# folders of their own under the target folder. Needs python3 with venv, node 20 or newer, and npm.
#   scripts/clients.sh [PERCENT]    the size makes no difference
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/server.sh
source scripts/server.sh

python_client=0.29.1 typescript=5.9.3 openapi_typescript=7.13.0 openapi_fetch=0.17.0 node_types=22.19.0
folder=$(realpath -m "${PROFFER_SOAK_FOLDER:-${CARGO_TARGET_DIR:-target}/soak}")
stories=$PWD/scripts/clients
begun=$SECONDS

missed() {
    echo "MISSED: $*" >&2
    exit 1
}
for tool in python3 node npm jq curl; do
    command -v "$tool" >/dev/null || missed "clients are made with python3, node 20 and npm; this machine has no $tool"
done
[[ $(node -p 'process.versions.node.split(".")[0]') -ge 20 ]] || missed "node is $(node --version); it takes 20 or newer"

mkdir -p "$folder"
venv=$folder/openapi-python-client-$python_client
if [[ ! -x $venv/bin/openapi-python-client ]]; then
    python3 -m venv "$venv" && "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        "openapi-python-client==$python_client" ruff || {
        rm -rf "$venv"
        missed "openapi-python-client cannot be installed from PyPI"
    }
fi
npm_folder=$folder/openapi-typescript-$openapi_typescript
if [[ ! -x $npm_folder/node_modules/.bin/openapi-typescript ]]; then
    mkdir -p "$npm_folder"
    echo '{"private": true, "type": "module"}' >"$npm_folder/package.json"
    npm install --prefix "$npm_folder" --silent --no-audit --no-fund --save-exact "openapi-typescript@$openapi_typescript" \
        "openapi-fetch@$openapi_fetch" "typescript@$typescript" "@types/node@$node_types" || {
        rm -rf "$npm_folder"
        missed "openapi-typescript cannot be installed from npm"
    }
fi

PROFFER_LOG=error start_server clients "$folder/clients-server.log"
curl -fsS "$url/api/v1/openapi.json" >"$work/openapi.json"
operations=$(jq '[.paths[] | keys[]] | length' "$work/openapi.json")

# The generator knows no CSV: a file goes out as it is.
printf 'content_type_overrides:\n  text/csv: application/octet-stream\n' >"$work/config.yaml"
(
    cd "$work"
    export PATH=$venv/bin:$PATH
    openapi-python-client generate --path openapi.json --config config.yaml --output-path python >python.log 2>&1 ||
        { cat python.log; missed "openapi-python-client makes nothing of the document"; }
    # What it could not do it says in passing; NDJSON is the one thing that it may leave out.
    if grep -q 'Endpoint will not be generated\|Cannot parse' python.log; then
        cat python.log
        missed "openapi-python-client leaves something out"
    fi
    PYTHONPATH=python python "$stories/story.py" "$url" "$password" || missed "the client in Python does not work"
)
(
    cd "$work"
    ln -s "$npm_folder/node_modules" node_modules
    cp "$npm_folder/package.json" "$stories/story.ts" .
    node_modules/.bin/openapi-typescript openapi.json -o api.d.ts >typescript.log 2>&1 ||
        { cat typescript.log; missed "openapi-typescript makes nothing of the document"; }
    node_modules/.bin/tsc --strict --target es2022 --module nodenext --moduleResolution nodenext --types node story.ts ||
        missed "the story does not fit the types that openapi-typescript makes"
    node story.js "$url" "$password" || missed "the client in TypeScript does not work"
)
if grep -q . "$folder/clients-server.log"; then
    head -20 "$folder/clients-server.log"
    missed "the server has something to complain of"
fi
[[ -z ${PROFFER_SOAK_REPORT:-} ]] || jq -cn --argjson seconds $((SECONDS - begun)) --arg operations "$operations" \
    --arg python "$python_client" --arg typescript "$openapi_typescript" '{
    promise: 39, test: "scripts/clients.sh", seconds: $seconds,
    tried: "openapi-python-client \($python) and openapi-typescript \($typescript) on \($operations) operations",
    seen: "both clients tell the tour'"'"'s story"}' >>"$PROFFER_SOAK_REPORT"
