#include "services/credit/policy.h"

#include <cstdio>
#include <fstream>

#include "absl/strings/str_replace.h"
#include "catch2/catch.hpp"
#include "services/credit/policy_json.h"
#include "services/credit/policy_loader.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/credit/any_fact.h"

namespace suyuan::credit {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::Day;
using testing::Mcp;

std::string Changed(absl::string_view from, absl::string_view to) {
  const std::string text(BuiltinPolicyText());
  REQUIRE(text.find(std::string(from)) != std::string::npos);
  return absl::StrReplaceAll(text, {{from, to}});
}

std::string FirstViolation(const absl::Status& status) {
  const auto violations = ViolationsOf(status);
  return violations.empty() ? "" : violations[0].field;
}

TEST_CASE("The default policy computes its own worked examples") {
  CHECK_THAT(StatusOf(LoadPolicy(BuiltinPolicyText())), IsOk());
  CHECK(Mcp().vectors.size() == 14);
  CHECK(Mcp().decay_vectors.size() == 12);
}

TEST_CASE("The default policy says in both languages that it is ours") {
  CHECK(Mcp().notice.zh.find("并非任何主管部门发布的官方评价办法") !=
        std::string::npos);
  CHECK(Mcp().notice.en.find("not an official scheme") != std::string::npos);
  for (const auto& [id, indicator] : Mcp().indicators) {
    CHECK_FALSE(indicator.names.zh.empty());
    CHECK_FALSE(indicator.names.en.empty());
    CHECK_FALSE(indicator.authorities.empty());
  }
}

TEST_CASE("The file on disk and the policy compiled in are one") {
  const auto file = LoadPolicyFile("services/credit/policies/mcp-v1.json");
  REQUIRE_THAT(StatusOf(file), IsOk());
  CHECK(file->hash == LoadPolicy(BuiltinPolicyText())->hash);
  CHECK_THAT(StatusOf(LoadPolicyFile("no/such/file.json")),
             HasReason("POLICY_FILE_UNREADABLE"));
}

TEST_CASE("A policy whose examples do not come out is refused") {
  const auto from_to = GENERATE(values<std::pair<std::string, std::string>>({
      {"\"base\": 8000", "\"base\": 8001"},
      {"\"lookback_days\": 730", "\"lookback_days\": 100"},
      {"\"minor\": 1000", "\"minor\": 1001"},
      {"\"days\": 60", "\"days\": 40"},
      {"\"ppm\": 750684", "\"ppm\": 750685"},
      {"\"class\": \"D\", \"deductions\": 2808",
       "\"class\": \"C\", \"deductions\": 2808"},
  }));
  CHECK_THAT(StatusOf(LoadPolicy(Changed(from_to.first, from_to.second))),
             HasReason("POLICY_VECTOR_FAILED"));
}

TEST_CASE("What a policy file gets wrong is named by its path") {
  const auto [from, to, path] =
      GENERATE(table<std::string, std::string, std::string>({
          {"\"base\": 8000", "\"base\": \"8000\"", "base"},
          {"\"base\": 8000", "\"base\": -1", "base"},
          {"\"base\": 8000", "\"bass\": 8000", "base"},
          {"\"base\": 8000", "\"base\": 8000, \"more\": 1", "more"},
          {"\"x2\": [2, 3, 4]", "\"x2\": [2, 3, 2]", "recidivism.x2[2]"},
          {"\"x2\": [2, 3, 4]", "\"x2\": [3, 4]", "recidivism.x2"},
          {"{\"class\": \"B\", \"from\": 7000}",
           "{\"class\": \"B\", \"from\": 9000}", "classes[1].from"},
          {"\"indicator\": \"M-701\", \"days\": 60",
           "\"indicator\": \"M-702\", \"days\": 60", "overlays[7].indicator"},
          {"\"effective_from\": \"2026-07-01\"",
           "\"effective_from\": \"2026-7-1\"", "effective_from"},
          {"\"at_least_bp\": 9800", "\"at_least_bp\": 9950",
           "indicators[24].bands.bands[1].at_least_bp"},
          {"\"base\": 8000", "\"base\": 8000.0", "policy"},
          {"\"base\": 8000", "\"base\": 8000, \"base\": 8000", "policy"},
      }));
  CAPTURE(from, to);
  const auto refused = LoadPolicy(Changed(from, to));
  CHECK_THAT(StatusOf(refused), HasReason("INVALID_FIELD"));
  CHECK(FirstViolation(refused.status()) == path);
}

TEST_CASE("What is not one JSON object is no policy") {
  for (const std::string text :
       {"", "[]", "{", "{} {}", "null", "{\"a\": \xff}"}) {
    CHECK_THAT(StatusOf(ParsePolicy(text)), HasReason("INVALID_FIELD"));
  }
  const std::string deep = std::string(100000, '[');
  CHECK_THAT(StatusOf(ParsePolicy(deep)), HasReason("INVALID_FIELD"));
}

TEST_CASE("The hash covers every number and no blank, key order or approval") {
  const auto same = [](absl::string_view a, absl::string_view b) {
    return CanonicalPolicy(a).value() == CanonicalPolicy(b).value();
  };
  CHECK(same(R"({"b":1,"a":[2,3]})", "{ \"a\": [2, 3],\n \"b\": 1 }"));
  CHECK(CanonicalPolicy(R"({"b":1,"a":"\u6eaf\n"})").value() ==
        "{\"a\":\"溯\\n\",\"b\":1}");
  CHECK(same(R"({"a":1,"approvals":[{"by":"x"}]})", R"({"a":1})"));
  CHECK_FALSE(same(R"({"a":1})", R"({"a":2})"));
  CHECK_FALSE(same(R"({"a":[1,2]})", R"({"a":[2,1]})"));
}

TEST_CASE("Sampling follows the class, technical bodies a row of their own") {
  const auto& rows = Mcp().supervision;
  CHECK(rows[0].general_bp == 200);
  CHECK(rows[1].general_bp == 500);
  CHECK(rows[2].general_bp == 2000);
  CHECK(rows[3].general_bp == 10000);
  CHECK(rows[0].technical_bp == 1000);
  CHECK(rows[3].technical_bp == 10000);
  CHECK(Mcp().technical_floor_bp == 2000);
}

TEST_CASE("The regime is that of the day of the decision") {
  CHECK(Mcp().RegimeOn(Day("2021-08-31")) == nullptr);
  CHECK(Mcp().RegimeOn(Day("2026-03-31"))->id == "SAMR-45");
  CHECK(Mcp().RegimeOn(Day("2026-04-01"))->id == "NDRC-36");
}

}  // namespace
}  // namespace suyuan::credit
