#!/usr/bin/env bash
# helm.sh: prints the path of a helm of the version below, which it builds with
# Go into build/tools once (about two minutes). Without Go, or where the module
# cannot be fetched, it says why and exits 77; where CI is set it exits 1.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly version=v3.16.4
readonly tools=$PWD/build/tools/helm-$version
readonly helm=$tools/helm

unavailable() {
  if [ -n "${CI:-}" ]; then
    echo "FAILED: no helm: $1" >&2
    exit 1
  fi
  echo "SKIPPED: no helm: $1" >&2
  exit 77
}

mkdir -p "$tools"
exec 9>"$tools/lock"
flock 9  # one builds, the others wait for it
if [ ! -x "$helm" ]; then
  command -v go >/dev/null || unavailable "Go is not installed"
  # Outside the project: a module of its own has no say in ours.
  (cd / && GOBIN=$tools CGO_ENABLED=0 \
    go install -trimpath "helm.sh/helm/v3/cmd/helm@$version") \
    >"$tools/build.log" 2>&1 9>&- ||
    unavailable "go install failed: $(tail -n 1 "$tools/build.log")"
fi
echo "$helm"
