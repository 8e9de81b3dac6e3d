#ifndef SERVICES_CREDIT_DECAY_H_
#define SERVICES_CREDIT_DECAY_H_

#include <cstdint>
#include <string>

namespace suyuan::credit {

// Points are integer centi-points (100 = one point), weights integer parts per
// million: no floating point, so that every replay is bit-equal.
inline constexpr int64_t kFullWeightPpm = 1'000'000;

// The weight that is left of a fact `age_days` (>= 0) after it was put right:
// halves every `half_life_days`, in a straight line between; 0 after twenty
// half-lives; no decay for a half-life of 0. Never rises with age.
int64_t DecayPpm(int64_t age_days, int64_t half_life_days);

// `points` at that weight, rounded half up. `points` 0 to 10^9.
int64_t Weighted(int64_t points, int64_t weight_ppm);

// `points` times `multiplier_x2` / 2, rounded half up.
int64_t Multiplied(int64_t points, int64_t multiplier_x2);

// "73.96": centi-points as people read them; "-1.80" below zero.
std::string FormatPoints(int64_t centipoints);

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_DECAY_H_
