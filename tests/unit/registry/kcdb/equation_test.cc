#include "services/registry/kcdb/equation.h"

#include "catch2/catch.hpp"

namespace suyuan::registry::kcdb {
namespace {

TEST_CASE("Sums and roots of a constant and a product are read") {
  struct Case {
    const char* text;
    bool quadratic;
    double constant;
    double proportional;
    const char* variable;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"0.3 + 1.5E-3*L", false, 0.3, 1.5e-3, "L"},
           {"0.3 + 1.5e-3 L", false, 0.3, 1.5e-3, "L"},
           {"0.0015·L + 0.3", false, 0.3, 0.0015, "L"},
           {"U = 0.3 + 1.5×10^-3×L", false, 0.3, 1.5e-3, "L"},
           {"0.3+1.5*10^(-3)*L", false, 0.3, 1.5e-3, "L"},
           {"2E-6 V", false, 0, 2e-6, "V"},
           {"Q[20, 0.3L]", true, 20, 0.3, "L"},
           {"Q[20; 0.3 L]", true, 20, 0.3, "L"},
           {"√(0.2² + (0.1 L)²)", true, 0.2, 0.1, "L"},
           {"sqrt(0.2^2+(0.1*L)^2)", true, 0.2, 0.1, "L"}}) {
    CAPTURE(c.text);
    const auto equation = ReadEquation(c.text);
    REQUIRE(equation.has_value());
    CHECK(equation->quadratic == c.quadratic);
    CHECK(equation->constant == Approx(c.constant));
    CHECK(equation->proportional == Approx(c.proportional));
    CHECK(equation->variable == c.variable);
  }
}

TEST_CASE("What is not one of these forms is no equation") {
  for (const char* text :
       {"", "0.3", "a + b*L", "0.3 - 0.1*L", "0.3 + 0.1*L^2", "0.3 + 0.1",
        "0.1*L + 0.2*L", "0.3 + 0.1*L + 2", "Q[20, 0.3L", "Q[20]",
        "sqrt(0.2^2 + 0.1 L^2)", "0.3 + 0.1*", "0,3 + 0,1*L"}) {
    CAPTURE(text);
    CHECK_FALSE(ReadEquation(text).has_value());
  }
}

TEST_CASE("The unit of the variable is what the comment says it is in") {
  CHECK(UnitOfVariable("L", "L in m") == "m");
  CHECK(UnitOfVariable("L", "L is the measured length in mm, U in µm") == "mm");
  CHECK(UnitOfVariable("L", "L: length in mm.") == "mm");
  CHECK(UnitOfVariable("L", "Length in mm") == "");
  CHECK(UnitOfVariable("L", "L, in words") == "");
  CHECK(UnitOfVariable("U", "Uncertainty; U in V") == "V");
  CHECK(UnitOfVariable("L", "") == "");
}

}  // namespace
}  // namespace suyuan::registry::kcdb
