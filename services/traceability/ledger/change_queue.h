#ifndef SERVICES_TRACEABILITY_LEDGER_CHANGE_QUEUE_H_
#define SERVICES_TRACEABILITY_LEDGER_CHANGE_QUEUE_H_

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "services/traceability/graph/graph.h"

namespace suyuan::traceability {

enum class ToldFeed : uint8_t { kRegistry, kCertificates };

// What both feeds told, put into the order in which it was recorded: an instant
// comes out once both have told all from before its end, so that the order is
// the same however the feeds came in. Not thread-safe.
class ChangeQueue {
 public:
  // All that was recorded at one instant.
  struct Instant {
    absl::Time at;
    std::vector<Change> changes;
  };

  // None is since an instant that was told before. O(log instants) each.
  void Add(std::vector<Change> changes) {
    for (Change& change : changes) {
      waiting_[change.since].push_back(std::move(change));
    }
  }

  // Everything that the feed records before `instant` has been added.
  void ToldBefore(ToldFeed feed, absl::Time instant) {
    absl::Time& told = told_[static_cast<size_t>(feed)];
    told = std::max(told, instant);
  }
  // Of both feeds.
  absl::Time told_before() const { return std::min(told_[0], told_[1]); }

  // The next instant that is told whole.
  std::optional<Instant> Take() {
    const auto first = waiting_.begin();
    if (first == waiting_.end() || first->first >= told_before()) {
      return std::nullopt;
    }
    Instant out{first->first, std::move(first->second)};
    waiting_.erase(first);
    return out;
  }

  // As Graph::EachPart.
  template <typename Self, typename Visit>
  static void EachPart(Self& self, Visit&& visit) {
    visit("waiting", self.waiting_);
    visit("told", self.told_);
  }

 private:
  std::map<absl::Time, std::vector<Change>> waiting_;
  std::array<absl::Time, 2> told_{absl::InfinitePast(), absl::InfinitePast()};
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_LEDGER_CHANGE_QUEUE_H_
