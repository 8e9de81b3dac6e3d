#!/usr/bin/env bash
# tools.sh PROGRAM...: prints the folder of these programs, which it builds with
# Go into build/tools once (some minutes). Without Go, or where the modules cannot
# be fetched, it says why and exits 77; where CI is set it exits 1.
#   fsck    of github.com/transparency-dev/tessera, the version below
#   verify  tests/strangers/verify: Go's own packages for transparency logs
#   append  tests/strangers/append: a log of Tessera's, to measure beside ours
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly version=v1.0.4
readonly tools=$PWD/build/tools/tlog-$version

unavailable() {
  if [ -n "${CI:-}" ]; then
    echo "FAILED: no verifiers of logs: $1" >&2
    exit 1
  fi
  echo "SKIPPED: no verifiers of logs: $1" >&2
  exit 77
}

# go_build PROGRAM ARGUMENT...: `go` with these arguments makes the program.
go_build() {
  local program=$1
  shift
  command -v go >/dev/null || unavailable "Go is not installed"
  go "$@" >"$tools/$program.log" 2>&1 9>&- ||
    unavailable "$program: $(tail -n 1 "$tools/$program.log")"
}

# Outside the project: a module of its own has no say in it.
build_published() {
  [ -x "$tools/$1" ] || (cd / && go_build "$1" install -trimpath \
    "github.com/transparency-dev/tessera/cmd/$1@$version")
}

build_ours() {
  local source=$PWD/tests/strangers/$1
  if [ ! -x "$tools/$1" ] || [ "$source/main.go" -nt "$tools/$1" ]; then
    (cd "$source" && go_build "$1" build -trimpath -o "$tools/$1" .)
  fi
}

mkdir -p "$tools"
exec 9>"$tools/lock"
flock 9  # one builds, the others wait for it
export GOBIN=$tools CGO_ENABLED=0
for program in "$@"; do
  case "$program" in
    fsck) build_published fsck ;;
    verify | append) build_ours "$program" ;;
    *) echo "tools.sh: no program $program" >&2; exit 2 ;;
  esac
done
echo "$tools"
