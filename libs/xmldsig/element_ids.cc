#include "libs/xmldsig/element_ids.h"

#include <libxml/valid.h>

#include "libs/base/check.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::xmldsig {
namespace {

absl::string_view NameOf(const xmlAttr* attribute) {
  return reinterpret_cast<const char*>(attribute->name);
}

bool IsId(const xmlAttr* attribute) {
  const absl::string_view name = NameOf(attribute);
  if (attribute->ns == nullptr) {
    return name == "Id" || name == "ID" || name == "id";
  }
  return name == "id" && xmlStrEqual(attribute->ns->href, XML_XML_NAMESPACE);
}

std::string ValueOf(const xmlAttr* attribute) {
  std::string value;
  for (const xmlNode* part = attribute->children; part != nullptr;
       part = part->next) {
    if (part->content == nullptr) continue;
    value += reinterpret_cast<const char*>(part->content);
  }
  return value;
}

}  // namespace

ElementIds::ElementIds(const xmlNode* root) {
  int depth = 0;
  for (const xmlNode* node = root; node != nullptr;
       node = dcc::NextInOrder(root, node, true, &depth)) {
    for (const xmlAttr* at = node->properties; at != nullptr; at = at->next) {
      if (!IsId(at)) continue;
      std::vector<const xmlNode*>& same = elements_[ValueOf(at)];
      if (same.empty() || same.back() != node) same.push_back(node);
    }
  }
}

const std::vector<const xmlNode*>& ElementIds::With(
    absl::string_view id) const {
  static const auto* const kNone = new std::vector<const xmlNode*>();
  const auto found = elements_.find(id);
  return found == elements_.end() ? *kNone : found->second;
}

void ElementIds::Register(xmlDoc* doc, absl::string_view id) const {
  const std::vector<const xmlNode*>& elements = With(id);
  SUYUAN_CHECK(elements.size() == 1);
  const std::string value(id);
  for (xmlAttr* at = elements[0]->properties; at != nullptr; at = at->next) {
    if (!IsId(at) || ValueOf(at) != value) continue;
    // Null where it is known already, as xml:id is.
    xmlAddID(nullptr, doc, reinterpret_cast<const xmlChar*>(value.c_str()), at);
    return;
  }
}

}  // namespace suyuan::xmldsig
