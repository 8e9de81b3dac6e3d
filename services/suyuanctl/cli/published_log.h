#ifndef SERVICES_SUYUANCTL_CLI_PUBLISHED_LOG_H_
#define SERVICES_SUYUANCTL_CLI_PUBLISHED_LOG_H_

#include <string>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/http/client.h"
#include "libs/tlog/checkpoint.h"
#include "libs/tlog/policy.h"

namespace suyuan::ctl {

// Whom to believe: one of these.
struct TrustOptions {
  std::string key;       // the log's verifier key
  std::string key_file;  // a file with it
  std::string policy;    // a file of c2sp.org/tlog-policy
};

// INVALID_FIELD unless exactly one is given; FILE_MISSING, NOTE_KEY_INVALID,
// LOG_POLICY_INVALID. A key alone wants no witness.
absl::StatusOr<tlog::Policy> ReadTrust(const TrustOptions& options);

// A checkpoint as it was published, and what it says.
struct SeenCheckpoint {
  std::string note;
  tlog::Checkpoint checkpoint;
};

// A log under a URL prefix, as c2sp.org/tlog-tiles publishes it: read as any
// stranger would. Not thread-safe.
class PublishedLog {
 public:
  // The bytes at a path below the prefix; NotFound where there is nothing.
  using Get =
      absl::AnyInvocable<absl::StatusOr<std::string>(const std::string& path)>;

  explicit PublishedLog(Get get) : get_(std::move(get)) {}
  // Over HTTP, or from a folder where the URL is file://. `prefix` with or
  // without a slash at its end.
  static PublishedLog At(absl::string_view prefix, absl::Duration timeout);

  // The newest checkpoint that satisfies the policy: the log's newest, else the
  // one that it keeps as witnessed. The errors of tlog::OpenByPolicy.
  absl::StatusOr<SeenCheckpoint> Newest(const tlog::Policy& policy);
  // The one to cosign: the pending one, else the newest. Signed by the log;
  // the quorum is not asked for.
  absl::StatusOr<SeenCheckpoint> ToCosign(const tlog::Policy& policy);

  absl::StatusOr<std::string> Read(absl::string_view path) {
    return get_(std::string(path));
  }
  // Read() as tlog::FetchPath.
  auto Fetch() {
    return [this](absl::string_view path) { return Read(path); };
  }

 private:
  Get get_;
};

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_PUBLISHED_LOG_H_
