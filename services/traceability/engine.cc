#include "services/traceability/engine.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/time/civil_time.h"
#include "libs/base/status.h"
#include "services/traceability/chain/window.h"
#include "services/traceability/errors.h"
#include "services/traceability/recall/affected.h"
#include "services/traceability/recall/affected_source.h"
#include "services/traceability/settled/affected_walk.h"
#include "services/traceability/settled/verdict_walk.h"

namespace suyuan::traceability {
namespace {

void AnswerWithoutChain(const RuleContext& context, TraceAnswer& answer) {
  const Level level = answer.target.terminal_level;
  if (level != Level::kUnspecified) {
    answer.findings.push_back(Found(context, Rule::kV27,
                                    context.profile.terminal_levels.has(level)
                                        ? Outcome::kHeld
                                        : Outcome::kBroken));
  } else if (answer.target.ambiguous) {
    answer.findings.push_back(
        Found(context, Rule::kAmbiguousTarget, Outcome::kUnknown));
  } else {
    answer.findings.push_back(
        Found(context, Rule::kNoCertificate, Outcome::kUnknown));
  }
  LeaveOut(context.profile, answer.findings);
  answer.verdict = Worst(answer.findings);
}

// What is unknown and minor was not printed, and has no inputs.
bool Costs(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& f) {
    return f.outcome == Outcome::kBroken ||
           (f.outcome == Outcome::kUnknown && f.severity != Severity::kMinor);
  });
}

bool AnyCosts(const Judgement& judgement) {
  return std::any_of(judgement.certificates.begin(),
                     judgement.certificates.end(),
                     [](const auto& c) { return Costs(c.findings); }) ||
         std::any_of(judgement.nodes.begin(), judgement.nodes.end(),
                     [](const auto& n) { return Costs(n.findings); });
}

// A sound chain is judged once and without inputs where only those of findings
// that cost something are wanted.
Judgement JudgeFor(const RuleContext& context, bool only_what_costs,
                   Chain& chain) {
  if (!context.explain || !only_what_costs) return Judge(context, chain);
  const RuleContext quick{context.graph, context.profile, context.known_at,
                          context.as_of};
  Judgement judgement = Judge(quick, chain);
  return AnyCosts(judgement) ? Judge(context, chain) : std::move(judgement);
}

absl::StatusOr<std::vector<ResultIndex>> ResultsAsked(
    const Graph& graph, const TraceQuestion& question, const Target& target) {
  std::vector<ResultIndex> results;
  for (const CertificateIndex c : target.certificates) {
    const std::vector<ResultIndex> of =
        ResultsOfTarget(graph, c, target, question.result_id);
    results.insert(results.end(), of.begin(), of.end());
  }
  if (!results.empty()) return results;
  return InvalidField("result_id",
                      absl::StrCat("\"", question.result_id,
                                   "\" is no result of the target's "
                                   "certificate"));
}

absl::Status AnswerWithChain(const RuleContext& context,
                             const TraceQuestion& question,
                             const std::vector<ResultIndex>& results,
                             const Deadline& deadline, TraceAnswer& answer) {
  SUYUAN_ASSIGN_OR_RETURN(answer.chain,
                          BuildChain(context.graph, results, context.known_at,
                                     question.explain, deadline));
  answer.judgement = JudgeFor(context, question.only_what_costs, answer.chain);
  answer.verdict = std::max(answer.judgement.verdict, Worst(answer.findings));
  return absl::OkStatus();
}

// Which of the settled profiles it is; their number where it is none.
size_t SettledIndex(const Profile& profile) {
  size_t i = 0;
  while (i < kSettledProfiles && &BuiltInProfiles()[i] != &profile) ++i;
  return i;
}

// False where it has to be answered with the chain.
bool AnswerFromSettled(const RuleContext& context,
                       const TraceQuestion& question,
                       const std::vector<ResultIndex>& results,
                       Settled& settled, TraceAnswer& answer) {
  const size_t profile = SettledIndex(*question.profile);
  if (!question.verdict_only || question.explain ||
      profile == kSettledProfiles ||
      context.known_at < context.graph.newest()) {
    return false;
  }
  thread_local VerdictWalk walk;
  thread_local ReasonTally reasons;
  reasons.Clear();
  for (const Finding& f : answer.findings) reasons.Add(f, kNone);
  const std::optional<Verdict> verdict = walk.Run(
      context.graph, settled,
      {results, profile, context.as_of >= context.graph.last_decision()},
      reasons);
  if (!verdict) return false;
  answer.verdict = std::max(*verdict, Worst(answer.findings));
  answer.settled = true;
  answer.reasons = reasons.Take();
  return true;
}

}  // namespace

std::vector<Reason> ReasonsOf(const TraceAnswer& answer) {
  if (answer.settled) return answer.reasons;
  ReasonTally reasons;
  for (const Finding& f : answer.findings) reasons.Add(f, kNone);
  const Chain& chain = answer.chain;
  for (uint32_t c = 0; c < chain.beside; ++c) {
    for (const Finding& f : answer.judgement.certificates[c].findings) {
      reasons.Add(f, chain.certificates[c].index);
    }
  }
  for (size_t n = 0; n < chain.nodes.size(); ++n) {
    for (const Finding& f : answer.judgement.nodes[n].findings) {
      reasons.Add(f, chain.certificates[chain.nodes[n].certificate].index);
    }
  }
  return reasons.Take();
}

Currency CurrencyOf(const Graph& graph, CertificateIndex certificate,
                    DayNumber day, absl::Time known_at) {
  // In the order of how much it forbids.
  const CertificateRow& row = graph.certificate(certificate);
  if (row.kind == CertificateKind::kVerificationFail ||
      graph.VoidFrom(certificate, known_at) <= day) {
    return Currency::kSuspended;
  }
  const Window window = WindowOf(graph, certificate, known_at);
  if (window.to == kNoDay) return Currency::kUnknown;
  return day <= window.to ? Currency::kCurrent : Currency::kExpired;
}

DayNumber ShanghaiDay(absl::Time instant) {
  return ToDayNumber(
      absl::ToCivilDay(instant, absl::FixedTimeZone(8 * 60 * 60)));
}

absl::Status Engine::Apply(
    const std::function<absl::Status(Graph&, Positions&)>& change) {
  WriterLock lock(mutex_);
  const absl::Status changed = change(graph_, positions_);
  std::vector<Change> changes = graph_.TakeChanges();
  settled_->Follow(graph_, changes);
  if (observer_) observer_(std::move(changes));
  return changed;
}

absl::Status Engine::Trace(const TraceQuestion& question,
                           const Deadline& deadline,
                           const UseAnswer& use) const {
  ReaderLock lock(mutex_);
  const DayNumber as_of = question.target.as_of;
  const RuleContext context{graph_, *question.profile, question.target.known_at,
                            as_of == kNoDay ? kNever : as_of, question.explain};
  TraceAnswer answer;
  answer.positions = positions_;
  SUYUAN_ASSIGN_OR_RETURN(answer.target, FindTarget(graph_, question.target));
  const std::vector<CertificateIndex>& certificates =
      answer.target.certificates;
  if (certificates.empty()) {
    AnswerWithoutChain(context, answer);
  } else {
    SUYUAN_ASSIGN_OR_RETURN(const std::vector<ResultIndex> results,
                            ResultsAsked(graph_, question, answer.target));
    if (answer.target.incomplete) {
      answer.findings.push_back(
          Found(context, Rule::kNoCertificate, Outcome::kUnknown));
    }
    if (!AnswerFromSettled(context, question, results, *settled_, answer)) {
      SUYUAN_RETURN_IF_ERROR(
          AnswerWithChain(context, question, results, deadline, answer));
    }
    answer.currency =
        CurrencyOf(graph_, certificates.front(), ShanghaiDay(clock_.Now()),
                   question.target.known_at);
  }
  use(graph_, context, answer);
  return absl::OkStatus();
}

absl::StatusOr<AffectedAnswer> Engine::ListAffected(
    const AffectedQuestion& question, const Deadline& deadline) const {
  ReaderLock lock(mutex_);
  AffectedAnswer answer;
  if (question.known_at < graph_.newest()) {
    SUYUAN_ASSIGN_OR_RETURN(answer, FindAffected(graph_, question, deadline));
  } else {
    SUYUAN_ASSIGN_OR_RETURN(const AffectedSource source,
                            FindSource(graph_, question));
    SUYUAN_ASSIGN_OR_RETURN(
        std::vector<AffectedCertificate> found,
        WalkAffected(graph_, *settled_, question, source, deadline));
    AddTargets(graph_, question, source, found);
    answer = ToAnswer(graph_, question, std::move(found));
  }
  answer.positions = positions_;
  return answer;
}

size_t Engine::SettlePending(size_t most) const {
  ReaderLock lock(mutex_);
  return settled_->SettlePending(graph_, most);
}

void Engine::Read(const std::function<void(const Graph&)>& read) const {
  ReaderLock lock(mutex_);
  read(graph_);
}

absl::Status Engine::ReadWhole(const ReadAll& read) const {
  ReaderLock lock(mutex_);
  return read(graph_, *settled_, positions_);
}

void Engine::Restore(Graph graph, std::unique_ptr<Settled> settled,
                     const Positions& positions) {
  WriterLock lock(mutex_);
  graph_ = std::move(graph);
  settled_ = std::move(settled);
  positions_ = positions;
}

Positions Engine::positions() const {
  ReaderLock lock(mutex_);
  return positions_;
}

GraphSize Engine::size() const {
  ReaderLock lock(mutex_);
  GraphSize out;
  out.certificates = static_cast<int64_t>(graph_.certificates());
  out.results = static_cast<int64_t>(graph_.results());
  out.references = static_cast<int64_t>(graph_.references());
  out.records = static_cast<int64_t>(graph_.records());
  out.graph = graph_.BytesByPart();
  out.settled = settled_->bytes();
  out.bytes = out.graph.total() + out.settled.total();
  return out;
}

}  // namespace suyuan::traceability
