#include "libs/dcc/refusal.h"

#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "libs/base/status.h"
#include "libs/dcc/finding_kinds.h"

namespace suyuan::dcc {

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
  finding.message_en = absl::StrReplaceAll(kind.english, {{"$0", what}});
  finding.message_zh = absl::StrReplaceAll(kind.chinese, {{"$0", what}});
  return finding;
}

}  // namespace suyuan::dcc
