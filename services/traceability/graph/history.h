#ifndef SERVICES_TRACEABILITY_GRAPH_HISTORY_H_
#define SERVICES_TRACEABILITY_GRAPH_HISTORY_H_

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace suyuan::traceability {

// Every revision of every record of one kind, by name, in the order they were
// known.
template <typename Facts>
class History {
 public:
  // Revisions of one record must come in the order they were known.
  void Add(absl::Time recorded_at, Facts facts) {
    auto& revisions = records_[facts.name];
    revisions.push_back({recorded_at, std::move(facts)});
  }

  // The newest revision recorded at or before `known_at`; null where there is
  // none. O(log revisions).
  const Facts* At(absl::string_view name, absl::Time known_at) const {
    const auto found = records_.find(name);
    if (found == records_.end()) return nullptr;
    const auto& revisions = found->second;
    const auto after = std::upper_bound(
        revisions.begin(), revisions.end(), known_at,
        [](absl::Time t, const Revision& r) { return t < r.recorded_at; });
    return after == revisions.begin() ? nullptr : &std::prev(after)->facts;
  }

  // Every revision of a record in the order they were known, whenever that is.
  template <typename Visit>
  void Each(absl::string_view name, Visit&& visit) const {
    const auto found = records_.find(name);
    if (found == records_.end()) return;
    for (const Revision& revision : found->second) visit(revision.facts);
  }

  size_t size() const { return records_.size(); }

 private:
  struct Revision {
    absl::Time recorded_at;
    Facts facts;
  };
  absl::flat_hash_map<std::string, std::vector<Revision>> records_;
};

// Names of records by something that a revision of them once had. Readers
// check the revision of their time: the index only narrows.
class NameIndex {
 public:
  void Add(absl::string_view term, absl::string_view name) {
    if (term.empty()) return;
    auto& names = names_[term];
    const auto at = std::lower_bound(names.begin(), names.end(), name);
    if (at == names.end() || *at != name) names.insert(at, std::string(name));
  }
  // In the order of names; empty where there are none.
  const std::vector<std::string>& Find(absl::string_view term) const {
    static const auto* const kNone = new std::vector<std::string>();
    const auto found = names_.find(term);
    return found == names_.end() ? *kNone : found->second;
  }

 private:
  absl::flat_hash_map<std::string, std::vector<std::string>> names_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_GRAPH_HISTORY_H_
