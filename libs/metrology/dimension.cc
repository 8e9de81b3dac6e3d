#include "libs/metrology/dimension.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"

namespace suyuan::metrology {

absl::StatusOr<Dimension> Dimension::Times(const Dimension& other) const {
  Dimension product;
  for (size_t i = 0; i < kBaseQuantities; ++i) {
    SUYUAN_ASSIGN_OR_RETURN(product.exponents_[i],
                            exponents_[i].Plus(other.exponents_[i]));
  }
  return product;
}

absl::StatusOr<Dimension> Dimension::ToThe(Rational power) const {
  Dimension result;
  for (size_t i = 0; i < kBaseQuantities; ++i) {
    SUYUAN_ASSIGN_OR_RETURN(result.exponents_[i], exponents_[i].Times(power));
  }
  return result;
}

std::string Dimension::ToString() const {
  constexpr const char* kLetters[] = {"L", "M", "T", "I", "Θ", "N", "J"};
  std::vector<std::string> parts;
  for (size_t i = 0; i < kBaseQuantities; ++i) {
    if (exponents_[i].IsZero()) continue;
    parts.push_back(exponents_[i] == Rational(1)
                        ? kLetters[i]
                        : absl::StrCat(kLetters[i], exponents_[i].ToString()));
  }
  return parts.empty() ? "1" : absl::StrJoin(parts, " ");
}

}  // namespace suyuan::metrology
