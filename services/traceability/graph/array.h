#ifndef SERVICES_TRACEABILITY_GRAPH_ARRAY_H_
#define SERVICES_TRACEABILITY_GRAPH_ARRAY_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <type_traits>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/base/check.h"

namespace suyuan::traceability {

// Rows one after the other, growing at the end. What std::vector is, less what
// plain bytes do not need: growing a large one moves its pages and copies
// nothing, memory that nobody wrote to is not taken from the machine, and a
// snapshot reads it in one go. Rows move when it grows. Moved from, it may only
// be assigned to or destroyed.
template <typename T>
class Array {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T* data() const { return rows_.get(); }
  T* data() { return rows_.get(); }
  const T& operator[](size_t i) const { return rows_.get()[i]; }
  T& operator[](size_t i) { return rows_.get()[i]; }
  const T& back() const { return rows_.get()[size_ - 1]; }
  absl::Span<const T> span() const { return {rows_.get(), size_}; }

  void push_back(T row) {
    if (size_ == capacity_) Reserve(capacity_ + Growth());
    rows_.get()[size_++] = row;
  }
  void pop_back() { --size_; }
  // New rows are `row`; never shrinks.
  void GrowTo(size_t size, T row) {
    if (size <= size_) return;
    if (size > capacity_) Reserve(std::max(size, capacity_ + Growth()));
    std::fill(rows_.get() + size_, rows_.get() + size, row);
    size_ = size;
  }
  // As many rows, whose bytes are to be written by the caller.
  void ResizeForRead(size_t size) {
    Reserve(size);
    size_ = size;
  }

  // Of the rows that there are.
  int64_t bytes() const { return static_cast<int64_t>(size_ * sizeof(T)); }
  absl::string_view view() const {
    return {reinterpret_cast<const char*>(rows_.get()), size_ * sizeof(T)};
  }

 private:
  struct Free {
    void operator()(T* rows) const { std::free(rows); }
  };

  // Small ones double, large ones grow by a quarter.
  size_t Growth() const {
    if (capacity_ == 0) return std::max<size_t>(1, 64 / sizeof(T));
    return capacity_ * sizeof(T) < (size_t{1} << 16) ? capacity_
                                                     : capacity_ / 4;
  }

  void Reserve(size_t capacity) {
    if (capacity <= capacity_) return;
    void* const grown = std::realloc(rows_.get(), capacity * sizeof(T));
    SUYUAN_CHECK(grown != nullptr);
    (void)rows_.release();
    rows_.reset(static_cast<T*>(grown));
    capacity_ = capacity;
  }

  std::unique_ptr<T, Free> rows_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_GRAPH_ARRAY_H_
