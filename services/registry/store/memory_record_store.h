#ifndef SERVICES_REGISTRY_STORE_MEMORY_RECORD_STORE_H_
#define SERVICES_REGISTRY_STORE_MEMORY_RECORD_STORE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libs/base/mutex.h"
#include "services/registry/store/record_store.h"

namespace suyuan::registry {

// Keeps everything in memory: for tests, and as the obvious answer that the
// other store is held against. A write runs and is done before Write returns.
class MemoryRecordStore : public RecordStore {
 public:
  void Write(Unit unit, Done done) override;
  absl::StatusOr<std::optional<Record>> Find(absl::string_view name,
                                             std::optional<absl::Time> known_at,
                                             const Deadline& deadline) override;
  absl::StatusOr<std::vector<Record>> History(
      absl::string_view name, int64_t before, int limit,
      const Deadline& deadline) override;
  absl::StatusOr<ScanPage> Scan(const ScanQuery& query, Keep keep,
                                const Deadline& deadline) override;
  absl::Status EachTerm(const TermQuery& query, UseTerm use,
                        const Deadline& deadline) override;
  absl::StatusOr<ScanPage> Search(const SearchQuery& query,
                                  const Deadline& deadline) override;
  absl::StatusOr<std::vector<WalkedTerm>> Walk(
      const WalkQuery& query, const Deadline& deadline) override;
  int64_t last_position() const override;
  absl::StatusOr<absl::Time> LastRecordedAt() override;
  absl::StatusOr<std::vector<Record>> Changes(int64_t after, int max_count,
                                              int64_t max_bytes) override;
  int64_t Subscribe(std::function<void(int64_t)> on_change) override;
  void Unsubscribe(int64_t subscription) override;

 private:
  // One revision and what it is found by.
  struct Stored {
    Record record;
    std::vector<IndexTerm> terms;
    std::vector<std::string> search_tokens;
  };
  struct Answer {
    RequestKey key;
    std::string text;
  };
  struct State {
    // Revisions by name, oldest first.
    std::map<std::string, std::vector<Stored>> records;
    std::vector<Record> changes;
    absl::Time last_recorded_at = absl::InfinitePast();
    std::map<std::string, Answer> answers;
  };
  class Transaction;

  static const Stored* AsKnown(const std::vector<Stored>& revisions,
                               std::optional<absl::Time> known_at);

  // The newest revisions that `query` finds, in the order of their records'
  // first positions, wherever its page begins.
  std::vector<const Stored*> Found(const SearchQuery& query) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable Mutex mutex_;
  State state_ ABSL_GUARDED_BY(mutex_);
  int64_t next_subscription_ ABSL_GUARDED_BY(mutex_) = 1;
  std::map<int64_t, std::function<void(int64_t)>> subscribers_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_STORE_MEMORY_RECORD_STORE_H_
