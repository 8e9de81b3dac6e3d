// The verdicts on every published file against those of another validator,
// which the manifest of the corpus holds.

#include <map>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "catch2/catch.hpp"
#include "tests/conformance/dcc/corpus.h"
#include "tests/conformance/dcc/schemas.h"

namespace suyuan::dcc {
namespace {

using testing::Corpus;
using testing::CorpusFile;
using testing::MustLint;
using testing::ReadCorpusFile;
using testing::Schemas;

bool IsAbsent() { return Corpus().empty() || Schemas() == nullptr; }

// "no (dcc 3.3.0; 2 errors; first: Element ...)" in parts.
struct Refusal {
  std::string version;
  int errors = 0;
  std::string first;
};

Refusal ParseRefusal(absl::string_view verdict) {
  Refusal refusal;
  REQUIRE(absl::ConsumePrefix(&verdict, "no (dcc "));
  const std::size_t version_end = verdict.find("; ");
  const std::size_t errors_end = verdict.find(" errors; first: ");
  REQUIRE(errors_end != absl::string_view::npos);
  refusal.version = std::string(verdict.substr(0, version_end));
  REQUIRE(absl::SimpleAtoi(
      verdict.substr(version_end + 2, errors_end - version_end - 2),
      &refusal.errors));
  refusal.first =
      std::string(absl::StripSuffix(verdict.substr(errors_end + 16), ")"));
  return refusal;
}

void CheckRefused(const LintReport& report, absl::string_view verdict) {
  const Refusal wanted = ParseRefusal(verdict);
  CHECK(report.schema.verdict == Verdict::kInvalid);
  CHECK(report.schema.schema_version == wanted.version);
  CHECK(report.schema.errors == wanted.errors);
  REQUIRE_FALSE(report.schema.findings.empty());
  const Finding& first = report.schema.findings.front();
  CHECK(absl::EndsWith(first.message_en, wanted.first));
  CHECK(first.severity == Severity::kDefect);
  CHECK(first.line > 0);
  CHECK(absl::StartsWith(first.path, "/"));
}

TEST_CASE("Well-formedness and schema agree with the manifest for every file") {
  if (IsAbsent()) return;
  std::map<std::string, int> seen;
  for (const CorpusFile& file : Corpus()) {
    CAPTURE(file.name, file.verdict);
    const LintReport report = MustLint(ReadCorpusFile(file.name), Schemas());
    const bool is_broken = absl::StrContains(file.verdict, "not well-formed");
    CHECK(report.well_formed.verdict ==
          (is_broken ? Verdict::kInvalid : Verdict::kValid));
    ++seen[VerdictName(report.schema.verdict)];
    if (is_broken) {
      CHECK(report.schema.verdict == Verdict::kNotChecked);
      CHECK(report.semantic.verdict == Verdict::kNotChecked);
      continue;
    }
    if (absl::StartsWith(file.verdict, "yes (dcc ")) {
      CHECK(report.schema.verdict == Verdict::kValid);
      CHECK(absl::StrCat("yes (dcc ", report.schema.schema_version, ")") ==
            file.verdict);
      CHECK(report.schema.findings.empty());
    } else if (absl::StartsWith(file.verdict, "no (dcc ")) {
      CheckRefused(report, file.verdict);
    } else if (absl::StrContains(file.verdict, "contained si:* elements")) {
      CHECK(report.kind == DocumentKind::kDsiValues);
      CHECK(report.schema.schema_version == "2.2.1");
      CHECK(report.schema.verdict == (absl::StartsWith(file.verdict, "yes")
                                          ? Verdict::kValid
                                          : Verdict::kInvalid));
    } else {
      CHECK(report.schema.verdict == Verdict::kOtherDocument);
    }
  }
  CHECK(seen["VALID"] >= 40);
  CHECK(seen["INVALID"] >= 20);
  CHECK(seen["OTHER_DOCUMENT"] == 6);
  CHECK(seen["NOT_CHECKED"] == 3);
}

TEST_CASE(
    "Files that are no certificate of today are named for what they are") {
  if (IsAbsent()) return;
  struct Case {
    const char* file;
    DocumentKind kind;
  };
  for (const Case c : {
           Case{"bipm_CCRI-RI-II_Ac-225_database_FAIR.xml",
                DocumentKind::kKeyComparison},
           {"bipm_CCRI-RI-II_Sm-153_database_FAIR.xml",
            DocumentKind::kKeyComparison},
           {"dfm_DCX_set-of-weights_foreign-dialect.xml", DocumentKind::kDcx},
           {"dfm_DCX_temperature-logger_foreign-dialect.xml",
            DocumentKind::kDcx},
           {"dfm_DFM-T220000_foreign-dialect.xml", DocumentKind::kDcx},
           {"ptb_weightset_v1.9.3_legacy-namespace.xml",
            DocumentKind::kDccDraft},
           {"pydcc_core-identifications_1_wrong-namespace.xml",
            DocumentKind::kDccOtherNamespace},
       }) {
    CAPTURE(c.file);
    const LintReport report = MustLint(ReadCorpusFile(c.file), Schemas());
    CHECK(report.kind == c.kind);
    CHECK(report.semantic.verdict == Verdict::kNotChecked);
    REQUIRE(report.semantic.findings.size() == 1);
    CHECK(report.semantic.findings[0].code == "DCC_NOT_A_DCC");
  }
}

TEST_CASE(
    "Signed before 3.2 is invalid, and what it is unsigned is said apart") {
  if (IsAbsent()) return;
  for (const char* file : {"chain_1_BX-10504-CAL_bogus-signature_v2.2.0.xml",
                           "gp_temperature_signed_manipulated_v3.1.1.xml",
                           "gp_temperature_signed_v3.1.1.xml",
                           "pydcc_siliconsphere_signed_v2.4.0.xml"}) {
    CAPTURE(file);
    const LintReport report = MustLint(ReadCorpusFile(file), Schemas());
    CHECK(report.schema.verdict == Verdict::kInvalid);
    CHECK(report.schema.valid_without_signature == true);
    CHECK(report.schema.findings.back().code == "DCC_SCHEMA_SIGNATURE_ONLY");
    CHECK(report.signatures.size() == 1);
  }
  const LintReport since = MustLint(
      ReadCorpusFile("gp_temperature_signed_LT_v3.2.0.xml"), Schemas());
  CHECK(since.schema.verdict == Verdict::kValid);
  CHECK_FALSE(since.schema.valid_without_signature.has_value());
  CHECK(since.signatures.size() == 1);
}

TEST_CASE("Threads that share the schemas come to the verdicts of one") {
  if (IsAbsent()) return;
  std::vector<std::string> files;
  std::vector<std::string> alone;
  const auto say = [](const LintReport& report) {
    std::string said = VerdictName(report.schema.verdict);
    for (const Finding& each : report.schema.findings) {
      absl::StrAppend(&said, "\n", each.path, ": ", each.message_en);
    }
    return said;
  };
  for (const CorpusFile& file : Corpus()) {
    files.push_back(ReadCorpusFile(file.name));
    alone.push_back(say(MustLint(files.back(), Schemas())));
  }
  constexpr std::size_t kThreads = 8;
  std::vector<int> wrong(kThreads, 0);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < files.size(); ++i) {
        const std::size_t at = (i + t * 11) % files.size();
        const auto report =
            Lint(files[at], Limits(), Schemas(), Deadline::Infinite());
        if (!report.ok() || say(*report) != alone[at]) ++wrong[t];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(kThreads, 0));
}

}  // namespace
}  // namespace suyuan::dcc
