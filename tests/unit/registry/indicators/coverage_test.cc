#include "services/registry/indicators/coverage.h"

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "tests/unit/registry/indicators/facts.h"

namespace suyuan::registry::indicators {
namespace {

using testing::AnyPublicStandard;
using testing::Catalogue;
using testing::kDay;

CoverageQuestion InRegion() {
  CoverageQuestion question;
  question.division = "650000";
  question.day = kDay;
  return question;
}

Coverage Ask(const CatalogueFact& catalogue,
             const std::vector<StandardFact>& standards,
             const CoverageQuestion& question = InRegion()) {
  return Cover(catalogue, standards, question, [](size_t) { return true; });
}

// The first `count` items, by as many standards.
std::vector<StandardFact> Covering(int count) {
  std::vector<StandardFact> out;
  for (int i = 0; i < count; ++i) {
    out.push_back(
        AnyPublicStandard(absl::StrCat("s", i), {absl::StrCat("i", i)}));
  }
  return out;
}

TEST_CASE("Coverage of 62 items") {
  const CatalogueFact catalogue = Catalogue(62);
  CHECK(Ask(catalogue, Covering(45)).percentage->FractionText() == "72.58");
  CHECK(Ask(catalogue, Covering(51)).percentage->FractionText() == "82.26");
  CHECK(Ask(catalogue, Covering(56)).percentage->FractionText() == "90.32");
  const Coverage coverage = Ask(catalogue, Covering(45));
  REQUIRE(coverage.covered.size() == 45);
  REQUIRE(coverage.missing.size() == 17);
  CHECK(coverage.missing[0].item == 45);
  CHECK(coverage.covered[44].standards ==
        std::vector<std::string>{"standards/s44"});
}

TEST_CASE("An item that two standards cover is one item") {
  const Coverage coverage = Ask(
      Catalogue(2),
      {AnyPublicStandard("b", {"i0", "i0"}), AnyPublicStandard("a", {"i0"})});
  CHECK(coverage.percentage->FractionText() == "50.00");
  CHECK(coverage.covered[0].standards ==
        std::vector<std::string>{"standards/a", "standards/b"});
}

TEST_CASE("Only a row that names the item for verification covers it") {
  StandardFact standard = AnyPublicStandard("a", {"i0"});
  CHECK(Ask(Catalogue(1), {standard}).covered.size() == 1);
  standard.services[0].verifies = false;
  standard.services[0].calibrates = true;
  CHECK(Ask(Catalogue(1), {standard}).covered.empty());
  standard.services[0].verifies = true;
  standard.services[0].items.clear();
  standard.services[0].equipment_class = "c0";
  CHECK(Ask(Catalogue(1), {standard}).covered.empty());
}

TEST_CASE("Rows that need type approval alone are not counted") {
  CatalogueFact catalogue = Catalogue(2);
  catalogue.items[1].must_be_verified = false;
  CHECK(Ask(catalogue, Covering(1)).percentage->FractionText() == "100.00");
}

TEST_CASE("An item that joins later counts from its day on") {
  CatalogueFact catalogue = Catalogue(2);
  catalogue.items[1].from = kDay;
  CoverageQuestion question = InRegion();
  CHECK(Ask(catalogue, Covering(1), question).percentage->FractionText() ==
        "50.00");
  question.day = kDay - 1;
  CHECK(Ask(catalogue, Covering(1), question).percentage->FractionText() ==
        "100.00");
}

TEST_CASE("A sealed standard covers nothing in force, and exists") {
  std::vector<StandardFact> standards = Covering(1);
  standards[0].spells = {{Cause::kSealed, {kDay, {}}, ""}};
  CoverageQuestion question = InRegion();
  CHECK(Ask(Catalogue(1), standards, question).covered.empty());
  question.method.numerator = CoverageMethod::Numerator::kExisting;
  CHECK(Ask(Catalogue(1), standards, question).covered.size() == 1);
}

TEST_CASE("A standard exists from its first day on") {
  std::vector<StandardFact> standards = Covering(1);
  standards[0].period.from = kDay;
  CoverageQuestion question = InRegion();
  question.method.numerator = CoverageMethod::Numerator::kExisting;
  CHECK(Ask(Catalogue(1), standards, question).covered.size() == 1);
  question.day = kDay - 1;
  CHECK(Ask(Catalogue(1), standards, question).covered.empty());
}

TEST_CASE("Standards of a division and under it count") {
  const std::vector<StandardFact> standards = Covering(1);  // in 653101
  CoverageQuestion question = InRegion();
  for (const absl::string_view inside : {"650000", "653100", "653101"}) {
    question.division = std::string(inside);
    CHECK(Ask(Catalogue(1), standards, question).covered.size() == 1);
  }
  for (const absl::string_view outside : {"653122", "650100", "620000"}) {
    question.division = std::string(outside);
    CHECK(Ask(Catalogue(1), standards, question).covered.empty());
  }
}

TEST_CASE("Lower tiers can be left out") {
  const std::vector<StandardFact> standards = Covering(1);  // of a prefecture
  CoverageQuestion question = InRegion();
  question.method.excludes_lower_tiers = true;
  CHECK(Ask(Catalogue(1), standards, question).covered.empty());
  question.division = "653100";
  CHECK(Ask(Catalogue(1), standards, question).covered.size() == 1);
}

TEST_CASE("A tier is asked for its standards, and for its duties") {
  CatalogueFact catalogue = Catalogue(3);
  catalogue.items[0].duties = {Tier::kPrefecture, Tier::kCounty};
  catalogue.items[1].duties = {Tier::kCounty};
  CoverageQuestion question = InRegion();
  question.tier = Tier::kPrefecture;
  CHECK(Ask(catalogue, Covering(3), question).covered.size() == 3);
  question.method.denominator = CoverageMethod::Denominator::kDutiesOfTier;
  CHECK(Ask(catalogue, Covering(3), question).covered.size() == 1);
  question.tier = Tier::kCounty;
  const Coverage county = Ask(catalogue, Covering(3), question);
  CHECK(county.covered.empty());
  CHECK(county.missing.size() == 2);
}

TEST_CASE("Items without an instrument on record can be left out") {
  CoverageQuestion question = InRegion();
  question.method.denominator = CoverageMethod::Denominator::kPresentItems;
  const Coverage coverage =
      Cover(Catalogue(4), Covering(1), question,
            [](size_t item) { return item == 0 || item == 3; });
  CHECK(coverage.percentage->FractionText() == "50.00");
}

TEST_CASE("Where nothing is counted no percentage is said") {
  CHECK_FALSE(Ask(Catalogue(0), Covering(1)).percentage.has_value());
}

}  // namespace
}  // namespace suyuan::registry::indicators
