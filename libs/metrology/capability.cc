#include "libs/metrology/capability.h"

#include "libs/base/check.h"
#include "libs/base/status.h"

namespace suyuan::metrology {
namespace {

// In the order of CapabilityReason.
constexpr CapabilityReasonText kReasons[] = {
    {"WITHIN_LIMIT", "the observed value keeps the limit", "观测值未超出限值"},
    {"BEYOND_LIMIT", "the observed value does not keep the limit",
     "观测值超出限值"},
    {"TOO_FEW_READINGS", "there are too few readings", "重复测量次数不足"},
    {"TOO_FEW_GROUPS", "there are too few groups of readings", "测量组数不足"},
    {"GROUPS_TOO_CLOSE", "two groups of readings are too close in time",
     "相邻两组测量的时间间隔过短"},
    {"YEAR_MISSING", "a year before the last group has no group of readings",
     "最近一组之前有年份未进行测量"},
    {"TOO_FEW_LABORATORIES", "there are too few laboratories",
     "参加比较的实验室数不足"},
    {"NO_BUDGET", "the standard deviation of the uncertainty budget is missing",
     "缺少不确定度评定所用的标准偏差"},
    {"NO_UNCERTAINTY",
     "an expanded uncertainty with its coverage factor is "
     "missing",
     "缺少扩展不确定度及其包含因子"},
    {"NO_MPE", "the maximum permissible error is missing", "缺少最大允许误差"},
};

}  // namespace

absl::string_view ToString(CapabilityOutcome outcome) {
  switch (outcome) {
    case CapabilityOutcome::kPass:
      return "PASS";
    case CapabilityOutcome::kFail:
      return "FAIL";
    case CapabilityOutcome::kIndeterminate:
      break;
  }
  return "INDETERMINATE";
}

const CapabilityReasonText& TextOf(CapabilityReason reason) {
  const auto index = static_cast<size_t>(reason);
  SUYUAN_CHECK(index < std::size(kReasons));
  return kReasons[index];
}

namespace internal {

absl::Status InvalidCapability(absl::string_view message) {
  return WithReason(absl::InvalidArgumentError(message), "CAPABILITY_INVALID");
}

void Decide(bool keeps_limit, CapabilityVerdict* verdict) {
  SUYUAN_CHECK(verdict->observed.has_value() && verdict->limit.has_value());
  verdict->outcome =
      keeps_limit ? CapabilityOutcome::kPass : CapabilityOutcome::kFail;
  verdict->reason = keeps_limit ? CapabilityReason::kWithinLimit
                                : CapabilityReason::kBeyondLimit;
}

}  // namespace internal
}  // namespace suyuan::metrology
