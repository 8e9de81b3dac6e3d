#ifndef SERVICES_SUYUANCTL_CLI_SEEN_FILE_H_
#define SERVICES_SUYUANCTL_CLI_SEEN_FILE_H_

#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/tlog/policy.h"
#include "libs/tlog/tile_reader.h"
#include "services/suyuanctl/cli/published_log.h"

namespace suyuan::ctl {

// The last checkpoint of a log that somebody has seen, kept in a file as the
// signed note that it is.
class SeenFile {
 public:
  explicit SeenFile(std::string path) : path_(std::move(path)) {}

  // nullopt where nothing was seen yet. What is in the file must be signed by a
  // log of the policy: the errors of tlog::OpenBySomeLog.
  absl::StatusOr<std::optional<SeenCheckpoint>> Last(
      const tlog::Policy& policy) const;

  // Takes `newest` for the last seen, on the disk before it returns, if it
  // continues the one before by the tiles that `fetch` gives. Gives the one
  // before. Where the two contradict each other (DATA_LOSS: LOG_SPLIT,
  // LOG_WENT_BACK) the file stays as it was and both notes are put into
  // evidence(). UNAVAILABLE FILE_UNWRITABLE.
  absl::StatusOr<std::optional<SeenCheckpoint>> Advance(
      const SeenCheckpoint& newest, const tlog::Policy& policy,
      tlog::FetchPath fetch) const;

  std::string evidence() const { return path_ + ".evidence"; }

 private:
  const std::string path_;
};

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_SEEN_FILE_H_
