#ifndef LIBS_DCC_XML_TREE_H_
#define LIBS_DCC_XML_TREE_H_

#include <libxml/tree.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/dcc/limits.h"

// For libs/dcc and libs/xmldsig: libxml2's tree of a document that kept the
// limits, and the few questions they ask of it. Views live as long as the tree.
namespace suyuan::dcc {

inline constexpr char kDccNamespace[] = "https://ptb.de/dcc";
inline constexpr char kSiNamespace[] = "https://ptb.de/si";
inline constexpr char kSignatureNamespace[] =
    "http://www.w3.org/2000/09/xmldsig#";

struct FreeXmlDoc {
  void operator()(xmlDoc* doc) const { xmlFreeDoc(doc); }
};

// What of a document becomes a node. A reader wants elements and text alone;
// the canonical form that a signature covers has comments and processing
// instructions too.
enum class Nodes { kElementsAndText, kAll };

class XmlTree {
 public:
  // Refusals are those of Read (reader.h) up to DCC_NOT_WELL_FORMED. The tree
  // has a root, at most limits.max_depth levels, and no DTD or entity
  // reference. Comments and processing instructions that are kept count as
  // elements.
  static absl::StatusOr<XmlTree> Parse(absl::string_view bytes,
                                       const Limits& limits,
                                       Nodes nodes = Nodes::kElementsAndText);

  const xmlNode* root() const { return xmlDocGetRootElement(doc_.get()); }
  // For what libxml2 does not take as const.
  xmlDoc* document() { return doc_.get(); }

 private:
  explicit XmlTree(std::unique_ptr<xmlDoc, FreeXmlDoc> doc)
      : doc_(std::move(doc)) {}

  std::unique_ptr<xmlDoc, FreeXmlDoc> doc_;
};

absl::string_view LocalName(const xmlNode* node);
absl::string_view NamespaceOf(const xmlNode* node);  // "" for none
bool IsDcc(const xmlNode* node, absl::string_view name);

// Child elements, null at the end.
const xmlNode* FirstElement(const xmlNode* parent);
const xmlNode* NextElement(const xmlNode* node);
// The first child element of the DCC namespace with that name, or null.
const xmlNode* DccChild(const xmlNode* parent, absl::string_view name);
std::vector<const xmlNode*> DccChildren(const xmlNode* parent,
                                        absl::string_view name);

// The attribute without namespace; "" where it is absent.
std::string Attribute(const xmlNode* node, absl::string_view name);
// The text directly in the element, blanks at both ends dropped; "" for null.
std::string TextOf(const xmlNode* node);
// The text in the element and all below it, joined by single blanks.
std::string DeepTextOf(const xmlNode* node);
// The same, split at blanks.
std::vector<std::string> WordsOf(const xmlNode* node);

// The next element in document order within `root`, or null; `down` false
// skips what is below `node`. `depth` follows along.
const xmlNode* NextInOrder(const xmlNode* root, const xmlNode* node, bool down,
                           int* depth);

int LineOf(const xmlNode* node);
// "/digitalCalibrationCertificate/administrativeData/items/item[2]".
// O(depth and siblings).
std::string PathOf(const xmlNode* node);

// INVALID_ARGUMENT with the reason; the message is "path (line n): what", which
// may quote any bytes: it is cut where it is long, and UTF-8.
absl::Status RefuseAt(absl::string_view path, int line,
                      absl::string_view reason, absl::string_view what);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_XML_TREE_H_
