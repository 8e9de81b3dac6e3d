#include "services/suyuanctl/commands/log_check.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/crypto/encoding.h"
#include "libs/tlog/whole_log.h"
#include "services/suyuanctl/cli/progress.h"

namespace suyuan::ctl {

absl::StatusOr<bool> LogCheck(const tlog::Policy& policy, PublishedLog& log,
                              Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const SeenCheckpoint newest, log.Newest(policy));
  const tlog::Checkpoint& checkpoint = newest.checkpoint;
  {
    Progress progress(console, static_cast<int64_t>(checkpoint.size));
    const auto fetch = log.Fetch();
    SUYUAN_RETURN_IF_ERROR(tlog::CheckWholeLog(
        checkpoint, fetch,
        [&progress, &checkpoint](uint64_t, absl::string_view) {
          progress.Advance(1, checkpoint.origin);
          return absl::OkStatus();
        }));
  }
  console.Print(console.Say("log.signed",
                            {checkpoint.origin, absl::StrCat(checkpoint.size),
                             crypto::ToBase64(checkpoint.root.view())}));
  console.Print(console.Say("log.follows"));
  return true;
}

}  // namespace suyuan::ctl
