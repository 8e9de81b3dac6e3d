#ifndef LIBS_TEXT_SEARCH_TOKENS_H_
#define LIBS_TEXT_SEARCH_TOKENS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace suyuan::text {

// How records are found by what people type. Texts and queries are compared in
// NFKC with full case folding. Two sorts of tokens:
//   - words: runs of letters, digits and marks of any script but Chinese;
//   - Chinese (Han and kana) is written without blanks, so each two adjacent
//     characters are a token: 压力表 is 压力 and 力表.
// A token is letters, digits and marks alone, at most 64 bytes: of a longer
// word its beginning.

// The tokens by which `texts` are found, sorted, each once. Blanks between
// Chinese characters are taken for looks (新 疆 is 新疆). Besides words and
// pairs: the last character of a Chinese run, so that one character is found
// wherever it stands; and words held together by a dash, dot, slash or
// underscore as one word too (2023-001 also 2023001). O(n log n).
std::vector<std::string> SearchTokens(absl::Span<const std::string> texts);

struct QueryToken {
  std::string text;
  bool is_prefix = false;  // also finds the tokens that begin with it

  friend bool operator==(const QueryToken&, const QueryToken&) = default;
};

// What a text must have for `query` to find it: all of these, in any order. A
// word, and a Chinese character that stands alone, finds what begins with it;
// a pair only itself. Blanks separate. At most `max_count`, the first ones;
// none where the query holds no letter or digit. O(n).
std::vector<QueryToken> QueryTokens(absl::string_view query,
                                    size_t max_count = 16);

}  // namespace suyuan::text

#endif  // LIBS_TEXT_SEARCH_TOKENS_H_
