#include <functional>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "services/certificates/convert/canonical.h"
#include "services/certificates/convert/check.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::IsOk;
using testing::ValidCertificate;
using Component = v1::BudgetComponent;

Component& Add(v1::UncertaintyBudget& budget, const std::string& id,
               const std::string& u) {
  Component& one = *budget.add_components();
  one.set_id(id);
  one.set_standard_uncertainty(u);
  return one;
}

// What the reference gives, what the process adds and a temperature.
v1::Certificate WithBudget() {
  v1::Certificate c = ValidCertificate();
  v1::UncertaintyBudget& budget = *c.mutable_results(0)->mutable_budget();
  Component& reference = Add(budget, "ref", "0.25");
  reference.set_source(Component::SOURCE_REFERENCE);
  reference.set_reference_id("ref1");
  reference.set_unit("\\gram");
  reference.set_degrees_of_freedom("50");
  Component& process = Add(budget, "rep", "0.0006");
  process.set_source(Component::SOURCE_REPEATABILITY);
  process.set_evaluation(Component::EVALUATION_TYPE_A);
  process.set_distribution(Component::DISTRIBUTION_STUDENT_T);
  process.set_degrees_of_freedom("9");
  Component& temperature = Add(budget, "temp", "0.1");
  temperature.set_source(Component::SOURCE_ENVIRONMENT);
  temperature.set_unit("\\kelvin");
  temperature.set_sensitivity("-1e-4");
  v1::BudgetCorrelation& pair = *budget.add_correlations();
  pair.set_first_id("rep");
  pair.set_second_id("temp");
  pair.set_coefficient("-0.5");
  budget.set_reported_digit("0.0001");
  return c;
}

struct Fault {
  const char* field;
  std::function<void(v1::UncertaintyBudget&)> make;
};

std::vector<Fault> Faults() {
  return {
      {"components",
       [](auto& b) {
         b.clear_components();
         b.clear_correlations();
       }},
      {"components[1].id",
       [](auto& b) {
         b.mutable_components(1)->set_id("ref");
         b.clear_correlations();
       }},
      {"components[0].id",
       [](auto& b) { b.mutable_components(0)->clear_id(); }},
      {"components[0].reference_id",
       [](auto& b) { b.mutable_components(0)->clear_reference_id(); }},
      {"components[0].reference_id",
       [](auto& b) { b.mutable_components(0)->set_reference_id("ref9"); }},
      {"components[1].reference_id",
       [](auto& b) { b.mutable_components(1)->set_reference_id("ref1"); }},
      {"components[0].standard_uncertainty",
       [](auto& b) { b.mutable_components(0)->clear_standard_uncertainty(); }},
      {"components[0].standard_uncertainty",
       [](auto& b) {
         b.mutable_components(0)->set_standard_uncertainty("-0.1");
       }},
      {"components[0].unit",
       [](auto& b) { b.mutable_components(0)->set_unit("mg"); }},
      {"components[2].sensitivity",
       [](auto& b) { b.mutable_components(2)->clear_sensitivity(); }},
      {"components[2].sensitivity",
       [](auto& b) { b.mutable_components(2)->set_sensitivity("1/2"); }},
      {"components[1].degrees_of_freedom",
       [](auto& b) { b.mutable_components(1)->clear_degrees_of_freedom(); }},
      {"components[1].degrees_of_freedom",
       [](auto& b) { b.mutable_components(1)->set_degrees_of_freedom("0"); }},
      {"components[0].source",
       [](auto& b) {
         b.mutable_components(0)->set_source(
             static_cast<Component::Source>(77));
       }},
      {"components[0].evaluation",
       [](auto& b) {
         b.mutable_components(0)->set_evaluation(
             static_cast<Component::Evaluation>(77));
       }},
      {"components[0].distribution",
       [](auto& b) {
         b.mutable_components(0)->set_distribution(
             static_cast<Component::Distribution>(77));
       }},
      {"correlations[0].first_id",
       [](auto& b) { b.mutable_correlations(0)->set_first_id("no"); }},
      {"correlations[0].second_id",
       [](auto& b) { b.mutable_correlations(0)->set_second_id("rep"); }},
      {"correlations[1].second_id",
       [](auto& b) {
         v1::BudgetCorrelation& again = *b.add_correlations();
         again.set_first_id("temp");
         again.set_second_id("rep");
         again.set_coefficient("0");
       }},
      {"correlations[0].coefficient",
       [](auto& b) { b.mutable_correlations(0)->set_coefficient("1.001"); }},
      {"correlations[0].coefficient",
       [](auto& b) { b.mutable_correlations(0)->clear_coefficient(); }},
      {"reported_digit", [](auto& b) { b.set_reported_digit("0"); }},
  };
}

TEST_CASE("A budget that can be computed passes") {
  v1::Certificate c = WithBudget();
  CHECK_THAT(CheckCertificate(c), IsOk());
  c.mutable_results(0)
      ->mutable_budget()
      ->mutable_correlations(0)
      ->set_coefficient("-1");
  CHECK_THAT(CheckCertificate(c), IsOk());
}

TEST_CASE("Each fault of a budget is named by its field") {
  const Fault fault = GENERATE(from_range(Faults()));
  v1::Certificate c = WithBudget();
  fault.make(*c.mutable_results(0)->mutable_budget());
  INFO(fault.field);
  const std::vector<FieldViolation> found = ViolationsOf(CheckCertificate(c));
  REQUIRE(found.size() == 1);
  CHECK(found[0].field == std::string("results[0].budget.") + fault.field);
}

TEST_CASE("Correlations that contradict each other are no budget") {
  v1::Certificate c = ValidCertificate();
  v1::UncertaintyBudget& budget = *c.mutable_results(0)->mutable_budget();
  for (const char* id : {"a", "b", "c"}) Add(budget, id, "0.001");
  const auto add = [&](const char* first, const char* second) {
    v1::BudgetCorrelation& one = *budget.add_correlations();
    one.set_first_id(first);
    one.set_second_id(second);
    one.set_coefficient("-0.5");
  };
  add("a", "b");
  add("b", "c");
  add("a", "c");
  CHECK_THAT(CheckCertificate(c), IsOk());  // the variance is 0
  budget.mutable_correlations(0)->set_coefficient("-0.9");
  const std::vector<FieldViolation> found = ViolationsOf(CheckCertificate(c));
  REQUIRE(found.size() == 1);
  CHECK(found[0].field == "results[0].budget");
}

TEST_CASE("A component needs a unit of its own where the result has none") {
  v1::Certificate c = ValidCertificate();
  v1::Result& result = *c.mutable_results(0);
  result.Clear();
  result.set_id("r1");
  Add(*result.mutable_budget(), "a", "0.1");
  const std::vector<FieldViolation> found = ViolationsOf(CheckCertificate(c));
  REQUIRE(found.size() == 1);
  CHECK(found[0].field == "results[0].budget.components[0].unit");
}

TEST_CASE("A hundred components are a budget, one more is none") {
  v1::Certificate c = ValidCertificate();
  v1::UncertaintyBudget& budget = *c.mutable_results(0)->mutable_budget();
  for (int i = 0; i < 100; ++i) Add(budget, std::to_string(i), "0.001");
  CHECK_THAT(CheckCertificate(c), IsOk());
  Add(budget, "100", "0.001");
  CHECK(ViolationsOf(CheckCertificate(c)).size() == 1);
}

TEST_CASE("A budget comes back from its canonical text") {
  const v1::Certificate c = WithBudget();
  const std::string text = CanonicalJson(c);
  const auto back = CertificateFromJson(text);
  REQUIRE_THAT(suyuan::testing::StatusOf(back), IsOk());
  CHECK(CanonicalJson(*back) == text);
  CHECK(back->SerializeAsString() == c.SerializeAsString());
}

TEST_CASE("A certificate without a budget keeps its canonical text") {
  CHECK(CanonicalJson(ValidCertificate()).find("budget") == std::string::npos);
  CHECK(CanonicalJson(ValidCertificate()).find("remoteLink") ==
        std::string::npos);
}

}  // namespace
}  // namespace suyuan::certificates
