#ifndef SERVICES_TRACEABILITY_LEDGER_VERDICT_LEDGER_H_
#define SERVICES_TRACEABILITY_LEDGER_VERDICT_LEDGER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/mutex.h"
#include "services/traceability/engine.h"
#include "services/traceability/graph/array.h"
#include "services/traceability/ledger/change_queue.h"

namespace suyuan::traceability {

// The verdict on a certificate is another from an instant on.
struct VerdictChange {
  absl::Time known_at;
  CertificateIndex certificate = kNone;
  std::optional<Verdict> before;  // none: it was not known before
  Verdict after = Verdict::kIndeterminate;
};

// Verdicts as they were told last.
class ToldVerdicts {
 public:
  // Whether it is another than before.
  bool Set(uint32_t i, Verdict verdict) {
    verdicts_.GrowTo(size_t{i} + 1, 0);
    const auto next = static_cast<uint8_t>(1 + static_cast<int>(verdict));
    return std::exchange(verdicts_[i], next) != next;
  }
  std::optional<Verdict> At(uint32_t i) const {
    if (i >= verdicts_.size() || verdicts_[i] == 0) return std::nullopt;
    return static_cast<Verdict>(verdicts_[i] - 1);
  }
  template <typename Self, typename Visit>
  static void EachPart(Self& self, Visit&& visit) {
    visit("verdicts", self.verdicts_);
  }

 private:
  Array<uint8_t> verdicts_;  // 0 for none, else 1 + the verdict
};

// All that a ledger knows.
struct LedgerState {
  ToldVerdicts certificates;
  ToldVerdicts results;
  ChangeQueue queue;
  absl::Time done_before;
  std::vector<VerdictChange> changes;

  // As Graph::EachPart.
  template <typename Self, typename Visit>
  static void EachPart(Self& self, Visit&& visit) {
    visit("certificates", self.certificates);
    visit("results", self.results);
    visit("queue", self.queue);
    visit("done_before", self.done_before);
    visit("changes", self.changes);
  }
};

// Which verdicts changed when, under one profile, as a feed that depends on
// nothing but what was recorded: its positions are the same in every process
// that follows the same two feeds, and after a restart. At each instant at
// which something was recorded, every certificate that it may weigh on is
// judged with what was known then; changes are in the order of their instants,
// then of the certificates' names. The decision of a comparison that was
// recorded ahead of its day weighs from the beginning of that day on.
//
// Note() and ToldBefore() are of the followers' threads, Advance() of one
// other; the rest is of any. A byte a certificate and a result, 24 a change.
class VerdictLedger {
 public:
  // Borrows both.
  VerdictLedger(const Engine& engine, const Profile& profile)
      : engine_(engine), profile_(profile) {}

  // These have been applied to the engine's graph.
  void Note(std::vector<Change> changes);
  // Of the feed everything recorded before `instant` was noted.
  void ToldBefore(ToldFeed feed, absl::Time instant);

  // Judges what the changes of the next instant weigh on. False: no instant is
  // told whole. A full judgement (Engine::Trace at a past instant, some 5 us a
  // certificate of the chain) for each certificate that a change touches, and
  // for each user of one whose verdict it changed.
  bool Advance();
  // Waits until there may be something to advance, at most so long.
  void WaitForMore(absl::Duration most) const;

  int64_t last_position() const;
  // Those after `after`, at most `most`, in order.
  std::vector<VerdictChange> Read(int64_t after, int64_t most) const;
  // Every change of a verdict known before this instant is in the ledger.
  absl::Time told_before() const;
  const Profile& profile() const { return profile_; }
  // What the ledger asks about a certificate at an instant.
  TraceQuestion QuestionAt(absl::string_view certificate,
                           absl::Time instant) const;

  // `moved` is called after last_position() has moved; must not block.
  int64_t Subscribe(std::function<void(int64_t)> moved);
  void Unsubscribe(int64_t subscription);

  // Between two instants, of which none begins until it is released. Before the
  // engine is held still, not the other way round.
  std::unique_lock<std::mutex> Hold() const {
    return std::unique_lock<std::mutex>(advancing_);
  }
  // Calls `visit` with the parts of a LedgerState. Under Hold(), with the
  // engine held still, so that it knows of neither more nor less than the
  // graph.
  template <typename Visit>
  void EachPart(Visit&& visit) const {
    MutexLock lock(mutex_);
    visit("certificates", certificates_);
    visit("results", results_);
    visit("queue", queue_);
    visit("done_before", done_before_);
    visit("changes", changes_);
  }
  // Takes what a snapshot kept of this profile's ledger. Before the first
  // Note() and Advance().
  void Restore(LedgerState state);

 private:
  // One instant at work: those to be judged, each once.
  struct Round {
    absl::Time at;
    std::vector<CertificateIndex> todo;
    absl::flat_hash_set<CertificateIndex> seen;
    std::vector<VerdictChange> changed;
  };

  void CollectTouched(const std::vector<Change>& changes, Round& round) const;
  void JudgeOne(CertificateIndex certificate, Round& round);
  void CollectUsers(CertificateIndex certificate, Round& round) const;
  void SortByName(std::vector<VerdictChange>& changed) const;
  void Publish(std::vector<VerdictChange> changed, absl::Time at);

  const Engine& engine_;
  const Profile& profile_;
  // Held while an instant is judged; comes before the engine's lock. std's,
  // since it is handed out.
  mutable std::mutex advancing_;
  ToldVerdicts certificates_;  // under advancing_, and so is the next
  ToldVerdicts results_;

  mutable Mutex mutex_;
  mutable CondVar more_;
  ChangeQueue queue_ ABSL_GUARDED_BY(mutex_);
  absl::Time done_before_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  std::vector<VerdictChange> changes_ ABSL_GUARDED_BY(mutex_);
  std::map<int64_t, std::function<void(int64_t)>> subscribers_
      ABSL_GUARDED_BY(mutex_);
  int64_t next_subscription_ ABSL_GUARDED_BY(mutex_) = 1;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_LEDGER_VERDICT_LEDGER_H_
