#include "services/registry/indicators/progress.h"

#include "catch2/catch.hpp"
#include "services/registry/indicators/definition.h"

namespace suyuan::registry::indicators {
namespace {

const Definition& Of(Indicator indicator) {
  return FindPlan("")->definitions[static_cast<size_t>(indicator) - 1];
}

const absl::CivilDay kEnd2023(2023, 12, 31);

// From 0 to 100 in 1461 days: one unit of progress a per cent.
Definition AnyDefinition() {
  Definition definition = Of(Indicator::kInnovationBases);
  definition.target = 100;
  return definition;
}

Light LightOn(absl::CivilDay day, int64_t hundredths_of_percent) {
  return ProgressOn(day, AnyDefinition(),
                    Hundredths::Percentage(hundredths_of_percent, 10000))
      .light;
}

TEST_CASE("The plan has nine indicators in its order with its numbers") {
  const Plan& plan = *FindPlan("2025-1");
  const std::vector<std::pair<int64_t, int64_t>> numbers = {
      {0, 1}, {1, 3},    {6, 30}, {0, 2},  {1360, 1500},
      {0, 1}, {86, 150}, {0, 10}, {73, 90}};
  REQUIRE(plan.definitions.size() == 9);
  for (size_t i = 0; i < 9; ++i) {
    const Definition& definition = plan.definitions[i];
    CHECK(static_cast<size_t>(definition.indicator) == i + 1);
    CHECK(definition.base == numbers[i].first);
    CHECK(definition.target == numbers[i].second);
    CHECK(definition.target_day - definition.base_day == 1461);
    CHECK_FALSE(definition.formula.zh.empty());
    CHECK_FALSE(definition.formula.en.empty());
  }
}

TEST_CASE("A plan is found by its version, the newest by none") {
  CHECK(FindPlan("") == FindPlan("2025-1"));
  CHECK(FindPlan("2021-1") == nullptr);
}

TEST_CASE("Half of the days have passed at the end of 2023") {
  const Progress progress = ProgressOn(
      kEnd2023, Of(Indicator::kPublicStandards), Hundredths::Whole(1430));
  CHECK(progress.time_share == Approx(730.0 / 1461).epsilon(1e-15));
}

TEST_CASE("Progress, ratio and light at the end of 2023") {
  struct Case {
    Indicator indicator;
    Hundredths value;
    double progress;
    double status_ratio;
    Light light;
  };
  const double w = 730.0 / 1461;
  const auto c = GENERATE_COPY(values<Case>({
      {Indicator::kPublicStandards, Hundredths::Whole(1430), 0.5, 0.5 / w,
       Light::kGreen},
      {Indicator::kRegionalSpecifications, Hundredths::Whole(110), 0.375,
       0.375 / w, Light::kRed},
      {Indicator::kMandatoryCoverage, Hundredths::Percentage(82, 100), 9.0 / 17,
       9.0 / 17 / w, Light::kGreen},
      {Indicator::kStandardsDeveloped, Hundredths::Whole(18), 0.5, 0.5 / w,
       Light::kGreen},
      {Indicator::kTechnicalCommittees, Hundredths::Whole(5), 0.5, 0.5 / w,
       Light::kGreen},
      {Indicator::kResearchProjects, Hundredths::Whole(0), 0, 0, Light::kRed},
  }));
  const Progress got = ProgressOn(kEnd2023, Of(c.indicator), c.value);
  CHECK(*got.progress == Approx(c.progress).epsilon(1e-15));
  CHECK(*got.status_ratio == Approx(c.status_ratio).epsilon(1e-15));
  CHECK(got.light == c.light);
}

TEST_CASE("The published figures of the specifications are met to the digit") {
  const Progress got = ProgressOn(
      kEnd2023, Of(Indicator::kRegionalSpecifications), Hundredths::Whole(110));
  CHECK(got.status_ratio == Approx(0.7505).margin(5e-5));
}

TEST_CASE("On the target day a light still burns, on the next it is over") {
  const absl::CivilDay last(2025, 12, 31);
  CHECK(LightOn(last, 10000) == Light::kGreen);
  CHECK(LightOn(last, 9999) == Light::kAmber);
  CHECK(LightOn(last, 8000) == Light::kAmber);
  CHECK(LightOn(last, 7999) == Light::kRed);
  CHECK(LightOn(last + 1, 10000) == Light::kMet);
  CHECK(LightOn(last + 1, 9999) == Light::kNotMet);
}

TEST_CASE("The light turns exactly where the ratio is one and four fifths") {
  // 487 of 1461 days are a third: 33.33 % is behind it, 33.34 % before it.
  const absl::CivilDay third = absl::CivilDay(2021, 12, 31) + 487;
  CHECK(LightOn(third, 3334) == Light::kGreen);
  CHECK(LightOn(third, 3333) == Light::kAmber);
  CHECK(LightOn(third, 2667) == Light::kAmber);
  CHECK(LightOn(third, 2666) == Light::kRed);
}

TEST_CASE("Before a day has passed no ratio can be said") {
  const absl::CivilDay base(2021, 12, 31);
  for (const absl::CivilDay day : {base - 100, base}) {
    const Progress got = ProgressOn(day, Of(Indicator::kPublicStandards),
                                    Hundredths::Whole(1360));
    CHECK(got.time_share == 0);
    CHECK(got.progress == 0.0);
    CHECK_FALSE(got.status_ratio.has_value());
    CHECK(got.light == Light::kUndecided);
  }
  CHECK(ProgressOn(base + 1, Of(Indicator::kPublicStandards),
                   Hundredths::Whole(1360))
            .light == Light::kRed);
}

TEST_CASE("Without a value nothing is decided, not even after the target day") {
  const Progress got = ProgressOn(absl::CivilDay(2026, 6, 1),
                                  Of(Indicator::kMandatoryCoverage), {});
  CHECK(got.time_share == 1);
  CHECK_FALSE(got.progress.has_value());
  CHECK(got.light == Light::kUndecided);
}

TEST_CASE("A value below the base is progress backwards") {
  const Progress got = ProgressOn(kEnd2023, Of(Indicator::kPublicStandards),
                                  Hundredths::Whole(1346));
  CHECK(got.progress == Approx(-0.1));
  CHECK(got.light == Light::kRed);
}

TEST_CASE("Percentages round to the hundredth, halves up") {
  CHECK(Hundredths::Percentage(45, 62).FractionText() == "72.58");
  CHECK(Hundredths::Percentage(56, 62).FractionText() == "90.32");
  CHECK(Hundredths::Percentage(51, 62).FractionText() == "82.26");
  CHECK(Hundredths::Percentage(1, 20000).FractionText() == "0.01");
  CHECK(Hundredths::Percentage(1, 20001).FractionText() == "0.00");
  CHECK(Hundredths::Percentage(62, 62).FractionText() == "100.00");
  CHECK(Hundredths::Whole(1430).WholeText() == "1430");
}

}  // namespace
}  // namespace suyuan::registry::indicators
