#include "libs/dcc/lint.h"

#include <algorithm>
#include <utility>

#include "libs/base/status.h"
#include "libs/dcc/build.h"
#include "libs/dcc/dsi_lint.h"
#include "libs/dcc/read_tree.h"
#include "libs/dcc/refusal.h"
#include "libs/dcc/schema_lint.h"
#include "libs/dcc/version.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {
namespace {

Verdict OfFindings(const std::vector<Finding>& findings) {
  const bool is_defect = std::any_of(
      findings.begin(), findings.end(),
      [](const Finding& one) { return one.severity == Severity::kDefect; });
  return is_defect ? Verdict::kInvalid : Verdict::kValid;
}

// A document over a limit, in another encoding or with a DTD may be
// well-formed all the same: it is not read far enough to tell.
CheckReport NotParsed(const absl::Status& refusal) {
  CheckReport report;
  report.findings.push_back(ToFinding(refusal));
  if (report.findings.front().code == "DCC_NOT_WELL_FORMED") {
    report.verdict = Verdict::kInvalid;
  }
  return report;
}

std::vector<SignaturePresence> SignaturesIn(const xmlNode* root) {
  std::vector<SignaturePresence> all;
  int depth = 0;
  bool down = true;
  for (const xmlNode* node = root; node != nullptr;
       node = NextInOrder(root, node, down, &depth)) {
    down = NamespaceOf(node) != kSignatureNamespace;
    if (down || LocalName(node) != "Signature") continue;
    all.push_back({PathOf(node), LineOf(node), Attribute(node, "Id"),
                   node->parent == root});
  }
  return all;
}

void Identify(const xmlNode* root, const Limits& limits, LintReport& report) {
  report.root_name = std::string(LocalName(root));
  report.root_namespace = std::string(NamespaceOf(root));
  report.kind = DocumentKindOf(report.root_name, report.root_namespace);
  if (report.kind == DocumentKind::kDcc) {
    Build unused(limits.max_findings);
    report.version = ReadVersion(unused, root).text;
  } else {
    report.version = OtherVersionOf(root);
  }
  report.signatures = SignaturesIn(root);
}

CheckReport LintMeaning(const XmlTree& tree, DocumentKind kind,
                        const Limits& limits) {
  CheckReport report;
  if (kind == DocumentKind::kDsiValues) {
    report.findings = LintValues(tree.root(), limits);
    report.verdict = OfFindings(report.findings);
    return report;
  }
  absl::StatusOr<Document> document = ReadTree(tree, limits);
  if (!document.ok()) {
    report.findings.push_back(ToFinding(document.status()));
    if (kind == DocumentKind::kDcc) report.verdict = Verdict::kInvalid;
    return report;
  }
  report.findings = std::move(document->findings);
  report.verdict = OfFindings(report.findings);
  return report;
}

}  // namespace

const char* VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kNotChecked:
      break;
    case Verdict::kValid:
      return "VALID";
    case Verdict::kInvalid:
      return "INVALID";
    case Verdict::kUnknownVersion:
      return "UNKNOWN_VERSION";
    case Verdict::kOtherDocument:
      return "OTHER_DOCUMENT";
  }
  return "NOT_CHECKED";
}

absl::StatusOr<LintReport> Lint(absl::string_view bytes, const Limits& limits,
                                const SchemaFolder* schemas,
                                const Deadline& deadline) {
  LintReport report;
  SUYUAN_RETURN_IF_ERROR(deadline.Check());
  absl::StatusOr<XmlTree> tree = XmlTree::Parse(bytes, limits);
  if (!tree.ok()) {
    report.well_formed = NotParsed(tree.status());
    return report;
  }
  report.well_formed.verdict = Verdict::kValid;
  Identify(tree->root(), limits, report);
  SUYUAN_RETURN_IF_ERROR(deadline.Check());
  report.semantic = LintMeaning(*tree, report.kind, limits);
  SUYUAN_RETURN_IF_ERROR(deadline.Check());
  report.schema = LintSchema(*tree, report, schemas, limits);
  return report;
}

absl::StatusOr<SchemaReport> LintSchemaAlone(absl::string_view bytes,
                                             const Limits& limits,
                                             const SchemaFolder& schemas) {
  SUYUAN_ASSIGN_OR_RETURN(XmlTree tree, XmlTree::Parse(bytes, limits));
  LintReport report;
  Identify(tree.root(), limits, report);
  return LintSchema(tree, report, &schemas, limits);
}

}  // namespace suyuan::dcc
