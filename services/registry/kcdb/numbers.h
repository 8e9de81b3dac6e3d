#ifndef SERVICES_REGISTRY_KCDB_NUMBERS_H_
#define SERVICES_REGISTRY_KCDB_NUMBERS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "libs/metrology/unit.h"

namespace suyuan::registry::kcdb {

// A finite number; nullopt for any other text.
std::optional<double> NumberOf(absl::string_view text);
// Decimal text to 15 digits: what a conversion of units adds behind them is no
// digit of the register.
std::string TextOf(double number);

// nullopt for "" and for what is no printed unit.
std::optional<metrology::Unit> UnitOf(absl::string_view printed);

// An uncertainty that is printed in `from`, for values in `to`: a difference,
// never shifted. nullopt where it cannot be one.
std::optional<double> Absolute(double expanded, const metrology::Unit& from,
                               const metrology::Unit& to);
// One that is printed in a unit of dimension one ("%", "µV/V"), as a fraction.
std::optional<double> Fraction(double expanded, const metrology::Unit& from);

}  // namespace suyuan::registry::kcdb

#endif  // SERVICES_REGISTRY_KCDB_NUMBERS_H_
