#include "libs/dcc/children.h"

namespace suyuan::dcc {

template <typename T>
void ChildIndex::Add(const std::vector<T>& all,
                     std::vector<int> Children::*of) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Scope& within = all[i].element.within;
    (by_scope_[{within.kind, within.index}].*of).push_back(static_cast<int>(i));
  }
}

ChildIndex::ChildIndex(const Document& document) {
  Add(document.software, &Children::software);
  Add(document.items, &Children::items);
  Add(document.measurements, &Children::measurements);
  Add(document.methods, &Children::methods);
  Add(document.equipment, &Children::equipment);
  Add(document.conditions, &Children::conditions);
  Add(document.results, &Children::results);
  Add(document.lists, &Children::lists);
  Add(document.notes, &Children::notes);
  Add(document.links, &Children::links);
  for (std::size_t i = 0; i < document.statements.size(); ++i) {
    const Statement& one = document.statements[i];
    const Scope& within = one.element.within;
    Children& in = by_scope_[{within.kind, within.index}];
    (one.is_metadata ? in.metadata : in.statements)
        .push_back(static_cast<int>(i));
  }
  for (std::size_t i = 0; i < document.quantities.size(); ++i) {
    const Quantity& one = document.quantities[i];
    const Scope& within = one.element.within;
    Children& in = by_scope_[{within.kind, within.index}];
    (one.role == QuantityRole::kData ? in.quantities : in.other_quantities)
        .push_back(static_cast<int>(i));
  }
}

const Children& ChildIndex::In(const Scope& scope) const {
  static const auto& kNone = *new Children;
  const auto found = by_scope_.find({scope.kind, scope.index});
  return found == by_scope_.end() ? kNone : found->second;
}

}  // namespace suyuan::dcc
