#include "services/certificates/convert/lint.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "nlohmann/json.hpp"
#include "services/certificates/convert/canonical.h"
#include "services/certificates/convert/check.h"
#include "services/certificates/convert/findings.h"

namespace suyuan::certificates {
namespace {

v1::LintVerdict ToProto(dcc::Verdict verdict) {
  switch (verdict) {
    case dcc::Verdict::kNotChecked:
      break;
    case dcc::Verdict::kValid:
      return v1::LINT_VERDICT_VALID;
    case dcc::Verdict::kInvalid:
      return v1::LINT_VERDICT_INVALID;
    case dcc::Verdict::kUnknownVersion:
      return v1::LINT_VERDICT_UNKNOWN_VERSION;
    case dcc::Verdict::kOtherDocument:
      return v1::LINT_VERDICT_OTHER_DOCUMENT;
  }
  return v1::LINT_VERDICT_NOT_CHECKED;
}

v1::LintVerdict ToProto(SignatureVerdict verdict) {
  switch (verdict) {
    case SignatureVerdict::kNone:
      return v1::LINT_VERDICT_NONE;
    case SignatureVerdict::kValid:
      return v1::LINT_VERDICT_VALID;
    case SignatureVerdict::kNotChecked:
      break;
    case SignatureVerdict::kIndeterminate:
      return v1::LINT_VERDICT_INDETERMINATE;
    case SignatureVerdict::kInvalid:
      return v1::LINT_VERDICT_INVALID;
  }
  return v1::LINT_VERDICT_NOT_CHECKED;
}

v1::DocumentKind ToProto(dcc::DocumentKind kind) {
  switch (kind) {
    case dcc::DocumentKind::kDcc:
      return v1::DOCUMENT_KIND_DCC;
    case dcc::DocumentKind::kDccDraft:
      return v1::DOCUMENT_KIND_DCC_DRAFT;
    case dcc::DocumentKind::kDccOtherNamespace:
      return v1::DOCUMENT_KIND_DCC_OTHER_NAMESPACE;
    case dcc::DocumentKind::kDcx:
      return v1::DOCUMENT_KIND_DCX;
    case dcc::DocumentKind::kKeyComparison:
      return v1::DOCUMENT_KIND_KEY_COMPARISON;
    case dcc::DocumentKind::kDsiValues:
      return v1::DOCUMENT_KIND_DSI_VALUES;
    case dcc::DocumentKind::kDrmd:
      return v1::DOCUMENT_KIND_DRMD;
    case dcc::DocumentKind::kWebPage:
      return v1::DOCUMENT_KIND_WEB_PAGE;
    case dcc::DocumentKind::kOther:
      break;
  }
  return v1::DOCUMENT_KIND_OTHER;
}

v1::LintFinding::Severity ToProto(dcc::Severity severity) {
  switch (severity) {
    case dcc::Severity::kInfo:
      break;
    case dcc::Severity::kWarning:
      return v1::LintFinding::SEVERITY_WARNING;
    case dcc::Severity::kDefect:
      return v1::LintFinding::SEVERITY_DEFECT;
  }
  return v1::LintFinding::SEVERITY_INFO;
}

// Of the words that an import uses.
v1::LintFinding::Severity SeverityOf(absl::string_view word) {
  if (word == "error") return v1::LintFinding::SEVERITY_DEFECT;
  if (word == "warning") return v1::LintFinding::SEVERITY_WARNING;
  return v1::LintFinding::SEVERITY_INFO;
}

template <typename Check>
void AddFindings(const std::vector<dcc::Finding>& findings, Check& check) {
  for (const dcc::Finding& from : findings) {
    v1::LintFinding& to = *check.add_findings();
    to.set_code(from.code);
    to.set_severity(ToProto(from.severity));
    to.set_path(from.path);
    to.set_line(from.line);
    (*to.mutable_message()->mutable_texts())["en"] = from.message_en;
    (*to.mutable_message()->mutable_texts())["zh"] = from.message_zh;
    to.set_occurrences(from.occurrences);
  }
}

void FillCheck(const dcc::CheckReport& report, v1::LintCheck& check) {
  check.set_verdict(ToProto(report.verdict));
  AddFindings(report.findings, check);
}

void FillSchema(const dcc::SchemaReport& report, v1::SchemaLintCheck& check) {
  check.set_verdict(ToProto(report.verdict));
  AddFindings(report.findings, check);
  check.set_schema_version(report.schema_version);
  check.set_error_count(report.errors);
  if (report.valid_without_signature.has_value()) {
    check.set_verdict_without_signature(*report.valid_without_signature
                                            ? v1::LINT_VERDICT_VALID
                                            : v1::LINT_VERDICT_INVALID);
  }
}

template <typename Check>
void AddDefect(const char* code, absl::string_view path, absl::string_view what,
               absl::string_view chinese, Check& check) {
  check.set_verdict(v1::LINT_VERDICT_INVALID);
  v1::LintFinding& finding = *check.add_findings();
  finding.set_code(code);
  finding.set_severity(v1::LintFinding::SEVERITY_DEFECT);
  finding.set_path(std::string(path));
  finding.set_occurrences(1);
  auto& texts = *finding.mutable_message()->mutable_texts();
  texts["en"] = std::string(what);
  texts["zh"] = absl::StrCat(chinese, what);
}

// What an import would note of the document as one of its kind.
void LintKind(v1::Certificate certificate, v1::LintCheck& check) {
  ClearOutputs(certificate);
  AddKindFindings(certificate);
  for (const v1::ImportFinding& from : certificate.findings()) {
    v1::LintFinding& to = *check.add_findings();
    to.set_code(from.code());
    to.set_severity(SeverityOf(from.severity()));
    to.set_path(from.path());
    *to.mutable_message() = from.message();
    to.set_occurrences(1);
    if (to.severity() == v1::LintFinding::SEVERITY_DEFECT) {
      check.set_verdict(v1::LINT_VERDICT_INVALID);
    }
  }
}

// `document` is JSON.
void LintMembers(absl::string_view document,
                 v1::LintDocumentResponse& response) {
  const absl::StatusOr<v1::Certificate> certificate =
      CertificateFromJson(document);
  if (!certificate.ok()) {
    for (const FieldViolation& each : ViolationsOf(certificate.status())) {
      AddDefect("CERT_JSON_NOT_A_CERTIFICATE", "", each.description,
                "不是证书的 JSON：", *response.mutable_schema());
    }
    return;
  }
  response.mutable_schema()->set_verdict(v1::LINT_VERDICT_VALID);
  v1::LintCheck& semantic = *response.mutable_semantic();
  semantic.set_verdict(v1::LINT_VERDICT_VALID);
  const absl::Status checked = CheckCertificate(*certificate);
  if (checked.ok()) return LintKind(*certificate, semantic);
  for (const FieldViolation& each : ViolationsOf(checked)) {
    AddDefect("CERT_FIELD_INVALID", each.field, each.description,
              "字段内容有误：", semantic);
  }
}

}  // namespace

v1::LintDocumentResponse ToProto(const DocumentLint& lint) {
  const dcc::LintReport& report = lint.report;
  v1::LintDocumentResponse response;
  if (!report.root_name.empty()) {
    response.set_document_kind(ToProto(report.kind));
  }
  response.set_version(report.version);
  response.set_root_name(report.root_name);
  response.set_root_namespace(report.root_namespace);
  FillCheck(report.well_formed, *response.mutable_well_formed());
  FillSchema(report.schema, *response.mutable_schema());
  FillCheck(report.semantic, *response.mutable_semantic());
  v1::SignatureLintCheck& signature = *response.mutable_signature();
  signature.set_verdict(ToProto(lint.signature.verdict));
  AddFindings(lint.signature.findings, signature);
  signature.set_signature_count(static_cast<int>(report.signatures.size()));
  return response;
}

bool LooksLikeJson(absl::string_view document) {
  const std::size_t first = document.find_first_not_of(" \t\r\n");
  return first != absl::string_view::npos &&
         (document[first] == '{' || document[first] == '[');
}

v1::LintDocumentResponse LintCanonical(absl::string_view document) {
  v1::LintDocumentResponse response;
  response.mutable_schema()->set_verdict(v1::LINT_VERDICT_NOT_CHECKED);
  response.mutable_semantic()->set_verdict(v1::LINT_VERDICT_NOT_CHECKED);
  response.mutable_signature()->set_verdict(v1::LINT_VERDICT_NONE);
  v1::LintCheck& well_formed = *response.mutable_well_formed();
  if (!nlohmann::json::accept(document.begin(), document.end())) {
    response.mutable_signature()->set_verdict(v1::LINT_VERDICT_NOT_CHECKED);
    AddDefect("CERT_JSON_NOT_WELL_FORMED", "", "the bytes are not JSON",
              "不是格式良好的 JSON：", well_formed);
    return response;
  }
  well_formed.set_verdict(v1::LINT_VERDICT_VALID);
  response.set_document_kind(v1::DOCUMENT_KIND_CANONICAL);
  LintMembers(document, response);
  return response;
}

}  // namespace suyuan::certificates
