#include "libs/metrology/conformity.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/decimal_comparison.h"

namespace suyuan::metrology {
namespace {

absl::Status Invalid(absl::string_view message) {
  return WithReason(absl::InvalidArgumentError(message), "CONFORMITY_INVALID");
}

struct NamedRule {
  DecisionRule rule;
  absl::string_view id;
};
constexpr NamedRule kRules[] = {
    {DecisionRule::kSimple, "SIMPLE"},
    {DecisionRule::kGuardU, "GUARD_U"},
    {DecisionRule::kGuard1645, "GUARD_1645"},
    {DecisionRule::kNonBinary, "NONBINARY"},
    {DecisionRule::kJjf1094, "JJF1094"},
    {DecisionRule::kR111Weight, "R111_WEIGHT"},
};

constexpr double kGuardFactor = 1.645;

// How far `value` lies beyond the nearer limit; below 0 within.
struct Excess {
  double amount;
  double scale;

  bool AtMost(double wanted) const {
    return internal::AtMostDecimal(amount, wanted, scale + std::abs(wanted));
  }
  bool AtLeast(double wanted) const {
    return internal::AtMostDecimal(wanted, amount, scale + std::abs(wanted));
  }
};

Excess ExcessOf(double value, const ToleranceInterval& interval) {
  const double above = value - interval.upper();
  const double below = interval.lower() - value;
  const double limit = above > below ? interval.upper() : interval.lower();
  return {std::max(above, below), std::abs(value) + std::abs(limit)};
}

// U <= a third of the half-width: small enough to leave out of account.
bool IsThird(const ToleranceInterval& interval, const ExpandedUncertainty& u) {
  const double width = interval.half_width();
  const double scale = std::abs(interval.lower()) + std::abs(interval.upper());
  return internal::AtMostDecimal(3 * u.value(), width, 3 * u.value() + scale);
}

bool WantsTwoLimits(DecisionRule rule) {
  return rule == DecisionRule::kJjf1094 || rule == DecisionRule::kR111Weight;
}

Decision Zone(const Excess& excess, double u) {
  if (excess.AtMost(-u)) return Decision::kPass;
  if (excess.AtMost(0)) return Decision::kConditionalPass;
  if (excess.AtMost(u)) return Decision::kConditionalFail;
  return Decision::kFail;
}

Decision DecideJjf1094(const Excess& excess, bool is_third, double u) {
  if (is_third) return excess.AtMost(0) ? Decision::kPass : Decision::kFail;
  if (excess.AtMost(-u)) return Decision::kPass;
  return excess.AtLeast(u) ? Decision::kFail : Decision::kUndecided;
}

// Φ(b) − Φ(a) for a <= b, in the tail where it loses no digits.
double NormalBetween(double a, double b) {
  if (a > 0) return NormalBetween(-b, -a);
  const auto phi = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2)); };
  if (b <= 0) return phi(b) - phi(a);
  return 1 - phi(a) - phi(-b);
}

}  // namespace

absl::StatusOr<ToleranceInterval> ToleranceInterval::Between(double lower,
                                                             double upper) {
  if (!std::isfinite(lower) || !std::isfinite(upper) || !(lower < upper)) {
    return Invalid(absl::StrCat("limits ", lower, " and ", upper,
                                "; two finite numbers, ascending, are wanted"));
  }
  ToleranceInterval interval;
  interval.lower_ = lower;
  interval.upper_ = upper;
  return interval;
}

absl::StatusOr<ToleranceInterval> ToleranceInterval::AtMost(double upper) {
  if (!std::isfinite(upper))
    return Invalid("an upper limit that is not finite");
  ToleranceInterval interval;
  interval.upper_ = upper;
  return interval;
}

absl::StatusOr<ToleranceInterval> ToleranceInterval::AtLeast(double lower) {
  if (!std::isfinite(lower)) return Invalid("a lower limit that is not finite");
  ToleranceInterval interval;
  interval.lower_ = lower;
  return interval;
}

absl::StatusOr<ToleranceInterval> ToleranceInterval::Around(double nominal,
                                                            double mpev) {
  return Between(nominal - mpev, nominal + mpev);
}

bool ToleranceInterval::two_sided() const {
  return std::isfinite(lower_) && std::isfinite(upper_);
}

absl::StatusOr<DecisionRule> ParseDecisionRule(absl::string_view id) {
  for (const NamedRule& named : kRules) {
    if (named.id == id) return named.rule;
  }
  return Invalid(absl::StrCat("decision rule \"", id,
                              "\"; SIMPLE, GUARD_U, GUARD_1645, NONBINARY, "
                              "JJF1094 or R111_WEIGHT is wanted"));
}

absl::string_view ToString(DecisionRule rule) {
  for (const NamedRule& named : kRules) {
    if (named.rule == rule) return named.id;
  }
  return "";
}

double GuardBand(DecisionRule rule, const ToleranceInterval& interval,
                 const ExpandedUncertainty& u95) {
  switch (rule) {
    case DecisionRule::kSimple:
      return 0;
    case DecisionRule::kGuard1645:
      return kGuardFactor * u95.Standard().value();
    case DecisionRule::kJjf1094:
      return IsThird(interval, u95) ? 0 : u95.value();
    case DecisionRule::kGuardU:
    case DecisionRule::kNonBinary:
    case DecisionRule::kR111Weight:
      break;
  }
  return u95.value();
}

absl::StatusOr<Decision> Decide(DecisionRule rule, double value,
                                const ToleranceInterval& interval,
                                const ExpandedUncertainty& u95) {
  if (!std::isfinite(value)) return Invalid("a value that is not finite");
  if (WantsTwoLimits(rule) && !interval.two_sided()) {
    return Invalid(absl::StrCat(ToString(rule), " wants two limits"));
  }
  const Excess excess = ExcessOf(value, interval);
  if (rule == DecisionRule::kNonBinary) return Zone(excess, u95.value());
  if (rule == DecisionRule::kJjf1094) {
    return DecideJjf1094(excess, IsThird(interval, u95), u95.value());
  }
  if (rule == DecisionRule::kR111Weight && !IsThird(interval, u95)) {
    return Decision::kUndecided;
  }
  const double guard = GuardBand(rule, interval, u95);
  return excess.AtMost(-guard) ? Decision::kPass : Decision::kFail;
}

absl::StatusOr<bool> ProvesNonConformity(double value,
                                         const ToleranceInterval& interval,
                                         const ExpandedUncertainty& u95) {
  if (!std::isfinite(value)) return Invalid("a value that is not finite");
  return !ExcessOf(value, interval).AtMost(u95.value());
}

absl::StatusOr<double> ConformanceProbability(double value,
                                              const ToleranceInterval& interval,
                                              StandardUncertainty u) {
  if (!std::isfinite(value)) return Invalid("a value that is not finite");
  if (u.value() == 0) return ExcessOf(value, interval).AtMost(0) ? 1.0 : 0.0;
  return NormalBetween((interval.lower() - value) / u.value(),
                       (interval.upper() - value) / u.value());
}

}  // namespace suyuan::metrology
