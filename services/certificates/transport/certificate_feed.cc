#include "services/certificates/transport/certificate_feed.h"

#include <utility>

#include "libs/base/status.h"
#include "libs/rpc/fields.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

constexpr char kImport[] = "certificate";
constexpr char kStatus[] = "status";

}  // namespace

absl::StatusOr<std::vector<feed::Entry>> CertificateFeed::Read(
    int64_t after, int64_t max_count, int64_t max_bytes) const {
  std::vector<FeedEntry> found;
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(found,
                                reader.FeedAfter(after, max_count, max_bytes));
        return absl::OkStatus();
      },
      Deadline::Infinite()));
  std::vector<feed::Entry> entries;
  entries.reserve(found.size());
  for (FeedEntry& entry : found) {
    entries.push_back(
        {.position = entry.position,
         .kind = entry.kind == FeedEntry::Kind::kImport ? kImport : kStatus,
         .name = entry.certificate.name(),
         .recorded_at = entry.recorded_at,
         .payload = std::move(entry.payload)});
  }
  return entries;
}

absl::Status AddChange(const feed::Entry& entry, v1::WatchResponse& response) {
  v1::Change& change = *response.add_changes();
  change.set_position(entry.position);
  *change.mutable_recorded_at() = rpc::InstantProto(entry.recorded_at);
  const bool is_read =
      entry.kind == kImport
          ? change.mutable_imported()->ParseFromString(entry.payload)
          : change.mutable_status()->ParseFromString(entry.payload);
  return is_read ? absl::OkStatus() : RowMissing();
}

}  // namespace suyuan::certificates
