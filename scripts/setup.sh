#!/usr/bin/env bash
# Installs what is missing to build, run and take the tour: PostgreSQL's programs, a C compiler, curl, jq. Does nothing
# when all is there. Rust is looked at and not installed.
#   scripts/setup.sh             as above
#   scripts/setup.sh build       without PostgreSQL's programs: there is a DATABASE_URL
#   scripts/setup.sh packages    without looking for Rust: for root, when another user builds
#   scripts/setup.sh soak        Python with its virtual environments too
# Debian's package would make and start a cluster of its own on port 5432: that is switched off while it installs.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/postgres.sh
source scripts/postgres.sh

mode=${1:-}

# Before half a gigabyte is installed in vain.
look_at_rust() {
    local needed found
    needed=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
    if ! command -v cargo >/dev/null && [[ -x ${HOME:-}/.cargo/bin/cargo ]]; then
        echo "cargo is in ~/.cargo/bin, which is not on PATH: run  source ~/.cargo/env" >&2
        return 1
    elif ! command -v cargo >/dev/null; then
        echo "Rust is missing for $(id -un): install $needed or newer from https://rustup.rs and run this again." >&2
        return 1
    fi
    found=$(cargo --version | cut -d ' ' -f 2)
    if [[ $(printf '%s\n' "$needed" "${found%%-*}" | sort --version-sort | head -n 1) != "$needed" ]]; then
        echo "This is Rust $found ($(command -v cargo)), and Proffer needs $needed or newer: install it from https://rustup.rs" >&2
        return 1
    fi
}

if [[ $mode != packages ]]; then
    look_at_rust || exit 1
fi

if [[ $mode != build && -n ${PROFFER_PG_BIN:-} ]] && ! pg_bin >/dev/null; then
    echo "PROFFER_PG_BIN is $PROFFER_PG_BIN, where initdb and postgres are not: correct it or unset it." >&2
    exit 1
fi

missing=()
[[ $mode == build ]] || pg_bin >/dev/null || missing+=(postgresql)
command -v cc >/dev/null || missing+=(compiler)
for tool in curl jq; do
    command -v "$tool" >/dev/null || missing+=("$tool")
done
if [[ $mode == soak ]]; then
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python)
fi
if [[ ${#missing[@]} -eq 0 ]]; then
    exit 0
fi

as_root=()
if [[ $(id -u) -ne 0 ]] && ! command -v brew >/dev/null; then
    if ! command -v sudo >/dev/null; then
        echo "Missing: ${missing[*]}. Installing needs root: run  $PWD/scripts/setup.sh packages  as root once, then this again." >&2
        exit 1
    fi
    as_root=(sudo)
fi

install_debian() {
    local -a packages=()
    local item settings=/etc/postgresql-common/createcluster.d
    for item in "${missing[@]}"; do
        case $item in
        postgresql) packages+=(postgresql) ;;
        compiler) packages+=(build-essential) ;;
        python) packages+=(python3 python3-venv) ;;
        *) packages+=("$item") ;;
        esac
    done
    "${as_root[@]}" mkdir -p "$settings"
    echo 'create_main_cluster = false' | "${as_root[@]}" tee "$settings/proffer.conf" >/dev/null
    # shellcheck disable=SC2064
    trap "${as_root[*]} rm -f $settings/proffer.conf" EXIT
    "${as_root[@]}" apt-get update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"
}

install_with() {
    local postgresql=$1 compiler=$2 item
    shift 2
    for item in "${missing[@]}"; do
        case $item in
        postgresql) "${as_root[@]}" "$@" "$postgresql" ;;
        compiler) "${as_root[@]}" "$@" "$compiler" ;;
        python) "${as_root[@]}" "$@" python3 ;;
        *) "${as_root[@]}" "$@" "$item" ;;
        esac
    done
}

echo "Installing: ${missing[*]}"
if command -v apt-get >/dev/null; then
    install_debian
elif command -v dnf >/dev/null; then
    install_with postgresql-server gcc dnf install -y
elif command -v apk >/dev/null; then
    install_with postgresql build-base apk add
elif command -v pacman >/dev/null; then
    install_with postgresql base-devel pacman -S --noconfirm --needed
elif command -v brew >/dev/null; then
    install_with postgresql@17 gcc brew install
else
    echo "No package manager that is known here: install PostgreSQL 14 to 18 and a C compiler by hand." >&2
    exit 1
fi

[[ $mode == build ]] || pg_bin >/dev/null || {
    echo "PostgreSQL was installed, but initdb and postgres were not found: set PROFFER_PG_BIN to their folder." >&2
    exit 1
}
