#include "services/certificates/checks/batch_memory.h"

#include "libs/base/check.h"
#include "libs/base/status.h"

namespace suyuan::certificates::checks {

absl::StatusOr<std::string> BatchMemory::Recall(Shelf shelf,
                                                absl::string_view key) {
  Key whole(shelf, std::string(key));
  const auto found = at_hand_.find(whole);
  if (found != at_hand_.end()) return found->second;
  SUYUAN_CHECK(recall_ != nullptr);
  SUYUAN_ASSIGN_OR_RETURN(std::string value, (*recall_)(shelf, key));
  return at_hand_.emplace(std::move(whole), std::move(value)).first->second;
}

void BatchMemory::Remember(Shelf shelf, absl::string_view key,
                           std::string value) {
  Key whole(shelf, std::string(key));
  at_hand_[whole] = value;
  changed_[std::move(whole)] = std::move(value);
}

std::map<BatchMemory::Key, std::string> BatchMemory::TakeChanges() {
  if (at_hand_.size() > kMostAtHand) at_hand_.clear();
  return std::exchange(changed_, {});
}

void BatchMemory::Forget() {
  at_hand_.clear();
  changed_.clear();
}

}  // namespace suyuan::certificates::checks
