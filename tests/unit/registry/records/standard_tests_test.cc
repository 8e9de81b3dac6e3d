#include "services/registry/convert/standard_tests.h"

#include "tests/unit/registry/records/rules.h"

namespace suyuan::registry {
namespace {

using S = proto::Standard;
using Tests = proto::StandardTests;

// The test of that field.
Tests::Test TestOf(const S& standard, const std::string& field) {
  const Tests tests = TestsOf(standard);
  for (const Tests::Test& test : tests.tests()) {
    if (test.field() == field) return test;
  }
  FAIL("no test of " << field);
  return {};
}

TEST_CASE("Every test on record is judged, in the order of the record") {
  const Tests tests = TestsOf(Example<S>());
  std::vector<std::string> fields;
  for (const Tests::Test& test : tests.tests()) {
    fields.push_back(test.field());
    CHECK(test.verdict() != Tests::VERDICT_UNSPECIFIED);
    CHECK(test.explanation().texts().count("zh") == 1);
    CHECK(test.explanation().texts().count("en") == 1);
  }
  CHECK(fields == std::vector<std::string>{
                      "repeatability_tests[0]", "stability_checks[0]",
                      "stability_checks[1]", "result_verifications[0]",
                      "result_verifications[1]"});
  CHECK(tests.diagram_findings().empty());
  CHECK(tests.rules_version() == "JJF 1033-2023/1");
}

TEST_CASE("200.0012 g, U = 2.0 mg against 200.0032 g, 1.5 mg at k = 3") {
  S standard = Example<S>();
  auto test = TestOf(standard, "result_verifications[0]");
  CHECK(test.verdict() == Tests::VERDICT_PASS);
  CHECK(test.found() == Approx(0.0020).epsilon(1e-9));
  CHECK(test.limit() == Approx(0.002236).epsilon(1e-4));
  CHECK(test.en_number() == Approx(0.894).epsilon(1e-3));
  auto& own = *standard.mutable_result_verifications(0)->mutable_own();
  // Both sides of the limit.
  own.set_value("200.00097");
  CHECK(TestOf(standard, "result_verifications[0]").verdict() ==
        Tests::VERDICT_PASS);
  own.set_value("200.00096");
  CHECK(TestOf(standard, "result_verifications[0]").verdict() ==
        Tests::VERDICT_FAIL);
}

TEST_CASE("Without its factor an uncertainty decides nothing") {
  S standard = Example<S>();
  standard.mutable_result_verifications(0)
      ->mutable_others(0)
      ->mutable_uncertainty()
      ->clear_coverage_factor();
  const auto test = TestOf(standard, "result_verifications[0]");
  CHECK(test.verdict() == Tests::VERDICT_INDETERMINATE);
  CHECK_FALSE(test.has_limit());
  CHECK_FALSE(test.has_en_number());
}

TEST_CASE("A standard uncertainty and a fraction are brought to k = 2") {
  S standard = Example<S>();
  auto& verification = *standard.mutable_result_verifications(0);
  auto& stated = *verification.mutable_others(0)->mutable_uncertainty();
  stated.Clear();
  stated.set_standard("0.0005");
  CHECK(TestOf(standard, "result_verifications[0]").limit() ==
        Approx(0.002236).epsilon(1e-4));
  stated.set_standard("2.5e-6");
  stated.set_relative(true);
  CHECK(TestOf(standard, "result_verifications[0]").limit() ==
        Approx(0.002236).epsilon(1e-4));
}

TEST_CASE("A repeatability test without the budget's s decides nothing") {
  S standard = Example<S>();
  CHECK(TestOf(standard, "repeatability_tests[0]").verdict() ==
        Tests::VERDICT_PASS);
  standard.mutable_repeatability_tests(0)->set_budget_standard_deviation(
      "0.01");
  CHECK(TestOf(standard, "repeatability_tests[0]").verdict() ==
        Tests::VERDICT_FAIL);
  standard.mutable_repeatability_tests(0)->clear_budget_standard_deviation();
  CHECK(TestOf(standard, "repeatability_tests[0]").verdict() ==
        Tests::VERDICT_INDETERMINATE);
}

TEST_CASE("A change is judged by U with corrections and by MPE without") {
  S standard = Example<S>();
  auto& check = *standard.mutable_stability_checks(0);
  CHECK(TestOf(standard, "stability_checks[0]").verdict() ==
        Tests::VERDICT_PASS);
  check.set_corrections_used(false);
  CHECK(TestOf(standard, "stability_checks[0]").verdict() ==
        Tests::VERDICT_INDETERMINATE);
  check.set_maximum_permissible_error("0.1");
  const auto failed = TestOf(standard, "stability_checks[0]");
  CHECK(failed.verdict() == Tests::VERDICT_FAIL);
  CHECK(failed.found() == Approx(0.2).epsilon(1e-6));
  CHECK(failed.limit() == 0.1);
}

TEST_CASE("Numbers beyond what can be computed decide nothing") {
  S standard = Example<S>();
  auto& test = *standard.mutable_repeatability_tests(0);
  test.set_readings(0, "1.7e308");
  test.set_readings(1, "-1.7e308");
  CHECK(TestOf(standard, "repeatability_tests[0]").verdict() !=
        Tests::VERDICT_PASS);
}

TEST_CASE("A diagram is judged by the numbers that it states") {
  S standard = Example<S>();
  auto& branch = *standard.mutable_diagram()->mutable_branches(0);
  branch.mutable_own()->mutable_uncertainty()->set_expanded("0.4");
  Tests tests = TestsOf(standard);
  REQUIRE(tests.diagram_findings_size() == 1);
  CHECK(tests.diagram_findings(0).field() == "diagram.branches[0].own");
  // 0.76 mg at k = 3 is 0.507 mg at k = 2, above the 0.5 mg of the tier above.
  branch.mutable_own()->mutable_uncertainty()->set_expanded("0.76");
  branch.mutable_own()->mutable_uncertainty()->set_coverage_factor("3");
  CHECK(TestsOf(standard).diagram_findings().empty());
  branch.mutable_own()->mutable_uncertainty()->set_expanded("0.74");
  CHECK(TestsOf(standard).diagram_findings_size() == 1);
  standard.clear_diagram();
  REQUIRE(TestsOf(standard).diagram_findings_size() == 1);
  CHECK(TestsOf(standard).diagram_findings(0).field() == "diagram");
}

}  // namespace
}  // namespace suyuan::registry
