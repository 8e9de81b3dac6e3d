#ifndef LIBS_SQL_FILTER_LEXER_H_
#define LIBS_SQL_FILTER_LEXER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace suyuan::sql {

struct FilterToken {
  enum class Kind {
    kEnd,
    kOpen,
    kClose,
    kMinus,
    kComparator,
    kWord,    // bare
    kQuoted,  // text is without quotes and escapes
  };
  Kind kind = Kind::kEnd;
  std::string text;
  int column = 1;
  // Of a word or quoted text: an unescaped * at that end, not in `text`.
  bool is_open_start = false;
  bool is_open_end = false;
};

// InvalidArgument INVALID_FILTER that names the column.
absl::Status InvalidFilter(int column, absl::string_view problem);

// Cuts a filter into tokens on demand: what a word may hold depends on which
// side of a comparator it stands. Borrows the text.
class FilterLexer {
 public:
  explicit FilterLexer(absl::string_view text) : rest_(text) {}

  // A field name, keyword, parenthesis, minus or comparator.
  absl::StatusOr<FilterToken> Next();
  // A value: quoted, or a word, which may hold ':' here.
  absl::StatusOr<FilterToken> NextValue();
  // What Next() would return, without taking it.
  absl::StatusOr<FilterToken> Peek() const;

 private:
  void SkipSpace();
  char Take();
  absl::StatusOr<FilterToken> Comparator();
  absl::StatusOr<FilterToken> Quoted();
  absl::StatusOr<FilterToken> Word(bool is_value);

  absl::string_view rest_;
  int column_ = 1;
};

}  // namespace suyuan::sql

#endif  // LIBS_SQL_FILTER_LEXER_H_
