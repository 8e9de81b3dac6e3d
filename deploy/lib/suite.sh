# Starts, stops and asks the suite that quickstart runs: one process, its data
# in one folder. Sourced after say.sh, in the project's root.

# The certificate of the commercial scale at the lower end of the sample's mass
# chain.
mass_chain=SF-SIM-S-2026-0001

declare -A address=(
  [--gateway-listen]=${SUYUAN_GATEWAY_LISTEN:-127.0.0.1:8080}
  [--registry-listen]=${SUYUAN_REGISTRY_LISTEN:-127.0.0.1:9101}
  [--certificates-listen]=${SUYUAN_CERTIFICATES_LISTEN:-127.0.0.1:9102}
  [--traceability-listen]=${SUYUAN_TRACEABILITY_LISTEN:-127.0.0.1:9103}
  [--credit-listen]=${SUYUAN_CREDIT_LISTEN:-127.0.0.1:9104}
  [--metrics-listen]=${SUYUAN_METRICS_LISTEN:-127.0.0.1:9290}
  [--redis]=${SUYUAN_REDIS:-}
)

set_address() {
  [ -n "${address[$1]+there}" ] ||
    fail "$1 is no flag; one of: ${!address[*]}" \
      "没有 $1 这个选项；可用：${!address[*]}"
  address[$1]=$2
}

gateway_url() { printf 'http://%s' "${address[--gateway-listen]}"; }

ctl() {
  build/release/bin/suyuanctl --registry "${address[--registry-listen]}" \
    --certificates "${address[--certificates-listen]}" \
    --traceability "${address[--traceability-listen]}" \
    --credit "${address[--credit-listen]}" "$@"
}

# $data: the folder, made and marked as ours. What is not ours is not touched:
# --reset deletes the whole folder.
use_data_folder() {
  data=${SUYUAN_DATA:-data}
  if [ -e "$data/.suyuan" ]; then return; fi
  if [ -e "$data" ] && [ -n "$(ls -A "$data")" ]; then
    fail "$data is neither empty nor made by quickstart: SUYUAN_DATA names another." \
      "$data 非空且不是由 quickstart 建立的：请用 SUYUAN_DATA 指定其他目录。"
  fi
  case "$action" in
    stop | reset) say "Nothing is there in $data." "$data 中没有数据。"; exit 0 ;;
  esac
  mkdir -p "$data"
  : >"$data/.suyuan"
}

# When a living process began, in clock ticks since boot: with it a pid that
# went to another process is not taken for ours.
began() {
  local stat
  read -r stat <"/proc/$1/stat" || return 1
  stat=${stat##*) }
  case "$stat" in Z*) return 1 ;; esac
  printf '%s' "$stat" | cut -d ' ' -f 20
}

# The pid of the suite on this data folder, "" if it does not run.
running_pid() {
  local pid when
  [ -r "$data/suyuan.pid" ] || return 0
  read -r pid when <"$data/suyuan.pid" || return 0
  if [ "$(began "$pid" 2>/dev/null)" = "$when" ]; then printf '%s' "$pid"; fi
}

stop_suite() {
  local pid tenth
  pid=$(running_pid)
  if [ -z "$pid" ]; then
    rm -f "$data/suyuan.pid"
    say "The suite does not run." "服务没有运行。"
    return
  fi
  kill -TERM "$pid"
  for tenth in $(seq 300); do
    if [ -z "$(running_pid)" ]; then
      rm -f "$data/suyuan.pid"
      say "Stopped (process $pid). The data stay in $data." \
        "已停止（进程 $pid）。数据保留在 $data。"
      return
    fi
    sleep 0.1
  done
  fail "Process $pid has not ended within 30 s of SIGTERM." \
    "进程 $pid 收到 SIGTERM 后 30 秒内未结束。"
}

start_suite() {
  # The program may be a newer one: a suite that runs makes room.
  if [ -n "$(running_pid)" ]; then stop_suite; fi
  local flags=() flag
  for flag in "${!address[@]}"; do flags+=("$flag" "${address[$flag]}"); done
  local log_begins=1
  if [ -r "$data/suyuan.log" ]; then
    log_begins=$(($(wc -l <"$data/suyuan.log") + 1))
  fi
  setsid build/release/bin/suyuan --data-dir "$data" "${flags[@]}" \
    </dev/null >>"$data/suyuan.log" 2>&1 &
  local pid=$!
  disown "$pid"
  printf '%s %s\n' "$pid" "$(began "$pid")" >"$data/suyuan.pid"
  wait_until_ready "$log_begins"
}

# $1: the line of the log at which this start began. That something answers at
# the address is not enough: it may be another suite, and ours about to refuse.
wait_until_ready() {
  local tenth
  for tenth in $(seq 600); do
    if [ -z "$(running_pid)" ]; then
      rm -f "$data/suyuan.pid"
      say "The suite did not start:" "服务未能启动：" >&2
      tail -n "+$1" "$data/suyuan.log" | tail -n 5 >&2
      exit 1
    fi
    if tail -n "+$1" "$data/suyuan.log" | grep -q '^suyuan: http://' &&
      curl --noproxy '*' --fail --silent --max-time 2 --output /dev/null \
        "$(gateway_url)/readyz"; then
      say "ready at $(gateway_url)" "已就绪：$(gateway_url)"
      return
    fi
    sleep 0.1
  done
  fail "The suite is not ready after 60 s; its log: $data/suyuan.log" \
    "服务 60 秒后仍未就绪；日志：$data/suyuan.log"
}

reset_data() {
  if [ -z "$assume_yes" ]; then
    local answer=
    [ -t 0 ] || fail "Deleting $data takes a yes: --reset --yes" \
      "删除 $data 需要确认：--reset --yes"
    say "Delete everything in $data, with the log's signing key? [y/N]" \
      "删除 $data 中的全部数据（包括日志签名密钥）？[y/N]"
    read -r answer
    case "$answer" in
      y | Y | yes) ;;
      *) say "Nothing was deleted." "未删除任何数据。"; exit 1 ;;
    esac
  fi
  if [ -n "$(running_pid)" ]; then stop_suite; fi
  rm -rf -- "$data"
  say "Deleted $data." "已删除 $data。"
}
