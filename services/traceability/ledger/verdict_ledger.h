#ifndef SERVICES_TRACEABILITY_LEDGER_VERDICT_LEDGER_H_
#define SERVICES_TRACEABILITY_LEDGER_VERDICT_LEDGER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/mutex.h"
#include "services/traceability/engine.h"
#include "services/traceability/ledger/change_queue.h"

namespace suyuan::traceability {

// The verdict on a certificate is another from an instant on.
struct VerdictChange {
  absl::Time known_at;
  CertificateIndex certificate = kNone;
  std::optional<Verdict> before;  // none: it was not known before
  Verdict after = Verdict::kIndeterminate;
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

 private:
  // Verdicts as they were told last, 0 for none.
  class Told {
   public:
    // Whether it is another than before.
    bool Set(uint32_t i, Verdict verdict) {
      if (i >= verdicts_.size()) verdicts_.resize(i + 1, 0);
      const auto next = static_cast<uint8_t>(1 + static_cast<int>(verdict));
      return std::exchange(verdicts_[i], next) != next;
    }
    std::optional<Verdict> At(uint32_t i) const {
      if (i >= verdicts_.size() || verdicts_[i] == 0) return std::nullopt;
      return static_cast<Verdict>(verdicts_[i] - 1);
    }

   private:
    std::vector<uint8_t> verdicts_;
  };
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
  Told certificates_;  // of Advance()'s thread, and so is the next
  Told results_;

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
