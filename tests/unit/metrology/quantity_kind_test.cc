#include "libs/metrology/quantity_kind.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "libs/metrology/unit_text.h"
#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::IsOk;
using testing::StatusOf;

Unit Printed(absl::string_view text) { return ParsePrinted(text).value(); }

TEST_CASE("Each kind has a code of four letters, names and a readable unit") {
  for (const QuantityKind& kind : QuantityKinds()) {
    CAPTURE(std::string(kind.code));
    CHECK(kind.code.size() == 4);
    CHECK(FindKind(kind.code) == &kind);
    CHECK_FALSE(kind.name_en.empty());
    CHECK_FALSE(kind.name_zh.empty());
    CHECK_THAT(StatusOf(ParseDsi(kind.si_unit)), IsOk());
    CHECK(SiUnitOf(kind).scale().IsOne() == (kind.si_unit != "\\bel"));
  }
  CHECK(FindKind("") == nullptr);
  CHECK(FindKind("mass") == nullptr);
}

TEST_CASE("Kinds keep the units of the SI Reference Point") {
  CHECK(SameUnit(SiUnitOf(*FindKind("TORQ")), Printed("N·m")));
  CHECK(SameUnit(SiUnitOf(*FindKind("AMSC")), Printed("mol/m³")));
  CHECK(SameUnit(SiUnitOf(*FindKind("TEMC")), Printed("°C")));
  CHECK(SameUnit(SiUnitOf(*FindKind("DISL")), Printed("s/m³")));
  CHECK(FindKind("MASS")->origin == KindOrigin::kBipm);
  CHECK(FindKind("VFLO")->origin == KindOrigin::kSuyuan);
}

TEST_CASE("The same dimension is not the same kind") {
  const Qualifiers none;
  CHECK_FALSE(Compatible("TORQ", none, "ENGY", none));
  CHECK_FALSE(Compatible("FREQ", none, "ARRN", none));
  CHECK_FALSE(Compatible("PRES", none, "STRE", none));
  CHECK(Compatible("PRES", none, "PRES", none));
  CHECK_FALSE(Compatible("", none, "", none));
  CHECK(Compatible("ZZZZ", none, "ZZZZ", none));  // not listed, still itself
}

TEST_CASE("A temperature is one kind in °C and K, but ITS-90 is its own") {
  CHECK(Compatible("TEMC", {}, "TEMT", {}));
  CHECK(Compatible("ITSC", {}, "ITSK", {}));
  CHECK_FALSE(Compatible("TEMC", {}, "ITSC", {}));
  CHECK(DerivationAllows("TEMC", "ITSK") != nullptr);
}

TEST_CASE("A qualifier must agree where both sides state it") {
  const Qualifiers gauge = {{"pressure_reference", "gauge"}};
  const Qualifiers absolute = {{"pressure_reference", "absolute"}};
  const Qualifiers gauge_in_n2 = {{"medium", "N2"},
                                  {"pressure_reference", "gauge"}};
  const Qualifiers in_air = {{"medium", "air"}};
  CHECK(Compatible("PRES", gauge, "PRES", {}));  // unspecified, not different
  CHECK(Compatible("PRES", gauge, "PRES", gauge_in_n2));
  CHECK_FALSE(Compatible("PRES", gauge, "PRES", absolute));
  CHECK(Compatible("PRES", gauge, "PRES", in_air));
  CHECK_FALSE(Compatible("PRES", in_air, "PRES", gauge_in_n2));
  CHECK(DifferingQualifier(in_air, gauge_in_n2) == "medium");
  CHECK(DifferingQualifier(gauge, gauge_in_n2) == "");
  CHECK(QualifiersAgree({{"medium", "N2"}}, {{"medium", " n2"}}));
}

TEST_CASE("Qualifiers are checked where their values are a list") {
  CHECK_THAT(CheckQualifiers({{"pressure_reference", "gauge"}}), IsOk());
  CHECK_THAT(CheckQualifiers({{"pressure_reference", "relative"}}),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(CheckQualifiers({{"frequency", "50 Hz"}}), IsOk());
  CHECK_THAT(CheckQualifiers({{"frequency", ""}}), HasReason("INVALID_FIELD"));
  CHECK_THAT(CheckQualifiers({{"my_own_key", "任意"}}), IsOk());
  CHECK_THAT(CheckQualifiers({{"Key", "x"}}), HasReason("INVALID_FIELD"));
  CHECK_THAT(CheckQualifiers({{"", "x"}}), HasReason("INVALID_FIELD"));
  CHECK_THAT(CheckQualifiers({{std::string(64, 'k'), "x"}}), IsOk());
  CHECK_THAT(CheckQualifiers({{std::string(65, 'k'), "x"}}),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(CheckQualifiers({{"medium", std::string(128, 'v')}}), IsOk());
  CHECK_THAT(CheckQualifiers({{"medium", std::string(129, 'v')}}),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(CheckQualifiers({{"medium", "\xFF"}}), HasReason("INVALID_FIELD"));
}

TEST_CASE("A result without a kind gets one class by its unit") {
  struct Case {
    const char* unit;
    const char* kind;
  };
  const auto c = GENERATE(values<Case>({
      {"mg", "MASS"},    {"µm", "LENG"},       {"°C", "TEMC"},
      {"mK", "TEMC"},    {"Hz", "FREQ"},       {"kBq", "ARRN"},
      {"s⁻¹", "FREQ"},   {"kW·h", "ENGY"},     {"J", "ENGY"},
      {"N·m", "ENGY"},   {"MPa", "PRES"},      {"N/mm²", "PRES"},
      {"kg/m³", "DENS"}, {"mg/m³", "DENS"},    {"mol/L", "AMSC"},
      {"m³/h", "VFLO"},  {"kg/h", "MAFL"},     {"mGy", "ABDO"},
      {"µSv", "DOEQ"},   {"MJ/kg", "CALV"},    {"lx", "ILLU"},
      {"cd/m²", "LUMA"}, {"lm", "LUFL"},       {"cd", "LUIN"},
      {"%", "RATI"},     {"µmol/mol", "RATI"}, {"1", "RATI"},
      {"rad", "ANGP"},   {"′", "ANGP"},        {"dB", "LEVD"},
      {"m⁷", ""},
  }));
  CAPTURE(c.unit);
  CHECK(InferredKind(Printed(c.unit)) == c.kind);
}

TEST_CASE("The inferred kind always fits the unit it was inferred from") {
  for (const QuantityKind& kind : QuantityKinds()) {
    const Unit& unit = SiUnitOf(kind);
    const auto fitting = KindsFitting(unit);
    CAPTURE(std::string(kind.code));
    CHECK(std::find(fitting.begin(), fitting.end(), &kind) != fitting.end());
    const absl::string_view inferred = InferredKind(unit);
    if (inferred.empty()) continue;
    CHECK(std::find(fitting.begin(), fitting.end(), FindKind(inferred)) !=
          fitting.end());
  }
}

TEST_CASE("A unit must be able to give its kind, or give it relatively") {
  CHECK_THAT(CheckUnitOfKind("MASS", Printed("mg")), IsOk());
  CHECK_THAT(CheckUnitOfKind("MASS", Printed("m")),
             HasReason("UNIT_NOT_OF_KIND"));
  CHECK_THAT(CheckUnitOfKind("ENGY", Printed("%")), IsOk());
  CHECK_THAT(CheckUnitOfKind("ENGY", Printed("dB")),
             HasReason("UNIT_NOT_OF_KIND"));
  CHECK_THAT(CheckUnitOfKind("ZZZZ", Printed("m")), IsOk());
}

TEST_CASE("Mass and length carry a pressure, pressure carries no current") {
  REQUIRE(DerivationAllows("PRES", "MASS") != nullptr);
  CHECK(DerivationAllows("PRES", "MASS")->model == "p = m·g/A (piston gauge)");
  CHECK(DerivationAllows("PRES", "LENG") != nullptr);
  CHECK(DerivationAllows("MASS", "PRES") == nullptr);  // not the way back
  CHECK(DerivationAllows("ELCU", "PRES") == nullptr);
  CHECK(DerivationAllows("TEMC", "PRES") == nullptr);
  CHECK(DerivationAllows("TEMT", "ELRE") != nullptr);
  CHECK(DerivationAllows("VOLU", "DENS") != nullptr);
  CHECK(DerivationAllows("ENGY", "TIME") != nullptr);
  CHECK(DerivationAllows("AMFR", "MASS") != nullptr);
  CHECK(DerivationAllows("VFLO", "MASS") != nullptr);
  CHECK(DerivationAllows("TORQ", "LENG") != nullptr);
  CHECK(DerivationAllows("FORC", "MASS") != nullptr);
  CHECK(DerivationAllows("MASS", "MASS") == nullptr);  // that is the same kind
  CHECK(DerivationAllows("", "MASS") == nullptr);
}

TEST_CASE("No derivation is registered twice or from a kind to itself") {
  for (const Derivation& row : Derivations()) {
    CAPTURE(std::string(row.output), std::string(row.input));
    CHECK(row.output != row.input);
    CHECK(DerivationAllows(row.output, row.input) == &row);
    CHECK_FALSE(row.model.empty());
  }
}

TEST_CASE("docs/quantities.md names each kind, key and value") {
  std::ifstream file("docs/quantities.md");
  std::stringstream page;
  page << file.rdbuf();
  REQUIRE_FALSE(page.str().empty());
  for (const QuantityKind& kind : QuantityKinds()) {
    CAPTURE(std::string(kind.code));
    CHECK(absl::StrContains(
        page.str(), absl::StrCat("| ", kind.code, " | ", kind.name_en, " | ",
                                 kind.name_zh, " |")));
  }
  for (const QualifierKey& key : QualifierKeys()) {
    CAPTURE(std::string(key.key));
    CHECK(absl::StrContains(page.str(), absl::StrCat("| `", key.key, "` |")));
    for (const absl::string_view value : key.values) {
      CHECK(absl::StrContains(page.str(), absl::StrCat("`", value, "`")));
    }
  }
  for (const Derivation& row : Derivations()) {
    CHECK(absl::StrContains(
        page.str(), absl::StrCat("| ", row.output, " | ", row.input, " | ",
                                 row.model, " |")));
  }
}

}  // namespace
}  // namespace suyuan::metrology
