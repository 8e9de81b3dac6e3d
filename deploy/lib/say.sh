# How the scripts talk: Chinese on a Chinese terminal, else English. Sourced.

is_chinese() {
  local locale="${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}"
  case "$locale" in
    zh*[uU][tT][fF]8 | zh*[uU][tT][fF]-8) return 0 ;;
    *) return 1 ;;
  esac
}

# say ENGLISH CHINESE
say() {
  if is_chinese; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi
}

# fail ENGLISH CHINESE: the same to stderr, and the end.
fail() {
  say "$@" >&2
  exit 1
}

# step ENGLISH CHINESE: the title of the next step, counted in $steps.
step() {
  step_number=$((${step_number:-0} + 1))
  printf '\n[%d/%d] ' "$step_number" "$steps"
  say "$@"
}
