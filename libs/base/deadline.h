#ifndef LIBS_BASE_DEADLINE_H_
#define LIBS_BASE_DEADLINE_H_

#include <functional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"

namespace suyuan {

// When a caller stops waiting, and whether it has gone already. Loops over
// stored data ask Check() at each step. Borrows the clock.
class Deadline {
 public:
  static Deadline Infinite();
  static Deadline At(const Clock& clock, absl::Time when);
  // `cancelled` may be called from any thread that calls Check().
  Deadline WithCancel(std::function<bool()> cancelled) const;

  // DeadlineExceeded (reason DEADLINE_EXCEEDED) or Cancelled, else OK.
  absl::Status Check() const;
  absl::Duration Left() const;

 private:
  const Clock* clock_ = nullptr;
  absl::Time when_ = absl::InfiniteFuture();
  std::function<bool()> cancelled_;
};

}  // namespace suyuan

#endif  // LIBS_BASE_DEADLINE_H_
