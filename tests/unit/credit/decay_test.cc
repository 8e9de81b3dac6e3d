#include "services/credit/decay.h"

#include <cmath>
#include <tuple>

#include "catch2/catch.hpp"

namespace suyuan::credit {
namespace {

TEST_CASE("Decay halves every half-life, to the part per million") {
  const auto [half_life, age, ppm] =
      GENERATE(table<int64_t, int64_t, int64_t>({{365, 0, 1000000},
                                                 {365, 1, 998630},
                                                 {365, 182, 750684},
                                                 {365, 364, 501369},
                                                 {365, 365, 500000},
                                                 {365, 547, 375342},
                                                 {365, 730, 250000},
                                                 {365, 1095, 125000},
                                                 {365, 3650, 976},
                                                 {180, 1, 997222},
                                                 {180, 90, 750000},
                                                 {180, 360, 250000}}));
  CHECK(DecayPpm(age, half_life) == ppm);
}

TEST_CASE("Without a half-life nothing decays") {
  CHECK(DecayPpm(0, 0) == kFullWeightPpm);
  CHECK(DecayPpm(100'000, 0) == kFullWeightPpm);
}

TEST_CASE("Nothing is left after twenty half-lives") {
  CHECK(DecayPpm(20 * 10 - 1, 10) == 1);
  CHECK(DecayPpm(20 * 10, 10) == 0);
  CHECK(DecayPpm(36500, 1) == 0);
}

TEST_CASE("Decay never rises with age and stays near the exponential") {
  for (const int64_t half_life : {1, 90, 180, 365, 540, 730, 1095}) {
    for (int64_t age = 1; age < 22 * half_life; ++age) {
      const int64_t ppm = DecayPpm(age, half_life);
      REQUIRE(ppm <= DecayPpm(age - 1, half_life));
      const double exact = std::exp2(-double(age) / double(half_life));
      REQUIRE(std::abs(double(ppm) / 1e6 - exact) <= 0.0431);
    }
  }
}

TEST_CASE("Points at a weight round half up") {
  CHECK(Weighted(150, 863013) == 129);
  CHECK(Weighted(1, 500000) == 1);
  CHECK(Weighted(1, 499999) == 0);
  CHECK(Multiplied(300, 3) == 450);
  CHECK(Multiplied(225, 3) == 338);
}

TEST_CASE("Centi-points are printed with two decimals") {
  CHECK(FormatPoints(7396) == "73.96");
  CHECK(FormatPoints(5) == "0.05");
  CHECK(FormatPoints(-180) == "-1.80");
}

}  // namespace
}  // namespace suyuan::credit
