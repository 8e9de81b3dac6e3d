#include "services/registry/indicators/demand_row.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/registry/indicators/index_text.h"

namespace suyuan::registry::indicators {
namespace {

constexpr size_t kParts = 9;

}  // namespace

std::string EncodeDemand(const DemandRow& row) {
  return absl::StrCat(row.name, "|", row.item, "|", row.equipment_class, "|",
                      row.division, "|", row.owner, "|", row.from, "|", row.to,
                      "|", static_cast<int>(row.purpose), "|", row.quantity);
}

std::optional<DemandRow> DecodeDemand(absl::string_view term) {
  const auto parts = SplitParts<kParts>(term);
  if (!parts.has_value()) return std::nullopt;
  DemandRow row;
  int purpose = 0;
  row.name = (*parts)[0];
  row.item = (*parts)[1];
  row.equipment_class = (*parts)[2];
  row.division = (*parts)[3];
  row.owner = (*parts)[4];
  row.from = (*parts)[5];
  row.to = (*parts)[6];
  if (!absl::SimpleAtoi((*parts)[7], &purpose) || purpose < 0 ||
      purpose > static_cast<int>(Purpose::kOther) ||
      !absl::SimpleAtoi((*parts)[8], &row.quantity)) {
    return std::nullopt;
  }
  row.purpose = static_cast<Purpose>(purpose);
  return row;
}

}  // namespace suyuan::registry::indicators
