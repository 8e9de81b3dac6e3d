#ifndef TESTS_WORLDS_RANDOM_DICE_H_
#define TESTS_WORLDS_RANDOM_DICE_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace suyuan::worlds {

// Chance that is the same on every machine for a seed (splitmix64).
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  // 0 .. n - 1; n > 0.
  int Below(int n) { return static_cast<int>(Next() % uint64_t(n)); }
  // Both ends included.
  int Between(int lo, int hi) { return lo + Below(hi - lo + 1); }
  bool Chance(int percent) { return Below(100) < percent; }

  template <typename T>
  T Pick(std::initializer_list<T> list) {
    return list.begin()[Below(static_cast<int>(list.size()))];
  }
  // `list` has at least one element.
  template <typename List>
  auto& PickFrom(List& list) {
    return list[Below(static_cast<int>(list.size()))];
  }

 private:
  uint64_t state_;
};

}  // namespace suyuan::worlds

#endif  // TESTS_WORLDS_RANDOM_DICE_H_
