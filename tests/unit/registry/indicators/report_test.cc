#include "services/registry/indicators/report.h"

#include <libxml/parser.h>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "catch2/catch.hpp"
#include "libs/tlog/hash.h"
#include "services/registry/indicators/evidence.h"
#include "services/registry/indicators/notes.h"
#include "tests/unit/registry/indicators/facts.h"

namespace suyuan::registry::indicators {
namespace {

using Catch::Contains;
using testing::AnyPublicStandard;
using testing::kDay;

EvidenceLeaf Leaf(std::string name, int64_t revision) {
  return {std::move(name), revision, crypto::Sha256("payload")};
}

TEST_CASE("A leaf is name, revision and digest, a line each") {
  CHECK(LeafText(Leaf("standards/a", 3)) ==
        "standards/a\n3\n"
        "239f59ed55e737c77147cf55ad0c1b030b6d7ee748a7426952f9b852d5a935e5\n");
}

TEST_CASE("The root is that of RFC 6962 over the leaves in their order") {
  const EvidenceLeaf a = Leaf("standards/a", 1);
  const EvidenceLeaf b = Leaf("standards/b", 1);
  const EvidenceLeaf c = Leaf("standards/c", 1);
  const auto hash = [](const EvidenceLeaf& leaf) {
    return tlog::HashLeaf(LeafText(leaf));
  };
  CHECK(EvidenceRoot({}) == tlog::EmptyRoot());
  CHECK(EvidenceRoot({a}) == hash(a));
  CHECK(EvidenceRoot({a, b, c}) ==
        tlog::HashNode(tlog::HashNode(hash(a), hash(b)), hash(c)));
  CHECK(EvidenceRoot({a, b}) != EvidenceRoot({a, Leaf("standards/b", 2)}));
}

// A report on one public standard.
Report AnyReport() {
  Facts facts;
  facts.standards = {AnyPublicStandard("mass")};
  Report report;
  report.name = "indicatorReports/2023-q4";
  report.kind = Report::Kind::kQuarterly;
  report.as_of = kDay;
  report.known_at = absl::FromUnixSeconds(1704067200);
  report.title = {"2023 年第四季度报告", "Report of 2023 Q4"};
  report.values = Compute(*FindPlan(""), facts, kDay);
  report.evidence_root = EvidenceRoot({Leaf("standards/mass", 1)}).Hex();
  report.evidence_count = 1;
  return report;
}

std::string TitleOf(const std::string& code) { return "<" + code + ">"; }

TEST_CASE("Evidence of all indicators is told once") {
  CHECK(EvidenceOf(AnyReport().values) ==
        std::vector<std::string>{"standards/mass"});
}

TEST_CASE("A difference tells what came and what went") {
  Facts before;
  before.standards = {AnyPublicStandard("a"), AnyPublicStandard("b")};
  Facts after;
  after.standards = {AnyPublicStandard("b"), AnyPublicStandard("c"),
                     AnyPublicStandard("d")};
  const Plan& plan = *FindPlan("");
  const auto differences =
      Compare(Compute(plan, before, kDay), Compute(plan, after, kDay));
  REQUIRE(differences.size() == 9);
  const IndicatorDifference& standards = differences[4];
  CHECK(standards.before == "2");
  CHECK(standards.after == "3");
  CHECK(standards.added ==
        std::vector<std::string>{"standards/c", "standards/d"});
  CHECK(standards.removed == std::vector<std::string>{"standards/a"});
  CHECK_FALSE(standards.definition_changed);
}

TEST_CASE("A difference tells where the formula changed") {
  std::vector<IndicatorValue> before = AnyReport().values;
  const std::vector<IndicatorValue> after = before;
  before[4].definition.version = "2024-1";
  before.erase(before.begin());
  const auto differences = Compare(before, after);
  CHECK(differences[0].definition_changed);
  CHECK(differences[0].before.empty());
  CHECK(differences[0].after == "0");
  CHECK(differences[4].definition_changed);
  CHECK_FALSE(differences[5].definition_changed);
}

bool IsWellFormed(const std::string& page) {
  xmlDocPtr document =
      xmlReadMemory(page.data(), static_cast<int>(page.size()), "page.html",
                    nullptr, XML_PARSE_NONET | XML_PARSE_NOERROR);
  const bool is_well_formed = document != nullptr;
  xmlFreeDoc(document);
  return is_well_formed;
}

TEST_CASE("The page shows the figures in the language asked for") {
  const std::string zh = ReportPage(AnyReport(), Language::kChinese, TitleOf);
  CHECK(IsWellFormed(zh));
  CHECK_THAT(zh, Contains("<html lang=\"zh-Hans\">"));
  CHECK_THAT(zh, Contains("2023 年第四季度报告"));
  CHECK_THAT(zh, Contains("社会公用计量标准"));
  CHECK_THAT(zh, Contains(AnyReport().evidence_root));
  CHECK_THAT(zh, Contains("2024-01-01 08:00:00 UTC+8"));
  const std::string en = ReportPage(AnyReport(), Language::kEnglish, TitleOf);
  CHECK(IsWellFormed(en));
  CHECK_THAT(en, Contains("Public measurement standards"));
  CHECK_FALSE(absl::StrContains(en, "社会公用计量标准"));
}

TEST_CASE("The page needs nothing from elsewhere") {
  const std::string page = ReportPage(AnyReport(), Language::kChinese, TitleOf);
  for (const absl::string_view part :
       {"http", "src=", "href=", "<script", "@import", "url("}) {
    CHECK_FALSE(absl::StrContains(page, part));
  }
}

TEST_CASE("Texts of people cannot become markup") {
  Report report = AnyReport();
  report.title = {"a</title><script>alert('1')</script>&amp;", ""};
  report.evaluator = "\"quoted\" <b> \x01 \xff";
  report.findings = {"<img src=x onerror=alert(1)>"};
  report.measures = {"]]> <!-- -->"};
  report.name = "indicatorReports/<x>";
  const std::string page = ReportPage(report, Language::kEnglish, TitleOf);
  CHECK(IsWellFormed(page));
  CHECK_FALSE(absl::StrContains(page, "<script"));
  CHECK_FALSE(absl::StrContains(page, "<img"));
  CHECK_FALSE(absl::StrContains(page, "<b> "));
  CHECK_THAT(page, Contains("&lt;img src=x onerror=alert(1)&gt;"));
  // A division's title is text like any other.
  CHECK_THAT(page, Contains("&lt;653100&gt;"));
}

TEST_CASE("A page on sample data is stamped, another is not") {
  Report report = AnyReport();
  CHECK_FALSE(IsSample(report));
  CHECK_FALSE(absl::StrContains(ReportPage(report, Language::kChinese, TitleOf),
                                kSampleData));
  report.values[4].notes = {SampleDataNote()};
  CHECK(IsSample(report));
  for (const Language language : {Language::kChinese, Language::kEnglish}) {
    CHECK_THAT(ReportPage(report, language, TitleOf),
               Contains("<p class=\"stamp\">模拟数据"));
  }
}

TEST_CASE("The table opens in a spreadsheet with a row for each part") {
  const std::string table =
      ReportTable(AnyReport(), Language::kChinese, TitleOf);
  CHECK(absl::StartsWith(table, "\xef\xbb\xbf\"序号\",\"主要指标\""));
  const std::vector<std::string> rows = absl::StrSplit(table, "\r\n");
  // A head, nine indicators, two parts of the one standard... and the end.
  REQUIRE(rows.size() == 1 + 9 + 1 + 1);
  CHECK(absl::StartsWith(rows[5],
                         "\"5\",\"社会公用计量标准\",\"项\",\"\",\"全区\","
                         "\"1360\",\"1\",\"1500\","));
  CHECK(absl::StartsWith(rows[6],
                         "\"5\",\"社会公用计量标准\",\"项\",\"653100\","
                         "\"<653100>\",\"\",\"1\","));
  CHECK(rows.back().empty());
}

}  // namespace
}  // namespace suyuan::registry::indicators
