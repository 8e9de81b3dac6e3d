#!/bin/sh
# schematron.sh TOOLS SAMPLES: holds the documents that the program SAMPLES
# writes to PTB's Schematron rules, which are found below SUYUAN_DCC_SCHEMAS.
# The XSLT processor comes from npm into the folder TOOLS once. Without npm, a
# network or the rules the test is skipped (77) and says so; where CI is set it
# fails instead.
set -u
tools=$1
samples=$2
here=$(cd "$(dirname "$0")" && pwd)
rules=${SUYUAN_DCC_SCHEMAS:-../shared/dcc/schema}/schematron/dcc.sch
version=2.7.0
xslt=$tools/node_modules/.bin/xslt3

unavailable() {
  if [ -n "${CI:-}" ]; then
    echo "FAILED: Schematron did not run: $1" >&2
    exit 1
  fi
  echo "SKIPPED: Schematron did not run: $1"
  exit 77
}

[ -f "$rules" ] || unavailable "no rules at $rules"
if [ ! -x "$xslt" ]; then
  command -v npm >/dev/null || unavailable "npm is not installed"
  mkdir -p "$tools"
  npm install --prefix "$tools" --no-fund --no-audit --silent \
    "xslt3@$version" >"$tools/npm.log" 2>&1 ||
    unavailable "npm could not fetch xslt3@$version, see $tools/npm.log"
fi

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
"$xslt" "-s:$rules" "-xsl:$here/schematron.xsl" "-o:$work/rules.xsl" || exit 1
"$xslt" "-xsl:$work/rules.xsl" "-export:$work/rules.sef.json" -nogo || exit 1
"$samples" "$work" || exit 1

# The rules must find something in what is wrong, or they did not run.
sed 's/<dcc:beginPerformanceDate>2/<dcc:beginPerformanceDate>9/' \
  "$work/sample0.xml" >"$work/broken.xml"
"$xslt" "-s:$work/broken.xml" "-xsl:$work/rules.sef.json" \
  "-o:$work/broken.out" || exit 1
grep -q 'role="error"' "$work/broken.out" || {
  echo "the rules find nothing in a certificate that ends before it begins" >&2
  exit 1
}

failed=0
for sample in "$work"/sample*.xml; do
  "$xslt" "-s:$sample" "-xsl:$work/rules.sef.json" "-o:$work/out.xml" || exit 1
  if grep 'role="error"' "$work/out.xml"; then
    echo "$(basename "$sample") breaks the rules" >&2
    failed=1
  fi
done
exit $failed
