#include "libs/feed/memory_source.h"

#include <algorithm>
#include <utility>

namespace suyuan::feed {

int64_t MemorySource::Append(absl::string_view kind, absl::string_view name,
                             absl::Time recorded_at,
                             absl::string_view payload) {
  MutexLock lock(mutex_);
  const auto position = static_cast<int64_t>(entries_.size()) + 1;
  entries_.push_back({position, std::string(kind), std::string(name),
                      recorded_at, std::string(payload)});
  for (const auto& [id, on_change] : subscribers_) on_change(position);
  return position;
}

void MemorySource::SetToldBefore(absl::Time instant) {
  MutexLock lock(mutex_);
  told_before_ = instant;
}

absl::StatusOr<absl::Time> MemorySource::ToldBefore() const {
  MutexLock lock(mutex_);
  return told_before_;
}

int64_t MemorySource::last_position() const {
  MutexLock lock(mutex_);
  return static_cast<int64_t>(entries_.size());
}

absl::StatusOr<std::vector<Entry>> MemorySource::Read(int64_t after,
                                                      int64_t max_count,
                                                      int64_t max_bytes) const {
  MutexLock lock(mutex_);
  std::vector<Entry> out;
  int64_t bytes = 0;
  const auto size = static_cast<int64_t>(entries_.size());
  for (int64_t i = std::max<int64_t>(after, 0); i < size; ++i) {
    if (static_cast<int64_t>(out.size()) >= max_count) break;
    if (!out.empty() && bytes >= max_bytes) break;
    out.push_back(entries_[static_cast<size_t>(i)]);
    bytes += static_cast<int64_t>(out.back().payload.size());
  }
  return out;
}

int64_t MemorySource::Subscribe(std::function<void(int64_t)> on_change) {
  MutexLock lock(mutex_);
  const int64_t id = next_subscription_++;
  subscribers_.emplace(id, std::move(on_change));
  return id;
}

void MemorySource::Unsubscribe(int64_t subscription) {
  MutexLock lock(mutex_);
  subscribers_.erase(subscription);
}

}  // namespace suyuan::feed
