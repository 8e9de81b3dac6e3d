#include "services/registry/indicators/evidence.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "libs/tlog/hash.h"
#include "libs/tlog/tree.h"

namespace suyuan::registry::indicators {

std::string LeafText(const EvidenceLeaf& leaf) {
  return absl::StrCat(leaf.name, "\n", leaf.revision, "\n", leaf.digest.Hex(),
                      "\n");
}

crypto::Digest EvidenceRoot(absl::Span<const EvidenceLeaf> leaves) {
  tlog::Frontier tree;
  std::vector<tlog::StoredHash> stored;
  for (const EvidenceLeaf& leaf : leaves) {
    stored.clear();
    tree.Append(tlog::HashLeaf(LeafText(leaf)), stored);
  }
  return tree.Root();
}

std::vector<std::string> EvidenceOf(absl::Span<const IndicatorValue> values) {
  std::set<std::string> names;
  for (const IndicatorValue& value : values) {
    names.insert(value.evidence.begin(), value.evidence.end());
  }
  return {names.begin(), names.end()};
}

}  // namespace suyuan::registry::indicators
