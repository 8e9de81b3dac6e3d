#include "services/traceability/settled/settle_one.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "services/traceability/judge/local_judge.h"
#include "services/traceability/rules/profile.h"
#include "services/traceability/rules/standard_status.h"

namespace suyuan::traceability {
namespace {

using Supports = std::vector<Support>;

// COMPARISON_FAILED looks at the day of the question where the standard named
// was ever compared.
bool IsDated(const RuleContext& context, const std::vector<Leg>& legs,
             const Supports& supports) {
  return std::any_of(supports.begin(), supports.end(), [&](const Support& s) {
    const StandardFacts* named =
        StandardNamedBy(context, legs[s.leg].reference).standard;
    return named != nullptr && !named->comparisons.empty();
  });
}

void AddLinks(const Graph& graph, CertificateIndex user, const Leg& leg,
              const Support& support, JudgedResult& out) {
  if (leg.state == LegState::kTerminal) out.judgement.SetAtRecord();
  if (leg.state != LegState::kResolved) return;
  const size_t first = out.links.size();
  for (const ResultIndex used : support.used) out.links.emplace_back(used);
  if (support.used.empty()) {
    out.links.emplace_back(graph.certificate(leg.certificate).first_result);
    out.links.back().SetBare();
  } else if (!ComesBefore(graph, leg.certificate, user)) {
    out.judgement.SetOdd();
  }
  out.links[first].SetFirst();
}

void JudgeUnder(const RuleContext& context, CertificateIndex certificate,
                size_t profile, const std::vector<Leg>& legs,
                std::vector<Supports>& supports, JudgedAlone& out) {
  LocalJudge local(context, certificate, legs);
  out.paper[profile] = local.JudgePaper();
  LeaveOut(context.profile, out.paper[profile]);
  const Verdict paper = Worst(out.paper[profile]);
  for (size_t i = 0; i < out.results.size(); ++i) {
    JudgedResult& judged = out.results[i];
    std::vector<Finding>& findings = judged.findings[profile];
    if (local.JudgeResult(judged.result, supports[i], findings)) {
      judged.judgement.SetTerminal(profile);
    }
    LeaveOut(context.profile, findings);
    judged.judgement.SetVerdict(profile, std::max(paper, Worst(findings)));
  }
}

}  // namespace

bool ComesBefore(const Graph& graph, CertificateIndex first,
                 CertificateIndex second) {
  return std::tuple(graph.certificate(first).work_end(), first) <
         std::tuple(graph.certificate(second).work_end(), second);
}

JudgedAlone JudgeAlone(const Graph& graph, CertificateIndex certificate) {
  const absl::Time known_at = absl::InfiniteFuture();
  const absl::Span<const Profile> profiles = BuiltInProfiles();
  const RuleContext context{graph, profiles[0], known_at};
  const std::vector<Leg> legs = LegsOf(graph, certificate, known_at);
  std::vector<Supports> supports;
  JudgedAlone out;
  for (const ResultIndex r : CountingResults(graph, certificate)) {
    supports.push_back(SupportsOf(graph, r, legs));
    JudgedResult& judged = out.results.emplace_back();
    judged.result = r;
    for (const Support& s : supports.back()) {
      AddLinks(graph, certificate, legs[s.leg], s, judged);
    }
    if (!judged.links.empty()) judged.links.back().SetLast();
    if (IsDated(context, legs, supports.back())) judged.judgement.SetDated();
  }
  for (size_t p = 0; p < kSettledProfiles; ++p) {
    const RuleContext under{graph, profiles[p], known_at};
    JudgeUnder(under, certificate, p, legs, supports, out);
  }
  return out;
}

}  // namespace suyuan::traceability
