#ifndef LIBS_SQL_VERSIONED_H_
#define LIBS_SQL_VERSIONED_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "libs/sql/database.h"
#include "libs/sql/schema.h"
#include "libs/sql/term.h"
#include "libs/sql/term_batch.h"
#include "libs/sql/term_fields.h"
#include "libs/sql/term_walk.h"
#include "libs/sql/transaction.h"

namespace suyuan::sql {

struct RecordKey {
  std::string kind;  // "standard"
  std::string id;    // unique within its kind, never used again
};

// What the caller states in a new revision. Borrows its texts.
struct NewRevision {
  int64_t position = 0;                      // in the change feed
  int64_t number = 0;                        // 1, or the newest one's and 1
  absl::Time recorded_at;                    // after the newest one's
  std::optional<absl::CivilDay> valid_from;  // absent: since ever
  std::optional<absl::CivilDay> valid_to;    // absent: open
  absl::string_view principal;               // who wrote it
  absl::string_view payload;
  // All that this revision is found by; a set, the order means nothing.
  absl::Span<const Term> terms;
};

struct Revision {
  RecordKey key;
  int64_t position = 0;
  // Of the record's first revision: tells the record by a number.
  int64_t first_position = 0;
  int64_t number = 0;  // 1, 2, 3, ...
  absl::Time recorded_at;
  std::optional<absl::Time> superseded_at;  // absent: the newest
  std::optional<absl::CivilDay> valid_from;
  std::optional<absl::CivilDay> valid_to;
  std::string principal;
  std::string payload;
  std::string stored_terms;  // as EncodeTerms() makes them
};

// The revisions of one record, oldest first.
struct HistoryQuery {
  int64_t after_number = 0;
  int64_t max_count = 100;
  // Only those recorded by then.
  std::optional<absl::Time> known_at;
  // Only those that state the record in force on that day.
  std::optional<absl::CivilDay> in_force_on;
};

// The records of a kind in the order of their ids (bytes compared), each as
// known at `known_at`.
struct ListQuery {
  std::string kind;
  // All must match; at most 8, in any order.
  std::vector<TermMatch> terms;
  std::optional<absl::CivilDay> in_force_on;
  std::optional<absl::Time> known_at;
  std::string after_id;  // "": from the beginning
  int page_size = 50;    // 1..1000
  // Looks at most at about so many records that an index gives; the page may
  // then be short or empty and still not the last.
  int64_t max_scanned = 10000;
};
struct ListPage {
  std::vector<Revision> records;
  // after_id of the next page; "" where this one is the last.
  std::string next_after_id;
};

struct NumberedList;  // a ListQuery's terms, in numbers

// Records that change and forget nothing: each change adds a revision, and
// what was known at any instant can be asked for. Two times:
//   - recorded time: a revision is known from its recorded_at until the next
//     one of its record supersedes it;
//   - valid time: the days valid_from..valid_to, both included, on which the
//     record is in force as this revision states it. The newest revision known
//     states the whole truth: it does not leave days to the one before.
// The revisions are the change feed as well: a revision is the entry at its
// position (feed_positions.h, kTable). Tables suyuan_record, suyuan_record_term
// and those of term_fields.h. n below is the number of revisions. Thread-safe.
class VersionedRecords {
 public:
  static constexpr char kTable[] = "suyuan_record";

  // The phase that makes the tables.
  static Phase SchemaPhase();
  // For a phase that fills the tables.
  VersionedRecords() : fields_(TermFields::Make()) {}
  // The schema must be there.
  static absl::StatusOr<std::unique_ptr<VersionedRecords>> Open(
      Database& database);

  // The next revision of a record. A number, position or instant that does not
  // follow the newest revision is our own bug. Writes only the terms that
  // changed. Returns the position of the record's first revision. AlreadyExists
  // RECORD_EXISTS for a first revision of a record that is there. Where there
  // is a `batch`, it may hold back the terms: until it is written only
  // FindOther(), told of it, and Find() see the record. O((1 + terms) log n).
  absl::StatusOr<int64_t> Add(Transaction& transaction, const RecordKey& key,
                              const NewRevision& revision,
                              TermBatch* batch = nullptr);

  // The newest revision, or the one that was known at `known_at`. O(log n), and
  // the revisions since `known_at`.
  absl::StatusOr<std::optional<Revision>> Find(
      Transaction& transaction, const RecordKey& key,
      std::optional<absl::Time> known_at = std::nullopt);
  // Whether there is such a record, from the index alone. O(log n).
  absl::StatusOr<bool> Has(Transaction& transaction, const RecordKey& key);
  // The newest revision of the record whose first one has this position; the
  // record must be there. O(log n).
  absl::StatusOr<Revision> FindByFirst(Transaction& transaction,
                                       int64_t first_position);
  // Empty where the record is not there. O(log n + max_count).
  absl::StatusOr<std::vector<Revision>> History(Transaction& transaction,
                                                const RecordKey& key,
                                                const HistoryQuery& query);
  // The revisions after position `after` in order: at most `max_count`, and no
  // more once their payloads pass `max_bytes`; at least one if there is any.
  absl::StatusOr<std::vector<Revision>> Feed(Transaction& transaction,
                                             int64_t after, int64_t max_count,
                                             int64_t max_bytes);

  // Whether the newest revision has the term. O(log n + terms).
  absl::StatusOr<bool> HasTerm(Transaction& transaction, const RecordKey& key,
                               const Term& term);
  // The id of another record of the same kind whose newest revision has the
  // term; nullopt where there is none. O(log n).
  absl::StatusOr<std::optional<std::string>> FindOther(
      Transaction& transaction, const RecordKey& key, const Term& term,
      const TermBatch* batch = nullptr);
  // The terms of the newest revision, sorted; none where there is no record.
  absl::StatusOr<std::vector<Term>> Terms(Transaction& transaction,
                                          const RecordKey& key);
  // Finds the newest revision by other terms, as if it had been written with
  // them; earlier revisions keep theirs. The record must be there.
  absl::Status SetTerms(Transaction& transaction, const RecordKey& key,
                        absl::Span<const Term> terms);

  // A list in the order of a field's values (term_walk.h).
  absl::StatusOr<std::vector<WalkedTerm>> Walk(Transaction& transaction,
                                               const TermWalk& walk);
  // Calls `use` with each value and record that has it, in the order of values,
  // then of ids. Reads the index alone: O(log n), and under 1 us a term.
  absl::Status EachTerm(Transaction& transaction, const TermsQuery& query,
                        UseTerm use);

  // What `keep` returns false for is left out: the part of a filter that terms
  // cannot serve.
  using Keep = absl::FunctionRef<absl::StatusOr<bool>(const Revision&)>;
  // With an equality: the records that have the rarest of them are looked at,
  // O(log n) each. With beginnings alone: the records that match the first one,
  // where they are few; else, and without terms, the records of the kind. Ends
  // with a full page or after `max_scanned`.
  absl::StatusOr<ListPage> List(Transaction& transaction,
                                const ListQuery& query, Keep keep);
  absl::StatusOr<ListPage> List(Transaction& transaction,
                                const ListQuery& query);

 private:
  explicit VersionedRecords(std::shared_ptr<TermFields> fields)
      : fields_(std::move(fields)) {}

  absl::StatusOr<std::vector<Revision>> Rows(Transaction& transaction,
                                             absl::string_view sql,
                                             absl::Span<const Value> values);
  absl::StatusOr<std::optional<Revision>> FindNumbered(
      Transaction& transaction, int64_t kind, const std::string& id,
      std::optional<absl::Time> known_at);
  // Sorted, each once.
  absl::StatusOr<std::vector<NumberedTerm>> Numbered(
      Transaction& transaction, const std::string& kind,
      absl::Span<const Term> terms);
  // nullopt where no record can match.
  absl::StatusOr<std::optional<NumberedList>> ToNumbers(
      Transaction& transaction, const ListQuery& query);
  absl::StatusOr<std::vector<Revision>> NextRows(Transaction& transaction,
                                                 const NumberedList& asked,
                                                 const std::string& after,
                                                 int64_t limit);

  const std::shared_ptr<TermFields> fields_;
};

}  // namespace suyuan::sql

#endif  // LIBS_SQL_VERSIONED_H_
