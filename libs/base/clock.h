#ifndef LIBS_BASE_CLOCK_H_
#define LIBS_BASE_CLOCK_H_

#include "absl/time/time.h"
#include "libs/base/mutex.h"

namespace suyuan {

// Where "now" comes from. Handed to whatever needs it, so that tests own time.
// Implementations are thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

class SystemClock : public Clock {
 public:
  absl::Time Now() const override;
};

// Stands still until it is told to move.
class FakeClock : public Clock {
 public:
  explicit FakeClock(absl::Time now) : now_(now) {}
  absl::Time Now() const override;
  void Set(absl::Time now);
  void Advance(absl::Duration by);

 private:
  mutable Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace suyuan

#endif  // LIBS_BASE_CLOCK_H_
