#include "libs/text/normalise.h"

#include "catch2/catch.hpp"
#include "libs/text/utf8.h"

namespace suyuan::text {
namespace {

TEST_CASE("One number typed in different ways has one identifier form") {
  struct Case {
    const char* raw;
    const char* normalised;
  };
  const auto c = GENERATE(values<Case>({
      {"", ""},
      {" \t\r\n ", ""},
      {"jjg 99-2022", "JJG99-2022"},
      {"JJG（新） 5—2020", "JJG(新)5-2020"},
      {"JJG(新)5–2020", "JJG(新)5-2020"},
      {"ＪＪＦ　１０９４－２００２", "JJF1094-2002"},
      {"JJF 1094 − 2002", "JJF1094-2002"},
      {"JJG 99——2022", "JJG99-2022"},
      {"JJG 99─2022", "JJG99-2022"},
      {"〔2022〕新量标证字第 0001 号", "[2022]新量标证字第0001号"},
      {"［2022］新量标证字第0001号", "[2022]新量标证字第0001号"},
      {"【2022】新量标证字第0001号", "[2022]新量标证字第0001号"},
      {"GBW（E） 130113", "GBW(E)130113"},
      {"lx\u200b2024\u00ad-0\ufeff1", "LX2024-01"},
      {"a\u00a0b\u3000c\u2009d", "ABCD"},
      {"№ 5", "NO5"},
      {"a--b", "A--B"},
      {"①", "1"},
      {"新", "新"},
  }));
  CHECK(NormaliseIdentifier(c.raw) == c.normalised);
  CHECK(NormaliseIdentifier(NormaliseIdentifier(c.raw)) == c.normalised);
}

TEST_CASE("What tells two identifiers apart is kept") {
  CHECK(NormaliseIdentifier("A-1") != NormaliseIdentifier("A1"));
  CHECK(NormaliseIdentifier("A/1") != NormaliseIdentifier("A1"));
  CHECK(NormaliseIdentifier("(2022)1") != NormaliseIdentifier("[2022]1"));
  CHECK(NormaliseIdentifier("A一1") != NormaliseIdentifier("A-1"));  // numeral
  CHECK(NormaliseIdentifier("é") == "é");  // only ASCII letters are raised
}

TEST_CASE("Bytes that are not UTF-8 become the replacement character") {
  const std::string normalised = NormaliseIdentifier(
      "a\xFF"
      "b计");
  CHECK(normalised ==
        "A\uFFFD"
        "B计");
  CHECK(IsValidUtf8(normalised));
  CHECK(IsValidUtf8(NormaliseName("\xE8\xAE")));
}

TEST_CASE("A mark that a removed blank stood before composes with its letter") {
  const std::string once = NormaliseIdentifier("计E \u0301");
  CHECK(once == "计É");
  CHECK(NormaliseIdentifier(once) == once);
}

TEST_CASE("Compatibility characters become the plain ones") {
  CHECK(Nfkc("m³/㎏ ℃ µΩ") == "m3/kg °C μΩ");
  CHECK(Nfkc("ASCII stays") == "ASCII stays");
  CHECK(Nfkc("\xFF") == "\uFFFD");
}

TEST_CASE("Names match whatever the case, the width and the blanks") {
  struct Case {
    const char* raw;
    const char* normalised;
  };
  const auto c = GENERATE(values<Case>({
      {"  Physikalisch-Technische   Bundesanstalt\n",
       "physikalisch-technische bundesanstalt"},
      {"STRASSE", "strasse"},
      {"Straße", "strasse"},
      {"新疆维吾尔自治区 计量测试 研究院", "新疆维吾尔自治区计量测试研究院"},
      {"新 疆", "新疆"},
      {"Beamex　Oy", "beamex oy"},
      {"ＮＩＭ", "nim"},
      {"中国（新疆）公司", "中国(新疆)公司"},
      {"MIKES\u200b", "mikes"},
      {"   ", ""},
  }));
  CHECK(NormaliseName(c.raw) == c.normalised);
  CHECK(NormaliseName(NormaliseName(c.raw)) == c.normalised);
}

TEST_CASE("Different names stay different") {
  CHECK(NormaliseName("Beamex Oy") != NormaliseName("BeamexOy"));
  CHECK(NormaliseName("A-B") != NormaliseName("AB"));
}

}  // namespace
}  // namespace suyuan::text
