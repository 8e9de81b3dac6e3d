#ifndef SERVICES_CREDIT_CREDIT_STORE_H_
#define SERVICES_CREDIT_CREDIT_STORE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/deadline.h"
#include "services/credit/fact.h"
#include "services/credit/subject.h"

namespace suyuan::credit {

// One version of a subject, as it was written.
struct StoredSubject {
  CreditSubject subject;
  int64_t version = 1;
  absl::Time created_at;
  absl::Time recorded_at;
  std::string principal;
  // Of this version in the change feed.
  int64_t position = 0;

  friend bool operator==(const StoredSubject&, const StoredSubject&) = default;
};

struct StoredFact {
  Fact fact;
  int64_t position = 0;

  friend bool operator==(const StoredFact&, const StoredFact&) = default;
};

// Changes with every version and with nothing else.
std::string EtagOf(const StoredSubject& subject);
std::string EtagOf(const StoredFact& fact);

// One entry of the change feed: exactly one of the two is set.
struct ChangeEntry {
  int64_t position = 0;
  std::optional<StoredSubject> subject;
  std::optional<StoredFact> fact;
};

// Which request an answer belongs to.
struct RequestKey {
  std::string request_id;  // empty: the client gave none
  std::string method;
  std::string digest;  // of the whole request without its request_id
};

// What a unit of work sees and changes: one consistent state, changed by nobody
// else. Used by one thread, until the unit returns.
class CreditTransaction {
 public:
  virtual ~CreditTransaction() = default;

  // The newest version; nullopt where there is none.
  virtual absl::StatusOr<std::optional<StoredSubject>> FindSubject(
      absl::string_view subject_id) = 0;
  virtual absl::StatusOr<std::optional<StoredSubject>> FindByInstitution(
      absl::string_view institution) = 0;
  virtual absl::StatusOr<std::optional<StoredFact>> FindFact(
      absl::string_view fact_id) = 0;
  // Version 1 of the fact with that key.
  virtual absl::StatusOr<std::optional<StoredFact>> FindByKey(
      const FactKey& key) = 0;
  // The version that was written at that position of the feed.
  virtual absl::StatusOr<ChangeEntry> ChangeAt(int64_t position) = 0;

  // Add a version (1, or one more than the newest) and its entry of the change
  // feed; return the entry's position. `position` of the argument is ignored.
  virtual absl::StatusOr<int64_t> Append(const StoredSubject& subject) = 0;
  virtual absl::StatusOr<int64_t> Append(const Fact& fact) = 0;

  // The position that answered a request before; nullopt for a new one.
  // REQUEST_ID_REUSED where the id came with another method or digest.
  virtual absl::StatusOr<std::optional<int64_t>> FindAnswer(
      const RequestKey& key) = 0;
  // Kept for a week at least.
  virtual absl::Status KeepAnswer(const RequestKey& key, int64_t position,
                                  absl::Time now) = 0;

  // How far another service's feed is taken over, 0 before the first entry.
  virtual absl::StatusOr<int64_t> FollowedPosition(absl::string_view feed) = 0;
  // POSITION_BACKWARDS where a later one is kept.
  virtual absl::Status KeepFollowedPosition(absl::string_view feed,
                                            int64_t position) = 0;
};

// Subjects in the order of their ids, bytes compared, the newest version each.
struct SubjectScan {
  std::string after_id;  // "": from the beginning
  int page_size = 50;    // 1 to 1000
  // Looks at most at so many for `keep`: a page may be short or empty and still
  // not the last.
  int64_t max_scanned = 10000;
};
struct SubjectPage {
  std::vector<StoredSubject> subjects;
  // `after_id` of the next page; "" where this one is the last.
  std::string next_after_id;
};

// Where subjects and facts are. Thread-safe. Every implementation passes
// tests/unit/credit/credit_store_test.cc.
class CreditStore {
 public:
  virtual ~CreditStore() = default;

  // Runs `unit` as one transaction, now or later and perhaps again: it sets its
  // results, it does not add to them. `done` is called once, with the unit's
  // status and after a durable commit where that is OK; on any error nothing
  // of the unit is kept. Neither may block.
  using Unit = absl::AnyInvocable<absl::Status(CreditTransaction&)>;
  using Done = absl::AnyInvocable<void(absl::Status)>;
  virtual void Write(Unit unit, Done done) = 0;

  // Reads see every write whose `done` has been called.

  virtual absl::StatusOr<std::optional<StoredSubject>> FindSubject(
      absl::string_view subject_id, const Deadline& deadline) = 0;
  // What `keep` returns false for is left out.
  using Keep = absl::FunctionRef<absl::StatusOr<bool>(const StoredSubject&)>;
  virtual absl::StatusOr<SubjectPage> Scan(const SubjectScan& scan, Keep keep,
                                           const Deadline& deadline) = 0;
  // All versions of all facts of a subject, in the order they were known. O(n)
  // in their number.
  virtual absl::StatusOr<std::vector<StoredFact>> FactsOf(
      absl::string_view subject_id, const Deadline& deadline) = 0;

  virtual absl::StatusOr<int64_t> FollowedPosition(absl::string_view feed) = 0;

  // The change feed: positions 1, 2, 3, ... without gaps, in the order of the
  // commits.
  virtual int64_t last_position() const = 0;
  // When the last change was recorded; InfinitePast where there is none.
  virtual absl::StatusOr<absl::Time> LastRecordedAt() = 0;
  // At most `max_count` entries after `after`, in order.
  virtual absl::StatusOr<std::vector<ChangeEntry>> Changes(int64_t after,
                                                           int max_count) = 0;
  // `on_change` gets the last position after commits that appended. It must not
  // block, nor subscribe; it is not called after Unsubscribe has returned.
  virtual int64_t Subscribe(std::function<void(int64_t)> on_change) = 0;
  virtual void Unsubscribe(int64_t subscription) = 0;
};

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_CREDIT_STORE_H_
