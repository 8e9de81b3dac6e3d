#ifndef SERVICES_TRACEABILITY_ENGINE_H_
#define SERVICES_TRACEABILITY_ENGINE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/inlined_vector.h"
#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "libs/base/mutex.h"
#include "services/traceability/chain/chain.h"
#include "services/traceability/chain/target.h"
#include "services/traceability/graph/graph.h"
#include "services/traceability/judge/judge.h"
#include "services/traceability/rules/profile.h"
#include "services/traceability/rules/reason.h"
#include "services/traceability/settled/settled.h"

namespace suyuan::traceability {

// How far the feeds have been followed.
struct Positions {
  int64_t registry = 0;
  int64_t certificates = 0;
  // What the last change of each said, in short: whether a feed is still the
  // one that was followed. 0 before the first.
  uint64_t registry_mark = 0;
  uint64_t certificates_mark = 0;

  friend bool operator==(const Positions&, const Positions&) = default;
};

// Whether the target may be used today; changes no verdict.
enum class Currency : uint8_t { kUnknown, kCurrent, kExpired, kSuspended };

struct TraceQuestion {
  TargetQuestion target;
  const Profile* profile = nullptr;  // never null
  std::string result_id;
  // Findings carry inputs, and certificates beside the chain are shown.
  bool explain = false;
  // The verdict and its reasons are wanted, the chain is not: answered from
  // what is settled where that can be done. Not with `explain`.
  bool verdict_only = false;
  // With `explain`: inputs are wanted only of what is broken or unknown. Where
  // nothing is, none are made, which is most of an explained answer's cost.
  bool only_what_costs = false;
};

struct TraceAnswer {
  Verdict verdict = Verdict::kIndeterminate;
  Currency currency = Currency::kUnknown;
  Chain chain;
  Judgement judgement;
  Target target;
  // NO_CERTIFICATE and AMBIGUOUS_TARGET.
  std::vector<Finding> findings;
  // Answered from what is settled: there are no chain and judgement, but
  // `reasons` as they would give them.
  bool settled = false;
  std::vector<Reason> reasons;
  Positions positions;
};

// What an answer's findings come to, worst first, then by rule.
std::vector<Reason> ReasonsOf(const TraceAnswer& answer);

struct AffectedQuestion {
  std::string target;  // as TargetQuestion, also institutions/*, persons/*
  PartyFacts issuer;
  DayNumber from = kNoDay;  // kNoDay: from the beginning
  DayNumber to = kNoDay;    // kNoDay: without end
  // First and last day of the target's fault (docs/rules.md 6).
  DayNumber void_from = kNoDay;
  DayNumber void_to = kNoDay;
  // The certificates that a faulty institution or person made are listed, too.
  bool include_targets = false;
  DayNumber as_of = kNoDay;
  absl::Time known_at;
  bool current_only = false;
};

struct AffectedCertificate {
  CertificateIndex certificate = kNone;
  uint32_t depth = 0;
  absl::InlinedVector<ResultIndex, 4> results;
  bool current = false;
};

struct AffectedAnswer {
  // By last day of work, then name.
  std::vector<AffectedCertificate> certificates;
  int64_t items = 0;
  Positions positions;
};

struct GraphSize {
  int64_t certificates = 0;
  int64_t results = 0;
  int64_t references = 0;
  int64_t records = 0;
  int64_t bytes = 0;  // of all, what is settled among them
  Graph::Bytes graph;
  Settled::Bytes settled;
};

// The graph behind a lock: one writer (the followers), many readers. A batch
// is applied whole before anybody reads. What is asked with everything known,
// under a built-in profile, is answered from what is settled
// (settled/settled.h, docs/performance.md for what each costs).
class Engine {
 public:
  // `clock` says what today is; it must outlive the engine.
  explicit Engine(const Clock& clock)
      : clock_(clock), settled_(std::make_unique<Settled>()) {}

  // Runs `change` alone with the graph, then moves the positions that it set.
  absl::Status Apply(
      const std::function<absl::Status(Graph&, Positions&)>& change);

  // Hears of every change once it is applied, alone with the graph; at most
  // one does, from before the first Apply() on.
  using Observer = std::function<void(std::vector<Change>)>;
  void Observe(Observer observer) { observer_ = std::move(observer); }

  // What is done with an answer while the graph that gave it is held still.
  using UseAnswer =
      std::function<void(const Graph&, const RuleContext&, const TraceAnswer&)>;
  // `verdict_only`: the target, then 32-bit reads for each result and link of
  // the chain (settled/verdict_walk.h). Else, at a past `known_at` or under
  // another profile every rule of the chain is judged: some 4 us a certificate,
  // twice that with `explain`. `use` is not called on failure.
  absl::Status Trace(const TraceQuestion& question, const Deadline& deadline,
                     const UseAnswer& use) const;

  // With everything known O(affected certificates) over what is settled, after
  // settling what waits; else every reference is resolved anew, some 10 us an
  // affected certificate.
  absl::StatusOr<AffectedAnswer> ListAffected(const AffectedQuestion& question,
                                              const Deadline& deadline) const;

  // Settles up to `most` certificates of those that wait, some 10 us each. The
  // number that still wait. Writers wait meanwhile, readers do not.
  size_t SettlePending(size_t most) const;

  // Runs `read` with the graph held still: what answers point into stays
  // readable there.
  void Read(const std::function<void(const Graph&)>& read) const;

  // The same with all that there is: what a snapshot keeps. Readers go on,
  // writers wait until `read` has returned.
  using ReadAll = std::function<absl::Status(const Graph&, const Settled&,
                                             const Positions&)>;
  absl::Status ReadWhole(const ReadAll& read) const;
  // Takes what a snapshot kept in the place of all that there is. The observer
  // does not hear of it. No Apply() runs meanwhile; nobody holds what answers
  // pointed into.
  void Restore(Graph graph, std::unique_ptr<Settled> settled,
               const Positions& positions);

  Positions positions() const;
  // O(parts of the graph).
  GraphSize size() const;
  const Clock& clock() const { return clock_; }

 private:
  const Clock& clock_;
  mutable SharedMutex mutex_;
  Graph graph_ ABSL_GUARDED_BY(mutex_);
  // Follows the graph under the exclusive lock; the rest of it may be used by
  // many under the shared one.
  std::unique_ptr<Settled> settled_;
  Positions positions_ ABSL_GUARDED_BY(mutex_);
  Observer observer_;
};

// Whether a certificate counts on the day.
Currency CurrencyOf(const Graph& graph, CertificateIndex certificate,
                    DayNumber day, absl::Time known_at);

// The civil day of an instant in Asia/Shanghai.
DayNumber ShanghaiDay(absl::Time instant);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_ENGINE_H_
