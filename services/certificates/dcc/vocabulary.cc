#include "services/certificates/dcc/vocabulary.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/text/utf8.h"

namespace suyuan::certificates::own {
namespace {

bool IsPlain(char32_t c) {
  return c < 0x80 && (absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                      c == '.' || c == '-' || c == '_');
}

// The code point of "_x0020_" at the start of `text`, which it takes.
bool TakeEscape(absl::string_view& text, std::string& out) {
  absl::string_view rest = text;
  if (!absl::ConsumePrefix(&rest, "_x")) return false;
  const size_t end = rest.find('_');
  uint32_t code = 0;
  if (end == absl::string_view::npos || end > 6 ||
      !absl::SimpleHexAtoi(rest.substr(0, end), &code)) {
    return false;
  }
  text::AppendUtf8(code, &out);
  rest.remove_prefix(end + 1);
  text = rest;
  return true;
}

}  // namespace

bool Has(const std::vector<std::string>& ref_types, absl::string_view token) {
  return std::find(ref_types.begin(), ref_types.end(), token) !=
         ref_types.end();
}

std::string XmlId(absl::string_view kind, absl::string_view id) {
  if (id.empty()) return "";
  std::string out = absl::StrCat(kind, "-");
  while (!id.empty()) {
    const text::CodePoint c = text::FirstCodePoint(id);
    const bool is_escape = absl::StartsWith(id, "_x");
    if (IsPlain(c.value) && !is_escape) {
      out.push_back(static_cast<char>(c.value));
    } else {
      absl::StrAppend(
          &out, "_x",
          absl::Hex(static_cast<uint32_t>(c.value), absl::kZeroPad4), "_");
    }
    id.remove_prefix(c.width);
  }
  return out;
}

std::optional<std::string> IdOf(absl::string_view kind,
                                absl::string_view xml_id) {
  if (!absl::ConsumePrefix(&xml_id, kind) ||
      !absl::ConsumePrefix(&xml_id, "-")) {
    return std::nullopt;
  }
  std::string id;
  while (!xml_id.empty()) {
    if (TakeEscape(xml_id, id)) continue;
    id.push_back(xml_id.front());
    xml_id.remove_prefix(1);
  }
  return id;
}

}  // namespace suyuan::certificates::own
