#include "services/traceability/rules/environment.h"

#include <cmath>

#include "services/traceability/rules/standard_status.h"

namespace suyuan::traceability {
namespace {

// Rounding on the way to coherent units must not decide.
constexpr double kSlack = 1e-9;

bool Inside(const Interval& limit, const ConditionRow& condition) {
  return (!limit.lo ||
          *limit.lo - kSlack * std::fabs(*limit.lo) <= condition.lo) &&
         (!limit.hi ||
          condition.hi <= *limit.hi + kSlack * std::fabs(*limit.hi));
}

class Environment {
 public:
  Environment(const RuleContext& context, const CertificateRow& row)
      : context_(context),
        row_(row),
        found_(Found(context, Rule::kV20, Outcome::kNotApplicable)) {}

  void HoldAgainst(const std::vector<ConditionLimitFacts>& limits) {
    for (const ConditionLimitFacts& limit : limits) {
      if (found_.outcome == Outcome::kBroken) return;
      HoldAgainst(limit);
    }
  }

  Finding Take() {
    if (found_.outcome == Outcome::kUnknown) {
      found_.severity = Severity::kMinor;
    }
    return std::move(found_);
  }

 private:
  void HoldAgainst(const ConditionLimitFacts& limit) {
    const KindTable& kinds = context_.graph.kinds();
    bool recorded = false;
    for (const ConditionRow& c : context_.graph.conditions(row_.conditions)) {
      if (kinds.kind(c.kind).code != limit.kind.code ||
          kinds.dimension(c.kind) != limit.dimension) {
        continue;
      }
      recorded = true;
      if (!Inside(limit.range, c)) return Break(limit, c);
    }
    if (!recorded) {
      found_.outcome = Outcome::kUnknown;
    } else if (found_.outcome == Outcome::kNotApplicable) {
      found_.outcome = Outcome::kHeld;
    }
  }

  void Break(const ConditionLimitFacts& limit, const ConditionRow& condition) {
    found_.outcome = Outcome::kBroken;
    Explain(context_, found_, "kind", limit.kind.code);
    ExplainNumber(context_, found_, "least", condition.lo);
    ExplainNumber(context_, found_, "most", condition.hi);
    ExplainNumber(context_, found_, "lower_limit",
                  limit.range.lo.value_or(std::nan("")));
    ExplainNumber(context_, found_, "upper_limit",
                  limit.range.hi.value_or(std::nan("")));
  }

  const RuleContext& context_;
  const CertificateRow& row_;
  Finding found_;
};

}  // namespace

Finding JudgeEnvironment(const RuleContext& context,
                         CertificateIndex certificate) {
  const Graph& graph = context.graph;
  const CertificateRow& row = graph.certificate(certificate);
  Environment environment(context, row);
  for (const TextId cited : graph.list(row.specifications)) {
    for (const SpecificationFacts* edition :
         graph.SpecificationsByNumber(graph.text(cited), context.known_at)) {
      environment.HoldAgainst(edition->environment);
    }
  }
  for (uint32_t i = 0; i < row.references; ++i) {
    const StandardFacts* standard =
        StandardNamedBy(context, row.first_reference + i).standard;
    if (standard != nullptr) environment.HoldAgainst(standard->environment);
  }
  return environment.Take();
}

}  // namespace suyuan::traceability
