#include "services/registry/records/diagram_checks.h"

#include "catch2/catch.hpp"
#include "libs/metrology/unit_text.h"

namespace suyuan::registry {
namespace {

StatedNumber Number(double value) { return {value, std::to_string(value)}; }

DiagramTierFacts Tier(std::string field, const char* unit, double min,
                      double max, double expanded) {
  DiagramTierFacts tier;
  tier.field = std::move(field);
  tier.unit = *metrology::ParseDsi(unit);
  tier.min = Number(min);
  tier.max = Number(max);
  tier.expanded = Number(expanded);
  return tier;
}

// A diagram of weights without a fault: 1 mg to 500 g on each tier, in the
// units that each tier uses.
DiagramBranchFacts Weights() {
  DiagramBranchFacts branch;
  branch.field = "branch";
  branch.kind = {"MASS", {}};
  branch.upper = Tier("upper", "\\gram", 1e-3, 500, 1e-4);
  branch.own = Tier("own", "\\milli\\gram", 1, 5e5, 0.3);
  branch.lower = {Tier("lower[0]", "\\kilogram", 1e-6, 0.5, 1e-6)};
  return branch;
}

std::vector<std::string> Fields(const DiagramBranchFacts& branch) {
  std::vector<std::string> fields;
  for (const auto& finding : CheckDiagram({}, {branch})) {
    CHECK_FALSE(finding.zh.empty());
    CHECK_FALSE(finding.en.empty());
    fields.push_back(finding.field);
  }
  return fields;
}

using Found = std::vector<std::string>;

TEST_CASE("A diagram in which all fits has no findings") {
  CHECK(Fields(Weights()).empty());
}

TEST_CASE("A standard without a diagram has one finding") {
  const auto findings = CheckDiagram({{"MASS", {}}}, {});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].field == "diagram");
}

TEST_CASE("Each quantity that a standard realises has a branch of its own") {
  const auto missing = [](std::vector<KindFacts> kinds) {
    return CheckDiagram(kinds, {Weights()}).size();
  };
  CHECK(missing({{"MASS", {}}}) == 0);
  CHECK(missing({{"MASS", {{"mass_kind", "conventional"}}}}) == 0);
  CHECK(missing({{"MASS", {}}, {"PRES", {}}}) == 1);
  // Two ranges of one quantity are one branch that is missing.
  CHECK(missing({{"PRES", {}}, {"PRES", {}}}) == 1);
  // What a capability does not name cannot be missed.
  CHECK(missing({{"", {}}}) == 0);
  DiagramBranchFacts gauge = Weights();
  gauge.kind = {"PRES", {{"pressure_reference", "gauge"}}};
  CHECK(CheckDiagram({{"PRES", {{"pressure_reference", "absolute"}}}}, {gauge})
            .size() == 1);
}

TEST_CASE("Uncertainty may be equal from tier to tier and never shrinks") {
  DiagramBranchFacts branch = Weights();
  branch.own.expanded = Number(0.1);  // 0.1 mg, as the tier above
  CHECK(Fields(branch).empty());
  branch.own.expanded = Number(0.0999);
  CHECK(Fields(branch) == Found{"own"});
  branch = Weights();
  branch.lower[0].expanded = Number(0.29e-6);
  CHECK(Fields(branch) == Found{"lower[0]"});
}

TEST_CASE("Fractions compare with fractions") {
  DiagramBranchFacts branch = Weights();
  branch.upper.is_relative = true;
  branch.upper.expanded = Number(1);
  CHECK(Fields(branch).empty());
  branch.own.is_relative = true;
  CHECK(Fields(branch) == Found{"own"});
  branch.own.expanded = Number(1);
  CHECK(Fields(branch).empty());
}

TEST_CASE("The permissible error of a tier is not below the tier above") {
  DiagramBranchFacts branch = Weights();
  branch.own.maximum_permissible_error = Number(5);
  branch.lower[0].maximum_permissible_error = Number(5e-6);
  CHECK(Fields(branch).empty());
  branch.lower[0].maximum_permissible_error = Number(4.9e-6);
  CHECK(Fields(branch) == Found{"lower[0]"});
}

TEST_CASE("The range of a tier lies in that of the tier above") {
  DiagramBranchFacts branch = Weights();
  branch.own.min = Number(0.999);
  CHECK(Fields(branch) == Found{"own"});
  branch = Weights();
  branch.own.max = Number(5.001e5);
  CHECK(Fields(branch) == Found{"own"});
  branch = Weights();
  branch.lower[0].max = Number(0.499);
  CHECK(Fields(branch).empty());
}

TEST_CASE("Degrees and kelvins are one scale in a range") {
  DiagramBranchFacts branch;
  branch.upper = Tier("upper", "\\kelvin", 273.15, 573.15, 0.01);
  branch.own = Tier("own", "\\degreecelsius", 0, 300, 0.02);
  CHECK(Fields(branch).empty());
  // The triple point is the same number to the last bit of the larger one.
  branch.upper.min = Number(273.16);
  branch.own.min = Number(0.01);
  CHECK(Fields(branch).empty());
  branch.own.min = Number(0.0099);
  CHECK(Fields(branch) == Found{"own"});
  branch.own.min = Number(-0.001);
  branch.own.expanded = Number(0.0099);
  CHECK(Fields(branch) == Found{"own", "own"});
}

TEST_CASE("What is not stated, or cannot be compared, is no fault") {
  DiagramBranchFacts branch = Weights();
  branch.upper.expanded.reset();
  branch.upper.max.reset();
  branch.own.expanded = Number(1e-9);
  branch.lower[0].unit = *metrology::ParseDsi("\\volt");
  branch.lower[0].max = Number(1e9);
  CHECK(Fields(branch).empty());
}

}  // namespace
}  // namespace suyuan::registry
