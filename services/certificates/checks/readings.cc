#include "services/certificates/checks/readings.h"

#include <cmath>
#include <map>
#include <optional>

namespace suyuan::certificates::checks {
namespace {

// More do not fit an integer.
constexpr double kMostSteps = 1e15;

double Entropy(const std::map<int64_t, int>& counts, int n) {
  double bits = 0;
  for (const auto& [steps, count] : counts) {
    const double share = static_cast<double>(count) / n;
    bits -= share * std::log2(share);
  }
  return bits;
}

}  // namespace

Readings ReadingsOf(const std::vector<const CheckedResult*>& results) {
  std::vector<std::string> parts;
  std::map<int64_t, int> counts;
  int n = 0;
  for (const CheckedResult* result : results) {
    const std::optional<double> steps = result->StepsOff();
    if (!steps.has_value() || std::abs(*steps) > kMostSteps) continue;
    ++n;
    ++counts[std::llround(*steps)];
    parts.push_back(result->unit);
    parts.push_back(result->value->text());
    parts.push_back(result->indication->text());
  }
  if (n == 0) return {};
  return {ShortKey(parts), n * Entropy(counts, n)};
}

}  // namespace suyuan::certificates::checks
