#include "libs/sql/filter.h"

#include <map>
#include <random>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "catch2/catch.hpp"
#include "tests/support/status_matchers.h"

namespace suyuan::sql {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;

const std::vector<FilterField> kFields = {
    {"name", FieldType::kText},     {"issuer.id", FieldType::kText},
    {"n", FieldType::kInteger},     {"u", FieldType::kNumber},
    {"void", FieldType::kBool},     {"valid_to", FieldType::kDay},
    {"recorded", FieldType::kTime}, {"unset", FieldType::kText},
};

std::vector<FieldValue> Lookup(absl::string_view field) {
  static const std::map<std::string, std::vector<FieldValue>> kRecord = {
      {"name", {std::string("Pressure 压力 A*"), std::string("second")}},
      {"issuer.id", {std::string("xjim")}},
      {"n", {int64_t{-5}}},
      {"u", {2.5}},
      {"void", {false}},
      {"valid_to", {absl::CivilDay(2024, 2, 29)}},
      {"recorded", {absl::FromUnixSeconds(1700000000)}},
  };
  const auto found = kRecord.find(std::string(field));
  return found == kRecord.end() ? std::vector<FieldValue>() : found->second;
}

bool Matches(absl::string_view text) {
  const auto filter = Filter::Parse(text, kFields);
  INFO(text);
  REQUIRE_THAT(StatusOf(filter), IsOk());
  return filter->Matches(Lookup);
}

TEST_CASE("A comparison holds as its operator and type say") {
  const auto [text, expected] = GENERATE(table<std::string, bool>({
      {"", true},
      {"   ", true},
      {"issuer.id = xjim", true},
      {"issuer.id=\"xjim\"", true},
      {"issuer.id = 'xjim'", true},
      {"issuer.id = XJIM", false},
      {"issuer.id != xjim", false},
      {"issuer.id != other", true},
      {"issuer.id = \"xj*\"", true},
      {"issuer.id = *im", true},
      {"issuer.id = \"*ji*\"", true},
      {"issuer.id = x", false},
      {"issuer.id = \"*\"", true},
      {"issuer.id > xjil", true},
      {"issuer.id : JI", true},
      {"name:压力", true},
      {"name:\"second\"", true},
      {"name = \"Pressure 压力 A\\*\"", true},
      {"name:third", false},
      {"n = -5", true},
      {"n < -5", false},
      {"n <= -5", true},
      {"n > -6", true},
      {"n >= -4", false},
      {"n : -5", true},
      {"u = 2.5", true},
      {"u >= 25e-1", true},
      {"u < 2.5", false},
      {"void = false", true},
      {"void != false", false},
      {"void = true", false},
      {"valid_to = 2024-02-29", true},
      {"valid_to >= 2024-02-29", true},
      {"valid_to > 2024-02-29", false},
      {"valid_to < 2024-03-01", true},
      {"recorded = 2023-11-14T22:13:20Z", true},
      {"recorded = \"2023-11-15T06:13:20+08:00\"", true},
      {"recorded > 2023-11-14T22:13:20Z", false},
      {"unset = x", false},
      {"unset != x", false},
      {"NOT unset = x", true},
      {"unset:*", false},
      {"n:*", true},
      {"-n:*", false},
  }));
  CHECK(Matches(text) == expected);
}

TEST_CASE("OR binds closer than AND, NOT closer than both (AIP-160)") {
  // T and F stand for comparisons that hold and do not.
  const auto [shape, expected] = GENERATE(table<std::string, bool>({
      {"F AND F OR T", false},
      {"T OR F AND F", false},
      {"(F AND F) OR T", true},
      {"T AND F OR T AND T", true},
      {"NOT F AND T", true},
      {"NOT (F OR T)", false},
      {"NOT NOT T", true},
      {"-F AND -(F)", true},
      {"((T))", true},
  }));
  const std::string text = absl::StrReplaceAll(
      shape, {{"NOT", "NOT"}, {"T", "n = -5"}, {"F", "n = 7"}});
  CHECK(Matches(text) == expected);
}

TEST_CASE("A filter that is wrong is refused at the column where it is") {
  const auto [text, column, part] =
      GENERATE(table<std::string, int, std::string>({
          {"name", 5, "expected one of = != < <= > >= :, not the end"},
          {"name =", 7, "expected a value"},
          {"name = )", 8, "expected a value"},
          {"nam = x", 1, "one of the fields name, issuer.id"},
          {"压 = x", 1, "not '压'"},
          {"name = 压力 压", 11, "expected AND, OR or the end"},
          {"name = \"abc", 8, "does not end"},
          {"name = \"a\\b\"", 10, "\\ is followed by"},
          {"name = \"a*b\"", 11, "either end"},
          {"name = a*b", 10, "either end"},
          {"name > a*", 8, "* goes with = and != only"},
          {"n = *", 5, "* fits text fields only"},
          {"n = x", 5, "a whole number, not 'x'"},
          {"n = 1.5", 5, "a whole number"},
          {"n = 9223372036854775808", 5, "a whole number"},
          {"u = nan", 5, "a number"},
          {"u = inf", 5, "a number"},
          {"void = yes", 8, "true or false"},
          {"void < true", 6, "= or !="},
          {"valid_to = 2023-02-29", 12, "a day such as"},
          {"valid_to = 2023-2-09", 12, "a day such as"},
          {"valid_to = '2023-2-9  '", 12, "a day such as"},
          {"recorded = 2023-01-01", 12, "an instant such as"},
          {"n = 1 AND", 10, "expected a field, not the end"},
          {"AND n = 1", 1, "expected a field, not 'AND'"},
          {"(n = 1", 7, "expected AND, OR or ), not the end"},
          {"n = 1)", 6, "expected AND, OR or the end, not ')'"},
          {"n ! 1", 3, "! without ="},
          {"n = 1, n = 2", 6, "',' does not belong here"},
          {"\"name\" = x", 1, "expected a field"},
          {"()", 2, "expected a field"},
      }));
  const auto filter = Filter::Parse(text, kFields);
  CHECK_THAT(StatusOf(filter), HasReason("INVALID_FILTER"));
  const std::vector<FieldViolation> violations = ViolationsOf(filter.status());
  REQUIRE(violations.size() == 1);
  CHECK(violations[0].field == "filter");
  INFO(violations[0].description);
  CHECK(absl::StartsWith(violations[0].description,
                         absl::StrCat("column ", column, ": ")));
  CHECK(absl::StrContains(violations[0].description, part));
}

TEST_CASE("Length, depth and the number of comparisons are bounded") {
  const FilterLimits limits{
      .max_bytes = 20, .max_depth = 2, .max_comparisons = 3};
  const auto parse = [&](absl::string_view text) {
    return Filter::Parse(text, kFields, limits).ok();
  };
  CHECK(parse(absl::StrCat("n = 1", std::string(15, ' '))));
  CHECK_FALSE(parse(absl::StrCat("n = 1", std::string(16, ' '))));
  CHECK(parse("((n=1))"));
  CHECK_FALSE(parse("(((n=1)))"));
  CHECK(parse("-(n=1)"));
  CHECK_FALSE(parse("--(n=1)"));
  CHECK(parse("n=1 OR n=2 OR n=3"));
  CHECK(parse("(n=1)AND(n=2)"));
  CHECK_FALSE(
      Filter::Parse("n=1 OR n=2 OR n=3 OR n=4", kFields, {.max_comparisons = 3})
          .ok());
  CHECK_FALSE(Filter::Parse(std::string(3000, '('), kFields).ok());
}

TEST_CASE("Only equalities that every match must hold go to the index") {
  const auto required = [](absl::string_view text) {
    return Filter::Parse(text, kFields).value().RequiredTerms();
  };
  using Terms = std::vector<TermMatch>;
  CHECK(required("") == Terms{});
  CHECK(required("name = a") == Terms{{"name", "a", false}});
  CHECK(required("name = \"a*\" AND (issuer.id = b AND n = 1)") ==
        Terms{{"name", "a", true}, {"issuer.id", "b", false}});
  CHECK(required("name = a OR name = b") == Terms{});
  CHECK(required("NOT name = a") == Terms{});
  CHECK(required("name = *a AND name != b AND name:c") == Terms{});
  CHECK(required("name = a AND (issuer.id = b OR n = 1)") ==
        Terms{{"name", "a", false}});
}

TEST_CASE("A field with a normal form compares values in it") {
  const std::vector<FilterField> fields = {
      {.name = "number", .normalise = [](absl::string_view text) {
         return absl::AsciiStrToUpper(text);
       }}};
  const auto lookup = [](absl::string_view) {
    return std::vector<FieldValue>{std::string("BX-10504")};
  };
  for (const char* text :
       {"number = bx-10504", "number = \"bX-1*\"", "number:x-10", "number:*"}) {
    const auto filter = Filter::Parse(text, fields);
    REQUIRE_THAT(StatusOf(filter), IsOk());
    CHECK(filter->Matches(lookup));
  }
  CHECK(Filter::Parse("number = bx-1", fields)->RequiredTerms()[0].value ==
        "BX-1");
}

TEST_CASE("No text crashes the parser, and what it takes can be asked") {
  std::mt19937 random(7);
  const std::vector<std::string> pieces = {
      "name", "n",          "void", "=",  "!=",  "<",  ">=", ":",
      "(",    ")",          "AND",  "OR", "NOT", "-",  "*",  "\"",
      "'",    "\\",         "5",    "x",  "压",  ",",  " ",  "\0",
      "\xff", "2024-01-01", "true", "\n", ".",   "1e9"};
  int accepted = 0;
  for (int i = 0; i < 50000; ++i) {
    std::string text;
    const int count = 1 + static_cast<int>(random() % 10);
    for (int j = 0; j < count; ++j) {
      absl::StrAppend(&text, pieces[random() % pieces.size()],
                      random() % 2 ? " " : "");
    }
    const auto filter = Filter::Parse(text, kFields);
    if (!filter.ok()) continue;
    ++accepted;
    (void)filter->Matches(Lookup);
    (void)filter->RequiredTerms();
  }
  CHECK(accepted > 50);
}

}  // namespace
}  // namespace suyuan::sql
