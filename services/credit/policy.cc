#include "services/credit/policy.h"

namespace suyuan::credit {
namespace {

constexpr const char* kClassCodes[] = {"A", "B", "C", "D"};
constexpr const char* kTierCodes[] = {"minor", "general", "serious"};

}  // namespace

absl::string_view CodeOf(CreditClass credit_class) {
  return kClassCodes[static_cast<size_t>(credit_class)];
}

absl::string_view CodeOf(Tier tier) {
  return kTierCodes[static_cast<size_t>(tier)];
}

const Indicator* Policy::Find(absl::string_view indicator_id) const {
  const auto found = indicators.find(std::string(indicator_id));
  return found == indicators.end() ? nullptr : &found->second;
}

CreditClass Policy::ClassOf(int64_t score) const {
  for (size_t i = 0; i + 1 < kClassCount; ++i) {
    if (score >= class_floor[i]) return static_cast<CreditClass>(i);
  }
  return CreditClass::kD;
}

const Regime* Policy::RegimeOn(absl::CivilDay decided_on) const {
  const Regime* best = nullptr;
  for (const Regime& regime : regimes) {
    if (regime.effective_from > decided_on) continue;
    if (best == nullptr || regime.effective_from > best->effective_from) {
      best = &regime;
    }
  }
  return best;
}

}  // namespace suyuan::credit
