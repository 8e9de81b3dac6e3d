#ifndef SERVICES_CREDIT_CREDIT_BOOK_H_
#define SERVICES_CREDIT_CREDIT_BOOK_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/mutex.h"
#include "services/credit/comparison_facts.h"
#include "services/credit/credit_store.h"
#include "services/credit/policy.h"

namespace suyuan::credit {

// How subjects and facts are written: the rules, the instants from which they
// are known, and the first answer to a request that is repeated. Thread-safe.
// Borrows the store, the policy and the clock.
class CreditBook {
 public:
  // `policy` is the one whose indicators new facts have.
  static absl::StatusOr<std::unique_ptr<CreditBook>> Open(CreditStore& store,
                                                          const Policy& policy,
                                                          const Clock& clock);

  // What goes with every write.
  struct Writing {
    std::string principal;
    RequestKey request;
    // Checks everything, keeps nothing; the answer has position 0.
    bool validate_only = false;
  };
  // The version that was written, or that answered the request before.
  using Done = absl::AnyInvocable<void(absl::StatusOr<ChangeEntry>)>;

  // SUBJECT_EXISTS, INVALID_FIELD (paths as in Validate).
  void CreateSubject(CreditSubject subject, Writing writing, Done done);
  // `fact` has its id; an empty incident is its own. The same key again gives
  // version 1 where it says the same. SUBJECT_NOT_FOUND, SUBJECT_ENDED,
  // FACT_EXISTS, and what ValidateNewFact refuses.
  void RecordFact(Fact fact, Writing writing, Done done);
  // Adds the version that `make` gives of the newest; `make` may be called
  // again. FACT_NOT_FOUND, ETAG_MISMATCH where `etag` is neither empty nor that
  // of the newest, and what `make` refuses.
  using Make = std::function<absl::StatusOr<Fact>(const Fact& latest)>;
  struct FactName {
    std::string subject_id;
    std::string fact_id;
  };
  void ReviseFact(FactName name, std::string etag, Make make, Writing writing,
                  Done done);

  // What the feed of another service says up to `position`.
  struct Followed {
    std::string feed;
    int64_t position = 0;
    // Each with the subject that it makes of the institution where none is one
    // yet.
    struct Told {
      CreditSubject subject;
      InstitutionFact about;
    };
    std::vector<Told> told;
  };
  // Why facts were left out: nothing that is wrong with one of them may hold up
  // the others.
  using FollowedDone =
      absl::AnyInvocable<void(absl::StatusOr<std::vector<absl::Status>>)>;
  // Takes it over together with the position, all or nothing. A fact that is
  // there already is caught up with (comparison_facts.h). The subject is the
  // one of the institution, else one with the institution's id. Refuses only
  // what the store refuses.
  void TakeOver(Followed followed, std::string principal, FollowedDone done);

  // An instant that knows every write that has been answered: the clock's, or
  // a later one where the clock was set back.
  absl::Time KnowledgeInstant() const;
  absl::CivilDay Today() const;

 private:
  using Work =
      std::function<absl::StatusOr<ChangeEntry>(CreditTransaction& store)>;

  CreditBook(CreditStore& store, const Policy& policy, const Clock& clock,
             absl::Time last)
      : store_(store),
        policy_(policy),
        clock_(clock),
        last_recorded_at_(last) {}

  // The instant of the next version: not before any other, and after
  // `previous`, that of the version before.
  absl::Time NextInstant(absl::Time previous);
  void Run(Work work, Writing writing, Done done);
  absl::StatusOr<ChangeEntry> Answered(CreditTransaction& store,
                                       const Writing& writing,
                                       const Work& work);
  absl::StatusOr<ChangeEntry> WriteFact(CreditTransaction& store, Fact fact,
                                        absl::Time previous,
                                        const Writing& writing);
  // What the institution is among the subjects, perhaps a new one.
  absl::StatusOr<StoredSubject> SubjectOf(CreditTransaction& store,
                                          const Followed::Told& told,
                                          const std::string& principal);
  // Adds to `left_out` why the fact is not taken over.
  absl::Status Take(CreditTransaction& store, const Followed::Told& told,
                    const std::string& principal,
                    std::vector<absl::Status>& left_out);
  absl::StatusOr<ChangeEntry> RecordIn(CreditTransaction& store, Fact fact,
                                       const Writing& writing);

  CreditStore& store_;
  const Policy& policy_;
  const Clock& clock_;
  mutable Mutex mutex_;
  absl::Time last_recorded_at_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_CREDIT_BOOK_H_
