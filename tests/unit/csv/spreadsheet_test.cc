#include "libs/csv/spreadsheet.h"

#include "catch2/catch.hpp"

namespace suyuan::csv {
namespace {

TEST_CASE("What a spreadsheet would run stands behind an apostrophe") {
  for (const char* text : {"=1+1", "+SUM(A1)", "-x", "@a", "＝1", "\tx"}) {
    CHECK(GuardFormula(text) == std::string("'") + text);
    CHECK(UnguardFormula(GuardFormula(text)) == text);
  }
  CHECK(UnguardFormula(GuardFormula("'=1")) == "'=1");
  CHECK(GuardFormula("'=1") == "''=1");
}

TEST_CASE("Numbers and other texts are left alone") {
  for (const char* text : {"-40", "+0.030", "-1.0E-3", "a=b", "'a", ""}) {
    CHECK(GuardFormula(text) == text);
    CHECK(UnguardFormula(text) == text);
  }
}

TEST_CASE("A day as a spreadsheet writes it is a day; nothing else is") {
  CHECK(DayFromSheet("2024/3/1") == "2024-03-01");
  CHECK(DayFromSheet("2024/12/31") == "2024-12-31");
  CHECK(DayFromSheet("3/1/2024") == "3/1/2024");
  CHECK(DayFromSheet("2024/3") == "2024/3");
  CHECK(DayFromSheet("2024/0/1") == "2024/0/1");
}

}  // namespace
}  // namespace suyuan::csv
