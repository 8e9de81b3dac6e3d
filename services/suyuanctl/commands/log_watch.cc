#include "services/suyuanctl/commands/log_watch.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/suyuanctl/cli/seen_file.h"

namespace suyuan::ctl {
namespace {

absl::Status Look(const SeenFile& seen, const tlog::Policy& policy,
                  PublishedLog& log, Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const SeenCheckpoint newest, log.Newest(policy));
  const auto fetch = log.Fetch();
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<SeenCheckpoint> before,
                          seen.Advance(newest, policy, fetch));
  const std::string size = absl::StrCat(newest.checkpoint.size);
  if (!before.has_value()) {
    console.Print(console.Say("log.first", {size, newest.checkpoint.origin}));
  } else if (before->checkpoint.size != newest.checkpoint.size) {
    console.Print(console.Say("log.continues",
                              {size, absl::StrCat(before->checkpoint.size)}));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<bool> LogWatch(const LogWatchOptions& options,
                              const tlog::Policy& policy, PublishedLog& log,
                              Console& console,
                              absl::FunctionRef<bool()> wait) {
  const SeenFile seen(options.state);
  while (true) {
    const absl::Status looked = Look(seen, policy, log, console);
    if (absl::IsDataLoss(looked)) {
      console.Note(console.Say("log.alarm", {seen.evidence()}));
      return looked;
    }
    if (!wait()) {
      SUYUAN_RETURN_IF_ERROR(looked);
      return true;
    }
    if (!looked.ok()) console.Fail(looked);
  }
}

}  // namespace suyuan::ctl
