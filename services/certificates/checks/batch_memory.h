#ifndef SERVICES_CERTIFICATES_CHECKS_BATCH_MEMORY_H_
#define SERVICES_CERTIFICATES_CHECKS_BATCH_MEMORY_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "services/certificates/checks/finding_store.h"
#include "services/certificates/checks/memory.h"

namespace suyuan::certificates::checks {

// What is remembered, over a store: changes are gathered until they are taken,
// and what was read or written lately is at hand without the store. The only
// one that changes what the store remembers.
class BatchMemory final : public Memory {
 public:
  // Beyond so many texts everything at hand is let go between batches.
  static constexpr size_t kMostAtHand = 20000;

  // Reads from `recall` until the next call; null: from nowhere. Borrowed.
  void ReadFrom(const FindingStore::RecallFrom* recall) { recall_ = recall; }

  absl::StatusOr<std::string> Recall(Shelf shelf,
                                     absl::string_view key) override;
  void Remember(Shelf shelf, absl::string_view key, std::string value) override;

  // What was changed since the last call.
  std::map<std::pair<Shelf, std::string>, std::string> TakeChanges();
  // The store has not kept what was taken: everything is read anew.
  void Forget();

 private:
  using Key = std::pair<Shelf, std::string>;
  const FindingStore::RecallFrom* recall_ = nullptr;
  std::map<Key, std::string> at_hand_;
  std::map<Key, std::string> changed_;
};

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_BATCH_MEMORY_H_
