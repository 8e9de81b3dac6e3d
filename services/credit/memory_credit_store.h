#ifndef SERVICES_CREDIT_MEMORY_CREDIT_STORE_H_
#define SERVICES_CREDIT_MEMORY_CREDIT_STORE_H_

#include <map>
#include <string>
#include <vector>

#include "libs/base/mutex.h"
#include "services/credit/credit_store.h"

namespace suyuan::credit {

// Keeps everything in memory: for tests, and as the obvious answer that the
// other store is held against. A write runs and is done before Write returns;
// it copies the whole state, so that it is for thousands of facts, not
// millions.
class MemoryCreditStore : public CreditStore {
 public:
  void Write(Unit unit, Done done) override;
  absl::StatusOr<std::optional<StoredSubject>> FindSubject(
      absl::string_view subject_id, const Deadline& deadline) override;
  absl::StatusOr<SubjectPage> Scan(const SubjectScan& scan, Keep keep,
                                   const Deadline& deadline) override;
  absl::StatusOr<std::vector<StoredFact>> FactsOf(
      absl::string_view subject_id, const Deadline& deadline) override;
  absl::StatusOr<int64_t> FollowedPosition(absl::string_view feed) override;
  int64_t last_position() const override;
  absl::StatusOr<absl::Time> LastRecordedAt() override;
  absl::StatusOr<std::vector<ChangeEntry>> Changes(int64_t after,
                                                   int max_count) override;
  int64_t Subscribe(std::function<void(int64_t)> on_change) override;
  void Unsubscribe(int64_t subscription) override;

 private:
  struct Answer {
    RequestKey key;
    int64_t position = 0;
  };
  struct State {
    // Everything that was written, in order; the rest are positions in it.
    std::vector<ChangeEntry> changes;
    std::map<std::string, int64_t> newest_subject;
    std::map<std::string, int64_t> newest_fact;
    std::map<FactKey, int64_t> by_key;
    std::map<std::string, Answer> answers;
    std::map<std::string, int64_t> followed;
  };
  class Transaction;

  mutable Mutex mutex_;
  State state_ ABSL_GUARDED_BY(mutex_);
  int64_t next_subscription_ ABSL_GUARDED_BY(mutex_) = 1;
  std::map<int64_t, std::function<void(int64_t)>> subscribers_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_MEMORY_CREDIT_STORE_H_
