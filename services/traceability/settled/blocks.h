#ifndef SERVICES_TRACEABILITY_SETTLED_BLOCKS_H_
#define SERVICES_TRACEABILITY_SETTLED_BLOCKS_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <type_traits>
#include <vector>

#include "absl/types/span.h"
#include "libs/base/check.h"

namespace suyuan::traceability {

// An array of up to 2^32 - 64 elements that begin as zero bytes. It grows by
// blocks, each as large as all before it: elements never move, and memory that
// nobody wrote to is not taken from the machine.
//
// One thread may grow it while others read elements that they learned of by an
// acquire of what the growing thread released.
template <typename T>
class Blocks {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  T& operator[](uint32_t i) { return *At(i); }
  const T& operator[](uint32_t i) const { return *At(i); }

  void GrowTo(size_t size) {
    SUYUAN_CHECK(size <= kMost);
    while (capacity_ < size) AddBlock();
    size_ = size > size_ ? size : size_;
  }
  size_t size() const { return size_; }
  // The elements that there are, as runs of bytes: what a snapshot keeps.
  std::vector<absl::Span<char>> Pieces() const {
    std::vector<absl::Span<char>> out;
    size_t left = size_;
    for (size_t b = 0, most = kFirst; left > 0; ++b, most *= 2) {
      const size_t count = left < most ? left : most;
      out.emplace_back(reinterpret_cast<char*>(blocks_[b].get()),
                       count * sizeof(T));
      left -= count;
    }
    return out;
  }
  // Of the elements that there are.
  int64_t bytes() const { return static_cast<int64_t>(size_ * sizeof(T)); }

 private:
  static constexpr uint32_t kFirst = 64;
  static constexpr int kFirstBits = 6;
  static constexpr size_t kMost = (size_t{1} << 32) - kFirst;

  struct Free {
    void operator()(T* block) const { std::free(block); }
  };

  T* At(uint32_t i) const {
    const uint32_t at = i + kFirst;
    const int bits = std::bit_width(at) - 1;
    return &blocks_[bits - kFirstBits][at - (uint32_t{1} << bits)];
  }

  void AddBlock() {
    const size_t size = capacity_ + kFirst;
    void* const block = std::calloc(size, sizeof(T));
    SUYUAN_CHECK(block != nullptr);
    blocks_[count_++].reset(static_cast<T*>(block));
    capacity_ += size;
  }

  std::array<std::unique_ptr<T[], Free>, 32 - kFirstBits> blocks_;
  size_t count_ = 0;
  size_t capacity_ = 0;
  size_t size_ = 0;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SETTLED_BLOCKS_H_
