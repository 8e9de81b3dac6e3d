#ifndef LIBS_TEXT_DISPLAY_H_
#define LIBS_TEXT_DISPLAY_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace suyuan::text {

// Columns that `text` takes in a terminal: 2 for a full-width character
// (Unicode East Asian Width W and F), 0 for combining marks, format and control
// characters, 1 for the rest and for each byte that is not UTF-8. Characters of
// ambiguous width (°, ±, α) count 1. O(n), no allocation.
size_t DisplayWidth(absl::string_view text);

// `text` and as many blanks as bring it to `columns`; longer text is returned
// whole.
std::string PadRight(absl::string_view text, size_t columns);
std::string PadLeft(absl::string_view text, size_t columns);

// The longest beginning of `text` that fits `columns` together with
// `ellipsis`; `text` itself where it fits. Never cuts a character, nor one from
// its combining marks. Where the ellipsis itself does not fit, it is left out.
std::string Truncate(absl::string_view text, size_t columns,
                     absl::string_view ellipsis = "…");

// Truncated or padded on the right: exactly `columns` wide.
std::string FitRight(absl::string_view text, size_t columns,
                     absl::string_view ellipsis = "…");

}  // namespace suyuan::text

#endif  // LIBS_TEXT_DISPLAY_H_
