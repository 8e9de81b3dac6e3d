#include "services/registry/transport/record_feed.h"

#include <future>
#include <utility>

#include "libs/base/status.h"
#include "services/registry/convert/convert.h"

namespace suyuan::registry {

absl::StatusOr<std::vector<feed::Entry>> RecordFeed::Read(
    int64_t after, int64_t max_count, int64_t max_bytes) const {
  SUYUAN_ASSIGN_OR_RETURN(
      const std::vector<Record> changes,
      store_.Changes(after, static_cast<int>(max_count), max_bytes));
  std::vector<feed::Entry> entries;
  entries.reserve(changes.size());
  for (const Record& change : changes) {
    feed::Entry entry;
    entry.position = change.position;
    entry.payload = ToChange(change);
    entries.push_back(std::move(entry));
  }
  return entries;
}

absl::StatusOr<absl::Time> RecordFeed::ToldBefore() const {
  std::promise<absl::StatusOr<absl::Time>> fence;
  book_.Fence([&fence](absl::StatusOr<absl::Time> instant) {
    fence.set_value(std::move(instant));
  });
  return fence.get_future().get();
}

}  // namespace suyuan::registry
