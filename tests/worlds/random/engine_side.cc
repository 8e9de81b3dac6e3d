#include "tests/worlds/random/engine_side.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/deadline.h"
#include "services/traceability/uncertainty/recomputation.h"
#include "tests/worlds/random/arrivals.h"

namespace suyuan::worlds {
namespace {

using traceability::Graph;
using traceability::LegState;
using traceability::Profile;
using traceability::Rule;

int RuleNumber(Rule rule) {
  switch (rule) {
    case Rule::kItemIdentityMismatch:
      return kIdentityMismatch;
    case Rule::kReferenceReplaced:
      return kReplaced;
    case Rule::kNoCertificate:
      return kNoCertificate;
    case Rule::kAmbiguousTarget:
      return kAmbiguousTarget;
    case Rule::kComparisonFailed:
      return kComparisonFailed;
    case Rule::kStaleReference:
      return kStaleReference;
    case Rule::kLateReference:
      return kLateReference;
    case Rule::kLinkGap:
      return kLinkGap;
    case Rule::kRuleConflict:
      return kRuleConflict;
    default:
      return static_cast<int>(rule) + 1;
  }
}

Severity Plain(traceability::Severity severity) {
  return static_cast<Severity>(severity);
}

Verdict Plain(traceability::Verdict verdict) {
  return static_cast<Verdict>(verdict);
}

Currency Plain(traceability::Currency currency) {
  return static_cast<Currency>(currency);
}

LegKind Plain(LegState state) { return static_cast<LegKind>(state); }

int Place(uint32_t index) {
  return index == traceability::kNone ? -1 : static_cast<int>(index);
}

// One answer of the engine on its way to the plain form.
class Flatten {
 public:
  Flatten(const Graph& graph, const traceability::TraceAnswer& answer)
      : graph_(graph), in_(answer) {}

  TraceAnswer Run() {
    out_.verdict = Plain(in_.verdict);
    out_.currency = Plain(in_.currency);
    for (const auto c : in_.target.candidates) {
      out_.candidates.push_back(Place(c));
    }
    for (const auto& finding : in_.findings) AddFinding(-1, -1, 0, finding);
    for (size_t c = 0; c < in_.chain.certificates.size(); ++c) AddPaper(c);
    for (size_t n = 0; n < in_.chain.nodes.size(); ++n) AddNode(n);
    std::sort(out_.candidates.begin(), out_.candidates.end());
    std::sort(out_.nodes.begin(), out_.nodes.end());
    std::sort(out_.legs.begin(), out_.legs.end());
    std::sort(out_.supports.begin(), out_.supports.end());
    std::sort(out_.findings.begin(), out_.findings.end());
    return std::move(out_);
  }

 private:
  void AddFinding(int certificate, int result, uint32_t first_reference,
                  const traceability::Finding& finding) {
    if (finding.outcome == traceability::Outcome::kNotApplicable) return;
    PlainFinding plain;
    plain.certificate = certificate;
    plain.result = result;
    plain.rule = RuleNumber(finding.rule);
    plain.outcome = static_cast<Outcome>(finding.outcome);
    plain.severity = Plain(finding.severity);
    if (finding.reference != traceability::kNone) {
      plain.reference = static_cast<int>(finding.reference - first_reference);
    }
    out_.findings.push_back(plain);
  }

  void AddPaper(size_t place) {
    const auto& paper = in_.chain.certificates[place];
    const auto& row = graph_.certificate(paper.index);
    const int c = Place(paper.index);
    for (const auto& finding : in_.judgement.certificates[place].findings) {
      AddFinding(c, -1, row.first_reference, finding);
    }
    for (const auto& leg : paper.legs) {
      PlainLeg plain;
      plain.certificate = c;
      plain.reference = static_cast<int>(leg.reference - row.first_reference);
      plain.kind = Plain(leg.state);
      plain.to = Place(leg.certificate);
      plain.record = leg.record;
      for (const auto candidate : leg.candidates) {
        plain.candidates.push_back(Place(candidate));
      }
      std::sort(plain.candidates.begin(), plain.candidates.end());
      out_.legs.push_back(std::move(plain));
    }
  }

  void AddNode(size_t place) {
    const auto& node = in_.chain.nodes[place];
    const auto& judged = in_.judgement.nodes[place];
    const auto& paper = in_.chain.certificates[node.certificate];
    const auto& row = graph_.certificate(paper.index);
    const int c = Place(paper.index);
    const int r = static_cast<int>(node.result - row.first_result);
    out_.nodes.push_back({c, r, judged.terminal, Plain(judged.verdict)});
    for (const auto& finding : judged.findings) {
      AddFinding(c, r, row.first_reference, finding);
    }
    for (const auto& support : node.supports) {
      const auto& leg = paper.legs[support.leg];
      PlainSupport plain;
      plain.certificate = c;
      plain.result = r;
      plain.reference = static_cast<int>(leg.reference - row.first_reference);
      plain.to = Place(leg.certificate);
      for (const auto used : support.used) {
        plain.used.push_back(static_cast<int>(
            used - graph_.certificate(leg.certificate).first_result));
      }
      out_.supports.push_back(std::move(plain));
    }
  }

  const Graph& graph_;
  const traceability::TraceAnswer& in_;
  TraceAnswer out_;
};

// By their names, since both lists have an order of their own.
PlainGapKind Plain(traceability::GapKind kind) {
  using traceability::GapKind;
  switch (kind) {
    case GapKind::kNoUncertainty:
      return PlainGapKind::kNoUncertainty;
    case GapKind::kNoBudget:
      return PlainGapKind::kNoBudget;
    case GapKind::kBudgetUnreadable:
      return PlainGapKind::kBudgetUnreadable;
    case GapKind::kNotInBudget:
      return PlainGapKind::kNotInBudget;
    case GapKind::kCorrelatedReference:
      return PlainGapKind::kCorrelatedReference;
    case GapKind::kOpenEnd:
      return PlainGapKind::kOpenEnd;
    case GapKind::kAmbiguous:
      return PlainGapKind::kAmbiguous;
    case GapKind::kNoReferences:
      return PlainGapKind::kNoReferences;
    case GapKind::kNoSensitivity:
      return PlainGapKind::kNoSensitivity;
    case GapKind::kNoModel:
      return PlainGapKind::kNoModel;
    case GapKind::kExceedsStated:
      return PlainGapKind::kExceedsStated;
    case GapKind::kNoDrift:
      return PlainGapKind::kNoDrift;
    case GapKind::kNoLinkUncertainty:
      return PlainGapKind::kNoLinkUncertainty;
    case GapKind::kNoDegreesOfFreedom:
      return PlainGapKind::kNoDegreesOfFreedom;
    case GapKind::kCycle:
      return PlainGapKind::kCycle;
  }
  SUYUAN_CHECK(false);
}

PlainUncertainty PlainUncertaintyOf(const Graph& graph,
                                    const traceability::Recomputation& all,
                                    const traceability::RecomputedResult& one) {
  PlainUncertainty out;
  const auto place = [&graph](traceability::ResultIndex result) {
    const auto certificate = graph.result(result).certificate;
    return std::pair(
        Place(certificate),
        static_cast<int>(result - graph.certificate(certificate).first_result));
  };
  std::tie(out.certificate, out.result) = place(one.result);
  if (!std::isnan(one.standard_uncertainty)) {
    out.standard_uncertainty = one.standard_uncertainty;
    const double degrees = EffectiveDegreesOfFreedom(all, one.contributions);
    if (!std::isnan(degrees)) out.degrees_of_freedom = degrees;
  }
  for (const auto& contribution : one.contributions) {
    if (contribution.amount == 0) continue;
    out.contributions.push_back(contribution.amount);
  }
  std::sort(out.contributions.begin(), out.contributions.end());
  for (const traceability::Gap& gap : one.gaps) {
    PlainGap plain;
    plain.kind = Plain(gap.kind);
    std::tie(plain.certificate, plain.result) = place(gap.result);
    if (gap.reference != traceability::kNone) {
      const auto& row = graph.certificate(graph.result(gap.result).certificate);
      plain.reference = static_cast<int>(gap.reference - row.first_reference);
    }
    out.cyclic = out.cyclic || plain.kind == PlainGapKind::kCycle;
    out.gaps.push_back(plain);
  }
  std::sort(out.gaps.begin(), out.gaps.end());
  return out;
}

Rule RuleOf(int number) {
  switch (number) {
    case kComparisonFailed:
      return Rule::kComparisonFailed;
    case kStaleReference:
      return Rule::kStaleReference;
    case kLateReference:
      return Rule::kLateReference;
    case kLinkGap:
      return Rule::kLinkGap;
    case kRuleConflict:
      return Rule::kRuleConflict;
    default:
      return static_cast<Rule>(number - 1);
  }
}

const Profile& ProfileWithout(ProfileId id, int rule) {
  if (rule == 0) {
    return traceability::BuiltInProfiles()[static_cast<size_t>(id)];
  }
  constexpr int kOff = kLastRule + 1;
  static const auto* const kProfiles = [] {
    auto* profiles = new std::array<std::array<Profile, kOff>, 2>();
    for (size_t p = 0; p < 2; ++p) {
      for (int r = 0; r < kOff; ++r) {
        (*profiles)[p][r] = traceability::BuiltInProfiles()[p];
        if (r > 0) (*profiles)[p][r].off = {RuleOf(r)};
      }
    }
    return profiles;
  }();
  return (*kProfiles)[static_cast<size_t>(id)][rule];
}

}  // namespace

EngineSide::EngineSide(const World& world, bool registry_first)
    : clock_(absl::UnixEpoch()), engine_(clock_) {
  for (const bool certificates : {false, true}) {
    for (const Event& event : world.events) {
      const bool late = registry_first && FromCertificates(event);
      if (late == certificates) Tell(event, engine_);
    }
  }
}

TraceAnswer EngineSide::Trace(const TraceQuestion& question,
                              int without) const {
  clock_.Set(question.now);
  traceability::TraceQuestion asked;
  asked.target = {question.target, question.issuer,
                  traceability::ToDayNumber(question.as_of), question.known_at};
  asked.profile = &ProfileWithout(question.profile, without);
  asked.result_id = question.result_id;
  TraceAnswer out;
  const absl::Status status =
      engine_.Trace(asked, Deadline::Infinite(),
                    [&](const Graph& graph, const auto&, const auto& answer) {
                      out = Flatten(graph, answer).Run();
                    });
  if (absl::IsNotFound(status)) out.found = false;
  if (absl::IsInvalidArgument(status)) out.result_found = false;
  SUYUAN_CHECK(status.ok() || !out.found || !out.result_found);
  return out;
}

Verdict EngineSide::TraceVerdict(const TraceQuestion& question) const {
  traceability::TraceQuestion asked;
  asked.target = {question.target, question.issuer,
                  traceability::ToDayNumber(question.as_of), question.known_at};
  asked.profile = &ProfileWithout(question.profile, 0);
  asked.result_id = question.result_id;
  asked.verdict_only = true;
  Verdict out = Verdict::kTraceable;
  const absl::Status status =
      engine_.Trace(asked, Deadline::Infinite(),
                    [&](const auto&, const auto&, const auto& answer) {
                      out = Plain(answer.verdict);
                    });
  SUYUAN_CHECK(status.ok() || absl::IsNotFound(status) ||
               absl::IsInvalidArgument(status));
  return out;
}

std::vector<PlainUncertainty> EngineSide::ComputeUncertainty(
    const TraceQuestion& question) const {
  traceability::TraceQuestion asked;
  asked.target = {question.target, question.issuer,
                  traceability::ToDayNumber(question.as_of), question.known_at};
  asked.profile = &ProfileWithout(question.profile, 0);
  std::vector<PlainUncertainty> out;
  const absl::Status status = engine_.Trace(
      asked, Deadline::Infinite(),
      [&out](const Graph& graph, const traceability::RuleContext& context,
             const traceability::TraceAnswer& answer) {
        std::vector<traceability::ResultIndex> targets;
        for (uint32_t c = 0; c < answer.chain.rooted; ++c) {
          for (const uint32_t n : answer.chain.certificates[c].nodes) {
            targets.push_back(answer.chain.nodes[n].result);
          }
        }
        const auto all =
            traceability::Recompute(context, answer.chain, answer.judgement,
                                    targets, Deadline::Infinite());
        SUYUAN_CHECK(all.ok());
        for (const auto& one : all->results) {
          out.push_back(PlainUncertaintyOf(graph, *all, one));
        }
      });
  SUYUAN_CHECK(status.ok() || absl::IsNotFound(status));
  return out;
}

AffectedAnswer EngineSide::ListAffected(
    const AffectedQuestion& question) const {
  traceability::AffectedQuestion asked;
  asked.target = question.target;
  asked.issuer = question.issuer;
  asked.from = traceability::ToDayNumber(question.from);
  asked.to = traceability::ToDayNumber(question.to);
  asked.void_from = traceability::ToDayNumber(question.void_from);
  asked.void_to = traceability::ToDayNumber(question.void_to);
  asked.include_targets = question.include_targets;
  asked.as_of = traceability::ToDayNumber(question.as_of);
  asked.known_at = question.known_at;
  asked.current_only = question.current_only;
  const auto answer = engine_.ListAffected(asked, Deadline::Infinite());
  AffectedAnswer out;
  out.found = !absl::IsNotFound(answer.status());
  if (!out.found) return out;
  SUYUAN_CHECK(answer.ok());
  engine_.Read([&](const Graph& graph) {
    for (const auto& affected : answer->certificates) {
      PlainAffected plain;
      plain.certificate = Place(affected.certificate);
      for (const auto r : affected.results) {
        plain.results.push_back(static_cast<int>(
            r - graph.certificate(affected.certificate).first_result));
      }
      std::sort(plain.results.begin(), plain.results.end());
      plain.current = affected.current;
      out.certificates.push_back(std::move(plain));
    }
  });
  std::sort(out.certificates.begin(), out.certificates.end());
  return out;
}

}  // namespace suyuan::worlds
