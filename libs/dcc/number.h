#ifndef LIBS_DCC_NUMBER_H_
#define LIBS_DCC_NUMBER_H_

#include "absl/strings/string_view.h"
#include "libs/dcc/quantity.h"

namespace suyuan::dcc {

// The lexical forms of D-SI 2.2.1:
//   decimal     [-+]?(\d+\.?\d*|\.\d+)([Ee][-+]?\d+)?  or NaN
//   k           \+?[1-9]\d*(\.\d*)?  or NaN: at least 1, no exponent
//   probability a decimal from 0 to 1 without exponent, or NaN
// NaN, new in D-SI 2.2, says in a list that this value states none.
// Each is O(length); none depends on the locale.
bool IsDecimal(absl::string_view text);
bool IsCoverageFactor(absl::string_view text);
bool IsProbability(absl::string_view text);

// Keeps the text; `value` only where it is a decimal, not NaN, and finite.
Number ToNumber(absl::string_view text);

// The value of one in the last printed digit: 0.01 for "33.10", 10 for "1e1",
// 0 where `text` is no decimal.
double LastDigit(absl::string_view text);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_NUMBER_H_
