# Configures and builds. Sourced after say.sh, in the project's root.

# build PRESET TARGET...: without targets, all. Two compilers at a time: one
# takes up to 1.5 GB.
build() {
  local preset=$1
  shift
  local targets=()
  [ $# = 0 ] || targets=(--target "$@")
  cmake --preset "$preset"
  NINJA_STATUS='[%f/%t, %es] ' cmake --build "build/$preset" -j 2 "${targets[@]}"
}
