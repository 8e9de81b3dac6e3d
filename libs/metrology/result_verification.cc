#include "libs/metrology/result_verification.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/comparison.h"
#include "libs/metrology/decimal_comparison.h"

namespace suyuan::metrology {
namespace {

constexpr double kComparedAt = 2;  // coverage factor

absl::Status CheckValue(double value) {
  if (std::isfinite(value)) return absl::OkStatus();
  return internal::InvalidCapability(
      absl::StrCat("a result of ", value, "; a finite one is wanted"));
}

void DecideByLimit(double scale, CapabilityVerdict* verdict) {
  internal::Decide(
      internal::AtMostDecimal(*verdict->observed, *verdict->limit, scale),
      verdict);
}

}  // namespace

absl::StatusOr<CapabilityVerdict> JudgeByTransfer(
    const VerifiedResult& laboratory, const VerifiedResult& reference,
    const CapabilityRules& rules) {
  SUYUAN_RETURN_IF_ERROR(CheckValue(laboratory.value));
  SUYUAN_RETURN_IF_ERROR(CheckValue(reference.value));
  CapabilityVerdict verdict;
  verdict.count = 2;
  verdict.wanted = 2;
  verdict.rules = rules.version;
  verdict.observed = std::abs(laboratory.value - reference.value);
  if (!laboratory.uncertainty.has_value() ||
      !reference.uncertainty.has_value()) {
    verdict.reason = CapabilityReason::kNoUncertainty;
    return verdict;
  }
  verdict.limit = TransferLimit(laboratory.uncertainty->Standard(),
                                reference.uncertainty->Standard());
  DecideByLimit(std::abs(laboratory.value) + std::abs(reference.value),
                &verdict);
  return verdict;
}

absl::StatusOr<CapabilityVerdict> JudgeByComparison(
    const VerifiedResult& laboratory, absl::Span<const double> others,
    const CapabilityRules& rules) {
  SUYUAN_RETURN_IF_ERROR(CheckValue(laboratory.value));
  const double n = others.size() + 1.0;
  // Of the others' distances: ȳ − y_lab is their sum over n.
  double to_mean = 0;
  double scale = std::abs(laboratory.value);
  for (const double other : others) {
    SUYUAN_RETURN_IF_ERROR(CheckValue(other));
    to_mean += (other - laboratory.value) / n;
    scale += std::abs(other);
  }
  CapabilityVerdict verdict;
  verdict.count = static_cast<int>(n);
  verdict.wanted = rules.least_laboratories;
  verdict.rules = rules.version;
  if (!others.empty()) verdict.observed = std::abs(to_mean);
  if (laboratory.uncertainty.has_value()) {
    verdict.limit = std::sqrt((n - 1) / n) * kComparedAt *
                    laboratory.uncertainty->Standard().value();
  }
  if (others.empty() || verdict.count < verdict.wanted) {
    verdict.reason = CapabilityReason::kTooFewLaboratories;
    return verdict;
  }
  if (!verdict.limit.has_value()) {
    verdict.reason = CapabilityReason::kNoUncertainty;
    return verdict;
  }
  DecideByLimit(scale, &verdict);
  return verdict;
}

}  // namespace suyuan::metrology
