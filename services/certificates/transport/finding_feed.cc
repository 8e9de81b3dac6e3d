#include "services/certificates/transport/finding_feed.h"

#include "libs/base/status.h"
#include "libs/rpc/fields.h"
#include "services/certificates/convert/finding_record.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {

absl::StatusOr<std::vector<feed::Entry>> FindingFeed::Read(
    int64_t after, int64_t max_count, int64_t max_bytes) const {
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<checks::FindingEvent> events,
                          store_.EventsAfter(after, max_count));
  std::vector<feed::Entry> entries;
  int64_t bytes = 0;
  for (const checks::FindingEvent& event : events) {
    v1::FindingChange change;
    change.set_position(event.position);
    *change.mutable_recorded_at() = rpc::InstantProto(event.record.recorded_at);
    *change.mutable_finding() = ToProto(event.record);
    feed::Entry entry{.position = event.position,
                      .kind = "finding",
                      .name = change.finding().name(),
                      .recorded_at = event.record.recorded_at,
                      .payload = change.SerializeAsString()};
    bytes += static_cast<int64_t>(entry.payload.size());
    entries.push_back(std::move(entry));
    if (bytes > max_bytes) break;
  }
  return entries;
}

absl::Status AddFinding(const feed::Entry& entry,
                        v1::WatchFindingsResponse& response) {
  return response.add_changes()->ParseFromString(entry.payload)
             ? absl::OkStatus()
             : RowMissing();
}

}  // namespace suyuan::certificates
