#include "services/traceability/rules/issuer.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "services/traceability/chain/support.h"
#include "services/traceability/rules/site.h"
#include "services/traceability/rules/smallest_uncertainty.h"

namespace suyuan::traceability {
namespace {

ServiceKind ServiceOf(CertificateKind kind) {
  switch (kind) {
    case CertificateKind::kVerification:
    case CertificateKind::kVerificationFail:
      return ServiceKind::kVerification;
    case CertificateKind::kCrm:
      return ServiceKind::kCrm;
    default:
      return ServiceKind::kCalibration;
  }
}

bool InForce(const CompetenceFacts& competence, const Work& work) {
  return Covers(competence.period, work.begin, work.end) &&
         !AnyTouches(competence.suspensions, work.begin, work.end);
}

bool RowFits(const RuleContext& context, const ScopeRowFacts& row,
             const ResultRow& result,
             const std::vector<absl::string_view>& classes) {
  const Graph& graph = context.graph;
  const ServiceKind service =
      ServiceOf(graph.certificate(result.certificate).kind);
  if (!row.services.empty() &&
      std::find(row.services.begin(), row.services.end(), service) ==
          row.services.end()) {
    return false;
  }
  if (!row.equipment_class.empty() && !classes.empty() &&
      std::find(classes.begin(), classes.end(), row.equipment_class) ==
          classes.end()) {
    return false;
  }
  if (!row.kind.named()) return true;
  return RelateKinds(graph.kinds().kind(result.kind),
                     graph.kinds().dimension(result.kind), row.kind,
                     row.dimension) == Relation::kSame;
}

// A range in another dimension than the value says nothing about it.
bool RowContains(const Graph& graph, const ScopeRowFacts& row,
                 const ResultRow& result) {
  if (!row.range) return true;
  const DimensionText& dimension = graph.kinds().dimension(result.kind);
  if (!dimension || !row.dimension || *dimension != *row.dimension) {
    return false;
  }
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  return RangeContains(row.range->lo.value_or(-kInfinity),
                       row.range->hi.value_or(kInfinity), result.value);
}

bool HasScope(const std::vector<const CompetenceFacts*>& competences) {
  return std::any_of(
      competences.begin(), competences.end(),
      [](const CompetenceFacts* c) { return !c->scope.empty(); });
}

std::vector<const ScopeRowFacts*> FittingRows(
    const RuleContext& context,
    const std::vector<const CompetenceFacts*>& competences,
    const ResultRow& result) {
  const std::vector<absl::string_view> classes =
      ClassesOf(context.graph, result);
  std::vector<const ScopeRowFacts*> out;
  for (const CompetenceFacts* competence : competences) {
    for (const ScopeRowFacts& row : competence->scope) {
      if (RowFits(context, row, result, classes)) out.push_back(&row);
    }
  }
  return out;
}

// A certificate for a part does not speak for the registered whole.
bool ClassContradictsRecord(const RuleContext& context,
                            const ResultRow& result) {
  const Graph& graph = context.graph;
  const CertificateRow& row = graph.certificate(result.certificate);
  for (uint32_t i = 0; i < row.items; ++i) {
    const ItemIndex index = row.first_item + i;
    if (result.item != kNone && result.item != index) continue;
    const ItemRow& item = graph.item(index);
    if (item.equipment_class == kNoText) continue;
    const absl::string_view named = graph.text(item.equipment_class);
    for (const uint32_t key : graph.list(item.keys)) {
      for (const InstrumentFacts* instrument :
           graph.InstrumentsByKey(graph.key(key), context.known_at)) {
        if (!instrument->equipment_class.empty() &&
            instrument->equipment_class != named) {
          return true;
        }
      }
    }
  }
  return false;
}

Outcome ScopeOutcome(const RuleContext& context, const IssuerStanding& standing,
                     const ResultRow& result,
                     const std::vector<const ScopeRowFacts*>& fitting) {
  if (ClassContradictsRecord(context, result)) return Outcome::kBroken;
  if (standing.v06.outcome == Outcome::kBroken) return Outcome::kNotApplicable;
  if (standing.v06.outcome == Outcome::kUnknown ||
      !HasScope(standing.accepted) ||
      context.graph.kinds().unknown(result.kind)) {
    return Outcome::kUnknown;
  }
  return fitting.empty() ? Outcome::kBroken : Outcome::kHeld;
}

Outcome RangeOutcome(Outcome v07, const ResultRow& result,
                     const std::vector<const ScopeRowFacts*>& containing) {
  if (v07 == Outcome::kUnknown) return Outcome::kUnknown;
  if (v07 != Outcome::kHeld) return Outcome::kNotApplicable;
  if (std::isnan(result.value)) return Outcome::kUnknown;
  return containing.empty() ? Outcome::kBroken : Outcome::kHeld;
}

std::vector<const ScopeRowFacts*> Containing(
    const Graph& graph, const ResultRow& result,
    const std::vector<const ScopeRowFacts*>& fitting) {
  std::vector<const ScopeRowFacts*> out;
  for (const ScopeRowFacts* row : fitting) {
    if (RowContains(graph, *row, result)) out.push_back(row);
  }
  return out;
}

}  // namespace

std::vector<absl::string_view> ClassesOf(const Graph& graph,
                                         const ResultRow& result) {
  std::vector<absl::string_view> out;
  const CertificateRow& row = graph.certificate(result.certificate);
  for (uint32_t i = 0; i < row.items; ++i) {
    const ItemIndex item = row.first_item + i;
    if (result.item != kNone && result.item != item) continue;
    const TextId named = graph.item(item).equipment_class;
    if (named != kNoText) out.push_back(graph.text(named));
  }
  return out;
}

IssuerStanding StandingOf(const RuleContext& context,
                          CertificateIndex certificate) {
  const CertificateRow& row = context.graph.certificate(certificate);
  IssuerStanding out{
      Found(context, Rule::kV06, Outcome::kUnknown), nullptr, {}, {}};
  const Work work = WorkOf(row);
  const InstitutionFacts* issuer =
      context.graph.ResolveParty(row.issuer, context.known_at);
  Explain(context, out.v06, "issuer", context.graph.text(row.printed_issuer));
  ExplainDay(context, out.v06, "from", work.begin);
  ExplainDay(context, out.v06, "to", work.end);
  out.institution = issuer;
  if (issuer == nullptr || !work.known()) return out;
  Explain(context, out.v06, "institution", issuer->name);
  const std::vector<const CompetenceFacts*> all =
      context.graph.CompetencesOf(issuer->name, context.known_at);
  if (all.empty()) return out;
  out.v06.outcome = Outcome::kBroken;
  if (!Covers(issuer->period, work.begin, work.end) ||
      AnyTouches(issuer->suspensions, work.begin, work.end)) {
    return out;
  }
  for (const CompetenceFacts* competence : all) {
    if (!InForce(*competence, work)) continue;
    if (context.profile.Accepts(competence->kind, row.kind)) {
      out.accepted.push_back(competence);
      Explain(context, out.v06, "competence", competence->name);
    }
    if (context.profile.EndsChain(competence->kind, row.kind)) {
      out.terminal.push_back(competence);
    }
  }
  if (!out.accepted.empty()) out.v06.outcome = Outcome::kHeld;
  return out;
}

void JudgeScope(const RuleContext& context, const IssuerStanding& standing,
                ResultIndex index, std::vector<Finding>& out) {
  const Graph& graph = context.graph;
  const ResultRow& result = graph.result(index);
  const std::vector<const ScopeRowFacts*> fitting =
      FittingRows(context, standing.accepted, result);
  Finding v07 = Found(context, Rule::kV07,
                      ScopeOutcome(context, standing, result, fitting));
  const Kind& kind = graph.kinds().kind(result.kind);
  Explain(context, v07, "kind", kind.code);
  for (const auto& [name, value] : kind.qualifiers) {
    Explain(context, v07, name.c_str(), value);
  }
  std::vector<const ScopeRowFacts*> containing =
      Containing(graph, result, fitting);
  Finding v08 =
      Found(context, Rule::kV08, RangeOutcome(v07.outcome, result, containing));
  ExplainNumber(context, v08, "value", result.value);
  Explain(context, v08, "within", "scope");
  if (v08.outcome != Outcome::kHeld) containing.clear();
  out.push_back(std::move(v07));
  out.push_back(std::move(v08));
  out.push_back(JudgeSmallestUncertainty(context, index, containing));
  out.push_back(
      JudgeSite(context, standing.institution, result.certificate, containing));
}

bool RowAllows(const RuleContext& context, const ScopeRowFacts& row,
               const ResultRow& result) {
  return RowFits(context, row, result, ClassesOf(context.graph, result)) &&
         (std::isnan(result.value) || RowContains(context.graph, row, result));
}

bool EndsChainByCompetence(const RuleContext& context,
                           const IssuerStanding& standing, ResultIndex index) {
  if (standing.terminal.empty()) return false;
  const ResultRow& result = context.graph.result(index);
  if (std::isnan(result.value)) return false;
  const std::vector<const ScopeRowFacts*> fitting =
      FittingRows(context, standing.terminal, result);
  return std::any_of(fitting.begin(), fitting.end(),
                     [&](const ScopeRowFacts* r) {
                       return RowContains(context.graph, *r, result);
                     });
}

}  // namespace suyuan::traceability
