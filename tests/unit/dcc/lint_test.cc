#include "libs/dcc/lint.h"

#include <algorithm>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "catch2/catch.hpp"
#include "tests/support/status_matchers.h"
#include "tests/unit/dcc/sample.h"
#include "tests/unit/dcc/small_schemas.h"

namespace suyuan::dcc {
namespace {

using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;
using ::suyuan::testing::TemporaryFolder;
using testing::Sample;
using testing::SmallDocument;
using testing::SmallSchema;
using testing::SmallValueSchema;
using testing::WriteFile;

const char kSignature[] =
    R"(<x:Signature xmlns:x="http://www.w3.org/2000/09/xmldsig#"/>)";

// 3.1.9 is before 3.2, 3.3.9 is not; neither has a place for a signature.
class Folder {
 public:
  Folder() {
    WriteFile(folder_.File("si.xsd"), SmallValueSchema("2.2.9"));
    WriteFile(folder_.File("a.xsd"), SmallSchema("3.1.9", "si.xsd"));
    WriteFile(folder_.File("b.xsd"), SmallSchema("3.3.9", "si.xsd"));
    auto opened = SchemaFolder::Open(folder_.File(""));
    REQUIRE_THAT(StatusOf(opened), IsOk());
    schemas_ = *std::move(opened);
  }

  LintReport Lint(absl::string_view bytes,
                  const Limits& limits = Limits()) const {
    auto report =
        dcc::Lint(bytes, limits, schemas_.get(), Deadline::Infinite());
    REQUIRE_THAT(StatusOf(report), IsOk());
    return *std::move(report);
  }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<SchemaFolder> schemas_;
};

std::vector<std::string> Codes(const std::vector<Finding>& findings) {
  std::vector<std::string> codes;
  for (const Finding& each : findings) codes.push_back(each.code);
  return codes;
}

TEST_CASE("The verdicts on one document do not imply each other") {
  const Folder folder;
  const LintReport sound = folder.Lint(Sample().Xml());
  CHECK(sound.kind == DocumentKind::kDcc);
  CHECK(sound.version == "3.3.0");
  CHECK(sound.well_formed.verdict == Verdict::kValid);
  CHECK(sound.schema.verdict == Verdict::kUnknownVersion);
  CHECK(sound.semantic.verdict == Verdict::kValid);
  CHECK(Codes(sound.semantic.findings) ==
        std::vector<std::string>{"DCC_LINK_WITHOUT_HASH"});

  const LintReport small =
      folder.Lint(SmallDocument("3.3.9", "<d:name>n</d:name>"));
  CHECK(small.schema.verdict == Verdict::kValid);
  CHECK(small.schema.schema_version == "3.3.9");
  CHECK(small.semantic.verdict == Verdict::kInvalid);
  CHECK(Codes(small.semantic.findings) ==
        std::vector<std::string>{"DCC_MISSING_ELEMENT"});
}

TEST_CASE("Each kind of refusal of a schema has its code, place and words") {
  struct Case {
    const char* code;
    std::string document;
    const char* path;
  };
  const std::string root = "/digitalCalibrationCertificate";
  const auto with = [](const std::string& content) {
    return SmallDocument("3.3.9", content);
  };
  const std::string name = "<d:name>n</d:name>";
  const Case c = GENERATE_COPY(values<Case>({
      {"DCC_SCHEMA_CHILD_MISSING", with(""), ""},
      {"DCC_SCHEMA_ELEMENT_UNEXPECTED", with(name + "<d:odd/>"), "/odd"},
      {"DCC_SCHEMA_VALUE", with(name + "<s:value>1,0</s:value>"), "/value"},
      {"DCC_SCHEMA_KEY",
       with(name + "<s:value>1</s:value><s:value>1</s:value>"), "/value[2]"},
      {"DCC_SCHEMA_WILDCARD", with(name + "<d:any><m xmlns='urn:m'/></d:any>"),
       "/any/m"},
      {"DCC_SCHEMA_ATTRIBUTE",
       absl::StrReplaceAll(with(name),
                           {{"schemaVersion", "odd='' schemaVersion"}}),
       ""},
  }));
  const Folder folder;
  CAPTURE(c.code, c.document);
  const LintReport report = folder.Lint(c.document);
  CHECK(report.schema.verdict == Verdict::kInvalid);
  CHECK(report.schema.errors >= 1);
  REQUIRE_FALSE(report.schema.findings.empty());
  const Finding& first = report.schema.findings.front();
  CHECK(first.code == c.code);
  CHECK(first.severity == Severity::kDefect);
  CHECK(first.path == root + c.path);
  CHECK(first.line >= 1);
  CHECK_FALSE(first.message_en.empty());
  CHECK_FALSE(first.message_zh.empty());
  CHECK_FALSE(absl::StrContains(first.message_en, "https://ptb.de"));
  CHECK(folder.Lint(with(name)).schema.findings.empty());
}

TEST_CASE("What a schema expects is said in Chinese too") {
  const Folder folder;
  const LintReport report = folder.Lint(SmallDocument("3.3.9", ""));
  CHECK(report.schema.findings.front().message_zh ==
        "元素“digitalCalibrationCertificate”缺少子元素，应为：name");
}

TEST_CASE("A signature before 3.2 is invalid and what is left is said apart") {
  const Folder folder;
  const auto lint = [&](const char* version, const std::string& content) {
    return folder.Lint(SmallDocument(version, content)).schema;
  };
  const std::string name = "<d:name>n</d:name>";
  const SchemaReport signed_early = lint("3.1.9", name + kSignature);
  CHECK(signed_early.verdict == Verdict::kInvalid);
  CHECK(signed_early.valid_without_signature == true);
  CHECK(signed_early.findings.back().code == "DCC_SCHEMA_SIGNATURE_ONLY");
  CHECK(lint("3.1.9", name + "<d:odd/>" + kSignature).valid_without_signature ==
        false);
  CHECK(lint("3.1.9", kSignature + name).valid_without_signature == true);
  // The schema of a later version has to take a signature itself.
  const SchemaReport signed_late = lint("3.3.9", name + kSignature);
  CHECK(signed_late.verdict == Verdict::kInvalid);
  CHECK_FALSE(signed_late.valid_without_signature.has_value());
  CHECK_FALSE(lint("3.1.9", name).valid_without_signature.has_value());
}

TEST_CASE("Every signature is told with its place") {
  const Folder folder;
  const LintReport report = folder.Lint(SmallDocument(
      "3.1.9", absl::StrCat("<d:name>n</d:name><d:any>", kSignature,
                            "</d:any>\n", kSignature)));
  REQUIRE(report.signatures.size() == 2);
  CHECK_FALSE(report.signatures[0].is_in_root);
  CHECK(report.signatures[1].is_in_root);
  CHECK(report.signatures[1].line == report.signatures[0].line + 1);
}

TEST_CASE("Other documents are named and never judged by our schemas") {
  const Folder folder;
  struct Case {
    const char* document;
    DocumentKind kind;
  };
  const Case c = GENERATE(values<Case>({
      {"<a xmlns='https://dfm.dk'/>", DocumentKind::kDcx},
      {"<comparison xmlns='KC_Schema'/>", DocumentKind::kKeyComparison},
      {"<html/>", DocumentKind::kWebPage},
      {"<digitalReferenceMaterialDocument xmlns='x'/>", DocumentKind::kDrmd},
      {"<order/>", DocumentKind::kOther},
  }));
  CAPTURE(c.document);
  const LintReport report = folder.Lint(c.document);
  CHECK(report.kind == c.kind);
  CHECK(report.schema.verdict == Verdict::kOtherDocument);
  CHECK(Codes(report.schema.findings) ==
        std::vector<std::string>{"DCC_SCHEMA_DOCUMENT_OTHER"});
  CHECK(report.semantic.verdict == Verdict::kNotChecked);
  CHECK(Codes(report.semantic.findings) ==
        std::vector<std::string>{"DCC_NOT_A_DCC"});
}

TEST_CASE("A certificate in another namespace is refused by its root") {
  const Folder folder;
  const std::string document =
      absl::StrReplaceAll(SmallDocument("3.3.9", "<d:name>n</d:name>"),
                          {{"https://ptb.de/dcc", "dcc.xsd"}});
  const LintReport report = folder.Lint(document);
  CHECK(report.kind == DocumentKind::kDccOtherNamespace);
  CHECK(report.schema.verdict == Verdict::kInvalid);
  CHECK(report.schema.findings.front().code == "DCC_SCHEMA_ROOT");
}

TEST_CASE("D-SI values under a root of their own are checked one by one") {
  const Folder folder;
  const auto with = [](const std::string& values) {
    return absl::StrCat(
        R"(<testDSIXML xmlns:s="https://ptb.de/si"
        xmlns:x="http://www.w3.org/2001/XMLSchema-instance"
        x:schemaLocation="https://ptb.de/si/examples
        https://ptb.de/si/v2.2.9/t.xsd">)",
        values, "</testDSIXML>");
  };
  const LintReport good =
      folder.Lint(with("<a><s:value>1</s:value></a><s:value>1</s:value>"));
  CHECK(good.version == "2.2.9");
  CHECK(good.schema.verdict == Verdict::kValid);
  const LintReport bad =
      folder.Lint(with("<s:value>1</s:value><s:value>1,0</s:value>"));
  CHECK(bad.schema.verdict == Verdict::kInvalid);
  CHECK(bad.schema.findings.front().path == "/testDSIXML/value[2]");
  const std::string real =
      R"(<s:real><s:value>1</s:value><s:unit>\metre</s:unit></s:real>)";
  CHECK(folder.Lint(with(real)).semantic.verdict == Verdict::kValid);
  const LintReport misspelt =
      folder.Lint(with(absl::StrReplaceAll(real, {{"\\metre", ""}})));
  CHECK(misspelt.semantic.verdict == Verdict::kInvalid);
  CHECK(Codes(misspelt.semantic.findings) ==
        std::vector<std::string>{"DCC_UNIT_EMPTY"});
}

TEST_CASE("What is not read is not called well-formed, nor broken") {
  struct Case {
    const char* code;
    std::string document;
    Verdict verdict;
  };
  const Case c = GENERATE(values<Case>({
      {"DCC_NOT_WELL_FORMED", "<a><b></a>", Verdict::kInvalid},
      {"DCC_NOT_WELL_FORMED", "", Verdict::kInvalid},
      {"DCC_NOT_WELL_FORMED", "plain words", Verdict::kInvalid},
      {"DCC_FORBIDDEN_DTD", "<!DOCTYPE a><a/>", Verdict::kNotChecked},
      {"DCC_ENCODING_UNSUPPORTED",
       "<?xml version='1.0' encoding='UTF-16'?><a/>", Verdict::kNotChecked},
      {"DCC_TOO_LARGE", std::string(200, ' ') + "<a/>", Verdict::kNotChecked},
  }));
  CAPTURE(c.code, c.document);
  Limits limits;
  limits.max_bytes = 100;
  const LintReport report = Folder().Lint(c.document, limits);
  CHECK(report.well_formed.verdict == c.verdict);
  REQUIRE(Codes(report.well_formed.findings) ==
          std::vector<std::string>{c.code});
  const Finding& finding = report.well_formed.findings.front();
  CHECK(finding.severity == Severity::kDefect);
  CHECK(finding.line >= 1);
  CHECK(absl::StartsWith(finding.path, "/"));
  CHECK_FALSE(absl::StrContains(finding.message_en, "(line"));
  CHECK_FALSE(finding.message_zh.empty());
  CHECK(report.schema.verdict == Verdict::kNotChecked);
  CHECK(report.schema.findings.empty());
  CHECK(report.semantic.verdict == Verdict::kNotChecked);
}

TEST_CASE("A place is where the reader stopped") {
  const LintReport report = Folder().Lint("<a>\n<b>\n</a>");
  CHECK(report.well_formed.findings.front().line == 3);
  CHECK(report.well_formed.findings.front().path == "/a/b");
}

TEST_CASE("A list of findings is bounded, their number is told") {
  std::string content = "<d:name>n</d:name>";
  for (int i = 0; i < 50; ++i) {
    absl::StrAppend(&content, "<s:value>x", i, "</s:value>");
  }
  Limits limits;
  limits.max_findings = 10;
  const SchemaReport report =
      Folder().Lint(SmallDocument("3.3.9", content), limits).schema;
  CHECK(report.findings.size() == 10);
  CHECK(report.findings.back().code == "DCC_FINDINGS_TRUNCATED");
  CHECK(report.errors >= 50);
}

TEST_CASE("No schema is tried on a number longer than any") {
  const auto lint = [](std::size_t digits) {
    return Folder()
        .Lint(SmallDocument(
            "3.3.9", absl::StrCat("<d:name>n</d:name><s:value>",
                                  std::string(digits, '1'), "</s:value>")))
        .schema;
  };
  CHECK(lint(2048).verdict == Verdict::kValid);
  const SchemaReport report = lint(2049);
  CHECK(report.verdict == Verdict::kNotChecked);
  CHECK(report.findings.front().code == "DCC_SCHEMA_WORD_TOO_LONG");
}

TEST_CASE("Without a folder the schema is not checked and all else is") {
  const auto report =
      Lint(Sample().Xml(), Limits(), nullptr, Deadline::Infinite());
  REQUIRE_THAT(StatusOf(report), IsOk());
  CHECK(report->schema.verdict == Verdict::kNotChecked);
  CHECK(Codes(report->schema.findings) ==
        std::vector<std::string>{"DCC_SCHEMA_FOLDER_NONE"});
  CHECK(report->well_formed.verdict == Verdict::kValid);
  CHECK(report->semantic.verdict == Verdict::kValid);
}

TEST_CASE("Whoever has gone is not answered") {
  const Deadline gone = Deadline::Infinite().WithCancel([] { return true; });
  const auto report = Lint(Sample().Xml(), Limits(), nullptr, gone);
  CHECK(report.status().code() == absl::StatusCode::kCancelled);
}

TEST_CASE("Each verdict and kind of document has a name of its own") {
  CHECK(std::string(VerdictName(Verdict::kNotChecked)) == "NOT_CHECKED");
  CHECK(std::string(VerdictName(Verdict::kOtherDocument)) == "OTHER_DOCUMENT");
  CHECK(std::string(DocumentKindCode(DocumentKind::kDcc)) == "DCC");
  CHECK(std::string(DocumentKindCode(DocumentKind::kOther)) == "OTHER");
}

}  // namespace
}  // namespace suyuan::dcc
