#include "services/credit/credit_feed.h"

#include <string>

#include "libs/base/status.h"
#include "services/credit/convert.h"

namespace suyuan::credit {

absl::StatusOr<std::vector<feed::Entry>> CreditFeed::Read(
    int64_t after, int64_t max_count, int64_t max_bytes) const {
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<ChangeEntry> changes,
                          store_.Changes(after, static_cast<int>(max_count)));
  std::vector<feed::Entry> entries;
  int64_t bytes = 0;
  for (const ChangeEntry& change : changes) {
    feed::Entry entry;
    entry.position = change.position;
    entry.payload = ToMessage(change).SerializeAsString();
    bytes += static_cast<int64_t>(entry.payload.size());
    entries.push_back(std::move(entry));
    if (bytes > max_bytes) break;
  }
  return entries;
}

}  // namespace suyuan::credit
