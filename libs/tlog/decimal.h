#ifndef LIBS_TLOG_DECIMAL_H_
#define LIBS_TLOG_DECIMAL_H_

#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace suyuan::tlog {

// ASCII digits without a needless zero in front, under 2^63.
std::optional<uint64_t> ParseDecimal(absl::string_view text);

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_DECIMAL_H_
