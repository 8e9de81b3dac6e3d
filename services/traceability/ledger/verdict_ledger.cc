#include "services/traceability/ledger/verdict_ledger.h"

#include <algorithm>
#include <utility>

#include "libs/base/deadline.h"
#include "services/traceability/settled/touched.h"

namespace suyuan::traceability {

void VerdictLedger::Note(std::vector<Change> changes) {
  MutexLock lock(mutex_);
  queue_.Add(std::move(changes));
}

void VerdictLedger::ToldBefore(ToldFeed feed, absl::Time instant) {
  MutexLock lock(mutex_);
  queue_.ToldBefore(feed, instant);
  more_.NotifyAll();
}

void VerdictLedger::Restore(LedgerState state) {
  const std::lock_guard<std::mutex> advancing(advancing_);
  MutexLock lock(mutex_);
  certificates_ = std::move(state.certificates);
  results_ = std::move(state.results);
  queue_ = std::move(state.queue);
  done_before_ = state.done_before;
  changes_ = std::move(state.changes);
  for (const auto& [id, moved] : subscribers_) {
    moved(static_cast<int64_t>(changes_.size()));
  }
}

bool VerdictLedger::Advance() {
  const std::lock_guard<std::mutex> advancing(advancing_);
  std::optional<ChangeQueue::Instant> instant;
  {
    MutexLock lock(mutex_);
    instant = queue_.Take();
    if (!instant.has_value()) {
      done_before_ = queue_.told_before();
      return false;
    }
  }
  Round round{.at = instant->at};
  CollectTouched(instant->changes, round);
  while (!round.todo.empty()) {
    const CertificateIndex next = round.todo.back();
    round.todo.pop_back();
    JudgeOne(next, round);
  }
  SortByName(round.changed);
  Publish(std::move(round.changed), instant->at);
  return true;
}

void VerdictLedger::CollectTouched(const std::vector<Change>& changes,
                                   Round& round) const {
  engine_.Read([&](const Graph& graph) {
    for (const Change& change : changes) {
      ForEachTouched(graph, change, [&](CertificateIndex c) {
        if (round.seen.insert(c).second) round.todo.push_back(c);
      });
    }
  });
}

// Who rests on it rests on verdicts of its results: where none of them has
// changed, this certificate weighs on nobody else.
void VerdictLedger::JudgeOne(CertificateIndex certificate, Round& round) {
  std::string name;
  engine_.Read([&](const Graph& graph) {
    if (!graph.Known(certificate, round.at)) return;
    name = std::string(graph.text(graph.certificate(certificate).name));
  });
  if (name.empty()) return;
  // A chain that is too large to be judged is not known to hold.
  Verdict verdict = Verdict::kIndeterminate;
  bool weighs = false;
  (void)engine_.Trace(
      QuestionAt(name, round.at), Deadline::Infinite(),
      [&](const Graph&, const RuleContext&, const TraceAnswer& answer) {
        verdict = answer.verdict;
        for (size_t n = 0; n < answer.chain.nodes.size(); ++n) {
          const ChainNode& node = answer.chain.nodes[n];
          if (answer.chain.certificates[node.certificate].index !=
              certificate) {
            continue;
          }
          weighs |=
              results_.Set(node.result, answer.judgement.nodes[n].verdict);
        }
      });
  const std::optional<Verdict> before = certificates_.At(certificate);
  if (certificates_.Set(certificate, verdict)) {
    round.changed.push_back({round.at, certificate, before, verdict});
  }
  if (weighs) CollectUsers(certificate, round);
}

TraceQuestion VerdictLedger::QuestionAt(absl::string_view certificate,
                                        absl::Time instant) const {
  TraceQuestion question;
  question.profile = &profile_;
  question.target.target = std::string(certificate);
  question.target.as_of = ShanghaiDay(instant);
  question.target.known_at = instant;
  return question;
}

void VerdictLedger::CollectUsers(CertificateIndex certificate,
                                 Round& round) const {
  engine_.Read([&](const Graph& graph) {
    ForEachPossibleUser(graph, certificate, [&](CertificateIndex c) {
      if (round.seen.insert(c).second) round.todo.push_back(c);
    });
  });
}

void VerdictLedger::SortByName(std::vector<VerdictChange>& changed) const {
  engine_.Read([&](const Graph& graph) {
    const auto name = [&](const VerdictChange& change) {
      return graph.text(graph.certificate(change.certificate).name);
    };
    std::sort(changed.begin(), changed.end(),
              [&](const VerdictChange& a, const VerdictChange& b) {
                return name(a) < name(b);
              });
  });
}

void VerdictLedger::Publish(std::vector<VerdictChange> changed, absl::Time at) {
  MutexLock lock(mutex_);
  done_before_ = at + absl::Microseconds(1);
  if (changed.empty()) return;
  changes_.insert(changes_.end(), changed.begin(), changed.end());
  for (const auto& [id, moved] : subscribers_) {
    moved(static_cast<int64_t>(changes_.size()));
  }
}

void VerdictLedger::WaitForMore(absl::Duration most) const {
  MutexLock lock(mutex_);
  more_.WaitFor(mutex_, most);
}

int64_t VerdictLedger::last_position() const {
  MutexLock lock(mutex_);
  return static_cast<int64_t>(changes_.size());
}

std::vector<VerdictChange> VerdictLedger::Read(int64_t after,
                                               int64_t most) const {
  MutexLock lock(mutex_);
  const auto size = static_cast<int64_t>(changes_.size());
  const int64_t begin = std::clamp<int64_t>(after, 0, size);
  const int64_t end = begin + std::clamp<int64_t>(most, 0, size - begin);
  return {changes_.begin() + begin, changes_.begin() + end};
}

absl::Time VerdictLedger::told_before() const {
  MutexLock lock(mutex_);
  return done_before_;
}

int64_t VerdictLedger::Subscribe(std::function<void(int64_t)> moved) {
  MutexLock lock(mutex_);
  subscribers_.emplace(next_subscription_, std::move(moved));
  return next_subscription_++;
}

void VerdictLedger::Unsubscribe(int64_t subscription) {
  MutexLock lock(mutex_);
  subscribers_.erase(subscription);
}

}  // namespace suyuan::traceability
