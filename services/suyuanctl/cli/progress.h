#ifndef SERVICES_SUYUANCTL_CLI_PROGRESS_H_
#define SERVICES_SUYUANCTL_CLI_PROGRESS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/suyuanctl/cli/console.h"

namespace suyuan::ctl {

// "[######....]  60%  6/10": `columns` wide in all. `total` 0 is all done.
std::string ProgressBar(int64_t done, int64_t total, size_t columns);

// How far a long command is, on stderr: a bar that redraws itself on a
// terminal, ten times a second at most; elsewhere a line for each tenth.
class Progress {
 public:
  Progress(Console& console, int64_t total)
      : console_(console), total_(total) {}
  ~Progress() { Clear(); }

  void Advance(int64_t by, absl::string_view what);
  // Takes the bar away, so that a line can be printed; the next Advance draws
  // it again.
  void Clear();

 private:
  void Draw(absl::string_view what);

  Console& console_;
  const int64_t total_;
  int64_t done_ = 0;
  int64_t told_tenths_ = 0;
  bool drawn_ = false;
  absl::Time next_draw_ = absl::InfinitePast();
};

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_PROGRESS_H_
