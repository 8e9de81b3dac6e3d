#!/bin/sh
# typescript.sh TOOLS SOURCE VECTORS: builds the verifier in the folder SOURCE
# (console/verifier) in the folder TOOLS and runs its tests on the proofs in
# VECTORS. The compiler comes from npm. Without node, npm or a network the test
# is skipped (77) and says so; where CI is set it fails instead.
set -u
tools=$1
source=$2
vectors=$3

unavailable() {
  if [ -n "${CI:-}" ]; then
    echo "FAILED: the TypeScript verifier did not run: $1" >&2
    exit 1
  fi
  echo "SKIPPED: the TypeScript verifier did not run: $1"
  exit 77
}

command -v node >/dev/null || unavailable "node is not installed"
command -v npm >/dev/null || unavailable "npm is not installed"
mkdir -p "$tools"
rm -rf "$tools/src" "$tools/test" "$tools/build"
cp -R "$source/src" "$source/test" "$source/package.json" \
  "$source/package-lock.json" "$source/tsconfig.json" "$tools/" || exit 1
if ! cmp -s "$tools/package-lock.json" "$tools/installed"; then
  (cd "$tools" && npm ci --no-fund --no-audit --silent >npm.log 2>&1) ||
    unavailable "npm could not fetch the compiler, see $tools/npm.log"
  cp "$tools/package-lock.json" "$tools/installed"
fi
cd "$tools" || exit 1
node_modules/.bin/tsc -p . || exit 1
SUYUAN_PROOF_VECTORS=$vectors node --test build/test/
