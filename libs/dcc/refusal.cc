#include "libs/dcc/refusal.h"

#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "libs/base/status.h"
#include "libs/dcc/finding_kinds.h"
#include "libs/text/utf8.h"

namespace suyuan::dcc {
namespace {

// A parser's message may quote a name of any length, in any bytes.
absl::string_view Cut(absl::string_view text) {
  constexpr std::size_t kLongest = 500;
  if (text.size() <= kLongest) return text;
  std::size_t end = kLongest;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace

Finding ToFinding(const absl::Status& refusal) {
  const std::string reason = ReasonOf(refusal);
  const FindingKind& kind = FindingKindOf(reason.c_str());
  // "path (line n): what"
  const absl::string_view message = refusal.message();
  constexpr absl::string_view kLine = " (line ";
  const std::size_t line_at = message.find(kLine);
  const std::size_t what_at = message.find("): ", line_at);
  Finding finding{kind.code, kind.severity, "/", 0, "", "", 1};
  absl::string_view what = message;
  if (line_at != absl::string_view::npos &&
      what_at != absl::string_view::npos) {
    finding.path = std::string(message.substr(0, line_at));
    const std::size_t number_at = line_at + kLine.size();
    if (!absl::SimpleAtoi(message.substr(number_at, what_at - number_at),
                          &finding.line)) {
      finding.line = 0;
    }
    what = message.substr(what_at + 3);
  }
  const std::string shown = text::ReplaceBadBytes(Cut(what));
  finding.message_en = absl::StrReplaceAll(kind.english, {{"$0", shown}});
  finding.message_zh = absl::StrReplaceAll(kind.chinese, {{"$0", shown}});
  return finding;
}

}  // namespace suyuan::dcc
