#include "services/credit/credit_book.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "libs/base/status.h"
#include "services/credit/errors.h"
#include "services/credit/fact_rules.h"

namespace suyuan::credit {
namespace {

// How a unit says that its checks passed and that nothing is to be kept.
absl::Status DryRun() {
  return WithReason(absl::CancelledError("a dry run"), "DRY_RUN");
}
bool IsDryRun(const absl::Status& status) {
  return ReasonOf(status) == "DRY_RUN";
}

ChangeEntry EntryOf(StoredFact stored) {
  ChangeEntry entry;
  entry.position = stored.position;
  entry.fact = std::move(stored);
  return entry;
}

// Whether `told` says of the fact `first` what was said before.
bool IsSameTelling(const Fact& first, Fact told) {
  told.fact_id = first.fact_id;
  told.recorded_at = first.recorded_at;
  told.recorder = first.recorder;
  if (told.incident_id.empty()) told.incident_id = first.fact_id;
  return told == first;
}

}  // namespace

absl::StatusOr<std::unique_ptr<CreditBook>> CreditBook::Open(
    CreditStore& store, const Policy& policy, const Clock& clock) {
  SUYUAN_ASSIGN_OR_RETURN(const absl::Time last, store.LastRecordedAt());
  return std::unique_ptr<CreditBook>(
      new CreditBook(store, policy, clock, last));
}

absl::Time CreditBook::NextInstant(absl::Time previous) {
  // A clock that was set back must not make later knowledge look earlier:
  // `known_at` would then show a state that nobody ever saw.
  const MutexLock lock(mutex_);
  const absl::Time now = absl::FromUnixMicros(absl::ToUnixMicros(clock_.Now()));
  last_recorded_at_ = std::max(now, last_recorded_at_);
  if (last_recorded_at_ <= previous) {
    // Two versions of one fact differ in the instant from which they are
    // known, so that each can be asked for.
    last_recorded_at_ = previous + absl::Microseconds(1);
  }
  return last_recorded_at_;
}

absl::Time CreditBook::KnowledgeInstant() const {
  const MutexLock lock(mutex_);
  return std::max(clock_.Now(), last_recorded_at_);
}

absl::CivilDay CreditBook::Today() const { return DayOf(clock_.Now()); }

absl::StatusOr<ChangeEntry> CreditBook::Answered(CreditTransaction& store,
                                                 const Writing& writing,
                                                 const Work& work) {
  const bool keeps =
      !writing.request.request_id.empty() && !writing.validate_only;
  if (keeps) {
    SUYUAN_ASSIGN_OR_RETURN(const std::optional<int64_t> answer,
                            store.FindAnswer(writing.request));
    if (answer.has_value()) return store.ChangeAt(*answer);
  }
  SUYUAN_ASSIGN_OR_RETURN(ChangeEntry entry, work(store));
  if (keeps) {
    SUYUAN_RETURN_IF_ERROR(
        store.KeepAnswer(writing.request, entry.position, clock_.Now()));
  }
  return entry;
}

void CreditBook::Run(Work work, Writing writing, Done done) {
  auto result = std::make_shared<absl::StatusOr<ChangeEntry>>(
      absl::InternalError("the unit did not run"));
  store_.Write(
      [this, result, work = std::move(work),
       writing = std::move(writing)](CreditTransaction& store) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(ChangeEntry entry,
                                Answered(store, writing, work));
        *result = std::move(entry);
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

void CreditBook::CreateSubject(CreditSubject subject, Writing writing,
                               Done done) {
  if (absl::Status valid = Validate(subject); !valid.ok()) {
    return done(std::move(valid));
  }
  Work work = [this, subject = std::move(subject), writing](
                  CreditTransaction& store) -> absl::StatusOr<ChangeEntry> {
    SUYUAN_ASSIGN_OR_RETURN(const std::optional<StoredSubject> found,
                            store.FindSubject(subject.subject_id));
    if (found.has_value()) return SubjectExists(subject.subject_id);
    StoredSubject stored;
    stored.subject = subject;
    stored.recorded_at = NextInstant(absl::InfinitePast());
    stored.created_at = stored.recorded_at;
    stored.principal = writing.principal;
    if (!writing.validate_only) {
      SUYUAN_ASSIGN_OR_RETURN(stored.position, store.Append(stored));
    }
    ChangeEntry entry;
    entry.position = stored.position;
    entry.subject = std::move(stored);
    return entry;
  };
  Run(std::move(work), std::move(writing), std::move(done));
}

absl::StatusOr<ChangeEntry> CreditBook::WriteFact(CreditTransaction& store,
                                                  Fact fact,
                                                  absl::Time previous,
                                                  const Writing& writing) {
  fact.recorded_at = NextInstant(previous);
  fact.recorder = writing.principal;
  StoredFact stored;
  stored.fact = std::move(fact);
  if (!writing.validate_only) {
    SUYUAN_ASSIGN_OR_RETURN(stored.position, store.Append(stored.fact));
  }
  return EntryOf(std::move(stored));
}

absl::StatusOr<ChangeEntry> CreditBook::RecordIn(CreditTransaction& store,
                                                 Fact fact,
                                                 const Writing& writing) {
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<StoredSubject> subject,
                          store.FindSubject(fact.subject_id));
  if (!subject.has_value()) return SubjectNotFound(fact.subject_id);
  SUYUAN_ASSIGN_OR_RETURN(std::optional<StoredFact> first,
                          store.FindByKey(KeyOf(fact)));
  if (first.has_value()) {
    if (!IsSameTelling(first->fact, fact)) {
      return FactExists(first->fact.fact_id, first->fact.subject_id);
    }
    return EntryOf(*std::move(first));
  }
  if (subject->subject.ended) return SubjectEnded(fact.subject_id);
  if (fact.incident_id.empty()) fact.incident_id = fact.fact_id;
  return WriteFact(store, std::move(fact), absl::InfinitePast(), writing);
}

void CreditBook::RecordFact(Fact fact, Writing writing, Done done) {
  fact = WithRegime(policy_, std::move(fact));
  Fact checked = fact;
  if (checked.incident_id.empty()) checked.incident_id = checked.fact_id;
  absl::Status valid = ValidateNewFact(policy_, checked, Today());
  if (!valid.ok()) return done(std::move(valid));
  Work work = [this, fact = std::move(fact), writing](
                  CreditTransaction& store) -> absl::StatusOr<ChangeEntry> {
    return RecordIn(store, fact, writing);
  };
  Run(std::move(work), std::move(writing), std::move(done));
}

absl::StatusOr<StoredSubject> CreditBook::SubjectOf(
    CreditTransaction& store, const Followed::Told& told,
    const std::string& principal) {
  SUYUAN_ASSIGN_OR_RETURN(std::optional<StoredSubject> found,
                          store.FindByInstitution(told.about.institution));
  if (found.has_value()) return *std::move(found);
  SUYUAN_ASSIGN_OR_RETURN(found, store.FindSubject(told.subject.subject_id));
  if (found.has_value()) return *std::move(found);
  StoredSubject stored;
  stored.subject = told.subject;
  stored.recorded_at = NextInstant(absl::InfinitePast());
  stored.created_at = stored.recorded_at;
  stored.principal = principal;
  SUYUAN_ASSIGN_OR_RETURN(stored.position, store.Append(stored));
  return stored;
}

absl::Status CreditBook::Take(CreditTransaction& store,
                              const Followed::Told& told,
                              const std::string& principal,
                              std::vector<absl::Status>& left_out) {
  Fact fact = WithRegime(policy_, told.about.fact);
  Writing writing;
  writing.principal = principal;
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<StoredFact> first,
                          store.FindByKey(KeyOf(fact)));
  if (first.has_value()) {
    SUYUAN_ASSIGN_OR_RETURN(const std::optional<StoredFact> latest,
                            store.FindFact(first->fact.fact_id));
    const auto next = CaughtUp(latest->fact, fact, Today());
    if (!next.has_value()) return absl::OkStatus();
    return WriteFact(store, *next, latest->fact.recorded_at, writing).status();
  }
  fact.subject_id = told.subject.subject_id;
  Fact checked = fact;
  // Who follows cannot ask for a due day: it is told once it is set.
  if (!checked.rectify_due.has_value()) checked.rectify_due = fact.decided_on;
  absl::Status valid = ValidateNewFact(policy_, checked, Today());
  if (valid.ok()) valid = Validate(told.subject);
  if (!valid.ok()) {
    left_out.push_back(std::move(valid));
    return absl::OkStatus();
  }
  SUYUAN_ASSIGN_OR_RETURN(const StoredSubject subject,
                          SubjectOf(store, told, principal));
  if (subject.subject.ended) {
    left_out.push_back(SubjectEnded(subject.subject.subject_id));
    return absl::OkStatus();
  }
  fact.subject_id = subject.subject.subject_id;
  return WriteFact(store, std::move(fact), absl::InfinitePast(), writing)
      .status();
}

void CreditBook::TakeOver(Followed followed, std::string principal,
                          FollowedDone done) {
  auto left_out = std::make_shared<std::vector<absl::Status>>();
  store_.Write(
      [this, left_out, followed = std::move(followed),
       principal =
           std::move(principal)](CreditTransaction& store) -> absl::Status {
        left_out->clear();
        for (const Followed::Told& told : followed.told) {
          SUYUAN_RETURN_IF_ERROR(Take(store, told, principal, *left_out));
        }
        return store.KeepFollowedPosition(followed.feed, followed.position);
      },
      [left_out, done = std::move(done)](absl::Status status) mutable {
        if (!status.ok()) return done(std::move(status));
        done(*std::move(left_out));
      });
}

void CreditBook::ReviseFact(FactName name, std::string etag, Make make,
                            Writing writing, Done done) {
  Work work = [this, name = std::move(name), etag = std::move(etag),
               make = std::move(make), writing](
                  CreditTransaction& store) -> absl::StatusOr<ChangeEntry> {
    SUYUAN_ASSIGN_OR_RETURN(const std::optional<StoredFact> latest,
                            store.FindFact(name.fact_id));
    if (!latest.has_value() || latest->fact.subject_id != name.subject_id) {
      return FactNotFound(name.subject_id, name.fact_id);
    }
    if (!etag.empty() && etag != EtagOf(*latest)) {
      return EtagMismatch(etag, EtagOf(*latest));
    }
    SUYUAN_ASSIGN_OR_RETURN(Fact next, make(latest->fact));
    return WriteFact(store, std::move(next), latest->fact.recorded_at, writing);
  };
  Run(std::move(work), std::move(writing), std::move(done));
}

}  // namespace suyuan::credit
