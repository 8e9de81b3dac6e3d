#include "services/traceability/suggest/candidate_checks.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "services/traceability/chain/resolution.h"
#include "services/traceability/chain/window.h"
#include "services/traceability/rules/capability_tests.h"
#include "services/traceability/rules/comparison_failed.h"
#include "services/traceability/rules/smallest_uncertainty.h"
#include "services/traceability/rules/standard_status.h"

namespace suyuan::traceability {
namespace {

// Rounding on the way to coherent units must not decide.
constexpr double kSlack = 1e-9;

// What somebody asked for is no matter of the profile.
Finding Asked(const RuleContext& context, Rule rule, Outcome outcome) {
  Finding found = Found(context, rule, outcome);
  found.severity = Severity::kBlocker;
  return found;
}

// --- the holder --------------------------------------------------------------

struct Standing {
  Finding v06;
  std::vector<const CompetenceFacts*> accepted;
};

Standing StandingOfHolder(const RuleContext& context,
                          const SuggestionQuestion& question,
                          const StandardFacts& standard) {
  Standing out{Found(context, Rule::kV06, Outcome::kUnknown), {}};
  const DayNumber day = question.day;
  Explain(context, out.v06, "institution", standard.holder);
  ExplainDay(context, out.v06, "from", day);
  const InstitutionFacts* holder =
      context.graph.Institution(standard.holder, context.known_at);
  if (holder == nullptr) return out;
  const std::vector<const CompetenceFacts*> all =
      context.graph.CompetencesOf(holder->name, context.known_at);
  if (all.empty()) return out;
  out.v06.outcome = Outcome::kBroken;
  if (!Covers(holder->period, day, day) ||
      AnyTouches(holder->suspensions, day, day)) {
    return out;
  }
  for (const CompetenceFacts* competence : all) {
    if (Covers(competence->period, day, day) &&
        !AnyTouches(competence->suspensions, day, day) &&
        context.profile.Accepts(competence->kind, question.work)) {
      out.accepted.push_back(competence);
      Explain(context, out.v06, "competence", competence->name);
    }
  }
  if (!out.accepted.empty()) out.v06.outcome = Outcome::kHeld;
  return out;
}

// --- scopes ------------------------------------------------------------------

bool Fits(const SuggestionQuestion& question, const ScopeRowFacts& row) {
  const ServiceKind service = question.work == CertificateKind::kVerification
                                  ? ServiceKind::kVerification
                                  : ServiceKind::kCalibration;
  if (!row.services.empty() &&
      std::find(row.services.begin(), row.services.end(), service) ==
          row.services.end()) {
    return false;
  }
  if (!row.equipment_class.empty() && !question.equipment_class.empty() &&
      row.equipment_class != question.equipment_class) {
    return false;
  }
  return !row.kind.named() ||
         RelateKinds(question.kind, question.dimension, row.kind,
                     row.dimension) == Relation::kSame;
}

bool ContainsValue(const SuggestionQuestion& question,
                   const ScopeRowFacts& row) {
  if (!row.range || !question.value) return true;
  return row.dimension == question.dimension &&
         Contains(*row.range, *question.value);
}

using Rows = std::vector<const ScopeRowFacts*>;

Rows FittingRows(const SuggestionQuestion& question,
                 const std::vector<ScopeRowFacts>& scope) {
  Rows out;
  for (const ScopeRowFacts& row : scope) {
    if (Fits(question, row)) out.push_back(&row);
  }
  return out;
}

Rows Containing(const SuggestionQuestion& question, const Rows& rows) {
  Rows out;
  for (const ScopeRowFacts* row : rows) {
    if (ContainsValue(question, *row)) out.push_back(row);
  }
  return out;
}

// V07 and V08 by the rows of one document, named `within`. `stated`: it has
// any.
void JudgeRows(const RuleContext& context, const SuggestionQuestion& question,
               const char* within, bool stated, const Rows& fitting,
               std::vector<Finding>& out) {
  Finding v07 = Found(context, Rule::kV07,
                      !stated           ? Outcome::kUnknown
                      : fitting.empty() ? Outcome::kBroken
                                        : Outcome::kHeld);
  Explain(context, v07, "kind", question.kind.code);
  Explain(context, v07, "within", within);
  Finding v08 = Found(context, Rule::kV08, Outcome::kNotApplicable);
  if (question.value && v07.outcome != Outcome::kBroken) {
    v08.outcome = v07.outcome == Outcome::kUnknown        ? Outcome::kUnknown
                  : Containing(question, fitting).empty() ? Outcome::kBroken
                                                          : Outcome::kHeld;
    ExplainNumber(context, v08, "value", *question.value);
    Explain(context, v08, "within", within);
  }
  out.push_back(std::move(v07));
  out.push_back(std::move(v08));
}

// V09: what the holder offers (CMC) reaches what is wanted.
Finding JudgeOffer(const RuleContext& context,
                   const SuggestionQuestion& question, const Rows& rows) {
  Finding found = Asked(context, Rule::kV09, Outcome::kNotApplicable);
  if (!question.standard_uncertainty || !question.value) return found;
  const Offer offer = OfferAt(rows, question.dimension, *question.value,
                              *question.standard_uncertainty);
  found.outcome = offer.outcome;
  if (found.outcome == Outcome::kNotApplicable) return found;
  ExplainNumber(context, found, "standard_uncertainty",
                *question.standard_uncertainty);
  if (std::isfinite(offer.smallest)) {
    ExplainNumber(context, found, "smallest_uncertainty", offer.smallest);
  }
  return found;
}

void JudgeScopes(const RuleContext& context, const SuggestionQuestion& question,
                 const StandardFacts& standard, const Standing& standing,
                 std::vector<Finding>& out) {
  if (standing.v06.outcome != Outcome::kBroken) {
    Rows fitting;
    bool stated = false;
    for (const CompetenceFacts* competence : standing.accepted) {
      stated = stated || !competence->scope.empty();
      const Rows rows = FittingRows(question, competence->scope);
      fitting.insert(fitting.end(), rows.begin(), rows.end());
    }
    JudgeRows(context, question, "scope", stated, fitting, out);
    out.push_back(JudgeOffer(context, question, Containing(question, fitting)));
  }
  // 开展的检定/校准项目 narrow it, where they are recorded.
  if (!standard.services.empty()) {
    JudgeRows(context, question, "services", true,
              FittingRows(question, standard.services), out);
  }
}

// --- the standard ------------------------------------------------------------

Finding JudgeStatus(const RuleContext& context,
                    const SuggestionQuestion& question,
                    const StandardFacts& standard) {
  Finding found = Found(context, Rule::kV24,
                        StatusOn(standard, {question.day, question.day}));
  Explain(context, found, "standard", standard.name);
  ExplainDay(context, found, "from", question.day);
  return found;
}

// V25 on the day. A standard whose tests failed has to be put right before it
// serves again (JJF 1033 4.2), so in every profile nobody is sent to it; where
// they only lapsed or are not on record, that is told at the profile's
// severity.
Finding JudgeTests(const RuleContext& context,
                   const SuggestionQuestion& question,
                   const StandardFacts& standard) {
  const CapabilityStanding standing = CapabilityOn(standard, question.day);
  Finding found = standing.failed
                      ? Asked(context, Rule::kV25, standing.outcome)
                      : Found(context, Rule::kV25, standing.outcome);
  Explain(context, found, "standard", standard.name);
  ExplainDay(context, found, "used_from", question.day);
  ExplainDay(context, found, "repeatability", standing.repeatability);
  ExplainDay(context, found, "stability", standing.stability);
  return found;
}

// COMPARISON_FAILED on the day: the use of such a standard is suspended until
// it is put right (计量比对管理办法), whatever the profile makes of results.
Finding JudgeDoubt(const RuleContext& context,
                   const SuggestionQuestion& question,
                   const StandardFacts& standard) {
  Finding found =
      Asked(context, Rule::kComparisonFailed, Outcome::kNotApplicable);
  const ComparisonDecisionFacts* const failed =
      FailureOver(standard, question.kind, question.dimension,
                  {question.day, question.day}, question.day);
  if (failed == nullptr) return found;
  found.outcome = Outcome::kBroken;
  ExplainFailure(context, standard, *failed, question.day, found);
  return found;
}

// V04 of the newest certificates: the first that does not count decides.
Finding JudgeWindows(const RuleContext& context,
                     const SuggestionQuestion& question,
                     const StandardNumbers& numbers) {
  Finding found = Found(context, Rule::kV04, Outcome::kNotApplicable);
  for (const CertificateIndex c : numbers.certificates) {
    const Window window = WindowOf(context.graph, c, context.known_at);
    Outcome outcome = Outcome::kUnknown;
    if (window.from != kNoDay && window.to != kNoDay) {
      outcome = window.from <= question.day && question.day <= window.to
                    ? Outcome::kHeld
                    : Outcome::kBroken;
    }
    const bool worse =
        outcome == Outcome::kBroken ||
        found.outcome == Outcome::kNotApplicable ||
        (outcome == Outcome::kUnknown && found.outcome == Outcome::kHeld);
    if (!worse || found.outcome == Outcome::kBroken) continue;
    found.outcome = outcome;
    found.inputs.clear();
    Explain(context, found, "certificate",
            context.graph.text(context.graph.certificate(c).name));
    ExplainDay(context, found, "valid_to", window.to);
  }
  return found;
}

Finding JudgeCalibratedRange(const RuleContext& context,
                             const SuggestionQuestion& question,
                             const StandardNumbers& numbers) {
  Finding found = Found(context, Rule::kV08, Outcome::kNotApplicable);
  if (!question.value) return found;
  found.outcome = numbers.coverage == Coverage::kInside    ? Outcome::kHeld
                  : numbers.coverage == Coverage::kOutside ? Outcome::kBroken
                                                           : Outcome::kUnknown;
  ExplainNumber(context, found, "value", *question.value);
  Explain(context, found, "within",
          numbers.from_certificates ? "certificate" : "record");
  return found;
}

Finding JudgeWanted(const RuleContext& context,
                    const SuggestionQuestion& question,
                    const StandardNumbers& numbers) {
  Finding found = Asked(context, Rule::kV14, Outcome::kNotApplicable);
  if (!question.standard_uncertainty) return found;
  const double own = *question.standard_uncertainty;
  const double of_standard = numbers.standard_uncertainty;
  ExplainNumber(context, found, "standard_uncertainty", own);
  ExplainNumber(context, found, "of_reference", of_standard);
  found.outcome = std::isnan(of_standard)             ? Outcome::kUnknown
                  : of_standard <= own * (1 + kSlack) ? Outcome::kHeld
                                                      : Outcome::kBroken;
  return found;
}

Finding JudgeRatioAsked(const RuleContext& context,
                        const SuggestionQuestion& question,
                        const StandardNumbers& numbers) {
  Finding found = Asked(context, Rule::kV16, Outcome::kNotApplicable);
  if (!question.maximum_permissible_error) return found;
  const RatioFacts& rule = question.ratio;
  const double limit = *question.maximum_permissible_error;
  const double figure = rule.basis_is_mpe ? numbers.maximum_permissible_error
                                          : 2 * numbers.standard_uncertainty;
  ExplainNumber(context, found, "figure", figure);
  ExplainNumber(context, found, "maximum_permissible_error", limit);
  Explain(context, found, "allowed_ratio",
          absl::StrCat(rule.numerator, "/", rule.denominator));
  if (std::isnan(figure)) {
    found.outcome = Outcome::kUnknown;
    return found;
  }
  ExplainNumber(context, found, "ratio", figure / limit);
  const double allowed =
      limit * rule.numerator / static_cast<double>(rule.denominator);
  found.outcome =
      figure <= allowed * (1 + kSlack) ? Outcome::kHeld : Outcome::kBroken;
  return found;
}

// --- the verification scheme (检定系统表) ------------------------------------

bool Has(const std::vector<std::string>& list, const std::string& text) {
  return !text.empty() &&
         std::find(list.begin(), list.end(), text) != list.end();
}

bool ShowsItem(const SuggestionQuestion& question,
               const SchemeNodeFacts& node) {
  return (!question.accuracy_class.empty() &&
          node.accuracy_class == question.accuracy_class) ||
         Has(node.equipment_classes, question.equipment_class);
}

bool ShowsStandard(const StandardFacts& standard, const SchemeNodeFacts& node) {
  if (Has(standard.accuracy_classes, node.accuracy_class)) return true;
  return std::any_of(standard.components.begin(), standard.components.end(),
                     [&](const ComponentFacts& c) {
                       return c.main &&
                              Has(c.accuracy_classes, node.accuracy_class);
                     });
}

// Held where a box of the standard is of a higher tier than one of the item, in
// the first scheme of the kind in force that shows both.
Finding JudgeTier(const RuleContext& context,
                  const SuggestionQuestion& question,
                  const StandardFacts& standard) {
  Finding found = Found(context, Rule::kV28, Outcome::kNotApplicable);
  for (const auto* scheme : context.graph.Schemes(context.known_at)) {
    if (!Covers(scheme->period, question.day, question.day) ||
        RelateKinds(question.kind, question.dimension, scheme->kind,
                    scheme->dimension) != Relation::kSame) {
      continue;
    }
    int32_t highest = std::numeric_limits<int32_t>::max();
    int32_t lowest = std::numeric_limits<int32_t>::min();
    for (const SchemeNodeFacts& node : scheme->nodes) {
      if (ShowsStandard(standard, node)) highest = std::min(highest, node.tier);
      if (ShowsItem(question, node)) lowest = std::max(lowest, node.tier);
    }
    if (highest == std::numeric_limits<int32_t>::max() ||
        lowest == std::numeric_limits<int32_t>::min()) {
      continue;
    }
    Explain(context, found, "scheme", scheme->name);
    Explain(context, found, "tier", highest);
    Explain(context, found, "tier_of_item", lowest);
    found.outcome = highest < lowest ? Outcome::kHeld : Outcome::kBroken;
    return found;
  }
  return found;
}

}  // namespace

std::vector<Finding> CheckCandidate(const RuleContext& context,
                                    const SuggestionQuestion& question,
                                    const StandardFacts& standard,
                                    const StandardNumbers& numbers) {
  std::vector<Finding> out;
  out.push_back(JudgeStatus(context, question, standard));
  out.push_back(JudgeTests(context, question, standard));
  out.push_back(JudgeDoubt(context, question, standard));
  Standing standing = StandingOfHolder(context, question, standard);
  JudgeScopes(context, question, standard, standing, out);
  out.push_back(std::move(standing.v06));
  out.push_back(JudgeWindows(context, question, numbers));
  out.push_back(JudgeCalibratedRange(context, question, numbers));
  out.push_back(JudgeWanted(context, question, numbers));
  out.push_back(JudgeRatioAsked(context, question, numbers));
  out.push_back(JudgeTier(context, question, standard));
  LeaveOut(context.profile, out);
  out.erase(std::remove_if(out.begin(), out.end(),
                           [](const Finding& f) {
                             return f.outcome == Outcome::kNotApplicable;
                           }),
            out.end());
  std::stable_sort(
      out.begin(), out.end(),
      [](const Finding& a, const Finding& b) { return a.rule < b.rule; });
  return out;
}

}  // namespace suyuan::traceability
