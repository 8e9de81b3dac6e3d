# What the test scripts need of the machine. Sourced.

# need COMMAND: ends a test that misses a program. Where CI is set it fails,
# since there everything is to be installed; elsewhere ctest shows it skipped.
need() {
  command -v "$1" >/dev/null && return
  if [ -n "${CI:-}" ]; then
    echo "FAILED: $1 is not installed" >&2
    exit 1
  fi
  echo "SKIPPED: $1 is not installed"
  exit 77
}

# refuses COMMAND...: the test fails if the command does not.
refuses() {
  if "$@" >/dev/null 2>&1; then
    echo "FAILED: this should have been refused: $*" >&2
    exit 1
  fi
}
