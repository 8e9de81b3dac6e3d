#include "services/registry/transport/record_cursor.h"

#include "libs/base/status.h"

namespace suyuan::registry {
namespace {

// Some 100 KiB of a file: a message of a stream is best between 4 and 64, and
// standards are longer than instruments.
constexpr int kRecords = 100;

}  // namespace

absl::StatusOr<std::vector<Record>> RecordCursor::Next() {
  ScanQuery scan;
  scan.kind = query_.kind;
  if (query_.filter.has_value()) scan.terms = query_.filter->IndexedTerms();
  scan.as_of = query_.as_of;
  scan.known_at = query_.known_at;
  scan.page_size = kRecords;
  const auto keep = [this](const Record& record) -> absl::StatusOr<bool> {
    return !query_.filter.has_value() || query_.filter->Matches(record);
  };
  while (!is_done_) {
    SUYUAN_RETURN_IF_ERROR(deadline_.Check());
    scan.after_name = after_name_;
    SUYUAN_ASSIGN_OR_RETURN(ScanPage page, book_.Scan(scan, keep, deadline_));
    after_name_ = page.next_after_name;
    is_done_ = after_name_.empty();
    if (!page.records.empty()) return std::move(page.records);
  }
  return std::vector<Record>();
}

}  // namespace suyuan::registry
