#include "libs/dcc/finding_log.h"

#include "absl/strings/str_cat.h"

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

Finding MakeFinding(const FindingKind& kind, const xmlNode* node,
                    absl::Span<const absl::string_view> seen,
                    std::size_t longest_seen) {
  return {kind.code,
          kind.severity,
          PathOf(node),
          LineOf(node),
          Fill(kind.english, seen, longest_seen),
          Fill(kind.chinese, seen, longest_seen)};
}

void FindingLog::Add(const char* code, const xmlNode* node,
                     absl::Span<const absl::string_view> seen) {
  const FindingKind& kind = FindingKindOf(code);
  const std::string key =
      absl::StrCat(code, " ", Fill(kind.english, seen, longest_seen_));
  if (const auto found = by_message_.find(key); found != by_message_.end()) {
    ++findings_[found->second].occurrences;
    return;
  }
  if (findings_.size() + 1 == most_) {
    const std::string most = absl::StrCat(most_);
    findings_.push_back(MakeFinding(FindingKindOf("DCC_FINDINGS_TRUNCATED"),
                                    nullptr, {most}, longest_seen_));
  }
  if (findings_.size() >= most_) return;
  by_message_.emplace(key, findings_.size());
  findings_.push_back(MakeFinding(kind, node, seen, longest_seen_));
}

}  // namespace suyuan::dcc
