// Files of the kinds that the corpus holds, made from it by one change each.

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
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

constexpr char kSignature[] =
    R"(<x:Signature xmlns:x="http://www.w3.org/2000/09/xmldsig#"><x:SignedInfo>)"
    R"(<x:CanonicalizationMethod Algorithm="a"/><x:SignatureMethod )"
    R"(Algorithm="b"/><x:Reference><x:DigestMethod Algorithm="c"/>)"
    R"(<x:DigestValue>AA==</x:DigestValue></x:Reference></x:SignedInfo>)"
    R"(<x:SignatureValue>AA==</x:SignatureValue></x:Signature>)";

// `bytes` with `what` before the end tag of the root.
std::string AtTheEnd(std::string bytes, absl::string_view what) {
  const std::size_t at = bytes.rfind("</");
  REQUIRE(at != std::string::npos);
  bytes.insert(at, std::string(what));
  return bytes;
}

template <typename Change>
void ForEachValidDcc(const Change& change) {
  if (Schemas() == nullptr) return;
  for (const CorpusFile& file : Corpus()) {
    if (!file.is_valid_dcc) continue;
    CAPTURE(file.name);
    change(file, ReadCorpusFile(file.name));
  }
}

TEST_CASE("A signature added is valid from 3.2 on and said apart before") {
  ForEachValidDcc([](const CorpusFile& file, const std::string& bytes) {
    const LintReport report = MustLint(AtTheEnd(bytes, kSignature), Schemas());
    const bool has_place = file.version == "3.2.0" || file.version == "3.2.1" ||
                           file.version == "3.3.0";
    if (has_place) {
      CHECK(report.schema.verdict == Verdict::kValid);
      CHECK_FALSE(report.schema.valid_without_signature.has_value());
    } else {
      CHECK(report.schema.verdict == Verdict::kInvalid);
      CHECK(report.schema.errors == 1);
      CHECK(report.schema.valid_without_signature == true);
    }
  });
}

TEST_CASE("A signature does not hide what else is wrong") {
  ForEachValidDcc([](const CorpusFile&, const std::string& bytes) {
    const LintReport report = MustLint(
        AtTheEnd(bytes, absl::StrCat(kSignature, R"(<y xmlns="urn:none"/>)")),
        Schemas());
    CHECK(report.schema.verdict == Verdict::kInvalid);
    if (report.schema.valid_without_signature.has_value()) {
      CHECK(report.schema.valid_without_signature == false);
    }
  });
}

TEST_CASE("A version without a schema is unknown, which is not invalid") {
  ForEachValidDcc([](const CorpusFile& file, std::string bytes) {
    if (!absl::StrContains(bytes, "schemaVersion=")) return;
    bytes = absl::StrReplaceAll(
        bytes, {{absl::StrCat("schemaVersion=\"", file.version, "\""),
                 "schemaVersion=\"3.4.0-rc.2\""}});
    const LintReport report = MustLint(bytes, Schemas());
    CHECK(report.version == "3.4.0-rc.2");
    CHECK(report.schema.verdict == Verdict::kUnknownVersion);
    CHECK(report.schema.schema_version.empty());
    CHECK(report.semantic.verdict != Verdict::kNotChecked);
  });
}

TEST_CASE("Another namespace under the same root name is refused by the root") {
  ForEachValidDcc([](const CorpusFile& file, std::string bytes) {
    bytes = absl::StrReplaceAll(bytes,
                                {{"=\"https://ptb.de/dcc\"", "=\"dcc.xsd\""}});
    const LintReport report = MustLint(bytes, Schemas());
    CHECK(report.kind == DocumentKind::kDccOtherNamespace);
    if (report.version.empty()) return;  // 2.2.0 states none
    CHECK(report.version == file.version);
    CHECK(report.schema.verdict == Verdict::kInvalid);
    CHECK(report.schema.findings.front().code == "DCC_SCHEMA_ROOT");
  });
}

TEST_CASE(
    "An empty identifier is invalid by schema since 3.2, by sense always") {
  ForEachValidDcc([](const CorpusFile&, std::string bytes) {
    const std::size_t tag = bytes.find("uniqueIdentifier>");
    const std::size_t open = tag + sizeof("uniqueIdentifier>") - 1;
    const std::size_t close = bytes.find("</", open);
    bytes.erase(open, close - open);
    const LintReport report = MustLint(bytes, Schemas());
    CHECK(report.semantic.verdict == Verdict::kInvalid);
    bool is_found = false;
    for (const Finding& each : report.semantic.findings) {
      is_found = is_found || each.code == "DCC_IDENTIFIER_EMPTY";
    }
    CHECK(is_found);
  });
}

TEST_CASE("Cut short, a file is not well-formed and nothing else is said") {
  ForEachValidDcc([](const CorpusFile&, const std::string& bytes) {
    const LintReport report = MustLint(
        absl::string_view(bytes).substr(0, bytes.size() * 2 / 3), Schemas());
    CHECK(report.well_formed.verdict == Verdict::kInvalid);
    CHECK(report.schema.verdict == Verdict::kNotChecked);
    CHECK(report.semantic.verdict == Verdict::kNotChecked);
  });
}

TEST_CASE("Without a folder of schemas nothing is called valid by schema") {
  ForEachValidDcc([](const CorpusFile&, const std::string& bytes) {
    const LintReport report = MustLint(bytes, nullptr);
    CHECK(report.schema.verdict == Verdict::kNotChecked);
    CHECK(report.schema.findings.front().code == "DCC_SCHEMA_FOLDER_NONE");
    CHECK(report.semantic.verdict != Verdict::kNotChecked);
  });
}

TEST_CASE(
    "D-SI files of a sound class hold no defect, the improvable ones do") {
  for (const CorpusFile& file : Corpus()) {
    if (!absl::StartsWith(file.name, "dsi_") ||
        absl::StrContains(file.name, "SmartCom")) {
      continue;
    }
    CAPTURE(file.name);
    const LintReport report = MustLint(ReadCorpusFile(file.name), nullptr);
    const bool is_improvable = absl::StrContains(file.name, "IMPROVABLE");
    std::string said;
    for (const Finding& each : report.semantic.findings) {
      absl::StrAppend(&said, each.code, " ", each.message_en, "\n");
    }
    CAPTURE(said);
    CHECK(report.semantic.verdict ==
          (is_improvable ? Verdict::kInvalid : Verdict::kValid));
  }
}

}  // namespace
}  // namespace suyuan::dcc
