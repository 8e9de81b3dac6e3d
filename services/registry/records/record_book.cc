#include "services/registry/records/record_book.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "services/registry/errors.h"

namespace suyuan::registry {
namespace {

// How a unit says that its checks passed and that nothing is to be kept.
absl::Status DryRun() {
  return WithReason(absl::CancelledError("a dry run"), "DRY_RUN");
}
bool IsDryRun(const absl::Status& status) {
  return ReasonOf(status) == "DRY_RUN";
}

absl::Status CheckRequirements(RecordTransaction& transaction,
                               const Draft& draft) {
  for (const Requirement& requirement : draft.requirements) {
    SUYUAN_ASSIGN_OR_RETURN(const bool is_there,
                            transaction.Has(requirement.name));
    if (!is_there) {
      return ReferenceNotFound(requirement.path, requirement.name);
    }
    if (requirement.term.field.empty()) continue;
    SUYUAN_ASSIGN_OR_RETURN(
        const bool has,
        transaction.HasTerm(requirement.name, requirement.term));
    if (!has) return TermNotFound(requirement);
  }
  return absl::OkStatus();
}

absl::Status CheckIdentifiers(RecordTransaction& transaction,
                              const Draft& draft) {
  // An ended record gives its numbers free, so that what was recorded by
  // mistake can be recorded right.
  if (!draft.end_reason.empty()) return absl::OkStatus();
  for (const Identifier& identifier : draft.identifiers) {
    SUYUAN_ASSIGN_OR_RETURN(
        const std::optional<std::string> other,
        transaction.FindOther(draft.kind, identifier.term, draft.name));
    if (other.has_value()) return IdentifierTaken(identifier, *other);
  }
  return absl::OkStatus();
}

// An answer is kept as the revisions that it told, a line each:
// "2 standards/a".
std::string EncodeAnswer(const std::vector<Record>& records) {
  return absl::StrJoin(records, "\n", [](std::string* out, const Record& r) {
    absl::StrAppend(out, r.revision, " ", r.name);
  });
}

absl::StatusOr<Record> FindTold(RecordTransaction& transaction,
                                absl::string_view line) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(line, absl::MaxSplits(' ', 1));
  int64_t revision = 0;
  SUYUAN_CHECK(absl::SimpleAtoi(parts.first, &revision));
  SUYUAN_ASSIGN_OR_RETURN(std::optional<Record> record,
                          transaction.FindRevision(parts.second, revision));
  // Nothing is ever deleted, and answers are kept with what they tell.
  SUYUAN_CHECK(record.has_value());
  return *std::move(record);
}

absl::StatusOr<std::vector<Record>> FindAnswered(RecordTransaction& transaction,
                                                 absl::string_view answer) {
  std::vector<Record> records;
  for (const absl::string_view line :
       absl::StrSplit(answer, '\n', absl::SkipEmpty())) {
    SUYUAN_ASSIGN_OR_RETURN(Record record, FindTold(transaction, line));
    records.push_back(std::move(record));
  }
  return records;
}

bool ChangesNothing(const Draft& draft, const Record& newest) {
  return draft.payload == newest.payload &&
         draft.end_reason == newest.end_reason;
}

// Hears of a write of one entry.
RecordBook::DoneTogether OfOne(RecordBook::Done done) {
  return [done = std::move(done)](
             absl::StatusOr<std::vector<Record>> records) mutable {
    if (!records.ok()) return done(records.status());
    SUYUAN_CHECK(records->size() == 1);
    done(std::move(records->front()));
  };
}

// As finely as instants are kept.
absl::Time Micros(absl::Time time) {
  return absl::FromUnixMicros(absl::ToUnixMicros(time));
}

}  // namespace

absl::StatusOr<std::unique_ptr<RecordBook>> RecordBook::Open(
    RecordStore& store, const Clock& clock) {
  SUYUAN_ASSIGN_OR_RETURN(const absl::Time last, store.LastRecordedAt());
  return std::unique_ptr<RecordBook>(new RecordBook(store, clock, last));
}

absl::Time RecordBook::NextInstant(const std::optional<Record>& newest) {
  // A clock that was set back must not make later knowledge look earlier:
  // `known_at` would then show a state that nobody ever saw.
  const MutexLock lock(mutex_);
  last_recorded_at_ = std::max(Micros(clock_.Now()), last_recorded_at_);
  if (newest.has_value() && last_recorded_at_ <= newest->recorded_at) {
    // Two revisions of one record differ in the instant from which they are
    // known, so that each can be asked for.
    last_recorded_at_ = newest->recorded_at + absl::Microseconds(1);
  }
  return last_recorded_at_;
}

struct RecordBook::Step {
  std::shared_ptr<const Draft> draft;
  std::optional<Record> newest;
};

absl::StatusOr<RecordBook::Step> RecordBook::Check(
    RecordTransaction& transaction, Entry& entry) {
  Step step;
  SUYUAN_ASSIGN_OR_RETURN(step.newest, transaction.Find(entry.name));
  SUYUAN_ASSIGN_OR_RETURN(
      step.draft,
      entry.make(step.newest.has_value() ? &*step.newest : nullptr));
  const Draft& draft = *step.draft;
  SUYUAN_CHECK(draft.name == entry.name);
  if (step.newest.has_value() && ChangesNothing(draft, *step.newest)) {
    return step;
  }
  SUYUAN_RETURN_IF_ERROR(CheckRequirements(transaction, draft));
  SUYUAN_RETURN_IF_ERROR(CheckIdentifiers(transaction, draft));
  return step;
}

absl::StatusOr<Record> RecordBook::Write(RecordTransaction& transaction,
                                         Step step, const Writing& writing) {
  const Draft& draft = *step.draft;
  std::optional<Record>& newest = step.newest;
  if (newest.has_value() && ChangesNothing(draft, *newest)) {
    return *std::move(newest);
  }
  const std::vector<IndexTerm> terms = StoredTermsOf(draft);
  Record record;
  record.kind = draft.kind;
  record.name = draft.name;
  record.revision = newest.has_value() ? newest->revision + 1 : 1;
  record.recorded_at = NextInstant(newest);
  record.created_at =
      newest.has_value() ? newest->created_at : record.recorded_at;
  record.principal = writing.principal;
  record.period = draft.period;
  record.end_reason = draft.end_reason;
  record.payload = draft.payload;
  SUYUAN_ASSIGN_OR_RETURN(
      const int64_t position,
      transaction.Append(record, terms, draft.search_tokens));
  // What is not kept has no place in the feed.
  record.position = writing.validate_only ? 0 : position;
  return record;
}

absl::StatusOr<std::vector<Record>> RecordBook::WriteAll(
    RecordTransaction& transaction, std::vector<Entry>& entries,
    const Writing& writing) {
  const bool keeps =
      !writing.request.request_id.empty() && !writing.validate_only;
  if (keeps) {
    SUYUAN_ASSIGN_OR_RETURN(const std::optional<std::string> answer,
                            transaction.FindAnswer(writing.request));
    if (answer.has_value()) return FindAnswered(transaction, *answer);
  }
  std::vector<Record> records;
  records.reserve(entries.size());
  for (Entry& entry : entries) {
    SUYUAN_ASSIGN_OR_RETURN(Step step, Check(transaction, entry));
    SUYUAN_ASSIGN_OR_RETURN(Record record,
                            Write(transaction, std::move(step), writing));
    records.push_back(std::move(record));
  }
  if (keeps) {
    SUYUAN_RETURN_IF_ERROR(transaction.KeepAnswer(
        writing.request, EncodeAnswer(records), clock_.Now()));
  }
  return records;
}

absl::StatusOr<std::vector<absl::StatusOr<Record>>> RecordBook::WriteSome(
    RecordTransaction& transaction, std::vector<Entry>& entries,
    const Writing& writing) {
  std::vector<absl::StatusOr<Record>> results;
  results.reserve(entries.size());
  for (Entry& entry : entries) {
    absl::StatusOr<Step> step = Check(transaction, entry);
    if (!step.ok()) {
      results.emplace_back(step.status());
      continue;
    }
    // From here on an error may leave half a record, so it ends all.
    SUYUAN_ASSIGN_OR_RETURN(Record record,
                            Write(transaction, *std::move(step), writing));
    results.emplace_back(std::move(record));
  }
  return results;
}

void RecordBook::WriteTogether(std::vector<Entry> entries, Writing writing,
                               DoneTogether done) {
  auto records = std::make_shared<std::vector<Record>>();
  store_.Write(
      [this, records, entries = std::move(entries),
       writing = std::move(writing)](
          RecordTransaction& transaction) mutable -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(*records,
                                WriteAll(transaction, entries, writing));
        return writing.validate_only ? DryRun() : absl::OkStatus();
      },
      [records, done = std::move(done)](absl::Status status) mutable {
        if (status.ok() || IsDryRun(status)) {
          done(std::move(*records));
        } else {
          done(std::move(status));
        }
      });
}

void RecordBook::WriteEach(std::vector<Entry> entries, Writing writing,
                           DoneEach done) {
  SUYUAN_CHECK(writing.request.request_id.empty());
  const size_t count = entries.size();
  auto results = std::make_shared<std::vector<absl::StatusOr<Record>>>();
  store_.Write(
      [this, results, entries = std::move(entries),
       writing = std::move(writing)](
          RecordTransaction& transaction) mutable -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(*results,
                                WriteSome(transaction, entries, writing));
        return writing.validate_only ? DryRun() : absl::OkStatus();
      },
      [results, count, done = std::move(done)](absl::Status status) mutable {
        if (!status.ok() && !IsDryRun(status)) {
          results->assign(count, absl::StatusOr<Record>(status));
        }
        done(std::move(*results));
      });
}

RecordBook::Entry RecordBook::Creation(Draft draft) {
  std::string name = draft.name;
  return {std::move(name),
          [draft = std::make_shared<const Draft>(std::move(draft))](
              const Record* newest) -> Made {
            if (newest != nullptr) return RecordExists(draft->name);
            return draft;
          }};
}

RecordBook::Entry RecordBook::Revision(absl::string_view name,
                                       absl::string_view etag, Make make) {
  return {std::string(name),
          [name = std::string(name), etag = std::string(etag),
           make = std::move(make)](const Record* newest) mutable -> Made {
            if (newest == nullptr) return RecordNotFound(name);
            if (!etag.empty() && etag != EtagOf(*newest)) {
              return EtagMismatch(etag, *newest);
            }
            SUYUAN_ASSIGN_OR_RETURN(Draft draft, make(*newest));
            return std::make_shared<const Draft>(std::move(draft));
          }};
}

void RecordBook::Create(Draft draft, Writing writing, Done done) {
  std::vector<Entry> one;
  one.push_back(Creation(std::move(draft)));
  WriteTogether(std::move(one), std::move(writing), OfOne(std::move(done)));
}

void RecordBook::Revise(absl::string_view name, absl::string_view etag,
                        Make make, Writing writing, Done done) {
  std::vector<Entry> one;
  one.push_back(Revision(name, etag, std::move(make)));
  WriteTogether(std::move(one), std::move(writing), OfOne(std::move(done)));
}

void RecordBook::Fence(DoneFence done) {
  auto fence = std::make_shared<absl::Time>();
  store_.Write(
      [this, fence](RecordTransaction&) {
        // Units run one by one: each that took its instant before this one is
        // committed with it or before it.
        const MutexLock lock(mutex_);
        *fence = std::max(Micros(clock_.Now()), last_recorded_at_);
        last_recorded_at_ = *fence + absl::Microseconds(1);
        return absl::OkStatus();
      },
      [fence, done = std::move(done)](absl::Status status) mutable {
        if (status.ok()) {
          done(*fence);
        } else {
          done(std::move(status));
        }
      });
}

absl::StatusOr<absl::Time> RecordBook::KnownNow() const {
  SUYUAN_ASSIGN_OR_RETURN(const absl::Time last, store_.LastRecordedAt());
  return std::max(Micros(clock_.Now()), last);
}

absl::StatusOr<Record> RecordBook::Find(absl::string_view name,
                                        std::optional<absl::Time> known_at,
                                        const Deadline& deadline) const {
  SUYUAN_ASSIGN_OR_RETURN(std::optional<Record> record,
                          store_.Find(name, known_at, deadline));
  if (!record.has_value()) return RecordNotFound(name);
  return *std::move(record);
}

absl::StatusOr<std::vector<Record>> RecordBook::History(
    absl::string_view name, int64_t before, int limit,
    const Deadline& deadline) const {
  SUYUAN_ASSIGN_OR_RETURN(std::vector<Record> revisions,
                          store_.History(name, before, limit, deadline));
  if (revisions.empty() && before == 0) return RecordNotFound(name);
  return revisions;
}

}  // namespace suyuan::registry
