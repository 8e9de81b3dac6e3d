#include "services/certificates/checks/json_memory.h"

#include "libs/base/status.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates::checks {

absl::StatusOr<nlohmann::json> RecallJson(Memory& memory, Shelf shelf,
                                          absl::string_view key) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string text, memory.Recall(shelf, key));
  if (text.empty()) return nlohmann::json();
  nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
  if (value.is_discarded()) return RowMissing();
  return value;
}

void RememberJson(Memory& memory, Shelf shelf, absl::string_view key,
                  const nlohmann::json& value) {
  memory.Remember(
      shelf, key,
      value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace suyuan::certificates::checks
