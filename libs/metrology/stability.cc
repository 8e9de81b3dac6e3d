#include "libs/metrology/stability.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "libs/base/status.h"
#include "libs/metrology/calendar.h"
#include "libs/metrology/decimal_comparison.h"

namespace suyuan::metrology {
namespace {

constexpr double kComparedAt = 2;  // coverage factor
constexpr int kFewestInService = 2;

absl::Status CheckGroups(absl::Span<const StabilityGroup> groups) {
  for (size_t i = 0; i < groups.size(); ++i) {
    if (!std::isfinite(groups[i].mean)) {
      return internal::InvalidCapability(
          absl::StrCat("group ", i, ": ", groups[i].mean, " is not finite"));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<absl::optional<double>> LimitOf(const StabilityLimit& limit) {
  if (limit.use == StabilityLimit::Use::kWithoutCorrections) {
    if (limit.mpev.has_value() &&
        (!(*limit.mpev >= 0) || !std::isfinite(*limit.mpev))) {
      return internal::InvalidCapability(
          absl::StrCat("a maximum permissible error of ", *limit.mpev,
                       "; a finite number of at least 0 is wanted"));
    }
    return limit.mpev;
  }
  if (!limit.uncertainty.has_value()) return absl::optional<double>();
  SUYUAN_ASSIGN_OR_RETURN(const CoverageFactor k,
                          CoverageFactor::From(kComparedAt));
  return absl::optional<double>(limit.uncertainty->Standard().Expanded(k));
}

double ChangeOf(StandardService service,
                absl::Span<const StabilityGroup> groups) {
  if (service == StandardService::kInService) {
    return std::abs(groups.back().mean - groups[groups.size() - 2].mean);
  }
  const auto [least, most] = std::minmax_element(
      groups.begin(), groups.end(),
      [](const auto& a, const auto& b) { return a.mean < b.mean; });
  return most->mean - least->mean;
}

bool AreMonthsApart(absl::Span<const StabilityGroup> groups, int months) {
  for (size_t i = 1; i < groups.size(); ++i) {
    if (groups[i].day < MonthsLater(groups[i - 1].day, months)) return false;
  }
  return true;
}

// The reason why groups of these days decide nothing, if there is one.
absl::optional<CapabilityReason> ObstacleOf(
    StandardService service, absl::Span<const StabilityGroup> groups,
    int wanted, const CapabilityRules& rules) {
  if (groups.size() < static_cast<size_t>(wanted)) {
    return CapabilityReason::kTooFewGroups;
  }
  if (service == StandardService::kNew) {
    if (AreMonthsApart(groups, rules.least_months_between_groups)) {
      return absl::nullopt;
    }
    return CapabilityReason::kGroupsTooClose;
  }
  const auto years =
      groups.back().day.year() - groups[groups.size() - 2].day.year();
  if (years < 1) return CapabilityReason::kGroupsTooClose;
  if (years > rules.most_years_between_groups) {
    return CapabilityReason::kYearMissing;
  }
  return absl::nullopt;
}

}  // namespace

absl::StatusOr<CapabilityVerdict> JudgeStability(
    StandardService service, std::vector<StabilityGroup> groups,
    const StabilityLimit& limit, const CapabilityRules& rules) {
  SUYUAN_RETURN_IF_ERROR(CheckGroups(groups));
  std::sort(groups.begin(), groups.end(),
            [](const auto& a, const auto& b) { return a.day < b.day; });
  CapabilityVerdict verdict;
  SUYUAN_ASSIGN_OR_RETURN(verdict.limit, LimitOf(limit));
  verdict.count = static_cast<int>(groups.size());
  verdict.wanted = service == StandardService::kNew
                       ? std::max(kFewestInService, rules.least_groups)
                       : kFewestInService;
  verdict.rules = rules.version;
  if (groups.size() >= 2) verdict.observed = ChangeOf(service, groups);

  const auto obstacle = ObstacleOf(service, groups, verdict.wanted, rules);
  if (obstacle.has_value()) {
    verdict.reason = *obstacle;
    return verdict;
  }
  if (!verdict.limit.has_value()) {
    verdict.reason = limit.use == StabilityLimit::Use::kWithCorrections
                         ? CapabilityReason::kNoUncertainty
                         : CapabilityReason::kNoMaximumPermissibleError;
    return verdict;
  }
  const double scale = std::abs(groups.back().mean) + *verdict.limit;
  internal::Decide(
      !internal::AtMostDecimal(*verdict.limit, *verdict.observed, scale),
      &verdict);
  return verdict;
}

}  // namespace suyuan::metrology
