#include "libs/text/search_tokens.h"

#include <utf8proc.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"
#include "libs/text/utf8.h"

namespace suyuan::text {
namespace {

constexpr size_t kMaxTokenBytes = 64;
// Characters of the longest beginning that is a token.
constexpr size_t kLongestBeginning = 4;
constexpr char kBeginning = '_';

bool IsBetween(char32_t c, char32_t first, char32_t last) {
  return first <= c && c <= last;
}

// Han in all its blocks with 々 and 〇, and kana. utf8proc knows no scripts.
bool IsChinese(char32_t c) {
  if (c < 0x3005) return false;
  return c == 0x3005 || c == 0x3007 || IsBetween(c, 0x3041, 0x30FF) ||
         IsBetween(c, 0x3400, 0x4DBF) || IsBetween(c, 0x4E00, 0x9FFF) ||
         IsBetween(c, 0xF900, 0xFAFF) || IsBetween(c, 0x20000, 0x3FFFF);
}

bool IsInWord(char32_t c) {
  if (c < 0x80) {
    return IsBetween(c, 'a', 'z') || IsBetween(c, '0', '9') ||
           IsBetween(c, 'A', 'Z');
  }
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return true;
    default:
      return false;
  }
}

// What holds the parts of one number together.
bool IsJoint(char32_t c) {
  return c == '-' || c == '.' || c == '/' || c == '_' ||
         IsBetween(c, 0x2010, 0x2015) || c == 0x2212;
}

enum class Sort { kWord, kChinese, kJoint, kOther };

Sort SortOf(char32_t c) {
  if (IsChinese(c)) return Sort::kChinese;
  if (IsInWord(c)) return Sort::kWord;
  return IsJoint(c) ? Sort::kJoint : Sort::kOther;
}

// A longest stretch of characters of one sort.
struct Run {
  Sort sort = Sort::kOther;
  absl::string_view text;
  size_t characters = 0;
};

// Takes the run that `text` begins with off it; `text` must not be empty.
Run TakeRun(absl::string_view& text) {
  Run run;
  size_t size = 0;
  while (size < text.size()) {
    const CodePoint next = FirstCodePoint(text.substr(size));
    const Sort sort = SortOf(next.value);
    if (size > 0 && sort != run.sort) break;
    run.sort = sort;
    size += next.width;
    ++run.characters;
  }
  run.text = text.substr(0, size);
  text.remove_prefix(size);
  return run;
}

// Its beginning, cut between characters.
std::string Token(absl::string_view word) {
  if (word.size() <= kMaxTokenBytes) return std::string(word);
  word = word.substr(0, kMaxTokenBytes);
  return std::string(word.substr(0, ValidUtf8Prefix(word)));
}

std::string Beginning(absl::string_view characters) {
  return absl::StrCat(characters, absl::string_view(&kBeginning, 1));
}

// A word as it is and by its beginnings.
void AddWord(absl::string_view word, std::vector<std::string>& tokens) {
  size_t size = 0;
  for (size_t i = 0; i < kLongestBeginning && size < word.size(); ++i) {
    size += FirstCodePoint(word.substr(size)).width;
    tokens.push_back(Beginning(word.substr(0, size)));
  }
  tokens.push_back(Token(word));
}

// Each two adjacent characters.
std::vector<std::string> PairsOf(absl::string_view run) {
  std::vector<std::string> pairs;
  size_t first = FirstCodePoint(run).width;
  while (first < run.size()) {
    const size_t second = FirstCodePoint(run.substr(first)).width;
    pairs.emplace_back(run.substr(0, first + second));
    run.remove_prefix(first);
    first = second;
  }
  return pairs;
}

// Each two adjacent characters, and each one.
void AddPairs(absl::string_view run, std::vector<std::string>& tokens) {
  for (std::string& pair : PairsOf(run)) tokens.push_back(std::move(pair));
  while (!run.empty()) {
    const size_t width = FirstCodePoint(run).width;
    tokens.push_back(Beginning(run.substr(0, width)));
    run.remove_prefix(width);
  }
}

// Words that one joint each holds together, as they come.
class Compound {
 public:
  void Add(absl::string_view word) {
    joined_.append(word.data(), word.size());
    ++words_;
  }
  void End(std::vector<std::string>& tokens) {
    if (words_ > 1) AddWord(joined_, tokens);
    joined_.clear();
    words_ = 0;
  }

 private:
  std::string joined_;
  int words_ = 0;
};

void AddTokens(absl::string_view folded, std::vector<std::string>& tokens) {
  Compound compound;
  while (!folded.empty()) {
    const Run run = TakeRun(folded);
    if (run.sort == Sort::kWord) {
      AddWord(run.text, tokens);
      compound.Add(run.text);
      continue;
    }
    if (run.sort == Sort::kJoint && run.characters == 1) continue;
    compound.End(tokens);
    if (run.sort == Sort::kChinese) AddPairs(run.text, tokens);
  }
  compound.End(tokens);
}

}  // namespace

std::vector<std::string> SearchTokens(absl::Span<const std::string> texts) {
  std::vector<std::string> tokens;
  for (const std::string& text : texts) AddTokens(NormaliseName(text), tokens);
  std::sort(tokens.begin(), tokens.end());
  tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
  return tokens;
}

std::vector<QueryToken> QueryTokens(absl::string_view query, size_t max_count) {
  const std::string folded = FoldCase(query);
  absl::string_view left = folded;
  std::vector<QueryToken> tokens;
  const auto add = [&](QueryToken token) {
    const bool is_new =
        std::find(tokens.begin(), tokens.end(), token) == tokens.end();
    if (is_new && tokens.size() < max_count) tokens.push_back(std::move(token));
  };
  while (!left.empty() && tokens.size() < max_count) {
    const Run run = TakeRun(left);
    if (run.sort == Sort::kWord) {
      add(run.characters <= kLongestBeginning
              ? QueryToken{Beginning(run.text)}
              : QueryToken{Token(run.text), /*is_prefix=*/true});
    }
    if (run.sort != Sort::kChinese) continue;
    if (run.characters == 1) add({Beginning(run.text)});
    for (const std::string& pair : PairsOf(run.text)) add({pair});
  }
  return tokens;
}

}  // namespace suyuan::text
