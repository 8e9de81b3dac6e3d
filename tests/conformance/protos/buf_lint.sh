#!/bin/sh
# buf_lint.sh TOOLS PROTOS: runs `buf lint` on the folder PROTOS. buf comes
# from npm into the folder TOOLS once. Without npm or a network the test is
# skipped (77) and says so; where CI is set it fails instead.
set -u
tools=$1
protos=$2
version=1.75.0
buf=$tools/node_modules/.bin/buf

unavailable() {
  if [ -n "${CI:-}" ]; then
    echo "FAILED: buf lint did not run: $1" >&2
    exit 1
  fi
  echo "SKIPPED: buf lint did not run: $1"
  exit 77
}

if [ "$("$buf" --version 2>/dev/null)" != "$version" ]; then
  command -v npm >/dev/null || unavailable "npm is not installed"
  mkdir -p "$tools"
  npm install --prefix "$tools" --no-fund --no-audit --silent \
    "@bufbuild/buf@$version" >"$tools/npm.log" 2>&1 ||
    unavailable "npm could not fetch @bufbuild/buf@$version, see $tools/npm.log"
  [ "$("$buf" --version 2>/dev/null)" = "$version" ] ||
    unavailable "$buf does not run"
fi
"$buf" lint "$protos"
