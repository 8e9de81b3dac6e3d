#include "libs/xmldsig/signature_element.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::xmldsig {
namespace {

using ::suyuan::dcc::Attribute;
using ::suyuan::dcc::FirstElement;
using ::suyuan::dcc::NextElement;

bool HasAttribute(const xmlNode* node, const char* name) {
  return xmlHasNsProp(const_cast<xmlNode*>(node),
                      reinterpret_cast<const xmlChar*>(name),
                      nullptr) != nullptr;
}

// Steps through the children of one element, each by its name.
class Children {
 public:
  explicit Children(const xmlNode* parent) : next_(FirstElement(parent)) {}

  // The next child if it has that name, else null.
  const xmlNode* Take(absl::string_view name) {
    if (next_ == nullptr || !IsDs(next_, name)) return nullptr;
    const xmlNode* taken = next_;
    next_ = NextElement(next_);
    return taken;
  }
  bool AtEnd() const { return next_ == nullptr; }

 private:
  const xmlNode* next_;
};

std::optional<std::vector<Transform>> ReadTransforms(const xmlNode* node) {
  std::vector<Transform> transforms;
  if (node == nullptr) return transforms;
  Children children(node);
  while (const xmlNode* transform = children.Take("Transform")) {
    transforms.push_back({transform, Attribute(transform, "Algorithm")});
  }
  if (!children.AtEnd() || transforms.empty()) return std::nullopt;
  return transforms;
}

std::optional<Reference> ReadReference(const xmlNode* node) {
  Reference reference{node};
  if (HasAttribute(node, "URI")) reference.uri = Attribute(node, "URI");
  Children children(node);
  auto transforms = ReadTransforms(children.Take("Transforms"));
  const xmlNode* method = children.Take("DigestMethod");
  const xmlNode* value = children.Take("DigestValue");
  if (!transforms.has_value() || method == nullptr || value == nullptr ||
      !children.AtEnd()) {
    return std::nullopt;
  }
  reference.transforms = *std::move(transforms);
  reference.digest_method = Attribute(method, "Algorithm");
  return reference;
}

bool ReadSignedInfo(SignatureElement& signature) {
  Children children(signature.signed_info);
  signature.canonicalisation = children.Take("CanonicalizationMethod");
  signature.method = children.Take("SignatureMethod");
  if (signature.canonicalisation == nullptr || signature.method == nullptr) {
    return false;
  }
  signature.canonicalisation_method =
      Attribute(signature.canonicalisation, "Algorithm");
  signature.signature_method = Attribute(signature.method, "Algorithm");
  while (const xmlNode* node = children.Take("Reference")) {
    std::optional<Reference> reference = ReadReference(node);
    if (!reference.has_value()) return false;
    signature.references.push_back(*std::move(reference));
  }
  return children.AtEnd() && !signature.references.empty();
}

}  // namespace

bool IsDs(const xmlNode* node, absl::string_view name) {
  return dcc::LocalName(node) == name &&
         dcc::NamespaceOf(node) == dcc::kSignatureNamespace;
}

bool IsWithin(const xmlNode* node, const xmlNode* within) {
  while (node != nullptr && node != within) node = node->parent;
  return node != nullptr;
}

std::optional<SignatureElement> ReadSignature(const xmlNode* node,
                                              std::string& problem) {
  SignatureElement signature{node};
  Children children(node);
  signature.signed_info = children.Take("SignedInfo");
  signature.value = children.Take("SignatureValue");
  signature.key_info = children.Take("KeyInfo");
  while (children.Take("Object") != nullptr) {
  }
  if (signature.signed_info == nullptr || signature.value == nullptr ||
      !children.AtEnd()) {
    problem = "Signature; wanted SignedInfo, SignatureValue, KeyInfo, Object";
    return std::nullopt;
  }
  if (!ReadSignedInfo(signature)) {
    problem =
        "SignedInfo; wanted CanonicalizationMethod, SignatureMethod and "
        "References of Transforms, DigestMethod, DigestValue";
    return std::nullopt;
  }
  return signature;
}

}  // namespace suyuan::xmldsig
