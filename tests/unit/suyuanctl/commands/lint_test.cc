#include "services/suyuanctl/commands/lint.h"

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/suyuanctl/cli/lint_report.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/dcc/sample.h"
#include "tests/unit/dcc/small_schemas.h"

namespace suyuan::ctl {
namespace {

using certificates::v1::LintDocumentResponse;
using dcc::testing::Sample;
using dcc::testing::SmallDocument;
using dcc::testing::SmallSchema;
using dcc::testing::SmallValueSchema;
using dcc::testing::WriteFile;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;

struct Run {
  absl::StatusOr<LintOutcome> outcome = LintOutcome::kSound;
  std::string out;
  std::string err;
};

Run RunLint(const LintOptions& options, const LintDocument& lint,
            const std::string& language = "en") {
  std::ostringstream out, err;
  Console console(out, err, Words::In(language).value(), true);
  Run run;
  run.outcome = Lint(options, lint, console);
  run.out = out.str();
  run.err = err.str();
  return run;
}

// Schemas of version 3.1.9, invented.
class Schemas {
 public:
  Schemas() {
    WriteFile(folder_.File("si.xsd"), SmallValueSchema("2.0"));
    WriteFile(folder_.File("dcc.xsd"), SmallSchema("3.1.9", "si.xsd"));
    schemas_ = dcc::SchemaFolder::Open(folder_.File("")).value();
  }
  const dcc::SchemaFolder* get() const { return schemas_.get(); }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<dcc::SchemaFolder> schemas_;
};

TEST_CASE("A sound document ends with 0 and each check is told") {
  const TemporaryFolder folder;
  WriteFile(folder.File("a.xml"), Sample().Xml());
  const Run run = RunLint({.paths = {folder.File("a.xml")}}, LintHere(nullptr));
  REQUIRE_THAT(StatusOf(run.outcome), IsOk());
  CHECK(*run.outcome == LintOutcome::kSound);
  CHECK(run.out ==
        absl::StrCat(folder.File("a.xml"),
                     ": DCC 3.3.0\n"
                     "  well-formed  valid\n"
                     "  schema       not checked\n"
                     "    info  DCC_SCHEMA_FOLDER_NONE  line 2  "
                     "/digitalCalibrationCertificate\n"
                     "      no folder of schemas is configured\n"
                     "  semantic     valid\n"
                     "    info  DCC_LINK_WITHOUT_HASH  line 28  "
                     "/digitalCalibrationCertificate/measurementResults/"
                     "measurementResult/measuringEquipments/measuringEquipment/"
                     "certificate\n"
                     "      a certificate link has no usable hash (procedure "
                     "\"analog\", value \"analog\")\n"
                     "  signature    none\n"));
  CHECK(run.err == "1 sound, 0 not, 0 not readable\n");
}

TEST_CASE("The same in Chinese") {
  const TemporaryFolder folder;
  WriteFile(folder.File("a.xml"), SmallDocument("3.1.9", ""));
  const Schemas schemas;
  const Run run =
      RunLint({.paths = {folder.File("a.xml")}}, LintHere(schemas.get()), "zh");
  REQUIRE_THAT(StatusOf(run.outcome), IsOk());
  CHECK(*run.outcome == LintOutcome::kUnsound);
  CHECK(absl::StrContains(run.out, "模式  无效，依据模式 3.1.9，不符合 1 处"));
  CHECK(absl::StrContains(run.out, "缺陷  DCC_SCHEMA_CHILD_MISSING  第 2 行"));
  CHECK(absl::StrContains(run.out, "缺少子元素，应为：name"));
  CHECK(run.err == "0 份合格，1 份不合格，0 份无法读取\n");
}

TEST_CASE("The worst document decides, and none hides another") {
  const TemporaryFolder folder;
  WriteFile(folder.File("docs/1.xml"), Sample().Xml());
  WriteFile(folder.File("docs/2.xml"), "<a>");
  const auto run = [&](std::vector<std::string> paths) {
    return RunLint({.paths = std::move(paths)}, LintHere(nullptr));
  };
  CHECK(*run({folder.File("docs/1.xml")}).outcome == LintOutcome::kSound);
  CHECK(*run({folder.File("docs")}).outcome == LintOutcome::kUnsound);
  const Run all = run({folder.File("none.xml"), folder.File("docs")});
  REQUIRE_THAT(StatusOf(all.outcome), IsOk());
  CHECK(*all.outcome == LintOutcome::kUnreadable);
  CHECK(absl::StrContains(all.err, "FILE_MISSING"));
  CHECK(absl::StrContains(all.err, "1 sound, 1 not, 1 not readable"));
}

TEST_CASE("What is no certificate is not sound, whatever was not checked") {
  const TemporaryFolder folder;
  const auto outcome = [&](const std::string& document) {
    WriteFile(folder.File("a.xml"), document);
    return *RunLint({.paths = {folder.File("a.xml")}}, LintHere(nullptr))
                .outcome;
  };
  CHECK(outcome("<html/>") == LintOutcome::kUnsound);
  CHECK(outcome("<!DOCTYPE a><a/>") == LintOutcome::kUnsound);
  Sample sample;
  sample.persons = "";
  CHECK(outcome(sample.Xml()) == LintOutcome::kUnsound);
  // A version that is not known is no fault of the document.
  sample = Sample();
  sample.root_attributes = R"(schemaVersion="9.9.9")";
  CHECK(outcome(sample.Xml()) == LintOutcome::kSound);
}

TEST_CASE("A canonical certificate is for the service") {
  const TemporaryFolder folder;
  WriteFile(folder.File("a.json"), R"({"number": "1"})");
  const Run here =
      RunLint({.paths = {folder.File("a.json")}}, LintHere(nullptr));
  CHECK(*here.outcome == LintOutcome::kUnreadable);
  CHECK(absl::StrContains(here.err, "DOCUMENT_NOT_XML"));
  CHECK(absl::StrContains(here.err, "--server"));
  const LintDocument service = [](const std::string& document) {
    CHECK(document == R"({"number": "1"})");
    LintDocumentResponse response;
    response.set_document_kind(certificates::v1::DOCUMENT_KIND_CANONICAL);
    return response;
  };
  CHECK(*RunLint({.paths = {folder.File("a.json")}}, service).outcome ==
        LintOutcome::kSound);
}

TEST_CASE("A service that does not answer ends it") {
  const TemporaryFolder folder;
  WriteFile(folder.File("a.xml"), "<a/>");
  int asked = 0;
  const LintDocument down =
      [&](const std::string&) -> absl::StatusOr<LintDocumentResponse> {
    ++asked;
    return absl::UnavailableError("nobody answers");
  };
  const Run run =
      RunLint({.paths = {folder.File("a.xml"), folder.File("a.xml")}}, down);
  CHECK(run.outcome.status().code() == absl::StatusCode::kUnavailable);
  CHECK(asked == 1);
}

TEST_CASE("JSON is one object a document, with the names of the contract") {
  const TemporaryFolder folder;
  WriteFile(folder.File("a.xml"), Sample().Xml());
  const Run run = RunLint(
      {.paths = {folder.File("a.xml"), folder.File("a.xml")}, .json = true},
      LintHere(nullptr));
  std::istringstream lines(run.out);
  std::string line;
  int count = 0;
  while (std::getline(lines, line)) {
    ++count;
    const auto json = nlohmann::json::parse(line);
    CHECK(json["file"] == folder.File("a.xml"));
    CHECK(json["report"]["documentKind"] == "DOCUMENT_KIND_DCC");
    CHECK(json["report"]["semantic"]["verdict"] == "LINT_VERDICT_VALID");
    CHECK(json["report"]["semantic"]["findings"][0]["severity"] ==
          "SEVERITY_INFO");
  }
  CHECK(count == 2);
}

TEST_CASE("A signature is counted here and never called valid") {
  const TemporaryFolder folder;
  const Schemas schemas;
  WriteFile(folder.File("a.xml"),
            SmallDocument("3.1.9",
                          "<d:name>n</d:name><x:Signature "
                          "xmlns:x='http://www.w3.org/2000/09/xmldsig#'/>"));
  const Run run =
      RunLint({.paths = {folder.File("a.xml")}}, LintHere(schemas.get()));
  CHECK(
      absl::StrContains(run.out, "  signature    not checked, signatures: 1"));
  CHECK(absl::StrContains(run.out,
                          "by schema 3.1.9, refusals: 1, without its "
                          "signature valid"));
}

TEST_CASE("Every verdict and kind has its words") {
  const Words words = Words::In("zh").value();
  for (const char* group : {"lint_verdict", "document_kind"}) {
    const auto* type = std::string(group) == "lint_verdict"
                           ? certificates::v1::LintVerdict_descriptor()
                           : certificates::v1::DocumentKind_descriptor();
    const std::string prefix = std::string(group) == "lint_verdict"
                                   ? "LINT_VERDICT_"
                                   : "DOCUMENT_KIND_";
    for (int i = 0; i < type->value_count(); ++i) {
      const std::string name(type->value(i)->name());
      CAPTURE(name);
      CHECK(words.Has(absl::StrCat(group, ".", name.substr(prefix.size()))));
    }
  }
}

}  // namespace
}  // namespace suyuan::ctl
