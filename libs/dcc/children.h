#ifndef LIBS_DCC_CHILDREN_H_
#define LIBS_DCC_CHILDREN_H_

#include <map>
#include <utility>
#include <vector>

#include "libs/dcc/document.h"

namespace suyuan::dcc {

// Inside libs/dcc: what stands directly in an element, by index into the list
// of its kind in the document, in document order.
struct Children {
  std::vector<int> software;
  std::vector<int> items;
  std::vector<int> statements;  // administrativeData/statements
  std::vector<int> metadata;    // measurementMetaData
  std::vector<int> measurements;
  std::vector<int> methods;
  std::vector<int> equipment;
  std::vector<int> conditions;
  std::vector<int> results;
  std::vector<int> lists;
  std::vector<int> quantities;        // dcc:quantity
  std::vector<int> other_quantities;  // itemQuantity and its like
  std::vector<int> notes;
  std::vector<int> links;
};

// The document's elements by what they stand in. The document is not kept.
class ChildIndex {
 public:
  // O(elements of the document).
  explicit ChildIndex(const Document& document);

  const Children& In(const Scope& scope) const;

 private:
  template <typename T>
  void Add(const std::vector<T>& all, std::vector<int> Children::*of);

  std::map<std::pair<ScopeKind, int>, Children> by_scope_;
};

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_CHILDREN_H_
