#ifndef LIBS_DCC_READ_TREE_H_
#define LIBS_DCC_READ_TREE_H_

#include "absl/status/statusor.h"
#include "libs/dcc/document.h"
#include "libs/dcc/limits.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {

// Inside libs/dcc: Read (reader.h) of what is parsed already.
absl::StatusOr<Document> ReadTree(const XmlTree& tree, const Limits& limits);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_READ_TREE_H_
