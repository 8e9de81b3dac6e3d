#include "tests/conformance/dcc/corpus_table.h"

#include <cstdlib>
#include <set>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "libs/dcc/links.h"
#include "libs/dcc/points.h"
#include "libs/dcc/reader.h"
#include "tests/conformance/dcc/corpus.h"

namespace suyuan::dcc::testing {
namespace {

constexpr char kHead[] =
    R"(# Certificates that others published, as this reader reads them

Made by `tests/conformance/dcc` from the corpus at `SUYUAN_DCC_EXAMPLES` and compared with it in every run; the counts are
compared with XPath counts that share no code with the reader. To make it anew:
`SUYUAN_UPDATE_DOCS=1 build/dev/bin/dcc_corpus_test`.

*Schema*: whether the file is valid against the DCC schema of its version. *Verdict*: `read` without a finding of severity
DEFECT, `read, defects`, or `refused` with the reason. *Links*: elements `certificate`. *Upstream*: certificate numbers named by
them, each use counted; one number in two wordings counts once. *Points*: results as `libs/dcc/points.h` understands
them. Findings are explained in [dcc-findings.md](dcc-findings.md).

| File | Version | Schema | Verdict | Items | Results | Quantities | Links | Upstream | Points | Findings |
|---|---|---|---|---:|---:|---:|---:|---:|---:|---|
)";

std::string Cell(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"|", "\\|"}, {"\n", " "}});
}

std::string RefusedRow(const CorpusFile& file, const absl::Status& status) {
  return absl::StrCat("| ", file.name, " | ", Cell(file.version), " | ",
                      file.is_valid_dcc ? "yes" : "no",
                      " | refused: ", ReasonOf(status), " | | | | | | | ",
                      Cell(status.message()), " |\n");
}

std::string ReadRow(const CorpusFile& file, const Document& document) {
  std::set<std::string> codes;
  bool has_defect = false;
  for (const Finding& each : document.findings) {
    codes.insert(each.code);
    has_defect = has_defect || each.severity == Severity::kDefect;
  }
  int links = 0;
  int upstream = 0;
  for (const UpstreamLink& each : UpstreamLinks(document)) {
    if (each.role != LinkRole::kEquipmentCertificate &&
        each.role != LinkRole::kConditionCertificate) {
      continue;
    }
    ++links;
    upstream += static_cast<int>(each.references.size());
  }
  const auto points = PointsOf(document);
  REQUIRE(points.ok());
  return absl::StrCat("| ", file.name, " | ", Cell(document.version.text),
                      " | ", file.is_valid_dcc ? "yes" : "no", " | ",
                      has_defect ? "read, defects" : "read", " | ",
                      document.items.size(), " | ", document.results.size(),
                      " | ", document.quantities.size(), " | ", links, " | ",
                      upstream, " | ", points->points.size(), " | ",
                      absl::StrJoin(codes, ", "), " |\n");
}

int ToInt(absl::string_view cell) {
  int value = -1;
  REQUIRE(absl::SimpleAtoi(cell, &value));
  return value;
}

}  // namespace

std::string MakeCorpusTable() {
  std::string table = kHead;
  for (const CorpusFile& file : Corpus()) {
    const auto document = Read(ReadCorpusFile(file.name), Limits());
    absl::StrAppend(&table, document.ok()
                                ? ReadRow(file, *document)
                                : RefusedRow(file, document.status()));
  }
  return table;
}

std::map<std::string, CorpusCounts> CountsInTable(const std::string& table) {
  std::map<std::string, CorpusCounts> counts;
  for (const absl::string_view line : absl::StrSplit(table, '\n')) {
    if (!absl::StartsWith(line, "| ") || absl::StartsWith(line, "| File ")) {
      continue;
    }
    const std::vector<std::string> cells = absl::StrSplit(line, " | ");
    REQUIRE(cells.size() >= 5);
    if (absl::StartsWith(cells[3], "refused")) continue;
    REQUIRE(cells.size() >= 11);
    counts[cells[0].substr(2)] = {ToInt(cells[4]), ToInt(cells[5]),
                                  ToInt(cells[6]), ToInt(cells[7]),
                                  ToInt(cells[8])};
  }
  return counts;
}

}  // namespace suyuan::dcc::testing
