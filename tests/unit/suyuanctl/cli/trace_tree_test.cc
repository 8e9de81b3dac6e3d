#include "services/suyuanctl/cli/trace_tree.h"

#include <google/protobuf/util/json_util.h>

#include "absl/strings/str_join.h"
#include "catch2/catch.hpp"
#include "libs/text/display.h"

namespace suyuan::ctl {
namespace {

using traceability::v1::TraceResponse;

TraceResponse Parse(const std::string& json) {
  TraceResponse answer;
  const auto status =
      google::protobuf::util::JsonStringToMessage(json, &answer);
  REQUIRE(status.ok());
  return answer;
}

// A meter that rests on a standard twice over, on a material, on something not
// held here and on something of another kind.
TraceResponse Meter() {
  return Parse(R"({
    "target": "JD-2024-001", "verdict": "VERDICT_INDETERMINATE",
    "currency": "CURRENCY_CURRENT", "asOf": "2024-06-01",
    "profile": "CN_LEGAL", "rulesNotJudged": ["V09", "V28"],
    "reasons": [{"code": "V05_REF_NOT_HELD", "outcome": "OUTCOME_UNKNOWN",
                 "severity": "SEVERITY_BLOCKER", "count": 2,
                 "message": {"texts": {"zh": "标准器无证书",
                                       "en": "a reference is not held"}}}],
    "certificates": [
      {"number": "JD-2024-001", "issuer": "乌鲁木齐计量所",
       "itemTitle": {"texts": {"zh": "电能表", "en": "energy meter"}},
       "itemIdentifications": ["SN-1", "资产 7"],
       "begin": "2024-03-01", "end": "2024-03-02", "issued": "2024-03-05",
       "validTo": "2025-03-04", "verdict": "VERDICT_INDETERMINATE",
       "results": [
         {"id": "r1", "value": "1.50", "unit": "\\kilo\\watt\\hour",
          "uncertainty": {"expanded": "0.02", "coverageFactor": "2"},
          "verdict": "VERDICT_TRACEABLE"},
         {"id": "r20", "value": "100", "unit": "\\volt",
          "verdict": "VERDICT_INDETERMINATE",
          "findings": [{"code": "V13_UNCERTAINTY_MISSING",
                        "outcome": "OUTCOME_BROKEN",
                        "severity": "SEVERITY_MAJOR", "referenceId": "b",
                        "message": {"texts": {"zh": "缺不确定度",
                                              "en": "none stated"}}}]}]},
      {"number": "S-1", "issuer": "新疆计量院", "begin": "2023-05-01",
       "end": "2023-05-01", "verdict": "VERDICT_TRACEABLE",
       "terminal": true},
      {"number": "S-2", "issuer": "NIM", "begin": "2022-05-01",
       "end": "2022-05-01", "validTo": "2024-12-31",
       "verdict": "VERDICT_TRACEABLE"}],
    "links": [
      {"from": 0, "to": 2, "referenceId": "a", "state": "STATE_RESOLVED",
       "ratio": "0.333", "uses": 3, "resultIds": ["r1"]},
      {"from": 2, "to": 1, "referenceId": "x", "state": "STATE_RESOLVED"},
      {"from": 0, "to": 1, "referenceId": "b", "state": "STATE_RESOLVED"},
      {"from": 0, "to": -1, "referenceId": "c", "state": "STATE_TERMINAL",
       "record": "referenceMaterials/m", "text": "GBW08607"},
      {"from": 0, "to": -1, "referenceId": "d", "state": "STATE_OPEN_END",
       "text": "NIM-2020-9", "notApplicable": true},
      {"from": 0, "to": -1, "referenceId": "e", "state": "STATE_AMBIGUOUS",
       "text": "77", "candidates": ["certificates/1", "certificates/2"]}]
  })");
}

std::string Drawn(const TraceResponse& answer, const char* language,
                  const TreeLines& lines) {
  return "\n" +
         absl::StrJoin(DrawTrace(answer, Words::In(language).value(), lines),
                       "\n") +
         "\n";
}

TEST_CASE("A chain is a tree, in Chinese") {
  CHECK(Drawn(Meter(), "zh", BoxLines()) == R"(
JD-2024-001：无法判定
截至 2024-06-01，依据 CN_LEGAL；在有效期内
  V05_REF_NOT_HELD 不明（否决）：标准器无证书（共 2 处）

[1]  JD-2024-001  乌鲁木齐计量所  无法判定
│  电能表  SN-1，资产 7
│  测量日期 2024-03-01 至 2024-03-02，签发 2024-03-05，有效期至 2025-03-04
│  结果 r1   1.50 kW·h  U = 0.02 (k = 2)  可溯源
│  结果 r20  100 V      未给出不确定度    无法判定
│    V13_UNCERTAINTY_MISSING 不符合（重要）：缺不确定度［标准器 b］
├─ 标准器 a，量传比 0.333，列出 3 次，用于 r1
│  [3]  S-2  NIM  可溯源
│  │  测量日期 2022-05-01，有效期至 2024-12-31
│  └─ 标准器 x
│     [2]  S-1  新疆计量院  可溯源
│        测量日期 2023-05-01，有效期不明
│        溯源链止于此，为所依据的规则认可
├─ 标准器 b → [2] S-1
├─ 标准器 c：止于 referenceMaterials/m，为所依据的规则认可：GBW08607
├─ 标准器 d：断链，本系统无此证书：NIM-2020-9（与结果的量种不同，不影响结论）
└─ 标准器 e：不唯一：77 对应 certificates/1, certificates/2

本版本尚未判定的规则：V09, V28
)");
}

TEST_CASE("A chain is a tree, in English and ASCII") {
  CHECK(Drawn(Meter(), "en", AsciiLines()) == R"(
JD-2024-001: INDETERMINATE
as of 2024-06-01, by profile CN_LEGAL; in force
  V05_REF_NOT_HELD unknown (blocker): a reference is not held (2 places)

[1]  JD-2024-001  乌鲁木齐计量所  INDETERMINATE
|  energy meter  SN-1, 资产 7
|  measured 2024-03-01 to 2024-03-02, issued 2024-03-05, valid to 2025-03-04
|  result r1   1.50 kW·h  U = 0.02 (k = 2)       TRACEABLE
|  result r20  100 V      no uncertainty stated  INDETERMINATE
|    V13_UNCERTAINTY_MISSING broken (major): none stated [reference b]
+- reference a, ratio 0.333, listed 3 times, for r1
|  [3]  S-2  NIM  TRACEABLE
|  |  measured 2022-05-01, valid to 2024-12-31
|  `- reference x
|     [2]  S-1  新疆计量院  TRACEABLE
|        measured 2023-05-01, last usable day not known
|        the chain ends here, accepted by the profile
+- reference b -> [2] S-1
+- reference c: ends at referenceMaterials/m, accepted by the profile: GBW08607
+- reference d: OPEN END, not held here: NIM-2020-9 (shares no kind of quantity with a result; breaks nothing)
`- reference e: AMBIGUOUS: 77 fits certificates/1, certificates/2

Rules that this version does not judge: V09, V28
)");
}

TEST_CASE("A number that fits several certificates lists them") {
  CHECK(Drawn(Parse(R"({"target": "77", "verdict": "VERDICT_INDETERMINATE",
      "asOf": "2024-06-01", "profile": "CN_LEGAL",
      "candidates": ["certificates/1", "certificates/2"]})"),
              "en", BoxLines()) == R"(
77: INDETERMINATE
as of 2024-06-01, by profile CN_LEGAL; not said whether it may be used
The number fits several certificates; name one of them, or its issuer with --issuer:
  certificates/1
  certificates/2
)");
}

TEST_CASE("A cycle and a link to nowhere do not stop the drawing") {
  const std::string drawn = Drawn(Parse(R"({"target": "A",
      "certificates": [{"number": "A"}, {"number": "B"}],
      "links": [{"from": 0, "to": 1, "referenceId": "r",
                 "state": "STATE_RESOLVED"},
                {"from": 1, "to": 0, "referenceId": "s",
                 "state": "STATE_RESOLVED"},
                {"from": 1, "to": 9, "referenceId": "t", "text": "lost",
                 "state": "STATE_RESOLVED"}]})"),
                                  "en", BoxLines());
  CHECK(drawn.find("reference s -> [1] A\n") != std::string::npos);
  CHECK(drawn.find("reference t: OPEN END, not held here: lost\n") !=
        std::string::npos);
}

TEST_CASE("A chain of thousands of links is drawn") {
  TraceResponse deep;
  for (int i = 0; i < 4096; ++i) {
    deep.add_certificates()->set_number(std::to_string(i));
    if (i == 0) continue;
    auto& link = *deep.add_links();
    link.set_from(i - 1);
    link.set_to(i);
    link.set_state(traceability::v1::ChainLink::STATE_RESOLVED);
  }
  const auto lines = DrawTrace(deep, Words::In("en").value(), AsciiLines());
  CHECK(lines.size() > 3 * 4096);
}

TEST_CASE("Units are printed as people write them") {
  CHECK(PrintedUnit("\\metre\\second\\tothe{-1}") == "m/s");
  CHECK(PrintedUnit("\\one") == "");
  CHECK(PrintedUnit("furlong") == "furlong");
}

TEST_CASE("Uncertainty is printed as it was stated") {
  metrology::v1::Uncertainty u;
  CHECK(PrintedUncertainty(u) == "");
  u.set_standard("0.01");
  CHECK(PrintedUncertainty(u) == "u = 0.01");
  u.set_expanded("0.02");
  CHECK(PrintedUncertainty(u) == "U = 0.02");
  u.set_coverage_factor("2");
  u.set_relative(true);
  CHECK(PrintedUncertainty(u) == "Urel = 0.02 (k = 2)");
}

}  // namespace
}  // namespace suyuan::ctl
