#ifndef SERVICES_REGISTRY_STORE_RECORD_STORE_H_
#define SERVICES_REGISTRY_STORE_RECORD_STORE_H_

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
#include "services/registry/records/record.h"

namespace suyuan::registry {

// Which request an answer belongs to.
struct RequestKey {
  std::string request_id;  // empty: the client gave none
  std::string method;
  std::string digest;  // of the whole request without its request_id
};

// What a unit of work sees and changes: one consistent state, changed by nobody
// else. Used by one thread, until the unit returns.
class RecordTransaction {
 public:
  virtual ~RecordTransaction() = default;

  // The newest revision; nullopt where there is none.
  virtual absl::StatusOr<std::optional<Record>> Find(
      absl::string_view name) = 0;
  // Whether there is such a record, for less than Find.
  virtual absl::StatusOr<bool> Has(absl::string_view name) = 0;
  virtual absl::StatusOr<std::optional<Record>> FindRevision(
      absl::string_view name, int64_t revision) = 0;
  // Whether the newest revision has this term.
  virtual absl::StatusOr<bool> HasTerm(absl::string_view name,
                                       const IndexTerm& term) = 0;

  // The name of a record of `kind` other than `name` whose newest revision has
  // this term; nullopt where there is none.
  virtual absl::StatusOr<std::optional<std::string>> FindOther(
      RecordKind kind, const IndexTerm& term, absl::string_view name) = 0;

  // Adds the next revision (1, or one more than the newest, recorded after it)
  // with all the terms and search tokens by which it is found from now on.
  // Returns its position in the change feed, which `record.position` need not
  // hold.
  virtual absl::StatusOr<int64_t> Append(
      const Record& record, const std::vector<IndexTerm>& terms,
      const std::vector<std::string>& search_tokens) = 0;

  // The answer kept for a request; nullopt for a new one. REQUEST_ID_REUSED
  // where the id came with another method or digest.
  virtual absl::StatusOr<std::optional<std::string>> FindAnswer(
      const RequestKey& key) = 0;
  // Kept for a week at least.
  virtual absl::Status KeepAnswer(const RequestKey& key,
                                  absl::string_view answer, absl::Time now) = 0;
};

// Asks for records with a term that equals `term.value` or begins with it.
struct TermMatch {
  IndexTerm term;
  bool is_prefix = false;
};

// The records of a kind in the order of their names, bytes compared.
struct ScanQuery {
  RecordKind kind = RecordKind::kInstitution;
  // All must match; at most 8.
  std::vector<TermMatch> terms;
  // Only records whose period contains the day.
  std::optional<absl::CivilDay> as_of;
  // Each as it was known then; absent: the newest.
  std::optional<absl::Time> known_at;
  std::string after_name;  // "": from the beginning
  int page_size = 50;      // 1 to 1000
  // Looks at most at about so many records: a page may be short or empty and
  // still not the last.
  int64_t max_scanned = 10000;
};

// The records that are called by what somebody typed, as libs/text/
// search_tokens.h reads it: each word by its beginning, each two adjacent
// Chinese characters. Newest revisions, in the order in which the records were
// first recorded, which later writes do not change.
struct SearchQuery {
  std::string text;
  // Of one of these kinds; none: of any.
  std::vector<RecordKind> kinds;
  // Only records whose period contains the day.
  std::optional<absl::CivilDay> as_of;
  std::string after_name;  // "": from the beginning
  int page_size = 50;      // 1 to 1000
  // Looks at most at so many records for `as_of`: a page may be short or empty
  // and still not the last.
  int64_t max_scanned = 10000;
};

// The values that the records of a kind have for a field of their terms.
struct TermQuery {
  RecordKind kind = RecordKind::kInstitution;
  std::string field;
  std::string prefix;  // only values that begin with it; "": all
  // As they were known then; absent: the newest.
  std::optional<absl::Time> known_at;
};

struct ScanPage {
  std::vector<Record> records;
  // `after_name` of the next page; "" where this one is the last.
  std::string next_after_name;
};

// Terms of records in the order of their values, then of the records' names,
// bytes compared: a list that is ordered by something else than names, such as
// a day.
struct WalkQuery {
  // The kinds that are walked, each once, and of each only records that have
  // all of `terms` (at most 8).
  struct Source {
    RecordKind kind = RecordKind::kInstitution;
    std::vector<IndexTerm> terms;
  };
  std::vector<Source> sources;
  std::string field;
  // After the term `after_value` of `after_name`; with "" for a name it begins
  // with the first term of that value.
  std::string after_value;
  std::string after_name;
  // To this value, inclusive.
  std::string last_value;
  int limit = 50;  // at least 1
};
struct WalkedTerm {
  std::string value;
  std::string name;

  friend auto operator<=>(const WalkedTerm&, const WalkedTerm&) = default;
};

// Where the records are. Thread-safe. Every implementation passes
// tests/unit/registry/record_store_test.cc.
class RecordStore {
 public:
  virtual ~RecordStore() = default;

  // Runs `unit` as one transaction, now or later and perhaps again: it sets its
  // results, it does not add to them. `done` is called once, with the unit's
  // status and after a durable commit where that is OK; on any error nothing
  // of the unit is kept. Neither may block.
  using Unit = absl::AnyInvocable<absl::Status(RecordTransaction&)>;
  using Done = absl::AnyInvocable<void(absl::Status)>;
  virtual void Write(Unit unit, Done done) = 0;

  // Reads see every write whose `done` has been called.

  // The newest revision, or the one known at `known_at`.
  virtual absl::StatusOr<std::optional<Record>> Find(
      absl::string_view name, std::optional<absl::Time> known_at,
      const Deadline& deadline) = 0;
  // At most `limit` revisions of a record before revision `before` (0: all),
  // newest first; none where there is no such record.
  virtual absl::StatusOr<std::vector<Record>> History(
      absl::string_view name, int64_t before, int limit,
      const Deadline& deadline) = 0;
  // What `keep` returns false for is left out.
  using Keep = absl::FunctionRef<absl::StatusOr<bool>(const Record&)>;
  virtual absl::StatusOr<ScanPage> Scan(const ScanQuery& query, Keep keep,
                                        const Deadline& deadline) = 0;
  // Calls `use` with each value and the name of a record that has it, in the
  // order of values, then of names, all from one state. Reads no record: a
  // million terms take about a second. Texts are borrowed; `use` must not call
  // the store, and an error of it ends the walk.
  using UseTerm = absl::FunctionRef<absl::Status(absl::string_view value,
                                                 absl::string_view name)>;
  virtual absl::Status EachTerm(const TermQuery& query, UseTerm use,
                                const Deadline& deadline) = 0;
  // Nothing where the text holds no letter or digit (text::QueryTokens).
  // RECORD_NOT_FOUND for an `after_name` that is not recorded.
  virtual absl::StatusOr<ScanPage> Search(const SearchQuery& query,
                                          const Deadline& deadline) = 0;
  // Of the newest revisions; fewer than `limit` where there are no more.
  virtual absl::StatusOr<std::vector<WalkedTerm>> Walk(
      const WalkQuery& query, const Deadline& deadline) = 0;

  // The change feed: every revision, at the positions 1, 2, 3, ... without
  // gaps, in the order of the commits.
  virtual int64_t last_position() const = 0;
  // When the last change was recorded; InfinitePast where there is none.
  virtual absl::StatusOr<absl::Time> LastRecordedAt() = 0;
  // The revisions after position `after` in order: at most `max_count`, and no
  // more once their payloads pass `max_bytes`; at least one if there is any.
  virtual absl::StatusOr<std::vector<Record>> Changes(int64_t after,
                                                      int max_count,
                                                      int64_t max_bytes) = 0;
  // `on_change` gets the last position after commits that appended. It must not
  // block, nor subscribe; it is not called after Unsubscribe has returned.
  virtual int64_t Subscribe(std::function<void(int64_t)> on_change) = 0;
  virtual void Unsubscribe(int64_t subscription) = 0;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_STORE_RECORD_STORE_H_
