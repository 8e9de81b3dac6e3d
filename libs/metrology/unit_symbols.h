#ifndef LIBS_METROLOGY_UNIT_SYMBOLS_H_
#define LIBS_METROLOGY_UNIT_SYMBOLS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "libs/metrology/unit.h"

// How the parsers of unit_text.h resolve one word. Not for use outside them.
namespace suyuan::metrology::internal {

// UNIT_INVALID; what the message quotes may be any bytes.
absl::Status InvalidUnit(absl::string_view message);

// The unit text in question as a message may quote it: valid UTF-8, in quotes,
// cut where it is long.
std::string Quoted(absl::string_view text);
absl::Status CheckUnitLength(absl::string_view text);

// A printed symbol in normal form KC with at most one prefix: "kg", "μm",
// "mL", "°C"; glued products that are printed as one word: "kWh", "VA", "Nm".
absl::optional<Unit::Terms> TermsOfSymbol(absl::string_view symbol);

// The same for UCUM codes.
absl::optional<Unit::Terms> TermsOfUcum(absl::string_view code);

// A D-SI identifier in another spelling, a name or a symbol: "Meter",
// "degreeCelsius", "millimetre", "kN".
absl::optional<Unit::Terms> TermsOfLooseName(absl::string_view name);

}  // namespace suyuan::metrology::internal

#endif  // LIBS_METROLOGY_UNIT_SYMBOLS_H_
