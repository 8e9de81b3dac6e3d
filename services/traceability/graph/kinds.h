#ifndef SERVICES_TRACEABILITY_GRAPH_KINDS_H_
#define SERVICES_TRACEABILITY_GRAPH_KINDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/traceability/graph/facts.h"

namespace suyuan::traceability {

// How a reference's kind relates to the kind of what rests on it (V11).
enum class Relation : uint8_t { kUnknown, kSame, kDerived, kNone };

using KindId = uint32_t;

// The kinds met so far and how each relates to each, worked out once when a
// kind is first met: O(kinds). Relate() is two array reads.
class KindTable {
 public:
  KindId Intern(const Kind& kind, const DimensionText& dimension);
  Relation Relate(KindId child, KindId reference) const {
    return static_cast<Relation>(relations_[child][reference]);
  }
  const Kind& kind(KindId id) const { return entries_[id].kind; }
  const DimensionText& dimension(KindId id) const {
    return entries_[id].dimension;
  }
  bool unknown(KindId id) const {
    return !entries_[id].kind.named() && !entries_[id].dimension;
  }
  size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    Kind kind;
    DimensionText dimension;
  };
  std::vector<Entry> entries_;
  std::vector<std::vector<uint8_t>> relations_;
  absl::flat_hash_map<std::string, KindId> ids_;
};

// The rule itself (docs/rules.md 2).
Relation RelateKinds(const Kind& child, const DimensionText& child_dimension,
                     const Kind& reference,
                     const DimensionText& reference_dimension);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_GRAPH_KINDS_H_
