#include "services/traceability/rules/ratio.h"

#include <cmath>
#include <limits>

namespace suyuan::traceability {
namespace {

// Rounding on the way to coherent units must not decide.
constexpr double kSlack = 1e-9;

const CertificateRow& UserOf(const Graph& graph, ResultIndex result) {
  return graph.certificate(graph.result(result).certificate);
}

// Of the first specification cited that states one; null.
const RatioFacts* StatedRatio(const RuleContext& context,
                              const CertificateRow& certificate) {
  for (const TextId id : context.graph.list(certificate.specifications)) {
    const SpecificationFacts* found = context.graph.SpecificationWithRatio(
        context.graph.text(id), context.known_at);
    if (found != nullptr) return &*found->ratio;
  }
  return nullptr;
}

double FigureOf(const RuleContext& context, ResultIndex result, const Leg& leg,
                const Support& support, const RatioFacts& rule) {
  if (rule.basis_is_mpe) return support.maximum_permissible_error;
  return 2 * support.standard_uncertainty *
         WeightOf(context, result, leg, support);
}

// The ratios that may hold, first the one that does; at least one.
std::vector<RatioFacts> RatiosInOrder(const RuleContext& context,
                                      const CertificateRow& user,
                                      const SchemeStep& step) {
  std::vector<RatioFacts> out;
  for (const RatioSource source : context.profile.ratio_precedence) {
    const RatioFacts* stated = source == RatioSource::kSpecification
                                   ? StatedRatio(context, user)
                                   : RatioOfStep(step);
    if (stated != nullptr) out.push_back(*stated);
  }
  if (out.empty()) out.emplace_back();
  return out;
}

Finding JudgeBy(const RuleContext& context, ResultIndex index, const Leg& leg,
                const Support& support, const RatioFacts& rule,
                Severity severity) {
  Finding found = Found(context, Rule::kV16, Outcome::kUnknown, leg.reference);
  found.severity = severity;
  const double limit = context.graph.result(index).maximum_permissible_error;
  const double figure = FigureOf(context, index, leg, support, rule);
  const double allowed =
      limit * rule.numerator / static_cast<double>(rule.denominator);
  ExplainNumber(context, found, "figure", figure);
  ExplainNumber(context, found, "maximum_permissible_error", limit);
  Explain(context, found, "allowed_ratio",
          absl::StrCat(rule.numerator, "/", rule.denominator));
  if (std::isnan(figure)) return found;
  ExplainNumber(context, found, "ratio", figure / limit);
  found.outcome =
      figure <= allowed * (1 + kSlack) ? Outcome::kHeld : Outcome::kBroken;
  return found;
}

// Adds RULE_CONFLICT, and V16 by the ratio that gave way if it contradicts the
// one that holds.
void JudgeConflict(const RuleContext& context, const Finding& holds,
                   Finding gives_way, std::vector<Finding>& out) {
  Finding conflict =
      Found(context, Rule::kRuleConflict, Outcome::kHeld, holds.reference);
  if (gives_way.outcome == Outcome::kUnknown ||
      holds.outcome == Outcome::kUnknown) {
    conflict.outcome = Outcome::kUnknown;
  } else if (gives_way.outcome != holds.outcome) {
    conflict.outcome = Outcome::kBroken;
    Explain(context, conflict, "rule", TextOf(Rule::kV16).code);
    gives_way.severity = Severity::kMinor;
    out.push_back(std::move(gives_way));
  }
  out.push_back(std::move(conflict));
}

}  // namespace

double WeightOf(const RuleContext& context, ResultIndex result, const Leg& leg,
                const Support& support) {
  if (leg.state != LegState::kResolved) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const auto [coefficient, declared] = context.graph.Sensitivity(
      result, context.graph.reference(leg.reference).id);
  if (support.relation != Relation::kSame && !declared) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return std::fabs(coefficient);
}

void JudgeRatio(const RuleContext& context, ResultIndex index, const Leg& leg,
                const Support& support, const SchemeStep& step,
                std::vector<Finding>& out) {
  const CertificateRow& user = UserOf(context.graph, index);
  const bool verification = IsVerification(user.kind);
  Finding found =
      Found(context, Rule::kV16, Outcome::kNotApplicable, leg.reference);
  if (verification && context.profile.ratio_blocks_verification) {
    found.severity = Severity::kBlocker;
  }
  const bool compared =
      leg.state == LegState::kResolved && support.relation == Relation::kSame;
  const double limit = context.graph.result(index).maximum_permissible_error;
  if (!compared || std::isnan(limit)) {
    if (compared && verification) found.outcome = Outcome::kUnknown;
    out.push_back(std::move(found));
    return;
  }
  const std::vector<RatioFacts> ratios = RatiosInOrder(context, user, step);
  found = JudgeBy(context, index, leg, support, ratios.front(), found.severity);
  if (ratios.size() > 1) {
    JudgeConflict(
        context, found,
        JudgeBy(context, index, leg, support, ratios.back(), found.severity),
        out);
  }
  out.push_back(std::move(found));
}

double RatioOf(const RuleContext& context, ResultIndex result, const Leg& leg,
               const Support& support) {
  if (leg.state != LegState::kResolved || support.relation != Relation::kSame) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const RatioFacts* stated =
      StatedRatio(context, UserOf(context.graph, result));
  return FigureOf(context, result, leg, support,
                  stated == nullptr ? RatioFacts() : *stated) /
         context.graph.result(result).maximum_permissible_error;
}

}  // namespace suyuan::traceability
