#include "services/suyuanctl/cli/published_log.h"

#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "services/suyuanctl/cli/documents.h"

namespace suyuan::ctl {
namespace {

constexpr absl::string_view kNewest = "checkpoint";
constexpr absl::string_view kPending = "checkpoint/pending";
constexpr absl::string_view kWitnessed = "checkpoint/witnessed";

}  // namespace

absl::StatusOr<tlog::Policy> ReadTrust(const TrustOptions& options) {
  const int given = !options.key.empty() + !options.key_file.empty() +
                    !options.policy.empty();
  if (given != 1) {
    return InvalidField("--key",
                        "whom to believe is wanted once: --key, --key-file or "
                        "--policy");
  }
  if (!options.policy.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(const std::string text,
                            ReadWholeFile(options.policy));
    return tlog::Policy::Parse(text);
  }
  std::string key = options.key;
  if (key.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(key, ReadWholeFile(options.key_file));
  }
  key = std::string(absl::StripAsciiWhitespace(key));
  SUYUAN_RETURN_IF_ERROR(tlog::NoteVerifier::Parse(key).status());
  return tlog::Policy::Parse(absl::StrCat("log ", key, "\nquorum none\n"));
}

PublishedLog PublishedLog::At(absl::string_view prefix,
                              absl::Duration timeout) {
  auto client =
      std::make_shared<http::Client>(http::Client::Options{.timeout = timeout});
  absl::ConsumeSuffix(&prefix, "/");
  return PublishedLog(
      [client, prefix = std::string(prefix)](const std::string& path) {
        return client->Get(absl::StrCat(prefix, "/", path));
      });
}

absl::StatusOr<SeenCheckpoint> PublishedLog::Newest(
    const tlog::Policy& policy) {
  SeenCheckpoint out;
  SUYUAN_ASSIGN_OR_RETURN(out.note, Read(kNewest));
  absl::StatusOr<tlog::Checkpoint> newest =
      tlog::OpenByPolicy(out.note, policy);
  if (ReasonOf(newest.status()) == "LOG_QUORUM_MISSING") {
    absl::StatusOr<std::string> witnessed = Read(kWitnessed);
    if (!witnessed.ok()) return newest.status();
    out.note = *std::move(witnessed);
    newest = tlog::OpenByPolicy(out.note, policy);
  }
  SUYUAN_RETURN_IF_ERROR(newest.status());
  out.checkpoint = *std::move(newest);
  return out;
}

absl::StatusOr<SeenCheckpoint> PublishedLog::ToCosign(
    const tlog::Policy& policy) {
  absl::StatusOr<std::string> note = Read(kPending);
  if (absl::IsNotFound(note.status())) note = Read(kNewest);
  SUYUAN_RETURN_IF_ERROR(note.status());
  SUYUAN_ASSIGN_OR_RETURN(tlog::Checkpoint checkpoint,
                          tlog::OpenBySomeLog(*note, policy));
  return SeenCheckpoint{*std::move(note), std::move(checkpoint)};
}

}  // namespace suyuan::ctl
