#include "services/suyuanctl/cli/lint_report.h"

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"

namespace suyuan::ctl {
namespace {

using certificates::v1::DocumentKind;
using certificates::v1::LintDocumentResponse;
using certificates::v1::LintFinding;
using certificates::v1::LintVerdict;

// The names of libs/dcc are those of the contract.
LintVerdict ToMessage(dcc::Verdict verdict) {
  LintVerdict to = certificates::v1::LINT_VERDICT_UNSPECIFIED;
  SUYUAN_CHECK(certificates::v1::LintVerdict_Parse(
      absl::StrCat("LINT_VERDICT_", dcc::VerdictName(verdict)), &to));
  return to;
}

template <typename Check>
void AddFindings(const std::vector<dcc::Finding>& findings, Check& check) {
  for (const dcc::Finding& from : findings) {
    LintFinding& to = *check.add_findings();
    LintFinding::Severity severity = LintFinding::SEVERITY_UNSPECIFIED;
    SUYUAN_CHECK(LintFinding::Severity_Parse(
        absl::StrCat("SEVERITY_", dcc::SeverityName(from.severity)),
        &severity));
    to.set_code(from.code);
    to.set_severity(severity);
    to.set_path(from.path);
    to.set_line(from.line);
    (*to.mutable_message()->mutable_texts())["en"] = from.message_en;
    (*to.mutable_message()->mutable_texts())["zh"] = from.message_zh;
    to.set_occurrences(from.occurrences);
  }
}

bool IsCertificate(const LintDocumentResponse& report) {
  return report.document_kind() == certificates::v1::DOCUMENT_KIND_DCC ||
         report.document_kind() == certificates::v1::DOCUMENT_KIND_CANONICAL ||
         report.document_kind() == certificates::v1::DOCUMENT_KIND_DSI_VALUES;
}

template <typename Check>
bool IsSoundCheck(const Check& check) {
  if (check.verdict() == certificates::v1::LINT_VERDICT_INVALID) return false;
  for (const LintFinding& each : check.findings()) {
    if (each.severity() == LintFinding::SEVERITY_DEFECT) return false;
  }
  return true;
}

std::string VerdictText(const Words& words, LintVerdict verdict) {
  return words.SayEnum("lint_verdict",
                       certificates::v1::LintVerdict_Name(verdict),
                       "LINT_VERDICT_");
}

void AddFinding(const LintFinding& finding, const Words& words,
                std::vector<std::string>& lines) {
  const std::string severity = words.SayEnum(
      "lint_severity", LintFinding::Severity_Name(finding.severity()),
      "SEVERITY_");
  const std::string line =
      finding.line() > 0
          ? absl::StrCat("  ",
                         words.Say("lint.line", {absl::StrCat(finding.line())}))
          : "";
  const std::string times =
      finding.occurrences() > 1
          ? absl::StrCat("  ", words.Say("lint.times",
                                         {absl::StrCat(finding.occurrences())}))
          : "";
  lines.push_back(absl::StrCat("    ", severity, "  ", finding.code(), line,
                               "  ", finding.path(), times));
  lines.push_back(absl::StrCat("      ", words.Pick(finding.message())));
}

template <typename Check>
void AddCheck(absl::string_view name, const std::string& detail,
              const Check& check, const Words& words,
              std::vector<std::string>& lines) {
  lines.push_back(absl::StrCat("  ", words.Say(absl::StrCat("lint.", name)),
                               VerdictText(words, check.verdict()), detail));
  for (const LintFinding& each : check.findings()) {
    AddFinding(each, words, lines);
  }
}

// By which schema, how many refusals, and what a signature alone made of it.
std::string SchemaDetail(const certificates::v1::SchemaLintCheck& check,
                         const Words& words) {
  std::string detail;
  if (!check.schema_version().empty()) {
    absl::StrAppend(&detail, words.Say("lint.by", {check.schema_version()}));
  }
  if (check.error_count() > 0) {
    absl::StrAppend(
        &detail, words.Say("lint.errors", {absl::StrCat(check.error_count())}));
  }
  if (check.verdict_without_signature() !=
      certificates::v1::LINT_VERDICT_UNSPECIFIED) {
    absl::StrAppend(
        &detail,
        words.Say("lint.unsigned",
                  {VerdictText(words, check.verdict_without_signature())}));
  }
  return detail;
}

}  // namespace

LintDocumentResponse ToMessage(const dcc::LintReport& report) {
  LintDocumentResponse to;
  if (!report.root_name.empty()) {
    DocumentKind kind = certificates::v1::DOCUMENT_KIND_UNSPECIFIED;
    SUYUAN_CHECK(certificates::v1::DocumentKind_Parse(
        absl::StrCat("DOCUMENT_KIND_", dcc::DocumentKindCode(report.kind)),
        &kind));
    to.set_document_kind(kind);
  }
  to.set_version(report.version);
  to.set_root_name(report.root_name);
  to.set_root_namespace(report.root_namespace);
  to.mutable_well_formed()->set_verdict(ToMessage(report.well_formed.verdict));
  AddFindings(report.well_formed.findings, *to.mutable_well_formed());
  auto& schema = *to.mutable_schema();
  schema.set_verdict(ToMessage(report.schema.verdict));
  AddFindings(report.schema.findings, schema);
  schema.set_schema_version(report.schema.schema_version);
  schema.set_error_count(report.schema.errors);
  if (report.schema.valid_without_signature.has_value()) {
    schema.set_verdict_without_signature(
        *report.schema.valid_without_signature
            ? certificates::v1::LINT_VERDICT_VALID
            : certificates::v1::LINT_VERDICT_INVALID);
  }
  to.mutable_semantic()->set_verdict(ToMessage(report.semantic.verdict));
  AddFindings(report.semantic.findings, *to.mutable_semantic());
  const bool is_unsigned = report.signatures.empty() &&
                           report.well_formed.verdict == dcc::Verdict::kValid;
  to.mutable_signature()->set_verdict(
      is_unsigned ? certificates::v1::LINT_VERDICT_NONE
                  : certificates::v1::LINT_VERDICT_NOT_CHECKED);
  to.mutable_signature()->set_signature_count(
      static_cast<int>(report.signatures.size()));
  return to;
}

bool IsSound(const LintDocumentResponse& report) {
  return IsCertificate(report) && IsSoundCheck(report.well_formed()) &&
         IsSoundCheck(report.schema()) && IsSoundCheck(report.semantic()) &&
         IsSoundCheck(report.signature());
}

std::vector<std::string> LintLines(const LintDocumentResponse& report,
                                   const Words& words) {
  std::vector<std::string> lines;
  AddCheck("well_formed", "", report.well_formed(), words, lines);
  AddCheck("schema", SchemaDetail(report.schema(), words), report.schema(),
           words, lines);
  AddCheck("semantic", "", report.semantic(), words, lines);
  const int signatures = report.signature().signature_count();
  AddCheck("signature",
           signatures > 0
               ? words.Say("lint.signatures", {absl::StrCat(signatures)})
               : "",
           report.signature(), words, lines);
  return lines;
}

}  // namespace suyuan::ctl
