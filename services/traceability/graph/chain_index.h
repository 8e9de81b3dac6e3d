#ifndef SERVICES_TRACEABILITY_GRAPH_CHAIN_INDEX_H_
#define SERVICES_TRACEABILITY_GRAPH_CHAIN_INDEX_H_

#include <cstdint>
#include <vector>

#include "services/traceability/graph/array.h"
#include "services/traceability/graph/rows.h"

namespace suyuan::traceability {

// Rows by a dense id, newest first. 4 bytes an id, 8 a row.
class ChainIndex {
 public:
  void Add(uint32_t id, uint32_t row) {
    heads_.GrowTo(size_t{id} + 1, kNone);
    links_.push_back({row, heads_[id]});
    heads_[id] = static_cast<uint32_t>(links_.size() - 1);
  }

  void Find(uint32_t id, std::vector<uint32_t>& out) const {
    Visit(id, [&out](uint32_t row) {
      out.push_back(row);
      return true;
    });
  }
  // Until `visit` returns false.
  template <typename Visitor>
  void Visit(uint32_t id, Visitor&& visit) const {
    if (id >= heads_.size()) return;
    for (uint32_t at = heads_[id]; at != kNone; at = links_[at].next) {
      if (!visit(links_[at].row)) return;
    }
  }

  int64_t bytes() const { return heads_.bytes() + links_.bytes(); }

  // As StringPool::EachPart.
  template <typename Self, typename Visit>
  static void EachPart(Self& self, Visit&& visit) {
    visit("heads", self.heads_);
    visit("links", self.links_);
  }

 private:
  struct Link {
    uint32_t row;
    uint32_t next;
  };

  Array<uint32_t> heads_;
  Array<Link> links_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_GRAPH_CHAIN_INDEX_H_
