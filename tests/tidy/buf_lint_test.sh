#!/usr/bin/env bash
# The contracts pass buf lint, as protos/buf.yaml sets it.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/tidy/tools.sh
need npm

readonly version=1.75.0
readonly tools=build/tools/buf-$version
readonly buf=$tools/node_modules/.bin/buf
[ -x "$buf" ] || npm install --prefix "$tools" --no-save --no-audit --no-fund \
  --ignore-scripts --loglevel=error "@bufbuild/buf@$version"

"$buf" lint protos

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -R protos/. "$scratch/"
sed -i 's/^service Registry {/service registry {/' \
  "$scratch"/suyuan/registry/v1/*.proto
refuses cmp -s protos/suyuan/registry/v1/registry.proto \
  "$scratch/suyuan/registry/v1/registry.proto"
refuses "$buf" lint "$scratch"
echo "the contracts pass buf lint $version"
