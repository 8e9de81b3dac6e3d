#ifndef SERVICES_TRACEABILITY_GRAPH_FACT_BYTES_H_
#define SERVICES_TRACEABILITY_GRAPH_FACT_BYTES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "services/traceability/graph/fact_codec.h"

namespace suyuan::traceability {

// What facts hold outside of themselves: texts and lists, as they were
// allocated.
class OutsideBytes {
 public:
  template <typename T>
  static int64_t Of(const T& value) {
    if constexpr (Plain<T>) {
      return 0;
    } else {
      return std::apply(
          [](const auto&... field) { return (int64_t{0} + ... + Of(field)); },
          Fields(value));
    }
  }
  static int64_t Of(const std::string& text) {
    constexpr size_t kInside = 15;
    return text.capacity() <= kInside
               ? 0
               : static_cast<int64_t>(text.capacity()) + 1;
  }
  template <typename T>
  static int64_t Of(const std::optional<T>& value) requires(!Plain<T>) {
    return value ? Of(*value) : 0;
  }
  template <typename A, typename B>
  static int64_t Of(const std::pair<A, B>& value) {
    return Of(value.first) + Of(value.second);
  }
  template <typename T>
  static int64_t Of(const std::vector<T>& values) {
    auto bytes = static_cast<int64_t>(values.capacity() * sizeof(T));
    if constexpr (!Plain<T>) {
      for (const T& value : values) bytes += Of(value);
    }
    return bytes;
  }
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_GRAPH_FACT_BYTES_H_
