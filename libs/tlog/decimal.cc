#include "libs/tlog/decimal.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

namespace suyuan::tlog {

std::optional<uint64_t> ParseDecimal(absl::string_view text) {
  const bool is_canonical =
      !text.empty() &&
      std::all_of(text.begin(), text.end(), absl::ascii_isdigit) &&
      (text.size() == 1 || text[0] != '0');
  int64_t value = 0;
  if (!is_canonical || !absl::SimpleAtoi(text, &value)) return std::nullopt;
  return static_cast<uint64_t>(value);
}

}  // namespace suyuan::tlog
