#!/usr/bin/env bash
# binaries.sh OUT [FOLDER]: puts the services' binaries into OUT, from FOLDER
# or, without one, compiled from the folder it is called in. Runs inside the
# Dockerfile's first stage, as root.
set -euo pipefail
readonly out=$1 folder=${2:-}
readonly services=(suyuan-registry suyuan-certificates suyuan-traceability
  suyuan-credit suyuan-gateway)

mkdir -p "$out"
if [ -n "$folder" ]; then
  for service in "${services[@]}"; do
    install -m 0755 "$folder/$service" "$out/"
  done
  exit
fi

. deploy/lib/say.sh
. deploy/lib/install.sh
. deploy/lib/build.sh
install_packages deploy/packages.txt
build release "${services[@]}"
for service in "${services[@]}"; do
  install -m 0755 -s "build/release/bin/$service" "$out/"
done
