#ifndef SERVICES_REGISTRY_INDICATORS_INDEX_TEXT_H_
#define SERVICES_REGISTRY_INDICATORS_INDEX_TEXT_H_

#include <array>
#include <cstddef>
#include <optional>

#include "absl/strings/string_view.h"

namespace suyuan::registry::indicators {

// Between the parts of an index term that holds several.
inline constexpr char kPartSeparator = '|';

// The parts of `text`; nullopt unless there are exactly so many. Borrows it.
template <size_t count>
std::optional<std::array<absl::string_view, count>> SplitParts(
    absl::string_view text) {
  std::array<absl::string_view, count> parts;
  for (size_t i = 0; i + 1 < count; ++i) {
    const size_t end = text.find(kPartSeparator);
    if (end == absl::string_view::npos) return std::nullopt;
    parts[i] = text.substr(0, end);
    text.remove_prefix(end + 1);
  }
  if (text.find(kPartSeparator) != absl::string_view::npos) return std::nullopt;
  parts[count - 1] = text;
  return parts;
}

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_INDEX_TEXT_H_
