#include "services/suyuanctl/cli/console.h"

#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/status.h"
#include "libs/rpc/status.h"
#include "libs/text/utf8.h"

namespace suyuan::ctl {
namespace {

constexpr std::array<std::pair<char32_t, absl::string_view>, 24> kAscii = {{
    {0x00B1, "+/-"}, {0x00B0, "deg"}, {0x00B5, "u"},   {0x03BC, "u"},
    {0x03A9, "Ohm"}, {0x2126, "Ohm"}, {0x00D7, "x"},   {0x00B7, "."},
    {0x2013, "-"},   {0x2014, "-"},   {0x2018, "'"},   {0x2019, "'"},
    {0x201C, "\""},  {0x201D, "\""},  {0x2026, "..."}, {0x2264, "<="},
    {0x2265, ">="},  {0x00B2, "^2"},  {0x00B3, "^3"},  {0x2212, "-"},
    {0x00A0, " "},   {0x3000, " "},   {0xFF08, "("},   {0xFF09, ")"},
}};

// The texts of a violation are in the message where it says nothing more.
bool IsSaid(const absl::Status& status, const FieldViolation& violation) {
  return absl::StrContains(status.message(), violation.field) &&
         absl::StrContains(status.message(), violation.description);
}

}  // namespace

Speech ChooseSpeech(absl::string_view lang_flag, absl::string_view locale) {
  const std::string lower = absl::AsciiStrToLower(locale);
  Speech speech;
  speech.utf8 =
      absl::StrContains(lower, "utf-8") || absl::StrContains(lower, "utf8");
  if (!lang_flag.empty()) {
    speech.language = std::string(lang_flag);
    speech.utf8 = speech.utf8 || lang_flag != "en";
    return speech;
  }
  if (speech.utf8 && absl::StartsWith(lower, "zh")) speech.language = "zh";
  return speech;
}

std::string ToAscii(absl::string_view text) {
  std::string out;
  while (!text.empty()) {
    const text::CodePoint point = text::FirstCodePoint(text);
    if (point.valid && point.value < 0x80) {
      out += text[0];
    } else {
      std::string instead =
          absl::StrFormat("\\u{%04X}", static_cast<uint32_t>(point.value));
      for (const auto& [code_point, ascii] : kAscii) {
        if (code_point == point.value) instead = std::string(ascii);
      }
      out += instead;
    }
    text.remove_prefix(point.width);
  }
  return out;
}

std::string Console::Fit(absl::string_view text) const {
  return utf8_ ? text::ReplaceBadBytes(text) : ToAscii(text);
}

void Console::Print(absl::string_view line) { out_ << Fit(line) << "\n"; }

void Console::Write(absl::string_view bytes) {
  out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void Console::Note(absl::string_view line) { err_ << Fit(line) << "\n"; }

void Console::Draw(absl::string_view text) { err_ << Fit(text) << std::flush; }

void Console::Fail(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  const bool more = !reason.empty() && reason != rpc::CodeName(status.code());
  Note(absl::StrCat(Say("error"), " ", rpc::CodeName(status.code()),
                    more ? absl::StrCat(" ", reason) : "", ": ",
                    status.message()));
  for (const FieldViolation& violation : ViolationsOf(status)) {
    if (IsSaid(status, violation)) continue;
    Note(absl::StrCat("  ", violation.field, ": ", violation.description));
  }
}

}  // namespace suyuan::ctl
