#ifndef LIBS_DCC_TEXT_H_
#define LIBS_DCC_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace suyuan::dcc {

// One `content`: words and the language they say they are in ("" where they
// do not say). Blanks at both ends are dropped.
struct LanguageText {
  std::string language;
  std::string text;
  // Tokens of the refType of the `content` itself.
  std::vector<std::string> ref_types = {};

  friend bool operator==(const LanguageText&, const LanguageText&) = default;
};

// The same words in several languages, or several lines: certificates use
// `content` for both. In document order.
using MultilingualText = std::vector<LanguageText>;

// The text in `language`, else the first one not empty, else "".
absl::string_view InLanguage(const MultilingualText& text,
                             absl::string_view language);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_TEXT_H_
