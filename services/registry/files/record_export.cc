#include "services/registry/files/record_export.h"

#include "libs/base/status.h"
#include "libs/json/message_json.h"
#include "services/registry/files/any_message.h"
#include "services/registry/files/csv_records.h"

namespace suyuan::registry {

absl::StatusOr<bool> RecordExport::Next(std::string& piece) {
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<Record> records, cursor_.Next());
  if (std::exchange(begins_, false)) AppendCsvHeader(kind_, piece);
  for (const Record& record : records) {
    const AnyMessage message = ShownMessage(record);
    if (is_csv_) {
      AppendCsvRecord(kind_, *message, piece);
    } else {
      json::AppendJson(*message, piece);
      piece.push_back('\n');
    }
  }
  rows_ += static_cast<int64_t>(records.size());
  if (!records.empty()) last_name_ = records.back().name;
  return !piece.empty();
}

}  // namespace suyuan::registry
