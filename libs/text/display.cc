#include "libs/text/display.h"

#include <utf8proc.h>

#include "absl/strings/str_cat.h"
#include "libs/text/utf8.h"

namespace suyuan::text {
namespace {

size_t WidthOf(const CodePoint& c) {
  if (!c.valid) return 1;
  const int width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(c.value));
  return width < 0 ? 0 : static_cast<size_t>(width);
}

std::string Blanks(absl::string_view text, size_t columns) {
  const size_t width = DisplayWidth(text);
  return std::string(width < columns ? columns - width : 0, ' ');
}

// The longest beginning of at most `columns`, with the marks that follow.
absl::string_view Beginning(absl::string_view text, size_t columns) {
  size_t width = 0;
  size_t at = 0;
  while (at < text.size()) {
    const CodePoint next = FirstCodePoint(text.substr(at));
    if (width + WidthOf(next) > columns) break;
    width += WidthOf(next);
    at += next.width;
  }
  return text.substr(0, at);
}

}  // namespace

size_t DisplayWidth(absl::string_view text) {
  size_t width = 0;
  while (!text.empty()) {
    const CodePoint next = FirstCodePoint(text);
    width += WidthOf(next);
    text.remove_prefix(next.width);
  }
  return width;
}

std::string PadRight(absl::string_view text, size_t columns) {
  return absl::StrCat(text, Blanks(text, columns));
}

std::string PadLeft(absl::string_view text, size_t columns) {
  return absl::StrCat(Blanks(text, columns), text);
}

std::string Truncate(absl::string_view text, size_t columns,
                     absl::string_view ellipsis) {
  if (DisplayWidth(text) <= columns) return std::string(text);
  const size_t mark = DisplayWidth(ellipsis);
  if (mark > columns) return std::string(Beginning(text, columns));
  return absl::StrCat(Beginning(text, columns - mark), ellipsis);
}

std::string FitRight(absl::string_view text, size_t columns,
                     absl::string_view ellipsis) {
  return PadRight(Truncate(text, columns, ellipsis), columns);
}

}  // namespace suyuan::text
