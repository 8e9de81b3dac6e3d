#include "libs/sql/filter_lexer.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::sql {
namespace {

using Kind = FilterToken::Kind;

// One character of UTF-8, for a message.
absl::string_view FirstCharacter(absl::string_view text) {
  size_t size = 1;
  while (size < text.size() && (text[size] & 0xc0) == 0x80) ++size;
  return text.substr(0, size);
}

bool EndsWord(char c, bool is_value) {
  if (absl::ascii_isspace(c) || absl::ascii_iscntrl(c)) return true;
  return absl::string_view(is_value ? "()\"'=<>!,\\" : "()\"'=<>!,:\\*")
             .find(c) != absl::string_view::npos;
}

}  // namespace

absl::Status InvalidFilter(int column, absl::string_view problem) {
  return WithReason(
      InvalidField("filter", absl::StrCat("column ", column, ": ", problem)),
      "INVALID_FILTER");
}

// Columns count characters, so the bytes that go on with one do not.
char FilterLexer::Take() {
  const char c = rest_[0];
  rest_.remove_prefix(1);
  if (rest_.empty() || (rest_[0] & 0xc0) != 0x80) ++column_;
  return c;
}

void FilterLexer::SkipSpace() {
  while (!rest_.empty() && absl::ascii_isspace(rest_[0])) Take();
}

absl::StatusOr<FilterToken> FilterLexer::Peek() const {
  FilterLexer copy = *this;
  return copy.Next();
}

absl::StatusOr<FilterToken> FilterLexer::Next() {
  SkipSpace();
  FilterToken token;
  token.column = column_;
  if (rest_.empty()) return token;
  switch (rest_[0]) {
    case '(':
    case ')':
    case '-':
      token.kind = rest_[0] == '('   ? Kind::kOpen
                   : rest_[0] == ')' ? Kind::kClose
                                     : Kind::kMinus;
      token.text = std::string(1, Take());
      return token;
    case '=':
    case '!':
    case '<':
    case '>':
    case ':':
      return Comparator();
    case '"':
    case '\'':
      return Quoted();
    default:
      return Word(/*is_value=*/false);
  }
}

absl::StatusOr<FilterToken> FilterLexer::NextValue() {
  SkipSpace();
  FilterToken token;
  token.column = column_;
  if (rest_.empty()) return token;
  if (rest_[0] == '"' || rest_[0] == '\'') return Quoted();
  if (EndsWord(rest_[0], /*is_value=*/true)) return Next();
  return Word(/*is_value=*/true);
}

absl::StatusOr<FilterToken> FilterLexer::Comparator() {
  FilterToken token;
  token.kind = Kind::kComparator;
  token.column = column_;
  token.text = std::string(1, Take());
  if (!rest_.empty() && rest_[0] == '=' && token.text != "=" &&
      token.text != ":") {
    token.text.push_back(Take());
  }
  if (token.text == "!") return InvalidFilter(token.column, "! without =");
  return token;
}

absl::StatusOr<FilterToken> FilterLexer::Quoted() {
  FilterToken token;
  token.kind = Kind::kQuoted;
  token.column = column_;
  const char quote = Take();
  while (true) {
    if (rest_.empty()) {
      return InvalidFilter(token.column, "the quoted text does not end");
    }
    const int column = column_;
    char c = Take();
    if (c == quote) return token;
    if (token.is_open_end) {
      return InvalidFilter(column, "* stands at either end of a text only");
    }
    if (c == '*') {
      const bool is_start = token.text.empty() && !token.is_open_start;
      (is_start && !rest_.empty() && rest_[0] != quote ? token.is_open_start
                                                       : token.is_open_end) =
          true;
      continue;
    }
    if (c == '\\') {
      if (rest_.empty() || !absl::StrContains("\"'\\*", rest_.substr(0, 1))) {
        return InvalidFilter(column, "\\ is followed by \" ' \\ or * only");
      }
      c = Take();
    }
    token.text.push_back(c);
  }
}

absl::StatusOr<FilterToken> FilterLexer::Word(bool is_value) {
  FilterToken token;
  token.kind = Kind::kWord;
  token.column = column_;
  while (!rest_.empty() && !EndsWord(rest_[0], is_value)) {
    if (token.is_open_end) {
      return InvalidFilter(column_, "* stands at either end of a text only");
    }
    if (rest_[0] == '*') {
      const bool is_start = token.text.empty() && !token.is_open_start &&
                            rest_.size() > 1 && !EndsWord(rest_[1], is_value);
      (is_start ? token.is_open_start : token.is_open_end) = true;
      Take();
      continue;
    }
    token.text.push_back(Take());
  }
  if (token.text.empty() && !token.is_open_end) {
    return InvalidFilter(token.column, absl::StrCat("'", FirstCharacter(rest_),
                                                    "' does not belong here"));
  }
  return token;
}

}  // namespace suyuan::sql
