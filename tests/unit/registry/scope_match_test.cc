#include "services/registry/capability/scope_match.h"

#include "catch2/catch.hpp"
#include "libs/metrology/unit_text.h"

namespace suyuan::registry {
namespace {

using metrology::Unit;
using Form = RowUncertainty::Form;

Unit UnitOf(const std::string& dsi) { return *metrology::ParseDsi(dsi); }

// Gauge pressure from 0 to 1.6 MPa with U = 0.02 %, k = 2; change one thing.
ScopeRow AnyRow() {
  ScopeRow row;
  row.services = {ScopeService::kLegalVerification, ScopeService::kCalibration};
  row.kind = "PRES";
  row.qualifiers = {{"pressure_reference", "gauge"}};
  row.unit = UnitOf("\\mega\\pascal");
  row.min = 0;
  row.max = 1.6;
  row.equipment_class = "pressure_gauge";
  row.uncertainty = {Form::kLinear, 0, 0.0002, {}, 2};
  return row;
}

// Any gauge pressure, in kPa; add what is asked for.
CapabilityQuestion AnyQuestion() {
  CapabilityQuestion question;
  question.kind = "PRES";
  question.unit = UnitOf("\\kilo\\pascal");
  return question;
}

bool Matches(const CapabilityQuestion& question, const ScopeRow& row) {
  return MatchScope(question, row).has_value();
}

TEST_CASE("A row is of use for its own kind of quantity") {
  CapabilityQuestion question = AnyQuestion();
  CHECK(Matches(question, AnyRow()));
  // Stress has the unit of a pressure and is none.
  question.kind = "STRE";
  CHECK_FALSE(Matches(question, AnyRow()));
}

TEST_CASE(
    "A qualifier that contradicts excludes, one that is missing weakens") {
  CapabilityQuestion question = AnyQuestion();
  question.qualifiers = {{"pressure_reference", "gauge"}};
  REQUIRE(Matches(question, AnyRow()));
  CHECK_FALSE(MatchScope(question, AnyRow())->is_partial);
  question.qualifiers = {{"pressure_reference", "absolute"}};
  CHECK_FALSE(Matches(question, AnyRow()));
  question.qualifiers = {{"pressure_reference", "gauge"}, {"medium", "oil"}};
  REQUIRE(Matches(question, AnyRow()));
  CHECK(MatchScope(question, AnyRow())->is_partial);
}

TEST_CASE("A row without a kind allows any and is a weaker match") {
  ScopeRow row = AnyRow();
  row.kind.clear();
  row.qualifiers.clear();
  REQUIRE(Matches(AnyQuestion(), row));
  CHECK(MatchScope(AnyQuestion(), row)->is_partial);
}

TEST_CASE("Both ends of a range belong to it, whatever the unit asked in") {
  CapabilityQuestion question = AnyQuestion();
  question.value = 1600;
  CHECK(Matches(question, AnyRow()));
  question.value = 1600.01;
  CHECK_FALSE(Matches(question, AnyRow()));
  question.value = 0;
  CHECK(Matches(question, AnyRow()));
  question.value = -0.01;
  CHECK_FALSE(Matches(question, AnyRow()));
}

TEST_CASE("The rounding of a conversion takes no end from a range") {
  // Tenths of a bar have no binary form; their double may lie on either side.
  CapabilityQuestion question = AnyQuestion();
  question.unit = UnitOf("\\bar");
  ScopeRow row = AnyRow();
  for (int tenths = 1; tenths < 200; ++tenths) {
    CAPTURE(tenths);
    question.value = tenths / 10.0;
    row.min = tenths / 100.0;
    row.max = row.min;
    CHECK(Matches(question, row));
  }
}

TEST_CASE("An open end and a missing range hold every value") {
  CapabilityQuestion question = AnyQuestion();
  question.value = 1e6;
  ScopeRow row = AnyRow();
  row.max.reset();
  CHECK(Matches(question, row));
  question.value = -1;
  CHECK_FALSE(Matches(question, row));
  row.min.reset();
  row.unit.reset();
  CHECK(Matches(question, row));
}

TEST_CASE("A range in a unit of something else holds no value") {
  CapabilityQuestion question = AnyQuestion();
  ScopeRow row = AnyRow();
  row.kind.clear();
  row.qualifiers.clear();
  row.unit = UnitOf("\\kelvin");
  row.min = 0;
  row.max = 1e9;
  CHECK(Matches(question, row));
  question.value = 100;
  CHECK_FALSE(Matches(question, row));
}

TEST_CASE("Temperatures are found across the zeros of their scales") {
  CapabilityQuestion question = AnyQuestion();
  question.kind = "ITSC";
  question.unit = UnitOf("\\degreecelsius");
  question.expanded_uncertainty = 0.05;
  ScopeRow row;
  row.kind = "ITSK";
  row.unit = UnitOf("\\kelvin");
  row.min = 273.15;
  row.max = 692.677;
  row.uncertainty = {Form::kLinear, 0.05, 0, {}, 2};
  question.value = 0;
  REQUIRE(Matches(question, row));
  CHECK(*MatchScope(question, row)->expanded_uncertainty ==
        Approx(0.05).epsilon(1e-12));
  question.value = -0.001;
  CHECK_FALSE(Matches(question, row));
}

TEST_CASE("A service, if one is wanted, must be among the row's") {
  CapabilityQuestion question = AnyQuestion();
  question.service = ScopeService::kCalibration;
  CHECK(Matches(question, AnyRow()));
  question.service = ScopeService::kReferenceMaterialAssignment;
  CHECK_FALSE(Matches(question, AnyRow()));
  ScopeRow any_service = AnyRow();
  any_service.services.clear();
  CHECK(Matches(question, any_service));
}

TEST_CASE("A class of instruments, if one is wanted, is the row's or unsaid") {
  CapabilityQuestion question = AnyQuestion();
  question.equipment_class = "pressure_gauge";
  REQUIRE(Matches(question, AnyRow()));
  CHECK_FALSE(MatchScope(question, AnyRow())->is_partial);
  question.equipment_class = "pressure_transmitter";
  CHECK_FALSE(Matches(question, AnyRow()));
  ScopeRow any_class = AnyRow();
  any_class.equipment_class.clear();
  REQUIRE(Matches(question, any_class));
  CHECK(MatchScope(question, any_class)->is_partial);
}

TEST_CASE("U is told at the value and in the unit asked") {
  CapabilityQuestion question = AnyQuestion();
  question.value = 1000;
  CHECK(*MatchScope(question, AnyRow())->expanded_uncertainty ==
        Approx(0.2).epsilon(1e-12));
  question.value.reset();
  CHECK_FALSE(MatchScope(question, AnyRow())->expanded_uncertainty.has_value());
}

TEST_CASE("A row matches up to the uncertainty that is wanted, it included") {
  CapabilityQuestion question = AnyQuestion();
  question.value = 1000;
  question.expanded_uncertainty = 0.2;
  CHECK(Matches(question, AnyRow()));
  question.expanded_uncertainty = 0.1999;
  CHECK_FALSE(Matches(question, AnyRow()));
}

TEST_CASE("A row that tells no uncertainty matches where none is asked for") {
  CapabilityQuestion question = AnyQuestion();
  question.value = 1000;
  ScopeRow silent = AnyRow();
  silent.uncertainty = {};
  ScopeRow without_factor = AnyRow();
  without_factor.uncertainty.coverage_factor.reset();
  for (const ScopeRow& row : {silent, without_factor}) {
    question.expanded_uncertainty.reset();
    REQUIRE(Matches(question, row));
    CHECK_FALSE(MatchScope(question, row)->expanded_uncertainty.has_value());
    question.expanded_uncertainty = 1e9;
    CHECK_FALSE(Matches(question, row));
  }
}

TEST_CASE("Without a unit a row can state fractions alone") {
  CapabilityQuestion question = AnyQuestion();
  question.value = 1000;
  ScopeRow row = AnyRow();
  row.unit.reset();
  row.min.reset();
  row.max.reset();
  CHECK(*MatchScope(question, row)->expanded_uncertainty ==
        Approx(0.2).epsilon(1e-12));
  row.uncertainty.a = 0.1;
  CHECK_FALSE(MatchScope(question, row)->expanded_uncertainty.has_value());
}

// --- RowUncertainty

TEST_CASE("U is brought to k = 2") {
  RowUncertainty u = {Form::kLinear, 1.5, 0, {}, 3};
  CHECK(*ExpandedAt(u, 10) == Approx(1.0).epsilon(1e-15));
  u.coverage_factor = 1;
  CHECK(*ExpandedAt(u, 10) == Approx(3.0).epsilon(1e-15));
  u.coverage_factor.reset();
  CHECK_FALSE(ExpandedAt(u, 10).has_value());
}

TEST_CASE("An absolute U needs no value, any other one does") {
  CHECK(*ExpandedAt({Form::kLinear, 0.5, 0, {}, 2}, std::nullopt) == 0.5);
  CHECK_FALSE(
      ExpandedAt({Form::kLinear, 0.5, 0.1, {}, 2}, std::nullopt).has_value());
  CHECK_FALSE(
      ExpandedAt({Form::kTable, 0, 0, {{0, 1}, {10, 1}}, 2}, std::nullopt)
          .has_value());
}

TEST_CASE("Functions of the value take its size") {
  const double value = GENERATE(100.0, -100.0);
  CHECK(*ExpandedAt({Form::kLinear, 0.5, 0.01, {}, 2}, value) ==
        Approx(1.5).epsilon(1e-15));
  CHECK(*ExpandedAt({Form::kRootSum, 3, 0.04, {}, 2}, value) ==
        Approx(5).epsilon(1e-15));
}

TEST_CASE("A fraction is no uncertainty at zero") {
  const RowUncertainty u = {Form::kLinear, 0, 0.01, {}, 2};
  CHECK(*ExpandedAt(u, 0.001) == Approx(1e-5));
  CHECK_FALSE(ExpandedAt(u, 0).has_value());
}

TEST_CASE("A table is interpolated and says nothing beyond its points") {
  const RowUncertainty table = {Form::kTable, 0, 0, {{10, 0.2}, {20, 0.4}}, 2};
  CHECK(*ExpandedAt(table, 10) == Approx(0.2));
  CHECK(*ExpandedAt(table, 15) == Approx(0.3));
  CHECK(*ExpandedAt(table, 20) == Approx(0.4));
  CHECK_FALSE(ExpandedAt(table, 9.99).has_value());
  CHECK_FALSE(ExpandedAt(table, 20.01).has_value());
  const RowUncertainty fractions = {
      Form::kRelativeTable, 0, 0, {{10, 0.02}, {20, 0.04}}, 2};
  CHECK(*ExpandedAt(fractions, 15) == Approx(0.45));
}

}  // namespace
}  // namespace suyuan::registry
