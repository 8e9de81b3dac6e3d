#include "services/traceability/rules/reference.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "absl/strings/match.h"
#include "services/traceability/chain/window.h"
#include "services/traceability/rules/comparison_failed.h"
#include "services/traceability/rules/hierarchy.h"
#include "services/traceability/rules/material.h"
#include "services/traceability/rules/newest_reference.h"
#include "services/traceability/rules/ratio.h"
#include "services/traceability/rules/remote_link.h"
#include "services/traceability/rules/standard_status.h"

namespace suyuan::traceability {
namespace {

// Rounding on the way to coherent units must not decide.
constexpr double kSlack = 1e-9;

const CertificateRow& UserOf(const Graph& graph, ResultIndex result) {
  return graph.certificate(graph.result(result).certificate);
}

Finding JudgeCertificateInTime(const RuleContext& context, const Work& work,
                               const Leg& leg) {
  Finding found = Found(context, Rule::kV03, Outcome::kUnknown, leg.reference);
  Explain(context, found, "reference",
          context.graph.text(context.graph.reference(leg.reference).text));
  ExplainDay(context, found, "used_from", work.begin);
  if (leg.state == LegState::kTerminal) {
    found.outcome = Outcome::kNotApplicable;
  } else if (leg.state == LegState::kResolved) {
    const DayNumber finished =
        context.graph.certificate(leg.certificate).work_end();
    ExplainDay(context, found, "reference_finished", finished);
    if (work.known() && finished != kNoDay) {
      found.outcome =
          finished <= work.begin ? Outcome::kHeld : Outcome::kBroken;
    }
  }
  return found;
}

Outcome InWindow(const Window& window, const Work& work) {
  if (!work.known() || window.from == kNoDay) return Outcome::kUnknown;
  if (work.begin < window.from) return Outcome::kBroken;
  if (window.to != kNoDay && window.to < window.from) return Outcome::kBroken;
  if (window.to == kNoDay) return Outcome::kUnknown;
  return work.end <= window.to ? Outcome::kHeld : Outcome::kBroken;
}

Outcome InBatch(const ReferenceMaterialFacts& material, const Work& work) {
  if (!work.known()) return Outcome::kUnknown;
  return Covers(material.period, work.begin, work.end) &&
                 !AnyTouches(material.suspensions, work.begin, work.end)
             ? Outcome::kHeld
             : Outcome::kBroken;
}

Finding JudgeInDate(const RuleContext& context, const Work& work,
                    const Leg& leg) {
  Finding found =
      Found(context, Rule::kV04, Outcome::kNotApplicable, leg.reference);
  ExplainDay(context, found, "used_from", work.begin);
  ExplainDay(context, found, "used_to", work.end);
  if (leg.state == LegState::kResolved) {
    const Window window =
        WindowOf(context.graph, leg.certificate, context.known_at);
    found.outcome = InWindow(window, work);
    // The end of a remote link is that of its own windows (LINK_GAP).
    if (window.to == kNoDay && found.outcome == Outcome::kUnknown &&
        window.from != kNoDay && work.known() &&
        context.graph.RemoteLink(leg.reference) != nullptr) {
      found.outcome = Outcome::kHeld;
    }
    ExplainDay(context, found, "valid_from", window.from);
    ExplainDay(context, found, "valid_to", window.to);
    if (window.void_ends_it) Explain(context, found, "ended_by", "void");
  } else if (leg.state == LegState::kTerminal) {
    const ReferenceMaterialFacts* material =
        context.graph.ReferenceMaterial(leg.record, context.known_at);
    if (material != nullptr) found.outcome = InBatch(*material, work);
  }
  return found;
}

Finding JudgeRange(const RuleContext& context, const ResultRow& result,
                   const Leg& leg, const Support& support) {
  Finding found =
      Found(context, Rule::kV08, Outcome::kNotApplicable, leg.reference);
  ExplainNumber(context, found, "value", result.value);
  Explain(context, found, "within", "calibrated range of the reference");
  if (leg.state == LegState::kResolved && support.relation == Relation::kSame) {
    found.outcome = support.coverage == Coverage::kInside ? Outcome::kHeld
                    : support.coverage == Coverage::kOutside
                        ? Outcome::kBroken
                        : Outcome::kUnknown;
  }
  return found;
}

Finding JudgeKind(const RuleContext& context, const ResultRow& result,
                  const Leg& leg, const Support& support) {
  Finding found =
      Found(context, Rule::kV11, Outcome::kNotApplicable, leg.reference);
  const Kind& kind = context.graph.kinds().kind(result.kind);
  Explain(context, found, "kind", kind.code);
  if (leg.state != LegState::kResolved) return found;
  found.outcome = support.relation == Relation::kNone      ? Outcome::kBroken
                  : support.relation == Relation::kUnknown ? Outcome::kUnknown
                                                           : Outcome::kHeld;
  return found;
}

Finding JudgeDimension(const RuleContext& context, const ResultRow& result,
                       const Leg& leg, const Support& support) {
  Finding found =
      Found(context, Rule::kV12, Outcome::kNotApplicable, leg.reference);
  if (leg.state != LegState::kResolved || support.relation != Relation::kSame) {
    return found;
  }
  const KindTable& kinds = context.graph.kinds();
  const DimensionText& own = kinds.dimension(result.kind);
  Explain(context, found, "dimension", own.value_or(""));
  found.outcome = own ? Outcome::kHeld : Outcome::kUnknown;
  for (const ResultIndex r : support.used) {
    const DimensionText& other = kinds.dimension(context.graph.result(r).kind);
    if (!own || !other) {
      found.outcome = Outcome::kUnknown;
    } else if (*own != *other) {
      found.outcome = Outcome::kBroken;
      Explain(context, found, "reference_dimension", *other);
      break;
    }
  }
  return found;
}

Finding JudgeMonotonic(const RuleContext& context, ResultIndex index,
                       const Leg& leg, const Support& support) {
  Finding found =
      Found(context, Rule::kV14, Outcome::kNotApplicable, leg.reference);
  const ResultRow& result = context.graph.result(index);
  const double own = UncertaintyOf(result, context.profile.mpe_as_uncertainty);
  const double reference =
      support.standard_uncertainty * WeightOf(context, index, leg, support);
  if (std::isnan(own) || std::isnan(reference)) return found;
  ExplainNumber(context, found, "standard_uncertainty", own);
  ExplainNumber(context, found, "of_reference", reference);
  found.outcome =
      result.multi_reference_average || own >= reference * (1 - kSlack)
          ? Outcome::kHeld
          : Outcome::kBroken;
  return found;
}

Finding JudgeClaimedDigest(const RuleContext& context, const Leg& leg) {
  Finding found =
      Found(context, Rule::kV23, Outcome::kNotApplicable, leg.reference);
  const ReferenceRow& reference = context.graph.reference(leg.reference);
  if (leg.state != LegState::kResolved || reference.digest == kNone) {
    return found;
  }
  found.outcome = context.graph.claimed_digest(reference.digest) ==
                          context.graph.certificate(leg.certificate).digest
                      ? Outcome::kHeld
                      : Outcome::kBroken;
  return found;
}

Finding JudgeTerminal(const RuleContext& context, const Leg& leg) {
  Finding found =
      Found(context, Rule::kV27, Outcome::kNotApplicable, leg.reference);
  if (leg.state != LegState::kTerminal) return found;
  Explain(context, found, "record", leg.record);
  found.outcome = context.profile.terminal_levels.has(leg.level)
                      ? Outcome::kHeld
                      : Outcome::kBroken;
  return found;
}

Finding JudgeReplaced(const RuleContext& context, const Leg& leg) {
  Finding found = Found(context, Rule::kReferenceReplaced,
                        Outcome::kNotApplicable, leg.reference);
  if (leg.state == LegState::kResolved) {
    found.outcome = context.graph.Replaced(leg.certificate, context.known_at)
                        ? Outcome::kBroken
                        : Outcome::kHeld;
  }
  return found;
}

}  // namespace

Finding JudgeIdentity(const RuleContext& context, const Leg& leg) {
  Finding found = Found(context, Rule::kItemIdentityMismatch,
                        Outcome::kNotApplicable, leg.reference);
  if (leg.state != LegState::kResolved) return found;
  const Graph& graph = context.graph;
  const CertificateRow& row = graph.certificate(leg.certificate);
  std::vector<TextId> printed;
  for (uint32_t i = 0; i < row.items; ++i) {
    const auto ids = graph.list(graph.item(row.first_item + i).identifications);
    printed.insert(printed.end(), ids.begin(), ids.end());
  }
  if (printed.empty()) return found;
  for (const TextId id :
       graph.list(graph.reference(leg.reference).identifications)) {
    if (std::find(printed.begin(), printed.end(), id) != printed.end()) {
      if (found.outcome == Outcome::kNotApplicable) {
        found.outcome = Outcome::kHeld;
      }
    } else {
      found.outcome = Outcome::kBroken;
      Explain(context, found, "named", graph.text(id));
    }
  }
  return found;
}

void JudgeReference(const RuleContext& context, ResultIndex index,
                    const Leg& leg, const Support& support,
                    std::vector<Finding>& out) {
  const ResultRow& result = context.graph.result(index);
  const Work work = WorkOf(UserOf(context.graph, index));
  out.push_back(JudgeCertificateInTime(context, work, leg));
  out.push_back(JudgeInDate(context, work, leg));
  out.push_back(JudgeRange(context, result, leg, support));
  out.push_back(JudgeKind(context, result, leg, support));
  out.push_back(JudgeDimension(context, result, leg, support));
  out.push_back(JudgeMonotonic(context, index, leg, support));
  const SchemeStep step = StepOf(context, result, work, leg, support);
  JudgeRatio(context, index, leg, support, step, out);
  out.push_back(JudgeTiers(context, leg, step));
  out.push_back(JudgeClaimedDigest(context, leg));
  out.push_back(JudgeIssuedInTime(context, work, leg));
  out.push_back(JudgeMaterial(context, result, work, leg));
  out.push_back(JudgeStandardStatus(context, work, leg));
  out.push_back(JudgeComparisons(context, result, work, leg));
  out.push_back(JudgeLink(context, work, leg));
  out.push_back(JudgeTerminal(context, leg));
  out.push_back(JudgeIdentity(context, leg));
  out.push_back(JudgeReplaced(context, leg));
}

}  // namespace suyuan::traceability
