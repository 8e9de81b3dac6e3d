#ifndef TESTS_SUPPORT_PROCESS_H_
#define TESTS_SUPPORT_PROCESS_H_

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace suyuan::testing {

// A program that a test runs. Killed and reaped at the end of its scope.
class Process {
 public:
  // `arguments` begin with the program's path. Its stderr is read here, its
  // stdout is ours. Fails the process if it cannot be started.
  explicit Process(const std::vector<std::string>& arguments);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // The first line of stderr, from the start or from the last line given, that
  // holds `text`. Nothing if the program ends or stays silent first.
  std::optional<std::string> WaitForLine(
      absl::string_view text, absl::Duration timeout = absl::Seconds(20));

  void Signal(int number);
  // The exit status, or minus the signal that ended it. Nothing in time: it
  // runs on.
  std::optional<int> WaitForExit(absl::Duration timeout = absl::Seconds(20));

 private:
  // False on the end of stderr or when `until` has passed.
  bool Fill(absl::Time until);

  pid_t pid_ = -1;
  int stderr_ = -1;
  std::optional<int> exit_;
  std::string unread_;
};

}  // namespace suyuan::testing

#endif  // TESTS_SUPPORT_PROCESS_H_
