#include "tests/support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"

extern char** environ;

namespace suyuan::testing {

Process::Process(const std::vector<std::string>& arguments) {
  int ends[2];
  SUYUAN_CHECK(::pipe2(ends, O_CLOEXEC) == 0);
  std::vector<char*> argv;
  for (const std::string& argument : arguments) {
    argv.push_back(const_cast<char*>(argument.c_str()));
  }
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  const int failed =
      ::posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  stderr_ = ends[0];
  SUYUAN_CHECK(failed == 0);
}

Process::~Process() {
  if (!exit_) {
    Signal(SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  ::close(stderr_);
}

bool Process::Fill(absl::Time until) {
  pollfd waiting{stderr_, POLLIN, 0};
  const absl::Duration left =
      std::max(until - absl::Now(), absl::ZeroDuration());
  if (::poll(&waiting, 1, static_cast<int>(absl::ToInt64Milliseconds(left))) !=
      1) {
    return false;
  }
  char bytes[4096];
  const ssize_t n = ::read(stderr_, bytes, sizeof(bytes));
  if (n <= 0) return false;
  unread_.append(bytes, static_cast<size_t>(n));
  return true;
}

std::optional<std::string> Process::WaitForLine(absl::string_view text,
                                                absl::Duration timeout) {
  const absl::Time until = absl::Now() + timeout;
  while (true) {
    const size_t end = unread_.find('\n');
    if (end == std::string::npos) {
      if (!Fill(until)) return std::nullopt;
      continue;
    }
    const std::string line = unread_.substr(0, end);
    unread_.erase(0, end + 1);
    if (absl::StrContains(line, text)) return line;
  }
}

void Process::Signal(int number) { ::kill(pid_, number); }

std::optional<int> Process::WaitForExit(absl::Duration timeout) {
  const absl::Time until = absl::Now() + timeout;
  while (!exit_) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      exit_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    } else if (absl::Now() >= until) {
      return std::nullopt;
    } else {
      absl::SleepFor(absl::Milliseconds(5));
    }
  }
  return exit_;
}

}  // namespace suyuan::testing
