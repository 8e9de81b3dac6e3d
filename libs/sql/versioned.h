#ifndef LIBS_SQL_VERSIONED_H_
#define LIBS_SQL_VERSIONED_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/sql/schema.h"
#include "libs/sql/term.h"
#include "libs/sql/transaction.h"

namespace suyuan::sql {

// Records that change and forget nothing: each change adds a revision, and
// what was known at any instant can be asked for. Two times:
//   - recorded time: a revision is known from its recorded_at until the next
//     one of its record supersedes it;
//   - valid time: the days valid_from..valid_to, both included, on which the
//     record is in force as this revision states it. The newest revision known
//     states the whole truth: it does not leave days to the one before.
// Tables suyuan_revision, suyuan_term. n below is the number of revisions.
Phase VersionedPhase();

struct RecordKey {
  std::string kind;  // "standard"
  std::string id;    // unique within its kind, never used again
};

// What the caller states in a new revision.
struct RevisionContent {
  std::optional<absl::CivilDay> valid_from;  // absent: since ever
  std::optional<absl::CivilDay> valid_to;    // absent: open
  std::string principal;                     // who wrote it
  std::string payload;
  // All that this revision is found by; a set, the order means nothing.
  std::vector<Term> terms;
};

struct Revision {
  RecordKey key;
  int64_t number = 0;  // 1, 2, 3, ...
  absl::Time recorded_at;
  std::optional<absl::Time> superseded_at;  // absent: the newest
  std::string etag;
  std::optional<absl::CivilDay> valid_from;
  std::optional<absl::CivilDay> valid_to;
  std::string principal;
  std::string payload;
};

// The first revision. AlreadyExists RECORD_EXISTS where the id is taken.
// O((1 + terms) log n).
absl::StatusOr<Revision> CreateRecord(Transaction& transaction,
                                      const RecordKey& key, absl::Time now,
                                      const RevisionContent& content);

// The next revision. `etag` is that of the newest one, or "" to overwrite
// whatever is there. recorded_at is `now`, or one microsecond after the
// revision before where the clock went back. Writes only the terms that
// changed. NotFound RECORD_NOT_FOUND, Aborted ETAG_MISMATCH.
// O((1 + terms) log n).
absl::StatusOr<Revision> UpdateRecord(Transaction& transaction,
                                      const RecordKey& key,
                                      absl::string_view etag, absl::Time now,
                                      const RevisionContent& content);

// The newest revision, or the one that was known at `known_at`. NotFound
// RECORD_NOT_FOUND. O(log n), and the revisions since `known_at`.
absl::StatusOr<Revision> GetRecord(
    Transaction& transaction, const RecordKey& key,
    std::optional<absl::Time> known_at = std::nullopt);

// The terms of the newest revision, sorted.
absl::StatusOr<std::vector<Term>> GetTerms(Transaction& transaction,
                                           const RecordKey& key);

// Finds the newest revision by other terms, as if it had been written with
// them; earlier revisions keep theirs. NotFound RECORD_NOT_FOUND.
// O((1 + terms) log n).
absl::Status SetTerms(Transaction& transaction, const RecordKey& key,
                      const std::vector<Term>& terms);

// The revisions of one record, oldest first.
struct HistoryQuery {
  int64_t after_number = 0;
  int64_t max_count = 100;
  // Only those recorded by then.
  std::optional<absl::Time> known_at;
  // Only those that state the record in force on that day.
  std::optional<absl::CivilDay> in_force_on;
};
// Empty where the record is not there. O(log n + max_count).
absl::StatusOr<std::vector<Revision>> RecordHistory(Transaction& transaction,
                                                    const RecordKey& key,
                                                    const HistoryQuery& query);

// The records of a kind in the order of their ids (bytes compared), each as
// known at `known_at`.
struct ListQuery {
  std::string kind;
  // All must match; at most 8. The first equality serves as the index, so put
  // the rarest first.
  std::vector<TermMatch> terms;
  std::optional<absl::CivilDay> in_force_on;
  std::optional<absl::Time> known_at;
  std::string after_id;  // "": from the beginning
  int page_size = 50;    // 1..1000
  // Looks at most at so many records for `keep`; the page may then be short
  // or empty and still not the last.
  int64_t max_scanned = 10000;
};
struct ListPage {
  std::vector<Revision> records;
  // after_id of the next page; "" where this one is the last.
  std::string next_after_id;
};
// What `keep` returns false for is left out: the part of a filter that terms
// cannot serve.
using Keep = absl::FunctionRef<absl::StatusOr<bool>(const Revision&)>;
// With an equality: O(log n) for each record with that term after `after_id`
// until the page is full. With a prefix alone: O(m log m) for the m records
// that match it. With neither: O(log n) for each record of the kind until the
// page is full.
absl::StatusOr<ListPage> ListRecords(Transaction& transaction,
                                     const ListQuery& query, Keep keep);
absl::StatusOr<ListPage> ListRecords(Transaction& transaction,
                                     const ListQuery& query);

}  // namespace suyuan::sql

#endif  // LIBS_SQL_VERSIONED_H_
