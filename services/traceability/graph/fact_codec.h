#ifndef SERVICES_TRACEABILITY_GRAPH_FACT_CODEC_H_
#define SERVICES_TRACEABILITY_GRAPH_FACT_CODEC_H_

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/traceability/graph/fact_fields.h"

// Facts as bytes, for a file that only the program reads that wrote it: no
// field has a number, and plain values are as the machine holds them.

namespace suyuan::traceability {

template <typename T>
concept Plain = std::is_trivially_copyable_v<T> && !std::is_pointer_v<T> &&
                !std::same_as<T, absl::string_view>;

class FactEncoder {
 public:
  template <typename T>
  void Put(const T& value) {
    if constexpr (Plain<T>) {
      PutBytes(&value, sizeof(value));
    } else {
      std::apply([this](const auto&... field) { (Put(field), ...); },
                 Fields(value));
    }
  }
  void Put(const std::string& text) {
    PutSize(text.size());
    PutBytes(text.data(), text.size());
  }
  template <typename T>
  void Put(const std::optional<T>& value) requires(!Plain<T>) {
    Put(value.has_value());
    if (value) Put(*value);
  }
  template <typename A, typename B>
  void Put(const std::pair<A, B>& value) {
    Put(value.first);
    Put(value.second);
  }
  template <typename T>
  void Put(const std::vector<T>& values) {
    PutSize(values.size());
    for (const T& value : values) Put(value);
  }

  const std::string& bytes() const { return bytes_; }

 private:
  void PutSize(size_t size) { Put(static_cast<uint32_t>(size)); }
  void PutBytes(const void* from, size_t size) {
    bytes_.append(static_cast<const char*>(from), size);
  }

  std::string bytes_;
};

// Takes values in the order in which they were put. What does not fit the bytes
// is left empty, and ok() is false from then on.
class FactDecoder {
 public:
  explicit FactDecoder(absl::string_view bytes) : left_(bytes) {}

  template <typename T>
  void Take(T& value) {
    if constexpr (Plain<T>) {
      TakeBytes(&value, sizeof(value));
    } else {
      std::apply([this](auto&... field) { (Take(field), ...); }, Fields(value));
    }
  }
  void Take(std::string& text) {
    const size_t size = TakeSize();
    text.assign(left_.data(), size);
    left_.remove_prefix(size);
  }
  template <typename T>
  void Take(std::optional<T>& value) requires(!Plain<T>) {
    bool there = false;
    Take(there);
    if (there) Take(value.emplace());
  }
  template <typename A, typename B>
  void Take(std::pair<A, B>& value) {
    Take(value.first);
    Take(value.second);
  }
  // None of them takes less than a byte.
  template <typename T>
  void Take(std::vector<T>& values) {
    values.resize(TakeSize());
    for (T& value : values) Take(value);
  }

  bool ok() const { return ok_; }
  bool done() const { return left_.empty(); }

 private:
  size_t TakeSize() {
    uint32_t size = 0;
    Take(size);
    ok_ = ok_ && size <= left_.size();
    return ok_ ? size : 0;
  }
  void TakeBytes(void* to, size_t size) {
    ok_ = ok_ && size <= left_.size();
    if (!ok_) return;
    std::memcpy(to, left_.data(), size);
    left_.remove_prefix(size);
  }

  absl::string_view left_;
  bool ok_ = true;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_GRAPH_FACT_CODEC_H_
