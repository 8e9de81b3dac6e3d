#include "libs/dcc/reader.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/dcc/build.h"
#include "libs/dcc/checks.h"
#include "libs/dcc/document_kind.h"
#include "libs/dcc/elements.h"
#include "libs/dcc/parts.h"
#include "libs/dcc/read_tree.h"
#include "libs/dcc/version.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {
namespace {

absl::Status CheckRoot(const xmlNode* root) {
  if (IsDcc(root, "digitalCalibrationCertificate")) return absl::OkStatus();
  const absl::string_view ns = NamespaceOf(root);
  const DocumentKind kind = DocumentKindOf(LocalName(root), ns);
  return RefuseAt(
      PathOf(root), LineOf(root), "DCC_NOT_A_DCC",
      absl::StrCat("root element {", ns.substr(0, 200), "}",
                   LocalName(root).substr(0, 200), ": ",
                   DocumentKindInEnglish(kind), "; wanted {", kDccNamespace,
                   "}digitalCalibrationCertificate"));
}

absl::Status MissingElement(const xmlNode* parent, absl::string_view name) {
  return RefuseAt(PathOf(parent), LineOf(parent), "DCC_MISSING_ELEMENT",
                  absl::StrCat("element ", name, " is missing; wanted ",
                               PathOf(parent), "/", name));
}

// What makes the file a certificate at all: without these there is nothing to
// store it under and nothing in it.
absl::Status CheckSkeleton(const xmlNode* root) {
  const xmlNode* admin = DccChild(root, "administrativeData");
  if (admin == nullptr) return MissingElement(root, "administrativeData");
  const xmlNode* core = DccChild(admin, "coreData");
  if (core == nullptr) return MissingElement(admin, "coreData");
  if (DccChild(core, "uniqueIdentifier") == nullptr) {
    return MissingElement(core, "uniqueIdentifier");
  }
  if (DccChild(root, "measurementResults") == nullptr) {
    return MissingElement(root, "measurementResults");
  }
  return absl::OkStatus();
}

// Visits every element of the certificate in document order and hands it to
// its reader with the scope it stands in. Signatures are noted and foreign
// elements passed over with all below them.
class Walk {
 public:
  Walk(Build& build, const xmlNode* root)
      : build_(build), root_(root), scopes_{Scope{}} {}

  void Run() {
    const xmlNode* node = root_;
    int depth = 0;
    while (node != nullptr) {
      scopes_.resize(static_cast<std::size_t>(depth) + 1);
      const bool down = Visit(node, scopes_.back());
      node = NextInOrder(root_, node, down, &depth);
    }
  }

 private:
  // Whether to go on below `node`.
  bool Visit(const xmlNode* node, const Scope& within) {
    CheckElement(build_, node);
    if (NamespaceOf(node) == kSignatureNamespace) {
      if (LocalName(node) == "Signature") NoteSignature(node);
      return false;
    }
    if (NamespaceOf(node) != kDccNamespace) return false;
    const ElementReader read = ElementReaderOf(LocalName(node));
    scopes_.push_back(read == nullptr ? within : read(build_, node, within));
    return MayEnter(node);
  }

  void NoteSignature(const xmlNode* node) {
    const bool is_in_root = node->parent == root_;
    build_.document.signatures.push_back(
        {PathOf(node), LineOf(node), Attribute(node, "Id"), is_in_root});
    if (!is_in_root) build_.log.Add("DCC_SIGNATURE_MISPLACED", node);
  }

  Build& build_;
  const xmlNode* const root_;
  // scopes_[depth] is what an element at that depth stands in.
  std::vector<Scope> scopes_;
};

// Before the first unit is read: a declaration may stand behind its use.
void CollectDeclaredUnits(Build& build, const xmlNode* root) {
  build.may_declare_units = MayDeclareUnits(build.document.version.text);
  int depth = 0;
  for (const xmlNode* node = root; node != nullptr;
       node = NextInOrder(root, node, MayEnter(node), &depth)) {
    if (IsDcc(node, "nonSIUnit")) build.declared_units.insert(TextOf(node));
  }
}

}  // namespace

absl::StatusOr<Document> Read(absl::string_view bytes, const Limits& limits) {
  SUYUAN_ASSIGN_OR_RETURN(const XmlTree tree, XmlTree::Parse(bytes, limits));
  return ReadTree(tree, limits);
}

absl::StatusOr<Document> ReadTree(const XmlTree& tree, const Limits& limits) {
  SUYUAN_RETURN_IF_ERROR(CheckRoot(tree.root()));
  SUYUAN_RETURN_IF_ERROR(CheckSkeleton(tree.root()));
  Build build(limits.max_findings);
  build.used_languages = ReadStrings(
      DccChild(DccChild(tree.root(), "administrativeData"), "coreData"),
      "usedLangCodeISO639_1");
  build.document.version = ReadVersion(build, tree.root());
  CollectDeclaredUnits(build, tree.root());
  Walk(build, tree.root()).Run();
  CheckDocument(build, tree.root());
  build.document.findings = build.log.Take();
  return std::move(build.document);
}

absl::StatusOr<std::string> ReadAttachment(absl::string_view bytes, int index,
                                           const Limits& limits) {
  SUYUAN_ASSIGN_OR_RETURN(const XmlTree tree, XmlTree::Parse(bytes, limits));
  SUYUAN_RETURN_IF_ERROR(CheckRoot(tree.root()));
  int depth = 0;
  int seen = 0;
  const xmlNode* node = tree.root();
  while (node != nullptr) {
    const xmlNode* data = IsAttachment(node) ? AttachedData(node) : nullptr;
    if (data != nullptr && seen++ == index) {
      std::string decoded;
      if (absl::Base64Unescape(TextOf(data), &decoded)) return decoded;
      return RefuseAt(PathOf(data), LineOf(data), "DCC_ATTACHMENT_NOT_BASE64",
                      "the text is not base64; wanted base64");
    }
    node = NextInOrder(tree.root(), node, MayEnter(node), &depth);
  }
  return WithReason(absl::OutOfRangeError(absl::StrCat(
                        "attachment ", index, "; the document has ", seen)),
                    "DCC_NO_SUCH_ATTACHMENT");
}

}  // namespace suyuan::dcc
