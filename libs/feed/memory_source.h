#ifndef LIBS_FEED_MEMORY_SOURCE_H_
#define LIBS_FEED_MEMORY_SOURCE_H_

#include <map>

#include "libs/base/mutex.h"
#include "libs/feed/source.h"

namespace suyuan::feed {

// A feed that lives as long as its process: for tests and memory stores.
class MemorySource final : public Source {
 public:
  // Returns the position given.
  int64_t Append(absl::string_view kind, absl::string_view name,
                 absl::Time recorded_at, absl::string_view payload);

  // What ToldBefore() says from now on; InfinitePast until then.
  void SetToldBefore(absl::Time instant);

  int64_t last_position() const override;
  absl::StatusOr<absl::Time> ToldBefore() const override;
  absl::StatusOr<std::vector<Entry>> Read(int64_t after, int64_t max_count,
                                          int64_t max_bytes) const override;
  int64_t Subscribe(std::function<void(int64_t)> on_change) override;
  void Unsubscribe(int64_t subscription) override;

 private:
  mutable Mutex mutex_;
  std::vector<Entry> entries_ ABSL_GUARDED_BY(mutex_);
  absl::Time told_before_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  int64_t next_subscription_ ABSL_GUARDED_BY(mutex_) = 1;
  std::map<int64_t, std::function<void(int64_t)>> subscribers_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace suyuan::feed

#endif  // LIBS_FEED_MEMORY_SOURCE_H_
