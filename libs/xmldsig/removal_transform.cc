#include "libs/xmldsig/removal_transform.h"

#include <xmlsec/list.h>
#include <xmlsec/nodeset.h>
#include <xmlsec/transforms.h>
#include <xmlsec/xmlsec.h>

#include <optional>
#include <string>
#include <vector>

#include "libs/base/check.h"
#include "libs/dcc/xml_tree.h"
#include "libs/xmldsig/removal.h"
#include "libs/xmldsig/signature_element.h"

namespace suyuan::xmldsig {
namespace {

const xmlChar* Text(const char* text) {
  return reinterpret_cast<const xmlChar*>(text);
}

// What to take out of the document; empty where that is not known.
std::vector<const xmlNode*> ToRemove(const xmlNode* transform) {
  const std::optional<Removal> removal =
      RemovalBy(transform, dcc::Attribute(transform, "Algorithm"));
  if (!removal.has_value()) return {};
  if (*removal == Removal::kThisSignature) return {SignatureAround(transform)};
  std::vector<const xmlNode*> signatures;
  const xmlNode* root = xmlDocGetRootElement(transform->doc);
  int depth = 0;
  for (const xmlNode* node = root; node != nullptr;) {
    const bool is_signature = IsDs(node, "Signature");
    if (is_signature) signatures.push_back(node);
    node = dcc::NextInOrder(root, node, !is_signature, &depth);
  }
  return signatures;
}

int Execute(xmlSecTransformPtr transform, int, xmlSecTransformCtxPtr) {
  const std::vector<const xmlNode*> removed = ToRemove(transform->hereNode);
  if (removed.empty()) return -1;
  xmlSecNodeSetPtr nodes = transform->inNodes;
  for (const xmlNode* signature : removed) {
    xmlSecNodeSetPtr others = xmlSecNodeSetGetChildren(
        signature->doc, const_cast<xmlNode*>(signature), /*withComments=*/1,
        /*invert=*/1);
    if (others == nullptr) return -1;
    nodes = xmlSecNodeSetAdd(nodes, others, xmlSecNodeSetIntersection);
    if (nodes == nullptr) {
      xmlSecNodeSetDestroy(others);
      return -1;
    }
  }
  transform->outNodes = nodes;
  return 0;
}

// xmlSecTransformKlass is this, constant.
using Klass = _xmlSecTransformKlass;

Klass KlassFor(const char* name, const char* algorithm) {
  Klass klass = {};
  klass.klassSize = sizeof(Klass);
  klass.objSize = sizeof(xmlSecTransform);
  klass.name = Text(name);
  klass.href = Text(algorithm);
  klass.usage = xmlSecTransformUsageDSigTransform;
  klass.getDataType = xmlSecTransformDefaultGetDataType;
  klass.pushXml = xmlSecTransformDefaultPushXml;
  klass.popXml = xmlSecTransformDefaultPopXml;
  klass.execute = Execute;
  return klass;
}

void Replace(Klass* klass) {
  xmlSecPtrListPtr known = xmlSecTransformIdsGet();
  for (xmlSecSize at = 0; at < xmlSecPtrListGetSize(known); ++at) {
    const auto* other =
        static_cast<const Klass*>(xmlSecPtrListGetItem(known, at));
    if (!xmlStrEqual(other->href, klass->href)) continue;
    SUYUAN_CHECK(xmlSecPtrListSet(known, klass, at) == 0);
    return;
  }
  SUYUAN_CHECK(xmlSecTransformIdsRegister(klass) == 0);
}

}  // namespace

void InstallRemovalTransforms() {
  static Klass xpath = KlassFor("xpath", kXPathTransform);
  static Klass filter2 = KlassFor("xpath2", kXPathFilter2Transform);
  Replace(&xpath);
  Replace(&filter2);
}

}  // namespace suyuan::xmldsig
