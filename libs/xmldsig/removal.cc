#include "libs/xmldsig/removal.h"

#include <iterator>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "libs/dcc/xml_tree.h"
#include "libs/xmldsig/signature_element.h"

namespace suyuan::xmldsig {
namespace {

// An expression without blanks, "ds" for the prefix of the namespace.
struct KnownXPath {
  absl::string_view algorithm;
  absl::string_view expression;
  Removal removal;
};

constexpr KnownXPath kKnown[] = {
    {kXPathTransform, "not(ancestor-or-self::ds:Signature)",
     Removal::kAllSignatures},
    // XMLDSig 6.6.4: the enveloped transform as an XPath.
    {kXPathTransform,
     "count(ancestor-or-self::ds:Signature|here()/ancestor::ds:Signature[1])>"
     "count(ancestor-or-self::ds:Signature)",
     Removal::kThisSignature},
    // XPath Filter 2.0, each as what is subtracted.
    {kXPathFilter2Transform, "/descendant::ds:Signature",
     Removal::kAllSignatures},
    {kXPathFilter2Transform, "//ds:Signature", Removal::kAllSignatures},
    {kXPathFilter2Transform, "here()/ancestor::ds:Signature[1]",
     Removal::kThisSignature},
};

// Whether `prefix` means the signature's namespace at `node`.
bool IsDsPrefix(const xmlNode* node, const std::string& prefix) {
  const xmlNs* found =
      xmlSearchNs(node->doc, const_cast<xmlNode*>(node),
                  reinterpret_cast<const xmlChar*>(prefix.c_str()));
  return found != nullptr &&
         xmlStrEqual(found->href, reinterpret_cast<const xmlChar*>(
                                      dcc::kSignatureNamespace));
}

// The prefix before the first ":Signature", or "".
std::string PrefixIn(absl::string_view expression) {
  const std::size_t end = expression.find(":Signature");
  if (end == absl::string_view::npos) return "";
  std::size_t begin = end;
  while (begin > 0 &&
         (absl::ascii_isalnum(expression[begin - 1]) ||
          expression[begin - 1] == '-' || expression[begin - 1] == '_')) {
    --begin;
  }
  return std::string(expression.substr(begin, end - begin));
}

// The one XPath in the transform, or null. XPath Filter 2.0 allows several and
// other set operations; only one that subtracts is known.
const xmlNode* XPathIn(const xmlNode* transform, absl::string_view algorithm) {
  const xmlNode* xpath = dcc::FirstElement(transform);
  if (xpath == nullptr || dcc::NextElement(xpath) != nullptr ||
      dcc::FirstElement(xpath) != nullptr || dcc::LocalName(xpath) != "XPath") {
    return nullptr;
  }
  if (algorithm == kXPathTransform) {
    return IsDs(xpath, "XPath") ? xpath : nullptr;
  }
  const bool subtracts = dcc::NamespaceOf(xpath) == kXPathFilter2Transform &&
                         dcc::Attribute(xpath, "Filter") == "subtract";
  return subtracts ? xpath : nullptr;
}

std::string WithoutBlanks(absl::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!absl::ascii_isspace(c)) out.push_back(c);
  }
  return out;
}

}  // namespace

std::optional<Removal> RemovalBy(const xmlNode* transform,
                                 absl::string_view algorithm) {
  if (algorithm == kEnvelopedTransform) return Removal::kThisSignature;
  if (algorithm != kXPathTransform && algorithm != kXPathFilter2Transform) {
    return std::nullopt;
  }
  const xmlNode* xpath = XPathIn(transform, algorithm);
  if (xpath == nullptr) return std::nullopt;
  std::string expression = WithoutBlanks(dcc::TextOf(xpath));
  const std::string prefix = PrefixIn(expression);
  if (prefix.empty() || !IsDsPrefix(xpath, prefix)) return std::nullopt;
  absl::StrReplaceAll({{prefix + ":Signature", "ds:Signature"}}, &expression);
  for (const KnownXPath& known : kKnown) {
    if (known.algorithm == algorithm && known.expression == expression) {
      return known.removal;
    }
  }
  return std::nullopt;
}

const xmlNode* SignatureAround(const xmlNode* transform) {
  const xmlNode* node = transform;
  while (node != nullptr &&
         !(node->type == XML_ELEMENT_NODE && IsDs(node, "Signature"))) {
    node = node->parent;
  }
  return node;
}

}  // namespace suyuan::xmldsig
