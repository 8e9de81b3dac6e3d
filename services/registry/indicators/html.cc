#include "services/registry/indicators/html.h"

#include "absl/strings/str_cat.h"
#include "libs/text/utf8.h"

namespace suyuan::registry::indicators {
namespace {

bool IsXmlCharacter(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c != 0xFFFE && c != 0xFFFF;
}

}  // namespace

std::string Escaped(absl::string_view text) {
  std::string out;
  while (!text.empty()) {
    const text::CodePoint c = text::FirstCodePoint(text);
    text.remove_prefix(c.width);
    switch (c.value) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        text::AppendUtf8(IsXmlCharacter(c.value) ? c.value : text::kReplacement,
                         &out);
    }
  }
  return out;
}

std::string Element(absl::string_view name, absl::string_view attributes,
                    absl::string_view inner) {
  return absl::StrCat("<", name, attributes.empty() ? "" : " ", attributes, ">",
                      inner, "</", name, ">\n");
}

std::string TextElement(absl::string_view name, absl::string_view attributes,
                        absl::string_view text) {
  return Element(name, attributes, Escaped(text));
}

}  // namespace suyuan::registry::indicators
