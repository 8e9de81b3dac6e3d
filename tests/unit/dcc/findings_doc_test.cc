#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/dcc/finding_kinds.h"

namespace suyuan::dcc {
namespace {

constexpr char kDocument[] = "docs/dcc-findings.md";

std::string MakeDocument() {
  std::string out =
      "# Findings of the reader of digital calibration certificates\n\n"
      "Made from `libs/dcc/finding_kinds.cc` and compared with it in every "
      "test run; to make it anew:\n"
      "`SUYUAN_UPDATE_DOCS=1 build/dev/bin/dcc_test`. `$0`, `$1`, `$2` stand "
      "for what was seen.\n\n"
      "- **INFO**: worth knowing; many sound certificates have it.\n"
      "- **WARNING**: limits what can be concluded from the certificate.\n"
      "- **DEFECT**: the certificate contradicts itself or its schema.\n\n"
      "| Code | Severity | English | 中文 |\n|---|---|---|---|\n";
  for (const FindingKind& kind : FindingKinds()) {
    absl::StrAppend(&out, "| ", kind.code, " | ", SeverityName(kind.severity),
                    " | ", kind.english, " | ", kind.chinese, " |\n");
  }
  return out;
}

TEST_CASE("docs/dcc-findings.md lists every finding") {
  const std::string made = MakeDocument();
  if (std::getenv("SUYUAN_UPDATE_DOCS") != nullptr) {
    std::ofstream(kDocument, std::ios::binary) << made;
  }
  std::ifstream file(kDocument, std::ios::binary);
  std::stringstream committed;
  committed << file.rdbuf();
  INFO("stale: run with SUYUAN_UPDATE_DOCS=1");
  CHECK(committed.str() == made);
}

TEST_CASE("Findings stand in the order of their codes, each once") {
  const auto kinds = FindingKinds();
  for (size_t i = 1; i < kinds.size(); ++i) {
    CHECK(std::string(kinds[i - 1].code) < std::string(kinds[i].code));
  }
}

}  // namespace
}  // namespace suyuan::dcc
