#include "services/traceability/rules/reason.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace suyuan::traceability {

size_t ReasonTally::SlotOf(const Finding& finding) {
  return (static_cast<size_t>(finding.rule) * 2 +
          (finding.outcome == Outcome::kUnknown ? 1 : 0)) *
             3 +
         static_cast<size_t>(finding.severity);
}

void ReasonTally::Add(const Finding& finding, CertificateIndex certificate,
                      int32_t count) {
  if (finding.outcome != Outcome::kBroken &&
      finding.outcome != Outcome::kUnknown) {
    return;
  }
  uint16_t& place = places_[SlotOf(finding)];
  if (place == kNowhere) {
    place = static_cast<uint16_t>(reasons_.size());
    reasons_.push_back({finding, 0, certificate});
  }
  reasons_[place].count += count;
}

std::vector<Reason> ReasonTally::Take() {
  std::vector<Reason> out = std::move(reasons_);
  reasons_.clear();
  for (const Reason& reason : out) places_[SlotOf(reason.first)] = kNowhere;
  const auto rank = [](const Finding& f) {
    return std::tuple(-static_cast<int>(VerdictOf(f)), f.rule, f.outcome,
                      f.severity);
  };
  std::sort(out.begin(), out.end(), [&rank](const Reason& a, const Reason& b) {
    return rank(a.first) < rank(b.first);
  });
  return out;
}

void ReasonTally::Clear() {
  for (const Reason& reason : reasons_) {
    places_[SlotOf(reason.first)] = kNowhere;
  }
  reasons_.clear();
}

}  // namespace suyuan::traceability
