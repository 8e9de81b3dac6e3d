#ifndef LIBS_DCC_ELEMENTS_H_
#define LIBS_DCC_ELEMENTS_H_

#include "absl/strings/string_view.h"
#include "libs/dcc/build.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {

// Inside libs/dcc. Reads one element into the document and returns the scope
// of what stands below it (`within`, unless the element opens a scope).
using ElementReader = Scope (*)(Build& build, const xmlNode* node,
                                const Scope& within);

// The reader of a DCC element by its local name, null for elements that their
// parent reads or that carry nothing of their own. O(1).
ElementReader ElementReaderOf(absl::string_view name);

// False for what is passed over with all below it: elements of other
// namespaces, and those of ours that hold anything (comment, xml, mathml).
bool MayEnter(const xmlNode* node);

// document, byteData, file and descriptionData.
bool IsAttachment(const xmlNode* node);

// The element that holds the base64 of a byteDataType, or null.
const xmlNode* AttachedData(const xmlNode* node);

// A local name that some published schema from 2.2.0 to 3.3.0 declares.
bool IsKnownElement(absl::string_view name);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_ELEMENTS_H_
