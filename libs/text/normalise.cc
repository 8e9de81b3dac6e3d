#include "libs/text/normalise.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "absl/strings/ascii.h"
#include "libs/base/check.h"
#include "libs/text/utf8.h"

namespace suyuan::text {
namespace {

constexpr char32_t kEmDash = 0x2014;
constexpr char32_t kBoxLine = 0x2500;

bool IsAscii(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<uint8_t>(c) < 0x80; });
}

// 汉字 of the block that nearly all are of: U+4E00 to U+9FFF.
bool IsIdeograph(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

bool IsIdeographAt(absl::string_view text, size_t at) {
  if (text.size() - at < 3) return false;
  const auto byte = [&](size_t i) {
    return static_cast<uint8_t>(text[at + i]);
  };
  const auto continues = [&](size_t i) { return (byte(i) & 0xC0) == 0x80; };
  return byte(0) >= 0xE4 && byte(0) <= 0xE9 && continues(1) && continues(2) &&
         (byte(0) != 0xE4 || byte(1) >= 0xB8);
}

// Whether it holds nothing but ASCII and ideographs: such text is its own NFKC
// form, and folding its case changes ASCII capitals alone, since none of these
// decomposes, composes with another or is to be ignored.
bool IsPlain(absl::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    if (static_cast<uint8_t>(text[at]) < 0x80) {
      ++at;
    } else if (IsIdeographAt(text, at)) {
      at += 3;
    } else {
      return false;
    }
  }
  return true;
}

std::string Mapped(absl::string_view valid, int options) {
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(valid.data()),
                   static_cast<utf8proc_ssize_t>(valid.size()), &mapped,
                   static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(
      mapped, &std::free);
  SUYUAN_CHECK(size >= 0);
  return std::string(reinterpret_cast<const char*>(mapped),
                     static_cast<size_t>(size));
}

constexpr int kNfkc = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
constexpr int kFolded = kNfkc | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;

bool IsBlank(char32_t c) {
  if ((c >= 0x09 && c <= 0x0D) || c == 0x85) return true;
  if (IsIdeograph(c)) return false;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    default:
      return false;
  }
}

bool IsInvisible(char32_t c) {
  return c >= 0x80 && !IsIdeograph(c) &&
         utf8proc_category(static_cast<utf8proc_int32_t>(c)) ==
             UTF8PROC_CATEGORY_CF;
}

bool IsDash(char32_t c) {
  switch (c) {
    case 0x2010:  // hyphen
    case 0x2011:  // non-breaking hyphen
    case 0x2012:  // figure dash
    case 0x2013:  // en dash
    case kEmDash:
    case 0x2015:  // horizontal bar
    case 0x2043:  // hyphen bullet
    case 0x2212:  // minus
    case kBoxLine:
    case 0x2796:  // heavy minus
    case 0x2E3A:  // two-em dash
    case 0x2E3B:  // three-em dash
      return true;
    default:
      return false;
  }
}

// 0 where `c` is no bracket that NFKC leaves alone.
char AsciiBracket(char32_t c) {
  switch (c) {
    case 0x3010:  // 【
    case 0x3014:  // 〔
    case 0x3016:  // 〖
    case 0x3018:
      return '[';
    case 0x3011:
    case 0x3015:
    case 0x3017:
    case 0x3019:
      return ']';
    default:
      return 0;
  }
}

std::string FoldAsciiIdentifier(absl::string_view ascii) {
  std::string out;
  out.reserve(ascii.size());
  for (const char c : ascii) {
    if (!absl::ascii_isspace(static_cast<unsigned char>(c))) {
      out.push_back(absl::ascii_toupper(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

std::string FoldIdentifier(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  // A run of em dashes is one Chinese dash (GB/T 15834 4.13).
  bool in_long_dash = false;
  while (!text.empty()) {
    const CodePoint next = FirstCodePoint(text);
    const char32_t c = next.value;
    text.remove_prefix(next.width);
    if (IsBlank(c) || IsInvisible(c)) continue;
    const bool is_long_dash = c == kEmDash || c == kBoxLine;
    const bool continues = is_long_dash && in_long_dash;
    in_long_dash = is_long_dash;
    if (continues) continue;
    if (IsDash(c)) {
      out.push_back('-');
    } else if (const char bracket = AsciiBracket(c); bracket != 0) {
      out.push_back(bracket);
    } else if (c < 0x80) {
      out.push_back(absl::ascii_toupper(static_cast<unsigned char>(c)));
    } else {
      AppendUtf8(c, &out);
    }
  }
  return out;
}

bool IsWide(char32_t c) {
  return IsIdeograph(c) ||
         utf8proc_charwidth(static_cast<utf8proc_int32_t>(c)) == 2;
}

std::string FoldBlanks(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank_pending = false;
  bool last_was_wide = true;  // no blank at the beginning either
  while (!text.empty()) {
    const CodePoint next = FirstCodePoint(text);
    text.remove_prefix(next.width);
    if (IsBlank(next.value)) {
      blank_pending = true;
      continue;
    }
    if (IsInvisible(next.value)) continue;
    const bool is_wide = IsWide(next.value);
    if (blank_pending && !is_wide && !last_was_wide) out.push_back(' ');
    blank_pending = false;
    last_was_wide = is_wide;
    AppendUtf8(next.value, &out);
  }
  return out;
}

}  // namespace

std::string Nfkc(absl::string_view raw) {
  if (IsPlain(raw)) return std::string(raw);
  return Mapped(ReplaceBadBytes(raw), kNfkc);
}

std::string NormaliseIdentifier(absl::string_view raw) {
  if (IsAscii(raw)) return FoldAsciiIdentifier(raw);
  // What stood between two characters is gone now, so they may compose.
  return Nfkc(FoldIdentifier(Nfkc(raw)));
}

std::string FoldCase(absl::string_view raw) {
  if (IsPlain(raw)) return absl::AsciiStrToLower(raw);
  return Mapped(ReplaceBadBytes(raw), kFolded);
}

std::string NormaliseName(absl::string_view raw) {
  // What stood between two characters is gone now, so they may compose.
  return FoldCase(FoldBlanks(FoldCase(raw)));
}

}  // namespace suyuan::text
