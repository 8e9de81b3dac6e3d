#include "services/credit/memory_credit_store.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/request_id.h"
#include "libs/base/status.h"
#include "services/credit/errors.h"

namespace suyuan::credit {

std::string EtagOf(const StoredSubject& subject) {
  return absl::StrCat(subject.version, "-", absl::Hex(subject.position));
}

std::string EtagOf(const StoredFact& fact) {
  return absl::StrCat(fact.fact.version, "-", absl::Hex(fact.position));
}

// Works on a copy of the state, which replaces it if the unit is kept.
class MemoryCreditStore::Transaction : public CreditTransaction {
 public:
  explicit Transaction(State state) : state_(std::move(state)) {}

  absl::StatusOr<std::optional<StoredSubject>> FindSubject(
      absl::string_view subject_id) override {
    const auto found = state_.newest_subject.find(std::string(subject_id));
    if (found == state_.newest_subject.end()) return std::nullopt;
    return state_.changes[found->second - 1].subject;
  }
  absl::StatusOr<std::optional<StoredSubject>> FindByInstitution(
      absl::string_view institution) override {
    for (const auto& [id, position] : state_.newest_subject) {
      const auto& subject = state_.changes[position - 1].subject;
      if (subject->subject.institution == institution) return subject;
    }
    return std::nullopt;
  }
  absl::StatusOr<std::optional<StoredFact>> FindFact(
      absl::string_view fact_id) override {
    const auto found = state_.newest_fact.find(std::string(fact_id));
    if (found == state_.newest_fact.end()) return std::nullopt;
    return state_.changes[found->second - 1].fact;
  }
  absl::StatusOr<std::optional<StoredFact>> FindByKey(
      const FactKey& key) override {
    const auto found = state_.by_key.find(key);
    if (found == state_.by_key.end()) return std::nullopt;
    return state_.changes[found->second - 1].fact;
  }
  absl::StatusOr<ChangeEntry> ChangeAt(int64_t position) override {
    SUYUAN_CHECK(position > 0 &&
                 position <= static_cast<int64_t>(state_.changes.size()));
    return state_.changes[position - 1];
  }

  absl::StatusOr<int64_t> Append(const StoredSubject& subject) override {
    StoredSubject stored = subject;
    stored.position = static_cast<int64_t>(state_.changes.size()) + 1;
    state_.newest_subject[subject.subject.subject_id] = stored.position;
    state_.changes.push_back({stored.position, stored, std::nullopt});
    return stored.position;
  }
  absl::StatusOr<int64_t> Append(const Fact& fact) override {
    const auto position = static_cast<int64_t>(state_.changes.size()) + 1;
    state_.newest_fact[fact.fact_id] = position;
    state_.by_key.emplace(KeyOf(fact), position);
    state_.changes.push_back(
        {position, std::nullopt, StoredFact{fact, position}});
    return position;
  }

  absl::StatusOr<std::optional<int64_t>> FindAnswer(
      const RequestKey& key) override {
    const auto found = state_.answers.find(key.request_id);
    if (found == state_.answers.end()) return std::nullopt;
    if (found->second.key.method != key.method ||
        found->second.key.digest != key.digest) {
      return RequestIdReused(key.request_id);
    }
    return found->second.position;
  }
  absl::Status KeepAnswer(const RequestKey& key, int64_t position,
                          absl::Time /*now*/) override {
    state_.answers[key.request_id] = {key, position};
    return absl::OkStatus();
  }

  absl::StatusOr<int64_t> FollowedPosition(absl::string_view feed) override {
    const auto found = state_.followed.find(std::string(feed));
    return found == state_.followed.end() ? 0 : found->second;
  }
  absl::Status KeepFollowedPosition(absl::string_view feed,
                                    int64_t position) override {
    int64_t& stored = state_.followed[std::string(feed)];
    if (position < stored) return PositionBackwards(feed, stored, position);
    stored = position;
    return absl::OkStatus();
  }

  State Take() { return std::move(state_); }

 private:
  State state_;
};

void MemoryCreditStore::Write(Unit unit, Done done) {
  absl::Status status;
  {
    const MutexLock lock(mutex_);
    Transaction transaction(state_);
    status = unit(transaction);
    if (status.ok()) {
      const size_t before = state_.changes.size();
      state_ = transaction.Take();
      if (state_.changes.size() > before) {
        for (const auto& [id, on_change] : subscribers_) {
          on_change(static_cast<int64_t>(state_.changes.size()));
        }
      }
    }
  }
  done(std::move(status));
}

absl::StatusOr<std::optional<StoredSubject>> MemoryCreditStore::FindSubject(
    absl::string_view subject_id, const Deadline& deadline) {
  SUYUAN_RETURN_IF_ERROR(deadline.Check());
  const MutexLock lock(mutex_);
  const auto found = state_.newest_subject.find(std::string(subject_id));
  if (found == state_.newest_subject.end()) return std::nullopt;
  return state_.changes[found->second - 1].subject;
}

absl::StatusOr<SubjectPage> MemoryCreditStore::Scan(const SubjectScan& scan,
                                                    Keep keep,
                                                    const Deadline& deadline) {
  const MutexLock lock(mutex_);
  SubjectPage page;
  int64_t scanned = 0;
  std::string last;
  for (auto it = state_.newest_subject.upper_bound(scan.after_id);
       it != state_.newest_subject.end(); ++it) {
    SUYUAN_RETURN_IF_ERROR(deadline.Check());
    if (static_cast<int>(page.subjects.size()) == scan.page_size ||
        scanned == scan.max_scanned) {
      page.next_after_id = last;
      return page;
    }
    ++scanned;
    last = it->first;
    const StoredSubject& subject = *state_.changes[it->second - 1].subject;
    SUYUAN_ASSIGN_OR_RETURN(const bool kept, keep(subject));
    if (kept) page.subjects.push_back(subject);
  }
  return page;
}

absl::StatusOr<std::vector<StoredFact>> MemoryCreditStore::FactsOf(
    absl::string_view subject_id, const Deadline& deadline) {
  SUYUAN_RETURN_IF_ERROR(deadline.Check());
  const MutexLock lock(mutex_);
  std::vector<StoredFact> facts;
  for (const ChangeEntry& change : state_.changes) {
    if (change.fact.has_value() && change.fact->fact.subject_id == subject_id) {
      facts.push_back(*change.fact);
    }
  }
  return facts;
}

absl::StatusOr<int64_t> MemoryCreditStore::FollowedPosition(
    absl::string_view feed) {
  const MutexLock lock(mutex_);
  const auto found = state_.followed.find(std::string(feed));
  return found == state_.followed.end() ? 0 : found->second;
}

int64_t MemoryCreditStore::last_position() const {
  const MutexLock lock(mutex_);
  return static_cast<int64_t>(state_.changes.size());
}

absl::StatusOr<absl::Time> MemoryCreditStore::LastRecordedAt() {
  const MutexLock lock(mutex_);
  absl::Time last = absl::InfinitePast();
  for (const ChangeEntry& change : state_.changes) {
    last = std::max(last, change.subject.has_value()
                              ? change.subject->recorded_at
                              : change.fact->fact.recorded_at);
  }
  return last;
}

absl::StatusOr<std::vector<ChangeEntry>> MemoryCreditStore::Changes(
    int64_t after, int max_count) {
  const MutexLock lock(mutex_);
  const auto size = static_cast<int64_t>(state_.changes.size());
  const int64_t first = std::clamp<int64_t>(after, 0, size);
  const int64_t last = std::min<int64_t>(size, first + max_count);
  return std::vector<ChangeEntry>(state_.changes.begin() + first,
                                  state_.changes.begin() + last);
}

int64_t MemoryCreditStore::Subscribe(std::function<void(int64_t)> on_change) {
  const MutexLock lock(mutex_);
  subscribers_.emplace(next_subscription_, std::move(on_change));
  return next_subscription_++;
}

void MemoryCreditStore::Unsubscribe(int64_t subscription) {
  const MutexLock lock(mutex_);
  subscribers_.erase(subscription);
}

}  // namespace suyuan::credit
