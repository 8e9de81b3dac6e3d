#include "catch2/catch.hpp"
#include "services/registry/kcdb/cmc_competence.h"
#include "tests/unit/registry/kcdb/any_cmc.h"

namespace suyuan::registry::kcdb {
namespace {

using testing::AnyCmc;

TEST_CASE("A CMC that can be told whole is a row with all of it") {
  const v1::ScopeRow row = ScopeOfCmc(AnyCmc());
  REQUIRE(row.services_size() == 1);
  CHECK(row.services(0) == v1::ScopeRow::SERVICE_CALIBRATION);
  CHECK(row.kind().code() == "ELPD");
  CHECK(row.kind().qualifiers().at("current") == "dc");
  CHECK(row.range().min() == "1");
  CHECK(row.range().max() == "10");
  CHECK(row.range().unit() == "\\volt");
  CHECK(row.smallest_uncertainty().expanded() == "5e-08");
  CHECK(row.smallest_uncertainty().relative());
  CHECK(row.smallest_uncertainty().coverage_factor() == "2");
  CHECK(row.smallest_uncertainty().coverage_probability() == "0.95");
  CHECK(row.equipment_class().empty());
  CHECK(row.item().find("DC voltage, single value source") == 0);
  CHECK(row.item().find("KCDB EM/DC-1.1.1") != std::string::npos);
}

TEST_CASE("An absolute uncertainty is given in the unit of the range") {
  Cmc cmc = AnyCmc();
  cmc.uncertainty_mode = "Absolute";
  cmc.uncertainty = {"0.7", "", "µV"};
  const v1::ScopeRow row = ScopeOfCmc(cmc);
  CHECK(row.smallest_uncertainty().expanded() == "7e-07");
  CHECK_FALSE(row.smallest_uncertainty().relative());
}

TEST_CASE("A number is told only where nothing has to be guessed") {
  const auto has_number = [](const Cmc& cmc) {
    const v1::ScopeRow row = ScopeOfCmc(cmc);
    // The text is there in any case.
    CHECK(row.remarks().find("0.05") != std::string::npos);
    CHECK(row.range().unit() == "\\volt");
    return row.has_smallest_uncertainty() || row.has_uncertainty_table() ||
           row.has_uncertainty_function();
  };
  CHECK(has_number(AnyCmc()));
  Cmc cmc = AnyCmc();
  cmc.coverage_factor = "";  // never taken to be 2
  CHECK_FALSE(has_number(cmc));
  cmc = AnyCmc();
  cmc.uncertainty.upper = "0.5";  // nothing is said of the values between
  CHECK_FALSE(has_number(cmc));
  cmc = AnyCmc();
  cmc.uncertainty_mode = "";
  CHECK_FALSE(has_number(cmc));
  cmc = AnyCmc();
  cmc.uncertainty.unit = "µV";  // relative, but in volts
  CHECK_FALSE(has_number(cmc));
  cmc = AnyCmc();
  cmc.uncertainty.unit = "divisions";
  CHECK_FALSE(has_number(cmc));
  cmc = AnyCmc();
  cmc.equation = "see table";
  CHECK_FALSE(has_number(cmc));
  cmc = AnyCmc();
  cmc.table.name = "EM_1";  // masked
  CHECK_FALSE(has_number(cmc));
}

Cmc Length() {
  Cmc cmc = AnyCmc();
  cmc.area = "L";
  cmc.physics_code = "2.1.1";
  cmc.services = {"Linear dimensions"};
  cmc.quantity = "Length";
  cmc.range = {"0.5", "100", "mm"};
  cmc.uncertainty = {"20", "36.1", "nm"};
  cmc.uncertainty_mode = "Absolute";
  cmc.equation = "Q[20, 0.3L]";
  cmc.equation_comment = "L in mm";
  return cmc;
}

TEST_CASE("An equation becomes a function where its variable has a unit") {
  const v1::ScopeRow row = ScopeOfCmc(Length());
  CHECK(row.kind().code() == "LENG");
  REQUIRE(row.has_uncertainty_function());
  const v1::UncertaintyFunction& function = row.uncertainty_function();
  CHECK(function.form() == v1::UncertaintyFunction::FORM_QUADRATIC);
  // 20 nm and 0.3 nm for each mm, of values in mm.
  CHECK(function.constant() == "2e-05");
  CHECK(function.proportional() == "3e-07");
  CHECK(function.coverage_factor() == "2");

  Cmc in_metres = Length();
  in_metres.equation = "20 + 300*L";
  in_metres.equation_comment = "L in m";
  const v1::ScopeRow linear = ScopeOfCmc(in_metres);
  CHECK(linear.uncertainty_function().form() ==
        v1::UncertaintyFunction::FORM_LINEAR);
  CHECK(linear.uncertainty_function().proportional() == "3e-07");

  Cmc silent = Length();
  silent.equation_comment = "";
  CHECK_FALSE(ScopeOfCmc(silent).has_uncertainty_function());
  silent.equation_comment = "L in kg";
  CHECK_FALSE(ScopeOfCmc(silent).has_uncertainty_function());
}

TEST_CASE("A table of two columns with units becomes one") {
  Cmc cmc = AnyCmc();
  cmc.uncertainty_mode = "Absolute";
  cmc.table.name = "EM_2";
  cmc.table.contents = R"json({
      "row_1": {"col_1": "Voltage / V", "col_2": "U (µV)"},
      "row_2": {"col_1": "1", "col_2": "0.1"},
      "row_10": {"col_1": "10", "col_2": "0.4"},
      "row_3": {"col_1": "5", "col_2": "0.2"}})json";
  const v1::ScopeRow row = ScopeOfCmc(cmc);
  REQUIRE(row.uncertainty_table().points_size() == 3);
  CHECK(row.uncertainty_table().points(1).value() == "5");
  CHECK(row.uncertainty_table().points(1).expanded() == "2e-07");
  CHECK(row.uncertainty_table().points(2).value() == "10");

  const auto with = [&cmc](const std::string& contents) {
    Cmc other = cmc;
    other.table.contents = contents;
    return ScopeOfCmc(other).has_uncertainty_table();
  };
  // No units; a row that is no number; falling values; three columns; masked.
  CHECK_FALSE(with(R"({"row_1": {"col_1": "Voltage", "col_2": "U"},
                       "row_2": {"col_1": "1", "col_2": "0.1"},
                       "row_3": {"col_1": "5", "col_2": "0.2"}})"));
  CHECK_FALSE(with(R"({"row_1": {"col_1": "Voltage / V", "col_2": "U / V"},
                       "row_2": {"col_1": "1", "col_2": "0.1"},
                       "row_3": {"col_1": "5", "col_2": "***"}})"));
  CHECK_FALSE(with(R"({"row_1": {"col_1": "Voltage / V", "col_2": "U / V"},
                       "row_2": {"col_1": "5", "col_2": "0.1"},
                       "row_3": {"col_1": "1", "col_2": "0.2"}})"));
  CHECK_FALSE(with(R"({"row_1": {"col_1": "a", "col_2": "b", "col_3": "c"}})"));
  CHECK_FALSE(with("masked"));
}

TEST_CASE("A CMC whose quantity or range cannot be told supports nothing") {
  const auto is_unclassified = [](const Cmc& cmc) {
    return ScopeOfCmc(cmc).equipment_class() == kUnclassified;
  };
  CHECK_FALSE(is_unclassified(AnyCmc()));
  Cmc cmc = AnyCmc();
  cmc.range.unit = "A/lx, V/lx, reading/lx";
  CHECK(is_unclassified(cmc));
  cmc = AnyCmc();
  cmc.range.lower = "";
  CHECK_FALSE(is_unclassified(cmc));  // open to one side
  cmc.range.upper = "";
  CHECK(is_unclassified(cmc));  // a row without a range would allow any value
  cmc = AnyCmc();
  cmc.area = "PR";
  cmc.services = {"Photometry"};
  cmc.quantity = "Illuminance responsivity";
  CHECK(is_unclassified(cmc));
  // The words of a quantity that the unit does not fit.
  cmc.quantity = "Mass";
  CHECK(is_unclassified(cmc));
}

TEST_CASE("Electrical quantities are told by their service") {
  Cmc cmc = AnyCmc();
  cmc.quantity = "Voltage";
  CHECK(ScopeOfCmc(cmc).kind().qualifiers().at("current") == "dc");
  cmc.physics_code = "5.1.1";
  CHECK(ScopeOfCmc(cmc).kind().qualifiers().at("current") == "ac");
  // A ratio is no voltage, whatever the service.
  cmc.range.unit = "V/V";
  cmc.quantity = "AC voltage ratio";
  CHECK(ScopeOfCmc(cmc).equipment_class() == kUnclassified);
}

TEST_CASE("A CMC of chemistry assigns values, in its matrix") {
  Cmc cmc = AnyCmc();
  cmc.domain = "CHEM-BIO";
  cmc.area = "QM";
  cmc.quantity = "Mass fraction";
  cmc.analyte = "lead";
  cmc.matrix = "river water";
  cmc.range = {"0.1", "10", "µg/kg"};
  const v1::ScopeRow row = ScopeOfCmc(cmc);
  REQUIRE(row.services_size() == 2);
  CHECK(row.services(1) == v1::ScopeRow::SERVICE_CRM_ASSIGNMENT);
  CHECK(row.kind().code() == "MSFR");
  CHECK(row.kind().qualifiers().at("matrix") == "river water");
  CHECK(row.item().find("lead") != std::string::npos);
}

TEST_CASE("Long texts are cut between characters") {
  Cmc cmc = AnyCmc();
  for (int i = 0; i < 3000; ++i) cmc.comments += "质";
  const std::string remarks = ScopeOfCmc(cmc).remarks();
  CHECK(remarks.size() <= 4096);
  CHECK(remarks.substr(remarks.size() - 7) == "质 ...");
}

}  // namespace
}  // namespace suyuan::registry::kcdb
