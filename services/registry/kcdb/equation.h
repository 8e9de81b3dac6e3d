#ifndef SERVICES_REGISTRY_KCDB_EQUATION_H_
#define SERVICES_REGISTRY_KCDB_EQUATION_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace suyuan::registry::kcdb {

// U as a function of the value x, as CMCs print it.
struct Equation {
  bool quadratic = false;  // √(a² + (b·x)²), else a + b·x
  double constant = 0;
  double proportional = 0;
  std::string variable;  // "L"
};

// Reads "a + b·x", "b·x + a", "b·x", "Q[a, b·x]" and "√(a² + (b·x)²)" with
// decimal numbers, in any of the usual signs for products and with or without
// one. nullopt for anything else. O(length).
std::optional<Equation> ReadEquation(absl::string_view text);

// The unit that a comment gives the variable: "m" of "L in m, ..."; "" where it
// gives none.
std::string UnitOfVariable(absl::string_view variable,
                           absl::string_view comment);

}  // namespace suyuan::registry::kcdb

#endif  // SERVICES_REGISTRY_KCDB_EQUATION_H_
