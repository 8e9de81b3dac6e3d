#ifndef SERVICES_TRACEABILITY_SETTLED_FINDING_LISTS_H_
#define SERVICES_TRACEABILITY_SETTLED_FINDING_LISTS_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "services/traceability/rules/rule.h"
#include "services/traceability/settled/blocks.h"

namespace suyuan::traceability {

// The profiles for which judgements are settled: the first built-in ones.
inline constexpr size_t kSettledProfiles = 2;

// Findings under each of them.
using FindingsByProfile = std::array<std::vector<Finding>, kSettledProfiles>;

// Lists of findings that were broken or unknown, each different one once: a
// country's certificates share a few thousand. Id 0 is the empty list.
//
// One thread may intern while others read lists whose ids they learned by an
// acquire.
class FindingLists {
 public:
  FindingLists();

  // Of each profile what was broken or unknown, in its order; inputs and
  // references are not kept.
  uint32_t Intern(const FindingsByProfile& findings);

  // Calls `visit` with the rule, outcome and severity of each finding of a
  // list.
  template <typename Visit>
  void ForEach(uint32_t id, size_t profile, Visit&& visit) const {
    const List& list = lists_[id];
    uint32_t at = list.at;
    if (profile == 1) at += list.sizes[0];
    for (uint32_t i = 0; i < list.sizes[profile]; ++i) {
      const Kept& kept = findings_[at + i];
      visit(kept.rule, kept.outcome, kept.severity);
    }
  }

  int64_t bytes() const;

  // As Settled::EachPart.
  template <typename Self, typename Visit>
  static void EachPart(Self& self, Visit&& visit) {
    visit("lists", self.lists_);
    visit("findings", self.findings_);
    visit("ids", self.ids_);
  }

 private:
  static_assert(kSettledProfiles == 2);

  // A finding without what tells one place from another.
  struct Kept {
    Rule rule;
    Outcome outcome;
    Severity severity;
  };
  struct List {
    uint32_t at;
    std::array<uint32_t, kSettledProfiles> sizes;
  };

  Blocks<List> lists_;
  Blocks<Kept> findings_;
  absl::flat_hash_map<std::string, uint32_t> ids_;  // by their bytes
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SETTLED_FINDING_LISTS_H_
