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
// A token is letters, digits and marks, at most 64 bytes: of a longer word what
// it begins with. Short beginnings are tokens of their own, which end in '_':
// an index finds them without going through all that begins so.

// The tokens by which `texts` are found, sorted, each once. Blanks between
// Chinese characters are taken for looks (新 疆 is 新疆). Besides words and
// pairs: the first one to four characters of each word (ddzy102 also d_, dd_,
// ddz_ and ddzy_); each Chinese character (表_); and words held together by a
// dash, dot, slash or underscore as one word too (2023-001 also 2023001).
// O(n log n).
std::vector<std::string> SearchTokens(absl::Span<const std::string> texts);

struct QueryToken {
  std::string text;
  bool is_prefix = false;  // also finds the tokens that begin with it

  friend bool operator==(const QueryToken&, const QueryToken&) = default;
};

// What a text must have for `query` to find it: all of these, in any order. A
// word finds the words that begin with it, a Chinese character that stands
// alone finds it anywhere, a pair finds itself. Blanks separate. At most
// `max_count`, the first ones; none where the query holds no letter or digit.
// O(n).
std::vector<QueryToken> QueryTokens(absl::string_view query,
                                    size_t max_count = 16);

}  // namespace suyuan::text

#endif  // LIBS_TEXT_SEARCH_TOKENS_H_
