#include "services/registry/indicators/counting.h"

#include "catch2/catch.hpp"
#include "tests/unit/registry/indicators/facts.h"

namespace suyuan::registry::indicators {
namespace {

using testing::AnyPublicStandard;
using testing::At;
using testing::kDay;

absl::CivilDay Day(int year, int month, int day) {
  return absl::CivilDay(year, month, day);
}

InstitutionFact WithBase(Period period) {
  InstitutionFact institution;
  institution.source = At("institutions/kashgar");
  institution.designations = {
      {DesignationFact::Kind::kInnovationBase, "base", period}};
  return institution;
}

size_t BasesOn(absl::CivilDay day, const InstitutionFact& institution) {
  return Designated({institution}, DesignationFact::Kind::kInnovationBase, day)
      .size();
}

TEST_CASE("A designation counts from its first to its last day") {
  const InstitutionFact institution =
      WithBase({Day(2023, 5, 1), Day(2024, 4, 30)});
  CHECK(BasesOn(Day(2023, 4, 30), institution) == 0);
  CHECK(BasesOn(Day(2023, 5, 1), institution) == 1);
  CHECK(BasesOn(Day(2024, 4, 30), institution) == 1);
  CHECK(BasesOn(Day(2024, 5, 1), institution) == 0);
}

TEST_CASE("A designation falls with its institution") {
  InstitutionFact institution = WithBase({Day(2023, 5, 1), {}});
  institution.spells = {{Cause::kRevoked, {Day(2024, 1, 1), {}}, ""}};
  CHECK(BasesOn(Day(2023, 12, 31), institution) == 1);
  CHECK(BasesOn(Day(2024, 1, 1), institution) == 0);
}

TEST_CASE("A renewed designation counts once, another of its kind too") {
  InstitutionFact institution = WithBase({Day(2023, 5, 1), Day(2025, 4, 30)});
  institution.designations.push_back(institution.designations[0]);
  CHECK(BasesOn(kDay, institution) == 1);
  institution.designations[1].title = "second base";
  CHECK(BasesOn(kDay, institution) == 2);
  institution.designations[1].kind = DesignationFact::Kind::kTechnicalCommittee;
  CHECK(BasesOn(kDay, institution) == 1);
}

ComparisonFact NationalComparison() {
  ComparisonFact comparison;
  comparison.source = At("comparisons/mass");
  comparison.is_national = true;
  comparison.final_day = Day(2023, 6, 1);
  return comparison;
}

TEST_CASE("A comparison counts from the day its report is final") {
  const ComparisonFact comparison = NationalComparison();
  CHECK(ComparisonsLed({comparison}, Day(2023, 5, 31)).empty());
  CHECK(ComparisonsLed({comparison}, Day(2023, 6, 1)).size() == 1);
  CHECK(ComparisonsLed({comparison}, Day(2033, 6, 1)).size() == 1);
}

TEST_CASE("Only comparisons of more than one province count") {
  ComparisonFact comparison = NationalComparison();
  comparison.is_national = false;
  CHECK(ComparisonsLed({comparison}, kDay).empty());
  comparison.is_multi_region = true;
  CHECK(ComparisonsLed({comparison}, kDay).size() == 1);
  comparison.final_day.reset();
  CHECK(ComparisonsLed({comparison}, kDay).empty());
}

TEST_CASE("A cancelled comparison counts no longer from that day on") {
  ComparisonFact comparison = NationalComparison();
  comparison.cancelled_day = Day(2023, 9, 1);
  CHECK(ComparisonsLed({comparison}, Day(2023, 8, 31)).size() == 1);
  CHECK(ComparisonsLed({comparison}, Day(2023, 9, 1)).empty());
}

TEST_CASE("A developed standard counts from its founding, for ever") {
  StandardFact standard = AnyPublicStandard();
  CHECK(StandardsDeveloped({standard}, kDay).empty());
  standard.developed_in_region = true;
  standard.period = {Day(2023, 2, 1), Day(2023, 8, 1)};
  CHECK(StandardsDeveloped({standard}, Day(2023, 1, 31)).empty());
  CHECK(StandardsDeveloped({standard}, Day(2023, 2, 1)).size() == 1);
  CHECK(StandardsDeveloped({standard}, Day(2024, 8, 1)).size() == 1);
}

TEST_CASE("A public standard counts within the days of its certificate") {
  const StandardFact standard = AnyPublicStandard();
  CHECK_FALSE(IsPublicInForce(standard, Day(2022, 2, 28)));
  CHECK(IsPublicInForce(standard, Day(2022, 3, 1)));
  CHECK(IsPublicInForce(standard, Day(2027, 2, 28)));
  CHECK_FALSE(IsPublicInForce(standard, Day(2027, 3, 1)));
}

TEST_CASE("A renewal keeps a public standard in force") {
  StandardFact standard = AnyPublicStandard();
  standard.public_certificates.push_back({Day(2027, 3, 1), Day(2032, 2, 28)});
  CHECK(IsPublicInForce(standard, Day(2027, 3, 1)));
  // It has counted since the first certificate.
  const auto counted = PublicStandards({standard}, Day(2028, 1, 1));
  REQUIRE(counted.size() == 1);
  CHECK(counted[0].since == Day(2022, 3, 1));
}

TEST_CASE("An assessment stands in where no public certificate is recorded") {
  StandardFact standard = AnyPublicStandard();
  standard.assessments = {{Day(2021, 1, 1), Day(2021, 12, 31)}};
  // The public certificate decides where there is one.
  CHECK_FALSE(IsPublicInForce(standard, Day(2021, 6, 1)));
  standard.public_certificates.clear();
  CHECK(IsPublicInForce(standard, Day(2021, 6, 1)));
  CHECK_FALSE(IsPublicInForce(standard, Day(2022, 1, 1)));
  standard.assessments.clear();
  CHECK_FALSE(IsPublicInForce(standard, Day(2021, 6, 1)));
}

TEST_CASE("Only public standards that are neither sealed nor ended count") {
  StandardFact standard = AnyPublicStandard();
  CHECK(PublicStandards({standard}, kDay).size() == 1);
  standard.spells = {{Cause::kSealed, {kDay, kDay}, ""}};
  CHECK(PublicStandards({standard}, kDay).empty());
  CHECK(PublicStandards({standard}, kDay + 1).size() == 1);
  standard.spells.clear();
  standard.period.to = kDay;
  CHECK(PublicStandards({standard}, kDay).size() == 1);
  CHECK(PublicStandards({standard}, kDay + 1).empty());
  standard = AnyPublicStandard();
  standard.is_public = false;
  CHECK(PublicStandards({standard}, kDay).empty());
}

SpecificationFact Edition(std::string number) {
  SpecificationFact edition;
  edition.source = At("specifications/" + number, "");
  edition.number = std::move(number);
  edition.region = "新";
  edition.is_technical = true;
  edition.issued = Day(2023, 3, 1);
  return edition;
}

size_t EditionsOn(absl::CivilDay day,
                  const std::vector<SpecificationFact>& editions) {
  int64_t undated = 0;
  return Editions(editions, "新", day, undated).size();
}

TEST_CASE("An edition counts from its publication on, superseded or not") {
  CHECK(EditionsOn(Day(2023, 2, 28), {Edition("JJG(新)1-2023")}) == 0);
  CHECK(EditionsOn(Day(2023, 3, 1), {Edition("JJG(新)1-2023")}) == 1);
  CHECK(EditionsOn(Day(2043, 3, 1), {Edition("JJG(新)1-2023")}) == 1);
}

TEST_CASE("A revision counts as another issue, a double record does not") {
  CHECK(EditionsOn(kDay,
                   {Edition("JJG(新)1-2018"), Edition("JJG(新)1-2023")}) == 2);
  CHECK(EditionsOn(kDay,
                   {Edition("JJG(新)1-2023"), Edition("JJG(新)1-2023")}) == 1);
}

TEST_CASE("Editions of others and schemes do not count") {
  SpecificationFact edition = Edition("JJG(新)1-2023");
  edition.region = "皖";
  CHECK(EditionsOn(kDay, {edition}) == 0);
  edition.region = "新";
  edition.is_technical = false;
  CHECK(EditionsOn(kDay, {edition}) == 0);
}

TEST_CASE("The effective day stands for a day of publication not recorded") {
  SpecificationFact edition = Edition("JJG(新)1-2023");
  edition.issued.reset();
  int64_t undated = 0;
  CHECK(Editions({edition}, "新", kDay, undated).empty());
  CHECK(undated == 1);
  edition.effective = Day(2023, 6, 1);
  CHECK(Editions({edition}, "新", Day(2023, 5, 31), undated).empty());
  CHECK(Editions({edition}, "新", Day(2023, 6, 1), undated).size() == 1);
  CHECK(undated == 0);
}

}  // namespace
}  // namespace suyuan::registry::indicators
