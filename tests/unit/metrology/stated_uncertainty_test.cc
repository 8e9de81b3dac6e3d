#include "libs/metrology/stated_uncertainty.h"

#include <cmath>

#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::IsOk;
using testing::StatusOf;

TEST_CASE("U = (0.02 + 0.005·L/m) µm is 0.0225 µm at half a metre") {
  const auto rule = LinearUncertainty::From(0.02, 0.005).value();
  CHECK(rule.At(0).value() == 0.02);
  CHECK(rule.At(0.5).value() == Approx(0.0225).epsilon(1e-15));
  CHECK(rule.At(-0.5).value() == Approx(0.0225).epsilon(1e-15));
}

TEST_CASE("A relative uncertainty says nothing near zero") {
  const auto rule = LinearUncertainty::Relative(0.001, 10).value();
  CHECK(rule.At(10).value() == Approx(0.01));
  CHECK(rule.At(-10).value() == Approx(0.01));
  CHECK_THAT(StatusOf(rule.At(9.99)), HasReason("UNCERTAINTY_OUT_OF_RANGE"));
  CHECK_THAT(StatusOf(rule.At(0)), HasReason("UNCERTAINTY_OUT_OF_RANGE"));
  CHECK_THAT(StatusOf(LinearUncertainty::Relative(0.001, 0)),
             HasReason("UNCERTAINTY_INVALID"));
}

TEST_CASE("A negative or endless uncertainty is no rule") {
  CHECK_THAT(StatusOf(LinearUncertainty::From(-1, 0)),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(LinearUncertainty::From(0, INFINITY)),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(LinearUncertainty::Absolute(0)), IsOk());
}

TEST_CASE("Between two points the larger neighbour's U holds") {
  const auto table = UncertaintyTable::From({{0, 0.2}, {10, 0.1}, {20, 0.5}},
                                            BetweenPoints::kLargerNeighbour)
                         .value();
  CHECK(table.At(0).value() == 0.2);
  CHECK(table.At(4).value() == 0.2);
  CHECK(table.At(10).value() == 0.1);
  CHECK(table.At(10.001).value() == 0.5);
  CHECK(table.At(20).value() == 0.5);
}

TEST_CASE("A scope that states interpolation is interpolated") {
  const auto table =
      UncertaintyTable::From({{0, 0.2}, {10, 0.1}}, BetweenPoints::kLinear)
          .value();
  CHECK(table.At(2.5).value() == Approx(0.175));
  CHECK(table.At(10).value() == 0.1);
}

TEST_CASE("A table is silent beyond its points") {
  const auto table =
      UncertaintyTable::From({{0, 0.2}, {10, 0.1}}, BetweenPoints::kLinear)
          .value();
  const auto value = GENERATE(-0.001, 10.001, std::nan(""));
  CHECK_THAT(StatusOf(table.At(value)), HasReason("UNCERTAINTY_OUT_OF_RANGE"));
}

TEST_CASE("A table has points, ascending, none twice") {
  using Points = std::vector<UncertaintyTable::Point>;
  const auto points = GENERATE(values<Points>({
      {},
      {{1, 0.1}, {1, 0.2}},
      {{2, 0.1}, {1, 0.2}},
      {{1, -0.1}},
      {{std::nan(""), 0.1}},
  }));
  CHECK_THAT(StatusOf(UncertaintyTable::From(points, BetweenPoints::kLinear)),
             HasReason("UNCERTAINTY_INVALID"));
}

TEST_CASE("U keeps one or two digits and the value ends where U does") {
  struct Case {
    double value, expanded;
    int digits;
    const char* value_text;
    const char* expanded_text;
  };
  const auto c = GENERATE(values<Case>({
      {10.000568, 0.00050, 2, "10.00057", "0.00050"},
      {200.00123, 0.0021, 1, "200.001", "0.002"},
      {200.00123, 0.0024, 1, "200.001", "0.003"},  // 0.002 were 17 % less
      {12.3456, 0.105, 2, "12.35", "0.11"},
      {12.3456, 0.0996, 2, "12.35", "0.10"},
      {12.3456, 0.099, 2, "12.346", "0.099"},
      {12.3456, 0.1, 2, "12.35", "0.10"},
      {12345, 1234, 2, "12300", "1200"},
      {-0.00049, 9.6, 1, "0", "10"},
  }));
  const RoundedResult r = RoundResult(c.value, c.expanded, c.digits).value();
  CHECK(r.expanded == c.expanded_text);
  CHECK((r.value == c.value_text || r.value == "-0"));
}

TEST_CASE("U is never shown smaller than it is by more than 5 %") {
  for (int i = 1; i < 2000; ++i) {
    const double expanded = i * 0.00137;
    for (int digits = 1; digits <= 2; ++digits) {
      const RoundedResult r = RoundResult(1, expanded, digits).value();
      CAPTURE(expanded, digits, r.expanded);
      CHECK(std::stod(r.expanded) >= expanded * 0.95 * (1 - 1e-12));
      CHECK(std::stod(r.expanded) <= expanded * 2);
    }
  }
}

TEST_CASE("A result without U, or with three digits of it, is not rounded") {
  CHECK_THAT(StatusOf(RoundResult(1, 0, 2)), HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(RoundResult(1, 0.1, 3)),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(RoundResult(1, 0.1, 0)),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(RoundResult(NAN, 0.1, 2)),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(StatusOf(RoundResult(1, 5e-324, 2)),
             HasReason("UNCERTAINTY_OUT_OF_RANGE"));
}

TEST_CASE("A recomputed U equals the stated one to half its last digit") {
  CHECK(EqualsAsStated(1.4549, 1.45, -2));
  CHECK(EqualsAsStated(1.455, 1.45, -2));
  CHECK_FALSE(EqualsAsStated(1.4551, 1.45, -2));
  CHECK_FALSE(EqualsAsStated(1.4449, 1.45, -2));
}

}  // namespace
}  // namespace suyuan::metrology
