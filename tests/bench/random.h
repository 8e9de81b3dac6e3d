#ifndef TESTS_BENCH_RANDOM_H_
#define TESTS_BENCH_RANDOM_H_

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace suyuan::bench {

// SplitMix64: the same numbers for a seed on every machine, which the
// distributions of the standard library do not promise.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  // In [0, 1).
  double Unit() { return static_cast<double>(Next() >> 11) * 0x1p-53; }
  bool Chance(double probability) { return Unit() < probability; }
  // In [0, n); n > 0.
  size_t Below(size_t n) { return static_cast<size_t>(Unit() * n); }
  // In [0, n) with weight (i + 1)^-exponent, 0 <= exponent < 1.
  size_t PowerLaw(size_t n, double exponent) {
    return static_cast<size_t>(n * std::pow(Unit(), 1 / (1 - exponent)));
  }
  // An index with its weight's share; the weights add up to 1.
  template <size_t n>
  size_t Share(const std::array<double, n>& weights) {
    double left = Unit();
    for (size_t i = 0; i + 1 < n; ++i) {
      if (left < weights[i]) return i;
      left -= weights[i];
    }
    return n - 1;
  }

 private:
  uint64_t state_;
};

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_RANDOM_H_
