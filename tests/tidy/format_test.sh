#!/usr/bin/env bash
# Every source is laid out as clang-format does it.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/tidy/tools.sh
need clang-format
need git

strict=(clang-format --style=file --dry-run -Werror)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp .clang-format "$scratch/"
printf 'int  x ;\n' >"$scratch/untidy.cc"
refuses "${strict[@]}" "$scratch/untidy.cc"

mapfile -t sources < <(git ls-files '*.h' '*.cc')
[ "${#sources[@]}" -gt 400 ]
printf '%s\0' "${sources[@]}" | xargs -0 -n 40 -P 2 "${strict[@]}" || {
  echo "Some sources are not laid out: clang-format -i FILE" >&2
  exit 1
}
echo "${#sources[@]} sources are laid out"
