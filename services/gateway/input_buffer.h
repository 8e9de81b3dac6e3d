#ifndef SERVICES_GATEWAY_INPUT_BUFFER_H_
#define SERVICES_GATEWAY_INPUT_BUFFER_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>

#include "absl/strings/string_view.h"

namespace suyuan::gateway {

// Bytes received and not yet parsed, in one piece. Starts with 2 KiB, doubles
// as needed, never holds more than 32 KiB: that bound is what stops endless
// chunk lines and trailers.
class InputBuffer {
 public:
  static constexpr size_t kMin = 2 * 1024;
  static constexpr size_t kMax = 32 * 1024;

  struct Room {
    char* data;
    size_t size;
  };

  absl::string_view view() const { return {data_.get() + begin_, size()}; }
  size_t size() const { return end_ - begin_; }
  bool empty() const { return begin_ == end_; }
  bool full() const { return size() == kMax; }

  // Where the next bytes go; not empty unless full(). Moves what is unread.
  Room Prepare() {
    if (begin_ > 0) {
      std::memmove(data_.get(), data_.get() + begin_, size());
      end_ -= begin_;
      begin_ = 0;
    }
    if (end_ == capacity_ && capacity_ < kMax) Grow();
    return {data_.get() + end_, capacity_ - end_};
  }
  // After a read into the room that the last Prepare gave. Between the two,
  // only view() and Consume() may be called: they move nothing.
  void Commit(size_t bytes) { end_ += bytes; }
  void Consume(size_t bytes) { begin_ += bytes; }
  // Gives back what an idle connection does not need.
  void ShrinkIfEmpty() {
    if (!empty() || capacity_ <= kMin) return;
    data_.reset();
    capacity_ = begin_ = end_ = 0;
  }

 private:
  void Grow() {
    const size_t capacity = std::max(kMin, 2 * capacity_);
    std::unique_ptr<char[]> grown(new char[capacity]);
    if (end_ > 0) std::memcpy(grown.get(), data_.get(), end_);
    data_ = std::move(grown);
    capacity_ = capacity;
  }

  std::unique_ptr<char[]> data_;
  size_t capacity_ = 0;
  size_t begin_ = 0;
  size_t end_ = 0;
};

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_INPUT_BUFFER_H_
