#include "services/suyuanctl/cli/progress.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "libs/text/display.h"

namespace suyuan::ctl {

std::string ProgressBar(int64_t done, int64_t total, size_t columns) {
  const int64_t percent = total <= 0 ? 100 : done * 100 / total;
  const std::string figures =
      absl::StrFormat(" %3d%%  %d/%d", percent, done, total);
  if (columns < figures.size() + 4) return figures.substr(1);
  const size_t room = columns - figures.size() - 2;
  const size_t full = std::min(room, room * static_cast<size_t>(percent) / 100);
  return absl::StrCat("[", std::string(full, '#'),
                      std::string(room - full, '.'), "]", figures);
}

void Progress::Advance(int64_t by, absl::string_view what) {
  done_ += by;
  if (console_.err_is_terminal()) return Draw(what);
  const int64_t tenths = total_ <= 0 ? 10 : done_ * 10 / total_;
  if (tenths == told_tenths_) return;
  told_tenths_ = tenths;
  console_.Note(absl::StrFormat("%3d%%  %d/%d", tenths * 10, done_, total_));
}

void Progress::Draw(absl::string_view what) {
  const absl::Time now = absl::Now();
  if (now < next_draw_ && done_ < total_) return;
  next_draw_ = now + absl::Milliseconds(100);
  drawn_ = true;
  console_.Draw(absl::StrCat("\r", ProgressBar(done_, total_, 40), "  ",
                             text::FitRight(what, 38, "...")));
}

void Progress::Clear() {
  if (!drawn_) return;
  drawn_ = false;
  next_draw_ = absl::InfinitePast();
  console_.Draw(absl::StrCat("\r", std::string(80, ' '), "\r"));
}

}  // namespace suyuan::ctl
