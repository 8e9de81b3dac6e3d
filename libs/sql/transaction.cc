#include "libs/sql/transaction.h"

#include "libs/base/status.h"

namespace suyuan::sql {

absl::StatusOr<std::optional<int64_t>> QueryInteger(
    Transaction& transaction, absl::string_view sql,
    absl::Span<const Value> parameters) {
  std::optional<int64_t> out;
  bool first = true;
  SUYUAN_RETURN_IF_ERROR(
      transaction.Query(sql, parameters, [&](const Row& row) {
        if (first && !row.IsNull(0)) out = row.Integer(0);
        first = false;
        return absl::OkStatus();
      }));
  return out;
}

}  // namespace suyuan::sql
