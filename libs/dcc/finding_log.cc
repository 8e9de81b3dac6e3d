#include "libs/dcc/finding_log.h"

#include "absl/strings/str_cat.h"
#include "libs/dcc/finding_kinds.h"

namespace suyuan::dcc {
namespace {

// At most `longest` bytes, cut between characters of UTF-8.
absl::string_view Cut(absl::string_view text, std::size_t longest) {
  if (text.size() <= longest) return text;
  std::size_t end = longest;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::string Fill(absl::string_view pattern,
                 absl::Span<const absl::string_view> seen,
                 std::size_t longest) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '$' || i + 1 == pattern.size()) {
      text.push_back(pattern[i]);
      continue;
    }
    const auto which = static_cast<std::size_t>(pattern[++i] - '0');
    if (which < seen.size()) absl::StrAppend(&text, Cut(seen[which], longest));
  }
  return text;
}

}  // namespace

void FindingLog::Add(const char* code, const xmlNode* node,
                     absl::Span<const absl::string_view> seen) {
  const FindingKind& kind = FindingKindOf(code);
  std::string english = Fill(kind.english, seen, longest_seen_);
  const std::string key = absl::StrCat(code, " ", english);
  if (const auto found = by_message_.find(key); found != by_message_.end()) {
    ++findings_[found->second].occurrences;
    return;
  }
  if (findings_.size() + 1 == most_) {
    const std::string most = absl::StrCat(most_);
    const FindingKind& last = FindingKindOf("DCC_FINDINGS_TRUNCATED");
    findings_.push_back({last.code, last.severity, "/", 0,
                         Fill(last.english, {most}, longest_seen_),
                         Fill(last.chinese, {most}, longest_seen_)});
  }
  if (findings_.size() >= most_) return;
  by_message_.emplace(key, findings_.size());
  findings_.push_back({kind.code, kind.severity, PathOf(node), LineOf(node),
                       std::move(english),
                       Fill(kind.chinese, seen, longest_seen_)});
}

}  // namespace suyuan::dcc
