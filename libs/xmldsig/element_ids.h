#ifndef LIBS_XMLDSIG_ELEMENT_IDS_H_
#define LIBS_XMLDSIG_ELEMENT_IDS_H_

#include <libxml/tree.h>

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace suyuan::xmldsig {

// Inside libs/xmldsig: which elements a "#id" may mean. Without a schema any of
// the attributes Id, ID, id and xml:id may be one, so all count: what is unique
// among all of them is unique by any reading. One pass over the document.
class ElementIds {
 public:
  explicit ElementIds(const xmlNode* root);

  // Each element with that id, in document order.
  const std::vector<const xmlNode*>& With(absl::string_view id) const;
  // Makes libxml2 know the only element with that id as such.
  void Register(xmlDoc* doc, absl::string_view id) const;

 private:
  absl::flat_hash_map<std::string, std::vector<const xmlNode*>> elements_;
};

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_ELEMENT_IDS_H_
