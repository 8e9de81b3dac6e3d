#include "libs/metrology/identifiers.h"

#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::IsOk;
using testing::StatusOf;

TEST_CASE("A social credit code is accepted by its check digit (vector 9)") {
  CHECK(ParseUscc("91350100M000100Y43").value() == "91350100M000100Y43");
  CHECK(ParseUscc(" ９１３５０１００ｍ０００１００ｙ４３").value() ==
        "91350100M000100Y43");
  const absl::Status failed = StatusOf(ParseUscc("91350100M000100Y44"));
  CHECK_THAT(failed, HasReason("USCC_INVALID"));
  CHECK(failed.message() == "'91350100M000100Y44'; check digit 4; 3 is wanted");
}

TEST_CASE("No single wrong character of a social credit code goes unseen") {
  const std::string good = "91350100M000100Y43";
  const std::string characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  for (size_t i = 0; i < good.size(); ++i) {
    for (const char c : characters) {
      std::string changed = good;
      changed[i] = c;
      CHECK(ParseUscc(changed).ok() == (changed == good));
    }
  }
}

TEST_CASE("A social credit code has 18 characters, none of I O S V Z") {
  for (const char* bad :
       {"", "91350100M000100Y4", "91350100M000100Y430", "91350100I000100Y43",
        "91350100M000100Y4Z", "统一社会信用代"}) {
    CAPTURE(bad);
    CHECK_THAT(StatusOf(ParseUscc(bad)), HasReason("USCC_INVALID"));
  }
}

TEST_CASE("Numbers of reference materials follow their grade (vector 16)") {
  CHECK(ParseGbw("GBW08607").value().text == "GBW08607");
  CHECK(ParseGbw("GBW08607").value().grade == ReferenceMaterialGrade::kPrimary);
  CHECK(ParseGbw("GBW08607").value().major_class == "08");
  const auto secondary = ParseGbw("GBW（E） 130113");
  REQUIRE_THAT(StatusOf(secondary), IsOk());
  CHECK(secondary->text == "GBW(E)130113");
  CHECK(secondary->grade == ReferenceMaterialGrade::kSecondary);
  const auto batch = ParseGbw("GBW12001a");
  REQUIRE_THAT(StatusOf(batch), IsOk());
  CHECK(batch->text == "GBW12001A");
  CHECK(batch->batch == "A");
  for (const char* bad :
       {"GBW(E)12345", "GBW1234567", "GBW-E-130113", "GBW1234", "GBW123456",
        "GBW12001ab", "GSB 08607", "", "GBW", "GBW(E)1234567"}) {
    CAPTURE(bad);
    CHECK_THAT(StatusOf(ParseGbw(bad)), HasReason("GBW_INVALID"));
  }
}

TEST_CASE("A specification's number tells its kind, issuer and year") {
  using K = SpecificationKind;
  struct Case {
    const char* raw;
    const char* key;
    K kind;
    const char* series;
    const char* issued_by;
    int year;
  };
  const auto c = GENERATE(values<Case>({
      {"JJG 99-2022", "JJG99-2022", K::kVerificationRegulation, "JJG99", "",
       2022},
      {"jjg 99—2022", "JJG99-2022", K::kVerificationRegulation, "JJG99", "",
       2022},
      {"JJG 443-98", "JJG443-1998", K::kVerificationRegulation, "JJG443", "",
       1998},
      {"JJF 1117.1-2012", "JJF1117.1-2012", K::kTechnicalNorm, "JJF1117.1", "",
       2012},
      {"JJG 2053-2016", "JJG2053-2016", K::kVerificationScheme, "JJG2053", "",
       2016},
      {"JJG（新） 5-2020", "JJG(新)5-2020", K::kRegional, "JJG(新)5", "新",
       2020},
      {"JJF(皖) 148-2023", "JJF(皖)148-2023", K::kRegional, "JJF(皖)148", "皖",
       2023},
      {"JJG(交通) 012-2020", "JJG(交通)012-2020", K::kDepartmental,
       "JJG(交通)012", "交通", 2020},
      {"GB/T 19022-2003", "GB/T19022-2003", K::kStandard, "GB/T19022", "",
       2003},
      {"ISO/IEC 17025", "ISO/IEC17025", K::kStandard, "ISO/IEC17025", "", 0},
      {"JJG 99", "JJG99", K::kVerificationRegulation, "JJG99", "", 0},
      {"JJG", "JJG", K::kUnknown, "JJG", "", 0},
      {"JJG()5-2020", "JJG()5-2020", K::kUnknown, "JJG()5", "", 2020},
      {"JJG ABC-2020", "JJGABC-2020", K::kUnknown, "JJGABC", "", 2020},
      {"作业指导书 12", "作业指导书12", K::kUnknown, "作业指导书12", "", 0},
      {"", "", K::kUnknown, "", "", 0},
  }));
  CAPTURE(c.raw);
  const SpecificationNumber number = ReadSpecificationNumber(c.raw);
  CHECK(number.kind == c.kind);
  CHECK(number.series == c.series);
  CHECK(number.issued_by == c.issued_by);
  CHECK(number.year == c.year);
  CHECK(number.key == c.key);
}

TEST_CASE("A JJG or JJF that is none says why, any other says nothing") {
  CHECK(ReadSpecificationNumber("JJG 99-2022").flaw.empty());
  CHECK(ReadSpecificationNumber("JJG 99").flaw.empty());
  CHECK(ReadSpecificationNumber("JJG 99-2022").letters == "JJG");
  CHECK(ReadSpecificationNumber("JJF(皖) 148-2023").letters == "JJF");
  CHECK(ReadSpecificationNumber("GB/T 19022-2003").letters.empty());
  CHECK(ReadSpecificationNumber("GB/T 19022-2003").flaw.empty());
  CHECK(ReadSpecificationNumber("作业指导书 12").flaw.empty());
  CHECK(ReadSpecificationNumber("JJG()5-2020").flaw ==
        "has brackets in which nobody is named");
  CHECK(ReadSpecificationNumber("JJG(新5-2020").flaw ==
        "has brackets in which nobody is named");
  const auto far = ReadSpecificationNumber("JJG 99-2101");
  CHECK(far.kind == SpecificationKind::kUnknown);
  CHECK(far.flaw ==
        "has \"99-2101\" where a running number is wanted, and behind it a "
        "year from 1950 to 2100");
  CHECK(ReadSpecificationNumber("JJG 99-2100").flaw.empty());
  CHECK(ReadSpecificationNumber("JJG 99-1949").year == 0);
  CHECK(ReadSpecificationNumber("JJG 99-1950").year == 1950);
}

TEST_CASE("A standard's code has eight digits; the first two name its field") {
  CHECK(ParseStandardCode("1211 4700").value() == "12114700");
  REQUIRE(FieldOfStandardCode("12114700") != nullptr);
  CHECK(FieldOfStandardCode("12114700")->name_zh == "力学");
  CHECK(FieldOfStandardCode("99114700") == nullptr);
  for (const char* bad : {"", "1211470", "121147000", "1211470A"}) {
    CAPTURE(bad);
    CHECK_THAT(StatusOf(ParseStandardCode(bad)),
               HasReason("STANDARD_CODE_INVALID"));
  }
}

TEST_CASE("A division of the country has six digits") {
  CHECK(ParseDivision("650100").value() == "650100");
  for (const char* bad : {"", "65010", "6501000", "050100", "65010A"}) {
    CAPTURE(bad);
    CHECK_THAT(StatusOf(ParseDivision(bad)), HasReason("DIVISION_INVALID"));
  }
}

}  // namespace
}  // namespace suyuan::metrology
