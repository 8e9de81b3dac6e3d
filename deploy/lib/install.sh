# Installs Debian packages, only those that are missing. Sourced after say.sh.

require_debian_12() {
  local id="" version="" name="this system"
  if [ -r "${OS_RELEASE:-/etc/os-release}" ]; then
    id=$(. "${OS_RELEASE:-/etc/os-release}" && printf '%s' "${ID:-}")
    version=$(. "${OS_RELEASE:-/etc/os-release}" && printf '%s' "${VERSION_ID:-}")
    name=$(. "${OS_RELEASE:-/etc/os-release}" && printf '%s' "${PRETTY_NAME:-$id $version}")
  fi
  [ "$id" = debian ] && [ "$version" = 12 ] && return
  fail "Suyuan is built on Debian 12 only, and this is $name." \
    "溯源只能在 Debian 12 上构建，本机是 $name。"
}

# Runs a command as root, with sudo where need be.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "Packages are to be installed, which takes root or sudo." \
      "需要安装软件包：请以 root 身份运行，或安装 sudo。"
  fi
}

# missing_packages FILE...: those named in the files that are not there.
missing_packages() {
  local package command
  while read -r package command; do
    case "$package" in '' | '#'*) continue ;; esac
    if [ -n "$command" ] && command -v "$command" >/dev/null; then continue; fi
    dpkg-query -W -f='${db:Status-Abbrev}\n' "$package" 2>/dev/null |
      grep -q '^.i' || printf '%s\n' "$package"
  done < <(cat "$@")
}

# install_packages FILE...
install_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if [ "${#missing[@]}" = 0 ]; then
    say "all packages are there" "所需软件包均已安装"
    return
  fi
  say "installing ${#missing[@]}: ${missing[*]}" \
    "正在安装 ${#missing[@]} 个软件包：${missing[*]}"
  as_root apt-get -q update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
    -o Dpkg::Use-Pty=0 --no-install-recommends install "${missing[@]}"
}
