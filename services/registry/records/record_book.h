#ifndef SERVICES_REGISTRY_RECORDS_RECORD_BOOK_H_
#define SERVICES_REGISTRY_RECORDS_RECORD_BOOK_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "libs/base/mutex.h"
#include "services/registry/records/record.h"
#include "services/registry/store/record_store.h"

namespace suyuan::registry {

// The rules by which records are written: a name is taken once, a revision
// follows the newest one, what a record names is there, a repeated request gets
// its first answer, and nothing is ever lost. Thread-safe. Borrows store and
// clock.
class RecordBook {
 public:
  // Refuses where the store cannot be read.
  static absl::StatusOr<std::unique_ptr<RecordBook>> Open(RecordStore& store,
                                                          const Clock& clock);

  // Who writes, and how.
  struct Writing {
    std::string principal;
    RequestKey request;
    // All checks and the answer, nothing kept.
    bool validate_only = false;
  };
  // The revision as written; of a validate_only write as it would be, with
  // position 0. Called once, on any thread; must not block.
  using Done = absl::AnyInvocable<void(absl::StatusOr<Record>)>;

  // RECORD_EXISTS, RECORD_NOT_FOUND and INVALID_FIELD for what it names,
  // IDENTIFIER_TAKEN for a number that another record of the kind holds,
  // REQUEST_ID_REUSED; or the errors of the store.
  void Create(Draft draft, Writing writing, Done done);

  // What the record says from now on, made from its newest revision: an error
  // of `make` is the answer. Runs inside the transaction, perhaps twice.
  using Make = absl::AnyInvocable<absl::StatusOr<Draft>(const Record&)>;
  // `etag` is that of the newest revision; "" takes whatever is newest. What
  // changes nothing makes no revision: the newest is the answer. Also refused:
  // RECORD_NOT_FOUND, ETAG_MISMATCH, and as Create.
  void Revise(absl::string_view name, absl::string_view etag, Make make,
              Writing writing, Done done);

  // A draft that is shared with whoever may have to make it again.
  using Made = absl::StatusOr<std::shared_ptr<const Draft>>;
  // One record of a write of several.
  struct Entry {
    std::string name;
    // What the record says from now on, made from its newest revision; null
    // where there is none. An error of it is the entry's. Runs inside the
    // transaction, perhaps twice; the draft has the entry's name.
    absl::AnyInvocable<Made(const Record* newest)> make;
  };
  // What Create and Revise do, as entries.
  static Entry Creation(Draft draft);
  static Entry Revision(absl::string_view name, absl::string_view etag,
                        Make make);

  // Several records in one transaction, in order: an entry sees what those
  // before it wrote, so it may name a record that an earlier one creates, and
  // one record may come twice. The writer serves nobody else meanwhile (20 to
  // 50 us a record), so more than some 1000 entries are better split.

  // All of them or none: the revisions in the order of the entries, or the
  // error of the first entry that is refused. The request's answer is kept for
  // all of them together.
  using DoneTogether =
      absl::AnyInvocable<void(absl::StatusOr<std::vector<Record>>)>;
  void WriteTogether(std::vector<Entry> entries, Writing writing,
                     DoneTogether done);

  // Each by itself: of an entry that is refused nothing is kept, and the others
  // stand. A result for every entry; an error of the store is the result of
  // all. Keeps no answer, so `writing.request` must have no id: an entry that
  // was written before is refused or changes nothing.
  using DoneEach =
      absl::AnyInvocable<void(std::vector<absl::StatusOr<Record>>)>;
  void WriteEach(std::vector<Entry> entries, Writing writing, DoneEach done);

  // Gives an instant between two writes: all that was recorded by then is in
  // the store, and whatever is recorded from now on is recorded later, so what
  // is computed from what was known at it can be computed again. Costs a
  // commit. `done` must not block.
  using DoneFence = absl::AnyInvocable<void(absl::StatusOr<absl::Time>)>;
  void Fence(DoneFence done);
  // An instant at which all that is in the store is known.
  absl::StatusOr<absl::Time> KnownNow() const;

  // RECORD_NOT_FOUND where there is none, or was none at `known_at`.
  absl::StatusOr<Record> Find(absl::string_view name,
                              std::optional<absl::Time> known_at,
                              const Deadline& deadline) const;
  // Newest first, from before revision `before` (0: all) on; RECORD_NOT_FOUND.
  absl::StatusOr<std::vector<Record>> History(absl::string_view name,
                                              int64_t before, int limit,
                                              const Deadline& deadline) const;
  absl::StatusOr<ScanPage> Scan(const ScanQuery& query, RecordStore::Keep keep,
                                const Deadline& deadline) const {
    return store_.Scan(query, keep, deadline);
  }
  absl::Status EachTerm(const TermQuery& query, RecordStore::UseTerm use,
                        const Deadline& deadline) const {
    return store_.EachTerm(query, use, deadline);
  }
  absl::StatusOr<ScanPage> Search(const SearchQuery& query,
                                  const Deadline& deadline) const {
    return store_.Search(query, deadline);
  }
  absl::StatusOr<std::vector<WalkedTerm>> Walk(const WalkQuery& query,
                                               const Deadline& deadline) const {
    return store_.Walk(query, deadline);
  }

 private:
  // What an entry asks for, checked and not yet written.
  struct Step;

  RecordBook(RecordStore& store, const Clock& clock,
             absl::Time last_recorded_at)
      : store_(store), clock_(clock), last_recorded_at_(last_recorded_at) {}

  // One entry, as WriteTogether and WriteEach say it.
  static absl::StatusOr<Step> Check(RecordTransaction& transaction,
                                    Entry& entry);
  absl::StatusOr<Record> Write(RecordTransaction& transaction, Step step,
                               const Writing& writing);
  absl::StatusOr<std::vector<Record>> WriteAll(RecordTransaction& transaction,
                                               std::vector<Entry>& entries,
                                               const Writing& writing);
  absl::StatusOr<std::vector<absl::StatusOr<Record>>> WriteSome(
      RecordTransaction& transaction, std::vector<Entry>& entries,
      const Writing& writing);
  absl::Time NextInstant(const std::optional<Record>& newest);

  RecordStore& store_;
  const Clock& clock_;
  Mutex mutex_;
  absl::Time last_recorded_at_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_RECORDS_RECORD_BOOK_H_
