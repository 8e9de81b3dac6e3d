#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/xmldsig/finding_kinds.h"

namespace suyuan::xmldsig {
namespace {

constexpr char kDocument[] = "docs/signature-findings.md";

std::string MakeDocument() {
  std::string out =
      "# Findings about the signatures of a document\n\n"
      "Made from `libs/xmldsig/finding_kinds.cc` and compared with it in every "
      "test run; to make it anew:\n"
      "`SUYUAN_UPDATE_DOCS=1 build/dev/bin/xmldsig_test`. What they lead to is "
      "in [certificates.md](certificates.md). `$0`, `$1`, `$2`\n"
      "stand for what was seen.\n\n"
      "- **INFO**: worth knowing.\n"
      "- **WARNING**: limits what the signature proves, or leaves it open.\n"
      "- **DEFECT**: the signature is INVALID.\n\n"
      "| Code | Severity | English | 中文 |\n|---|---|---|---|\n";
  for (const dcc::FindingKind& kind : FindingKinds()) {
    absl::StrAppend(&out, "| ", kind.code, " | ",
                    dcc::SeverityName(kind.severity), " | ", kind.english,
                    " | ", kind.chinese, " |\n");
  }
  return out;
}

TEST_CASE("docs/signature-findings.md lists every finding") {
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
  for (std::size_t i = 1; i < kinds.size(); ++i) {
    CHECK(std::string(kinds[i - 1].code) < std::string(kinds[i].code));
  }
}

}  // namespace
}  // namespace suyuan::xmldsig
