#ifndef SERVICES_REGISTRY_INDICATORS_PROGRESS_H_
#define SERVICES_REGISTRY_INDICATORS_PROGRESS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "services/registry/indicators/definition.h"

namespace suyuan::registry::indicators {

// A count or a percentage, exact to the hundredth: what is shown is what is
// judged.
class Hundredths {
 public:
  static Hundredths Whole(int64_t value) { return Hundredths(value * 100); }
  // 100 · numerator / denominator, half up; `denominator` > 0.
  static Hundredths Percentage(int64_t numerator, int64_t denominator);

  int64_t count() const { return count_; }
  // "1430".
  std::string WholeText() const;
  // "82.26".
  std::string FractionText() const;

  friend bool operator==(Hundredths, Hundredths) = default;

 private:
  explicit Hundredths(int64_t count) : count_(count) {}
  int64_t count_ = 0;
};

enum class Light {
  kUndecided,  // a number is missing, or no time has passed
  kGreen,      // status ratio >= 1
  kAmber,      // 0.8 <= status ratio < 1
  kRed,        // status ratio < 0.8
  kMet,        // after the target day: the target is reached
  kNotMet,     // after the target day: it is not
};

// How an indicator stands against the time that has passed.
struct Progress {
  // (value − base) / (target − base); absent without a value.
  std::optional<double> progress;
  // Days passed over days given, 0 to 1.
  double time_share = 0;
  // progress / time_share; absent without a value or before a day has passed.
  std::optional<double> status_ratio;
  Light light = Light::kUndecided;
};

// On `day`. The lights are decided by exact arithmetic, not by the doubles.
Progress ProgressOn(absl::CivilDay day, const Definition& definition,
                    std::optional<Hundredths> value);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_PROGRESS_H_
