#include "libs/feed/token.h"

#include <algorithm>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/check.h"
#include "libs/base/status.h"

namespace suyuan::feed {
namespace {

// "1" is the version; then feed=position, separated by ';', sorted by feed.
constexpr absl::string_view kVersion = "1";
constexpr size_t kMaxFeeds = 8;
constexpr size_t kMaxName = 32;
constexpr size_t kMaxText = 640;

bool IsFeedName(absl::string_view name) {
  return !name.empty() && name.size() <= kMaxName &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

ReadToken::ReadToken(absl::string_view feed, int64_t position) {
  Include(feed, position);
}

absl::StatusOr<ReadToken> ReadToken::Parse(absl::string_view field,
                                           absl::string_view text) {
  const auto refuse = [field](absl::string_view what) {
    return WithReason(
        InvalidField(field, absl::StrCat(what,
                                         "; a token that this service "
                                         "gave out is wanted")),
        "TOKEN_INVALID");
  };
  ReadToken token;
  if (text.empty()) return token;
  if (text.size() > kMaxText) {
    return refuse(absl::StrCat(text.size(), " characters are too many"));
  }
  std::string plain;
  if (!absl::WebSafeBase64Unescape(text, &plain)) {
    return refuse("not base64url");
  }
  const std::vector<absl::string_view> parts = absl::StrSplit(plain, ';');
  if (parts[0] != kVersion) return refuse("not a token of version 1");
  if (parts.size() < 2 || parts.size() > kMaxFeeds + 1) {
    return refuse(absl::StrCat(parts.size() - 1, " feeds"));
  }
  for (size_t i = 1; i < parts.size(); ++i) {
    const std::vector<absl::string_view> pair = absl::StrSplit(parts[i], '=');
    int64_t position = 0;
    if (pair.size() != 2 || !IsFeedName(pair[0]) ||
        !absl::SimpleAtoi(pair[1], &position) || position < 0) {
      return refuse(absl::StrCat("its part ", i, " is no position of a feed"));
    }
    token.Include(pair[0], position);
  }
  // One text for one token: no duplicates, no other order, no padding.
  if (token.ToString() != text) return refuse("not in its only form");
  return token;
}

std::string ReadToken::ToString() const {
  if (positions_.empty()) return "";
  std::string plain(kVersion);
  for (const auto& [feed, position] : positions_) {
    absl::StrAppend(&plain, ";", feed, "=", position);
  }
  return absl::WebSafeBase64Escape(plain);
}

void ReadToken::Include(absl::string_view feed, int64_t position) {
  SUYUAN_CHECK(IsFeedName(feed) && position >= 0);
  int64_t& known = positions_[std::string(feed)];
  known = std::max(known, position);
  SUYUAN_CHECK(positions_.size() <= kMaxFeeds);
}

void ReadToken::Include(const ReadToken& other) {
  for (const auto& [feed, position] : other.positions_) Include(feed, position);
}

int64_t ReadToken::PositionOf(absl::string_view feed) const {
  const auto found = positions_.find(std::string(feed));
  return found == positions_.end() ? 0 : found->second;
}

}  // namespace suyuan::feed
