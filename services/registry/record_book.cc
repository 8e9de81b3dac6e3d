#include "services/registry/record_book.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
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
    SUYUAN_ASSIGN_OR_RETURN(const std::optional<Record> other,
                            transaction.Find(requirement.name));
    if (!other.has_value()) {
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

// An answer is kept as the revision that it told: "2 standards/a".
std::string EncodeAnswer(const Record& record) {
  return absl::StrCat(record.revision, " ", record.name);
}

absl::StatusOr<Record> FindAnswered(RecordTransaction& transaction,
                                    absl::string_view answer) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(answer, absl::MaxSplits(' ', 1));
  int64_t revision = 0;
  SUYUAN_CHECK(absl::SimpleAtoi(parts.first, &revision));
  SUYUAN_ASSIGN_OR_RETURN(std::optional<Record> record,
                          transaction.FindRevision(parts.second, revision));
  // Nothing is ever deleted, and answers are kept with what they tell.
  SUYUAN_CHECK(record.has_value());
  return *std::move(record);
}

}  // namespace

absl::StatusOr<std::unique_ptr<RecordBook>> RecordBook::Open(
    RecordStore& store, const Clock& clock, EncodeChange encode) {
  SUYUAN_ASSIGN_OR_RETURN(const absl::Time last, store.LastRecordedAt());
  return std::unique_ptr<RecordBook>(
      new RecordBook(store, clock, std::move(encode), last));
}

absl::Time RecordBook::NextInstant(const std::optional<Record>& newest) {
  // A clock that was set back must not make later knowledge look earlier:
  // `known_at` would then show a state that nobody ever saw.
  const MutexLock lock(mutex_);
  const absl::Time now = absl::FromUnixMicros(absl::ToUnixMicros(clock_.Now()));
  last_recorded_at_ = std::max(now, last_recorded_at_);
  if (newest.has_value() && last_recorded_at_ <= newest->recorded_at) {
    // Two revisions of one record differ in the instant from which they are
    // known, so that each can be asked for.
    last_recorded_at_ = newest->recorded_at + absl::Microseconds(1);
  }
  return last_recorded_at_;
}

absl::StatusOr<Record> RecordBook::Write(RecordTransaction& transaction,
                                         const Draft& draft,
                                         const std::optional<Record>& newest,
                                         const Writing& writing) {
  SUYUAN_RETURN_IF_ERROR(CheckRequirements(transaction, draft));
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
  if (writing.validate_only) return record;
  SUYUAN_ASSIGN_OR_RETURN(
      record.position,
      transaction.Append(record, draft.terms, draft.search_tokens,
                         encode_(record)));
  return record;
}

absl::StatusOr<Record> RecordBook::Answered(RecordTransaction& transaction,
                                            const Writing& writing,
                                            const Work& work) {
  const bool keeps =
      !writing.request.request_id.empty() && !writing.validate_only;
  if (keeps) {
    SUYUAN_ASSIGN_OR_RETURN(const std::optional<std::string> answer,
                            transaction.FindAnswer(writing.request));
    if (answer.has_value()) {
      return FindAnswered(transaction, *answer);
    }
  }
  SUYUAN_ASSIGN_OR_RETURN(Record record, work(transaction));
  if (keeps) {
    SUYUAN_RETURN_IF_ERROR(transaction.KeepAnswer(
        writing.request, EncodeAnswer(record), clock_.Now()));
  }
  return record;
}

void RecordBook::Run(Work work, Writing writing, Done done) {
  auto result = std::make_shared<absl::StatusOr<Record>>(
      absl::InternalError("the unit did not run"));
  store_.Write(
      [this, result, work = std::move(work), writing = std::move(writing)](
          RecordTransaction& transaction) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(Record record,
                                Answered(transaction, writing, work));
        *result = std::move(record);
        return writing.validate_only ? DryRun() : absl::OkStatus();
      },
      [result, done = std::move(done)](absl::Status status) mutable {
        if (status.ok() || IsDryRun(status)) {
          done(*std::move(result));
        } else {
          done(std::move(status));
        }
      });
}

void RecordBook::Create(Draft draft, Writing writing, Done done) {
  Work work = [this, draft = std::move(draft), writing](
                  RecordTransaction& transaction) -> absl::StatusOr<Record> {
    SUYUAN_ASSIGN_OR_RETURN(const std::optional<Record> newest,
                            transaction.Find(draft.name));
    if (newest.has_value()) return RecordExists(draft.name);
    return Write(transaction, draft, std::nullopt, writing);
  };
  Run(std::move(work), std::move(writing), std::move(done));
}

void RecordBook::Revise(absl::string_view name, absl::string_view etag,
                        Make make, Writing writing, Done done) {
  auto shared_make = std::make_shared<Make>(std::move(make));
  Work work =
      [this, name = std::string(name), etag = std::string(etag), shared_make,
       writing](RecordTransaction& transaction) -> absl::StatusOr<Record> {
    SUYUAN_ASSIGN_OR_RETURN(std::optional<Record> newest,
                            transaction.Find(name));
    if (!newest.has_value()) return RecordNotFound(name);
    if (!etag.empty() && etag != EtagOf(*newest)) {
      return EtagMismatch(etag, *newest);
    }
    SUYUAN_ASSIGN_OR_RETURN(const Draft draft, (*shared_make)(*newest));
    if (draft.payload == newest->payload &&
        draft.end_reason == newest->end_reason) {
      return *std::move(newest);
    }
    return Write(transaction, draft, newest, writing);
  };
  Run(std::move(work), std::move(writing), std::move(done));
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
