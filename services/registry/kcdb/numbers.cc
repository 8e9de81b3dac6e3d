#include "services/registry/kcdb/numbers.h"

#include <cmath>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "libs/metrology/unit_text.h"

namespace suyuan::registry::kcdb {

std::optional<double> NumberOf(absl::string_view text) {
  double value = 0;
  if (!absl::SimpleAtod(text, &value) || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::string TextOf(double number) { return absl::StrFormat("%.15g", number); }

std::optional<metrology::Unit> UnitOf(absl::string_view printed) {
  if (printed.empty()) return std::nullopt;
  auto unit = metrology::ParsePrinted(printed);
  if (!unit.ok()) return std::nullopt;
  return *std::move(unit);
}

std::optional<double> Absolute(double expanded, const metrology::Unit& from,
                               const metrology::Unit& to) {
  const auto conversion = metrology::Conversion::Between(from, to);
  if (!conversion.ok()) return std::nullopt;
  return conversion->Difference(expanded);
}

std::optional<double> Fraction(double expanded, const metrology::Unit& from) {
  return Absolute(expanded, from, metrology::Unit());
}

}  // namespace suyuan::registry::kcdb
