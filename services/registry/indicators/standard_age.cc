#include "services/registry/indicators/standard_age.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/registry/indicators/index_text.h"

namespace suyuan::registry::indicators {
namespace {

constexpr size_t kParts = 5;

}  // namespace

std::string EncodeAge(const AgeRow& row) {
  return absl::StrCat(row.put_into_service, "|", row.component, "|", row.holder,
                      "|", row.from, "|", row.to);
}

std::optional<AgeRow> DecodeAge(absl::string_view term) {
  const auto parts = SplitParts<kParts>(term);
  if (!parts.has_value()) return std::nullopt;
  AgeRow row;
  row.put_into_service = (*parts)[0];
  row.holder = (*parts)[2];
  row.from = (*parts)[3];
  row.to = (*parts)[4];
  if (!absl::SimpleAtoi((*parts)[1], &row.component)) return std::nullopt;
  return row;
}

int WholeYears(absl::CivilDay from, absl::CivilDay to) {
  const auto years = static_cast<int>(to.year() - from.year());
  const bool is_before_anniversary = std::make_pair(to.month(), to.day()) <
                                     std::make_pair(from.month(), from.day());
  return is_before_anniversary ? years - 1 : years;
}

}  // namespace suyuan::registry::indicators
