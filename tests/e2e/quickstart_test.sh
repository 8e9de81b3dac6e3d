#!/usr/bin/env bash
# deploy/quickstart from nothing, repeated, on a busy port, and its two ends.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/tidy/tools.sh
need curl
need python3
export LC_ALL=C.UTF-8 LANG=

scratch=$(mktemp -d)
export SUYUAN_DATA=$scratch/data
trap 'deploy/quickstart --stop >/dev/null 2>&1 || true; rm -rf "$scratch"' EXIT

# Ports that nobody listens on.
mapfile -t ports < <(/usr/bin/python3 -c '
import socket
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(6)]
for s in sockets: print(s.getsockname()[1])')
export SUYUAN_GATEWAY_LISTEN=127.0.0.1:${ports[0]}
export SUYUAN_REGISTRY_LISTEN=127.0.0.1:${ports[1]}
export SUYUAN_CERTIFICATES_LISTEN=127.0.0.1:${ports[2]}
export SUYUAN_TRACEABILITY_LISTEN=127.0.0.1:${ports[3]}
export SUYUAN_CREDIT_LISTEN=127.0.0.1:${ports[4]}
export SUYUAN_METRICS_LISTEN=127.0.0.1:${ports[5]}
readonly url=http://$SUYUAN_GATEWAY_LISTEN

fail() {
  echo "FAILED: $*" >&2
  exit 1
}
answers() { curl --noproxy '*' --fail --silent --max-time 5 "$url$1"; }
# shows FILE TEXT...: each text stands in the file.
shows() {
  local file=$1 text
  shift
  for text in "$@"; do
    grep -qF -- "$text" "$file" || fail "no '$text' in the output"
  done
}

echo "== from nothing"
deploy/quickstart --check 2>&1 | tee "$scratch/first"
shows "$scratch/first" "simulated data" "All answered." \
  "Public measurement standards" "Mandatory items with a public standard:" \
  "SF-SIM-S-2026-0001" "KS-SIM-M-2026-2231" "KS-SIM-M-2026-0906" \
  "XJIM-SIM-M-2026-0345" "XJIM-SIM-M-2026-0112" "NIM-SIM-M-2026-0007" \
  "measured 2026-01-12 to 2026-01-14" "U = 0.150 (k = 2)" "ratio 0.09375" \
  "the chain ends here, accepted by the profile"
[ "$(grep -c 'SIM-.*  TRACEABLE$' "$scratch/first")" = 6 ] ||
  fail "not every one of six certificates is shown as traceable"
refuses answers /healthz
[ -s "$SUYUAN_DATA/registry.db" ] || fail "--check has not kept the data"
[ "$(stat -c %a "$SUYUAN_DATA/log.key")" = 600 ] || fail "log.key is not 0600"

echo "== again, and left running"
deploy/quickstart >"$scratch/second" 2>&1 || fail "$(tail "$scratch/second")"
shows "$scratch/second" "$url" "The region is there already."
answers /readyz >/dev/null || fail "it does not run"

echo "== a check leaves running what ran"
deploy/quickstart --check >"$scratch/third" 2>&1 || fail "$(tail "$scratch/third")"
answers /readyz >/dev/null || fail "--check ended what ran before"

echo "== a busy port is named with the flag that changes it"
refuses env SUYUAN_DATA="$scratch/other" deploy/quickstart
env SUYUAN_DATA="$scratch/other" deploy/quickstart >"$scratch/busy" 2>&1 || true
shows "$scratch/busy" "-listen"
answers /readyz >/dev/null || fail "the other instance ended this one"

echo "== --stop keeps the data"
deploy/quickstart --stop
refuses answers /healthz
[ -s "$SUYUAN_DATA/registry.db" ] || fail "--stop has not kept the data"

echo "== --reset deletes them"
deploy/quickstart --reset --yes
[ ! -e "$SUYUAN_DATA" ] || fail "--reset has kept the data"
echo "quickstart does what it says"
