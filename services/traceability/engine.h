#ifndef SERVICES_TRACEABILITY_ENGINE_H_
#define SERVICES_TRACEABILITY_ENGINE_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "libs/base/mutex.h"
#include "services/traceability/chain.h"
#include "services/traceability/graph.h"
#include "services/traceability/judge.h"
#include "services/traceability/profile.h"
#include "services/traceability/target.h"

namespace suyuan::traceability {

// How far the feeds have been followed.
struct Positions {
  int64_t registry = 0;
  int64_t certificates = 0;
};

// Whether the target may be used today; changes no verdict.
enum class Currency : uint8_t { kUnknown, kCurrent, kExpired, kSuspended };

struct TraceQuestion {
  TargetQuestion target;
  const Profile* profile = nullptr;  // never null
  std::string result_id;
  // Findings carry inputs, and certificates beside the chain are shown.
  bool explain = false;
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
  Positions positions;
};

struct AffectedQuestion {
  std::string target;  // as TargetQuestion, also institutions/*
  PartyFacts issuer;
  DayNumber from = kNoDay;  // kNoDay: from the beginning
  DayNumber to = kNoDay;    // kNoDay: without end
  DayNumber as_of = kNoDay;
  absl::Time known_at;
  bool current_only = false;
};

struct AffectedCertificate {
  CertificateIndex certificate = kNone;
  uint32_t depth = 0;
  std::vector<ResultIndex> results;
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
  int64_t bytes = 0;
};

// The graph behind a lock: one writer (the followers), many readers. A batch
// is applied whole before anybody reads.
class Engine {
 public:
  // `clock` says what today is; it must outlive the engine.
  explicit Engine(const Clock& clock) : clock_(clock) {}

  // Runs `change` alone with the graph, then moves the positions that it set.
  absl::Status Apply(
      const std::function<absl::Status(Graph&, Positions&)>& change);

  // What is done with an answer while the graph that gave it is held still.
  using UseAnswer =
      std::function<void(const Graph&, const RuleContext&, const TraceAnswer&)>;
  // Cost: docs/performance.md. `use` is not called on failure.
  absl::Status Trace(const TraceQuestion& question, const Deadline& deadline,
                     const UseAnswer& use) const;

  // O(affected certificates * their references).
  absl::StatusOr<AffectedAnswer> ListAffected(const AffectedQuestion& question,
                                              const Deadline& deadline) const;

  // Runs `read` with the graph held still: what answers point into stays
  // readable there.
  void Read(const std::function<void(const Graph&)>& read) const;

  Positions positions() const;
  GraphSize size() const;
  const Clock& clock() const { return clock_; }

 private:
  const Clock& clock_;
  mutable SharedMutex mutex_;
  Graph graph_ ABSL_GUARDED_BY(mutex_);
  Positions positions_ ABSL_GUARDED_BY(mutex_);
};

// Whether a certificate counts on the day.
Currency CurrencyOf(const Graph& graph, CertificateIndex certificate,
                    DayNumber day, absl::Time known_at);

// The civil day of an instant in Asia/Shanghai.
DayNumber ShanghaiDay(absl::Time instant);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_ENGINE_H_
