#!/usr/bin/env bash
# tools.sh: prints the folder of the programs below, which it builds with Go into
# build/tools once (some minutes). Without Go, or where the modules cannot be
# fetched, it says why and exits 77; where CI is set it exits 1.
#   fsck    of github.com/transparency-dev/tessera, the version below
#   verify  tests/strangers/verify: Go's own packages for transparency logs
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly version=v1.0.4
readonly tools=$PWD/build/tools/tlog-$version
readonly source=$PWD/tests/strangers/verify

unavailable() {
  if [ -n "${CI:-}" ]; then
    echo "FAILED: no verifiers of logs: $1" >&2
    exit 1
  fi
  echo "SKIPPED: no verifiers of logs: $1" >&2
  exit 77
}

# build PROGRAM COMMAND...: unless it is there.
build() {
  local program=$1
  shift
  "$@" >"$tools/$program.log" 2>&1 9>&- ||
    unavailable "$program: $(tail -n 1 "$tools/$program.log")"
}

mkdir -p "$tools"
exec 9>"$tools/lock"
flock 9  # one builds, the others wait for it
export GOBIN=$tools CGO_ENABLED=0
if [ ! -x "$tools/fsck" ] || [ ! -x "$tools/verify" ]; then
  command -v go >/dev/null || unavailable "Go is not installed"
fi
if [ ! -x "$tools/fsck" ]; then
  # Outside the project: a module of its own has no say in it.
  (cd / && build fsck go install -trimpath \
    "github.com/transparency-dev/tessera/cmd/fsck@$version")
fi
if [ ! -x "$tools/verify" ] || [ "$source/main.go" -nt "$tools/verify" ]; then
  (cd "$source" && build verify go build -trimpath -o "$tools/verify" .)
fi
echo "$tools"
