#ifndef SERVICES_TRACEABILITY_GRAPH_HISTORY_H_
#define SERVICES_TRACEABILITY_GRAPH_HISTORY_H_

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/traceability/graph/fact_bytes.h"

namespace suyuan::traceability {

// Every revision of every record of one kind, by name, in the order they were
// known.
template <typename Facts>
class History {
 public:
  // Revisions of one record must come in the order they were known.
  void Add(absl::Time recorded_at, Facts facts) {
    auto& revisions = records_[facts.name];
    if (revisions.empty()) bytes_ += kSlot + OutsideBytes::Of(facts.name);
    bytes_ += static_cast<int64_t>(sizeof(Revision)) + OutsideBytes::Of(facts);
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

  // Calls `visit` with when it was recorded and the facts, for each revision of
  // each record; those of one record in the order they were known.
  template <typename Visit>
  void EachRevision(Visit&& visit) const {
    for (const auto& [name, revisions] : records_) {
      for (const Revision& r : revisions) visit(r.recorded_at, r.facts);
    }
  }

  size_t size() const { return records_.size(); }
  // What allocators and growing tables keep free is not among them.
  int64_t bytes() const { return bytes_; }

 private:
  struct Revision {
    absl::Time recorded_at;
    Facts facts;
  };
  static constexpr int64_t kSlot =
      sizeof(std::pair<std::string, std::vector<Revision>>) + 1;

  absl::flat_hash_map<std::string, std::vector<Revision>> records_;
  int64_t bytes_ = 0;
};

// Names of records by something that a revision of them once had. Readers
// check the revision of their time: the index only narrows.
class NameIndex {
 public:
  void Add(absl::string_view term, absl::string_view name) {
    if (term.empty()) return;
    auto& names = names_[term];
    const auto at = std::lower_bound(names.begin(), names.end(), name);
    if (at != names.end() && *at == name) return;
    if (names.empty()) bytes_ += kSlot + static_cast<int64_t>(term.size());
    bytes_ += static_cast<int64_t>(sizeof(std::string) + name.size());
    names.insert(at, std::string(name));
  }
  // In the order of names; empty where there are none.
  const std::vector<std::string>& Find(absl::string_view term) const {
    static const auto* const kNone = new std::vector<std::string>();
    const auto found = names_.find(term);
    return found == names_.end() ? *kNone : found->second;
  }
  int64_t bytes() const { return bytes_; }

 private:
  static constexpr int64_t kSlot =
      sizeof(std::pair<std::string, std::vector<std::string>>) + 1;

  absl::flat_hash_map<std::string, std::vector<std::string>> names_;
  int64_t bytes_ = 0;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_GRAPH_HISTORY_H_
