#include "services/traceability/suggest/suggest.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "libs/base/status.h"
#include "services/traceability/chain/window.h"
#include "services/traceability/inventory/selection.h"
#include "services/traceability/suggest/candidate_checks.h"
#include "services/traceability/suggest/chain_length.h"

namespace suyuan::traceability {
namespace {

constexpr int32_t kMostJudged = 200;

// The first of the certificates to end, if the end of each is known.
DayNumber FirstEnd(const Graph& graph, const StandardNumbers& numbers,
                   absl::Time known_at) {
  DayNumber first = kNoDay;
  for (const CertificateIndex c : numbers.certificates) {
    const DayNumber to = WindowOf(graph, c, known_at).to;
    if (to == kNoDay) return kNoDay;
    first = first == kNoDay ? to : std::min(first, to);
  }
  return first;
}

Candidate ToCandidate(const RuleContext& context,
                      const SuggestionQuestion& question,
                      const StandardFacts& standard, StandardNumbers numbers) {
  Candidate out;
  out.standard = standard.name;
  out.title_zh = standard.title_zh;
  out.title_en = standard.title_en;
  out.holder = standard.holder;
  const StandardPlace place =
      PlaceOf(context.graph, standard, context.known_at);
  out.division = place.division;
  out.zone =
      place.abroad ? Zone::kOutside : ZoneOf(question.division, place.division);
  out.kilometres = KilometresBetween(question.division, place.division);
  out.findings = CheckCandidate(context, question, standard, numbers);
  out.valid_to = FirstEnd(context.graph, numbers, context.known_at);
  out.numbers = std::move(numbers);
  return out;
}

// Every standard in force that realises the kind, nearest first.
std::vector<Candidate> AllCandidates(const Graph& graph,
                                     const SuggestionQuestion& question) {
  const RuleContext context{graph, *question.profile, question.known_at,
                            question.day, /*explain=*/true};
  std::vector<Candidate> out;
  for (const std::string& name : graph.standard_names()) {
    const StandardFacts* standard = graph.Standard(name, question.known_at);
    if (standard == nullptr || !InForce(standard->period, question.day) ||
        standard->level == Level::kCheckStandard) {
      continue;
    }
    StandardNumbers numbers = NumbersOf(graph, *standard, question);
    if (!numbers.realises_kind && !numbers.from_certificates) continue;
    out.push_back(
        ToCandidate(context, question, *standard, std::move(numbers)));
  }
  std::sort(out.begin(), out.end(), Nearer);
  return out;
}

// V05 and the length of the chain. What cannot be judged is not passed.
absl::Status JudgeChain(const Engine& engine,
                        const SuggestionQuestion& question,
                        const Deadline& deadline, Candidate& candidate) {
  TraceQuestion trace;
  trace.target = {candidate.standard, {}, question.day, question.known_at};
  trace.profile = question.profile;
  const absl::Status judged = engine.Trace(
      trace, deadline,
      [&](const Graph&, const RuleContext& context, const TraceAnswer& answer) {
        candidate.chain = answer.verdict;
        candidate.hops = CalibrationsOf(answer);
        Finding v05 = Found(
            context, Rule::kV05,
            answer.verdict == Verdict::kNotTraceable    ? Outcome::kBroken
            : answer.verdict == Verdict::kIndeterminate ? Outcome::kUnknown
                                                        : Outcome::kHeld);
        candidate.findings.push_back(std::move(v05));
      });
  if (absl::IsDeadlineExceeded(judged) || absl::IsCancelled(judged)) {
    return judged;
  }
  if (!judged.ok()) {  // CHAIN_TOO_LARGE
    candidate.findings.push_back(
        {Rule::kV05, Outcome::kUnknown, Severity::kBlocker});
  }
  candidate.chain_judged = true;
  return absl::OkStatus();
}

int FaultsOf(const Candidate& candidate) {
  return static_cast<int>(
      std::count_if(candidate.findings.begin(), candidate.findings.end(),
                    [](const Finding& f) {
                      return VerdictOf(f) >= Verdict::kIndeterminate;
                    }));
}

bool InRegion(const Candidate& candidate) {
  return candidate.zone <= Zone::kRegion;
}

void KeepNearMisses(std::vector<Candidate> misses, size_t most,
                    Suggestion& out) {
  std::stable_sort(misses.begin(), misses.end(),
                   [](const Candidate& a, const Candidate& b) {
                     return FaultsOf(a) < FaultsOf(b);
                   });
  if (misses.size() > most) misses.resize(most);
  out.near_misses = std::move(misses);
}

void FindFlatOptions(const std::vector<Candidate>& suitable, Suggestion& out) {
  if (suitable.empty() || suitable.front().hops == 0) return;
  const Candidate& nearest = suitable.front();
  for (const Candidate& candidate : suitable) {
    if (candidate.hops == 0 || candidate.hops >= nearest.hops) continue;
    out.flat.push_back({candidate, nearest.hops - candidate.hops,
                        nearest.numbers.standard_uncertainty -
                            candidate.numbers.standard_uncertainty});
  }
  std::stable_sort(out.flat.begin(), out.flat.end(),
                   [](const FlatOption& a, const FlatOption& b) {
                     return a.hops_saved > b.hops_saved;
                   });
}

void KeepCandidates(std::vector<Candidate> suitable,
                    const SuggestionLimits& limits, Suggestion& out) {
  out.suitable = static_cast<int32_t>(suitable.size());
  out.suitable_outside = static_cast<int32_t>(
      std::count_if(suitable.begin(), suitable.end(),
                    [](const Candidate& c) { return !InRegion(c); }));
  FindFlatOptions(suitable, out);
  if (out.flat.size() > limits.candidates) out.flat.resize(limits.candidates);
  if (!limits.outside && out.suitable_outside < out.suitable) {
    suitable.erase(
        std::remove_if(suitable.begin(), suitable.end(),
                       [](const Candidate& c) { return !InRegion(c); }),
        suitable.end());
  }
  if (suitable.size() > limits.candidates) suitable.resize(limits.candidates);
  out.candidates = std::move(suitable);
}

}  // namespace

absl::StatusOr<Suggestion> Suggest(const Engine& engine,
                                   const SuggestionQuestion& question,
                                   const SuggestionLimits& limits,
                                   const Deadline& deadline) {
  Suggestion out;
  out.positions = engine.positions();
  std::vector<Candidate> all;
  engine.Read(
      [&](const Graph& graph) { all = AllCandidates(graph, question); });
  out.standards = static_cast<int32_t>(all.size());
  std::vector<Candidate> suitable;
  std::vector<Candidate> misses;
  int32_t judged = 0;
  for (Candidate& candidate : all) {
    const bool promising = Worst(candidate.findings) <= Verdict::kIndeterminate;
    if (promising && judged == kMostJudged) {
      ++out.not_judged;
      continue;
    }
    if (promising) {
      ++judged;
      SUYUAN_RETURN_IF_ERROR(JudgeChain(engine, question, deadline, candidate));
    }
    (IsSuitable(candidate) ? suitable : misses).push_back(std::move(candidate));
  }
  KeepCandidates(std::move(suitable), limits, out);
  KeepNearMisses(std::move(misses), limits.near_misses, out);
  return out;
}

}  // namespace suyuan::traceability
