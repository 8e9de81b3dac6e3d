#include "libs/dcc/schema_lint.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_join.h"
#include "libs/dcc/finding_log.h"
#include "libs/dcc/schema_check.h"
#include "libs/dcc/version.h"

namespace suyuan::dcc {
namespace {

// Which schema a document is to be held against.
struct Wanted {
  absl::string_view target_namespace;
  std::string version;
};

// 2.2.0 is the one version that does not state itself.
std::string VersionToCheck(const std::string& version) {
  return version == "2.x" ? "2.2.0" : version;
}

Wanted WantedFor(const LintReport& report, const SchemaFolder& schemas) {
  switch (report.kind) {
    case DocumentKind::kDcc:
    case DocumentKind::kDccOtherNamespace:
      return {kDccNamespace, VersionToCheck(report.version)};
    case DocumentKind::kDsiValues:
      return {kSiNamespace, report.version};
    default:
      break;
  }
  Wanted wanted{report.root_namespace, report.version};
  const auto versions = schemas.VersionsOf(report.root_namespace);
  if (wanted.version.empty() && versions.size() == 1) {
    wanted.version = versions.front();
  }
  return wanted;
}

bool IsOurs(DocumentKind kind) {
  return kind == DocumentKind::kDcc ||
         kind == DocumentKind::kDccOtherNamespace ||
         kind == DocumentKind::kDsiValues;
}

void SetAbsent(const LintReport& report, const Wanted& wanted,
               const SchemaFolder& schemas, const xmlNode* root,
               FindingLog& log, SchemaReport& out) {
  if (IsOurs(report.kind)) {
    out.verdict = Verdict::kUnknownVersion;
    log.Add("DCC_SCHEMA_VERSION_UNKNOWN", root,
            {wanted.version,
             absl::StrJoin(schemas.VersionsOf(wanted.target_namespace), ", ")});
    return;
  }
  out.verdict = Verdict::kOtherDocument;
  log.Add("DCC_SCHEMA_DOCUMENT_OTHER", root,
          {report.root_namespace, DocumentKindInEnglish(report.kind),
           DocumentKindInChinese(report.kind)});
}

// The outermost D-SI elements, wherever they stand.
int CheckValues(xmlSchema* schema, XmlTree& tree, FindingLog& log) {
  int errors = 0;
  int depth = 0;
  bool down = true;
  const xmlNode* root = tree.root();
  for (const xmlNode* node = root; node != nullptr;
       node = NextInOrder(root, node, down, &depth)) {
    down = NamespaceOf(node) != kSiNamespace;
    if (down) continue;
    // The node is the tree's own, which is not const.
    const int more =
        CheckElementBySchema(schema, const_cast<xmlNode*>(node), log);
    if (more < 0) return -1;
    errors += more;
  }
  return errors;
}

// The signatures under the root, out of the tree while this lives.
class WithoutSignatures {
 public:
  explicit WithoutSignatures(XmlTree& tree)
      : root_(xmlDocGetRootElement(tree.document())) {
    xmlNode* next = nullptr;
    for (xmlNode* node = root_->children; node != nullptr; node = next) {
      next = node->next;
      if (node->type != XML_ELEMENT_NODE ||
          NamespaceOf(node) != kSignatureNamespace) {
        continue;
      }
      taken_.push_back({node, node->next});
      xmlUnlinkNode(node);
    }
  }
  // Last first, so that what each stood before is there again.
  ~WithoutSignatures() {
    for (auto at = taken_.rbegin(); at != taken_.rend(); ++at) {
      if (at->before == nullptr) {
        xmlAddChild(root_, at->node);
      } else {
        xmlAddPrevSibling(at->before, at->node);
      }
    }
  }
  WithoutSignatures(const WithoutSignatures&) = delete;
  WithoutSignatures& operator=(const WithoutSignatures&) = delete;

 private:
  struct Taken {
    xmlNode* node;
    xmlNode* before;
  };
  xmlNode* const root_;
  std::vector<Taken> taken_;
};

void CheckUnsigned(xmlSchema* schema, XmlTree& tree, FindingLog& log,
                   SchemaReport& out) {
  const WithoutSignatures without(tree);
  FindingLog unused(1);
  const int errors = CheckDocumentBySchema(schema, tree.document(), unused);
  out.valid_without_signature = errors == 0;
  if (errors == 0) {
    log.Add("DCC_SCHEMA_SIGNATURE_ONLY", tree.root(), {out.schema_version});
  }
}

void Apply(xmlSchema* schema, XmlTree& tree, const LintReport& report,
           FindingLog& log, SchemaReport& out) {
  const int errors = report.kind == DocumentKind::kDsiValues
                         ? CheckValues(schema, tree, log)
                         : CheckDocumentBySchema(schema, tree.document(), log);
  if (errors < 0) {
    log.Add("DCC_SCHEMA_UNUSABLE", tree.root(), {"no memory"});
    return;
  }
  out.errors = errors;
  out.verdict = errors == 0 ? Verdict::kValid : Verdict::kInvalid;
  if (errors > 0 && report.kind == DocumentKind::kDcc &&
      !report.signatures.empty() && IsBefore32(report.version)) {
    CheckUnsigned(schema, tree, log, out);
  }
}

void LintBy(const SchemaFolder& schemas, XmlTree& tree,
            const LintReport& report, FindingLog& log, SchemaReport& out) {
  const Wanted wanted = WantedFor(report, schemas);
  const auto schema = schemas.Find(wanted.target_namespace, wanted.version);
  if (!schema.ok()) {
    log.Add("DCC_SCHEMA_UNUSABLE", tree.root(), {schema.status().message()});
    return;
  }
  if (*schema == nullptr) {
    return SetAbsent(report, wanted, schemas, tree.root(), log, out);
  }
  if (const xmlNode* word = FindLongWord(tree.root())) {
    log.Add("DCC_SCHEMA_WORD_TOO_LONG", word, {std::to_string(kLongestWord)});
    return;
  }
  out.schema_version = wanted.version;
  Apply(*schema, tree, report, log, out);
}

}  // namespace

SchemaReport LintSchema(XmlTree& tree, const LintReport& report,
                        const SchemaFolder* schemas, const Limits& limits) {
  constexpr std::size_t kLongestSeen = 300;
  FindingLog log(limits.max_findings, kLongestSeen);
  SchemaReport out;
  if (schemas == nullptr) {
    log.Add("DCC_SCHEMA_FOLDER_NONE", tree.root());
  } else {
    LintBy(*schemas, tree, report, log, out);
  }
  out.findings = log.Take();
  return out;
}

}  // namespace suyuan::dcc
