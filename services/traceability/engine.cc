#include "services/traceability/engine.h"

#include <algorithm>
#include <utility>

#include "absl/time/civil_time.h"
#include "libs/base/status.h"
#include "services/traceability/affected.h"
#include "services/traceability/errors.h"
#include "services/traceability/window.h"

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

absl::Status AnswerWithChain(const Graph& graph, const RuleContext& context,
                             const TraceQuestion& question,
                             const Deadline& deadline, TraceAnswer& answer) {
  std::vector<ResultIndex> results;
  for (const CertificateIndex c : answer.target.certificates) {
    const std::vector<ResultIndex> of =
        ResultsOfTarget(graph, c, answer.target, question.result_id);
    results.insert(results.end(), of.begin(), of.end());
  }
  if (results.empty()) {
    return InvalidField(
        "result_id",
        absl::StrCat("\"", question.result_id,
                     "\" is no result of the target's certificate"));
  }
  SUYUAN_ASSIGN_OR_RETURN(
      answer.chain,
      BuildChain(graph, results, context.known_at, question.explain, deadline));
  answer.judgement = JudgeFor(context, question.only_what_costs, answer.chain);
  answer.verdict = answer.judgement.verdict;
  if (answer.target.incomplete) {
    answer.findings.push_back(
        Found(context, Rule::kNoCertificate, Outcome::kUnknown));
    answer.verdict = std::max(answer.verdict, Worst(answer.findings));
  }
  return absl::OkStatus();
}

}  // namespace

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
  return change(graph_, positions_);
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
    SUYUAN_RETURN_IF_ERROR(
        AnswerWithChain(graph_, context, question, deadline, answer));
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
  SUYUAN_ASSIGN_OR_RETURN(AffectedAnswer answer,
                          FindAffected(graph_, question, deadline));
  answer.positions = positions_;
  return answer;
}

void Engine::Read(const std::function<void(const Graph&)>& read) const {
  ReaderLock lock(mutex_);
  read(graph_);
}

Positions Engine::positions() const {
  ReaderLock lock(mutex_);
  return positions_;
}

GraphSize Engine::size() const {
  ReaderLock lock(mutex_);
  return {static_cast<int64_t>(graph_.certificates()),
          static_cast<int64_t>(graph_.results()),
          static_cast<int64_t>(graph_.references()),
          static_cast<int64_t>(graph_.records()), graph_.bytes()};
}

}  // namespace suyuan::traceability
