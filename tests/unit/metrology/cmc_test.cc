#include "libs/metrology/cmc.h"

#include <cmath>

#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::StatusOf;

const CoverageFactor kTwo = CoverageFactor::From(2).value();
constexpr Cmc::Range kOneToTen = {1, 10};

double At(const absl::StatusOr<Cmc>& cmc, double value) {
  return cmc.value().At(value).value().value();
}

TEST_CASE("A single U holds over the range and nowhere else") {
  const auto cmc = Cmc::Absolute(kOneToTen, 0.02, kTwo);
  CHECK(At(cmc, 1) == 0.02);
  CHECK(At(cmc, 10) == 0.02);
  CHECK(cmc->At(5)->k().value() == 2);
  CHECK_THAT(StatusOf(cmc->At(0.999)), HasReason("UNCERTAINTY_OUT_OF_RANGE"));
  CHECK_THAT(StatusOf(cmc->At(10.001)), HasReason("UNCERTAINTY_OUT_OF_RANGE"));
  CHECK_THAT(StatusOf(cmc->At(NAN)), HasReason("UNCERTAINTY_OUT_OF_RANGE"));
}

TEST_CASE("The rounding of a converted value moves no end of the range") {
  // 0.1 + 0.2 is a little more than 0.3.
  CHECK(At(Cmc::Absolute({0, 0.3}, 0.02, kTwo), 0.1 + 0.2) == 0.02);
  CHECK(At(Cmc::Table({{0, 1}, {0.3, 4}}, Cmc::Stated::kAbsolute, kTwo),
           0.1 + 0.2) == 4);
}

TEST_CASE("A relative U grows with the value, whatever its sign") {
  CHECK(At(Cmc::Relative(kOneToTen, 1e-3, kTwo), 4) == Approx(0.004));
  CHECK(At(Cmc::Relative({-10, -1}, 1e-3, kTwo), -4) == Approx(0.004));
}

TEST_CASE("A relative U is no offer at zero") {
  for (const Cmc::Range range : {Cmc::Range{0, 10}, {-10, 0}, {-1, 1}}) {
    CHECK_THAT(StatusOf(Cmc::Relative(range, 1e-3, kTwo)),
               HasReason("UNCERTAINTY_INVALID"));
    CHECK_THAT(StatusOf(Cmc::Linear(range, 0, 1e-3, kTwo)),
               HasReason("UNCERTAINTY_INVALID"));
    CHECK(At(Cmc::Linear(range, 0.5, 1e-3, kTwo), 0) == 0.5);
  }
}

TEST_CASE("Functions of the value add their parts straight or by squares") {
  CHECK(At(Cmc::Linear(kOneToTen, 3, 0.5, kTwo), 8) == Approx(7));
  CHECK(At(Cmc::RootSum(kOneToTen, 3, 0.5, kTwo), 8) == Approx(5));
  CHECK(At(Cmc::Linear({-10, 10}, 3, 0.5, kTwo), -8) == Approx(7));
  CHECK(At(Cmc::RootSum({-10, 10}, 3, 0.5, kTwo), -8) == Approx(5));
}

TEST_CASE("A table is read along straight lines and never beyond its ends") {
  const auto cmc =
      Cmc::Table({{1, 0.1}, {2, 0.3}, {10, 0.3}}, Cmc::Stated::kAbsolute, kTwo);
  CHECK(At(cmc, 1) == 0.1);
  CHECK(At(cmc, 1.5) == Approx(0.2));
  CHECK(At(cmc, 2) == 0.3);
  CHECK(At(cmc, 7) == Approx(0.3));
  CHECK(cmc->range().lower == 1);
  CHECK(cmc->range().upper == 10);
  CHECK_THAT(StatusOf(cmc->At(0.9)), HasReason("UNCERTAINTY_OUT_OF_RANGE"));
  CHECK_THAT(StatusOf(cmc->At(10.1)), HasReason("UNCERTAINTY_OUT_OF_RANGE"));
}

TEST_CASE("Of a relative table the share is interpolated, then multiplied") {
  const auto cmc =
      Cmc::Table({{1, 0.01}, {3, 0.03}}, Cmc::Stated::kRelative, kTwo);
  CHECK(At(cmc, 1) == Approx(0.01));
  CHECK(At(cmc, 2) == Approx(0.04));
  CHECK(At(cmc, 3) == Approx(0.09));
  CHECK_THAT(StatusOf(Cmc::Table({{-1, 0.01}, {1, 0.01}},
                                 Cmc::Stated::kRelative, kTwo)),
             HasReason("UNCERTAINTY_INVALID"));
}

TEST_CASE("A row offers a U above 0 over a range") {
  for (const double bad : {0.0, -0.1, double{NAN}, double{INFINITY}}) {
    CAPTURE(bad);
    CHECK_THAT(StatusOf(Cmc::Absolute(kOneToTen, bad, kTwo)),
               HasReason("UNCERTAINTY_INVALID"));
    CHECK_THAT(StatusOf(Cmc::Relative(kOneToTen, bad, kTwo)),
               HasReason("UNCERTAINTY_INVALID"));
    CHECK_THAT(StatusOf(Cmc::Table({{1, bad}}, Cmc::Stated::kAbsolute, kTwo)),
               HasReason("UNCERTAINTY_INVALID"));
  }
  CHECK_THAT(StatusOf(Cmc::Absolute({2, 1}, 0.1, kTwo)),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK(At(Cmc::Absolute({2, 2}, 0.1, kTwo), 2) == 0.1);
  CHECK_THAT(StatusOf(Cmc::Table({}, Cmc::Stated::kAbsolute, kTwo)),
             HasReason("UNCERTAINTY_INVALID"));
  CHECK_THAT(
      StatusOf(Cmc::Table({{2, 0.1}, {1, 0.1}}, Cmc::Stated::kAbsolute, kTwo)),
      HasReason("UNCERTAINTY_INVALID"));
}

}  // namespace
}  // namespace suyuan::metrology
