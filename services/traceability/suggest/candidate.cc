#include "services/traceability/suggest/candidate.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace suyuan::traceability {
namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();

double Order(double value) { return std::isnan(value) ? kFar : value; }

}  // namespace

Verdict ExpectedOf(const Candidate& candidate) {
  return std::max(Worst(candidate.findings), candidate.chain);
}

bool IsSuitable(const Candidate& candidate) {
  return candidate.chain_judged &&
         ExpectedOf(candidate) <= Verdict::kWithReservations;
}

bool Nearer(const Candidate& a, const Candidate& b) {
  const auto key = [](const Candidate& c) {
    return std::tuple(c.zone, c.kilometres.value_or(kFar),
                      Order(c.numbers.standard_uncertainty),
                      absl::string_view(c.standard));
  };
  return key(a) < key(b);
}

}  // namespace suyuan::traceability
