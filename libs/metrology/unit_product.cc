#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"
#include "libs/metrology/unit_symbols.h"
#include "libs/metrology/unit_text.h"
#include "libs/text/normalise.h"

namespace suyuan::metrology {
namespace {

using internal::InvalidUnit;
using Resolve = absl::optional<Unit::Terms> (*)(absl::string_view);

bool IsDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}

// "s-1" is "s" and "-1"; "mm[H2O]" has no exponent.
struct Factor {
  absl::string_view symbol;
  int16_t exponent = 1;
};

absl::StatusOr<Factor> SplitExponent(absl::string_view word) {
  size_t digits = word.size();
  while (digits > 0 && IsDigit(word[digits - 1])) --digits;
  size_t symbol = digits;
  if (digits < word.size() && symbol > 0 &&
      (word[symbol - 1] == '-' || word[symbol - 1] == '+')) {
    --symbol;
  }
  if (digits == word.size() || symbol == 0) return Factor{.symbol = word};
  int exponent = 0;
  absl::string_view text = word.substr(symbol);
  if (text[0] == '+') text.remove_prefix(1);
  if (!absl::SimpleAtoi(text, &exponent) || std::abs(exponent) > 1000) {
    return InvalidUnit(
        absl::StrCat("exponent '", text, "' in '", word,
                     "'; a whole number of at most 1000 is wanted"));
  }
  return Factor{.symbol = word.substr(0, symbol),
                .exponent = static_cast<int16_t>(exponent)};
}

// Appends word^(±exponent) to `terms`.
absl::Status AddFactor(absl::string_view word, bool divided, Resolve resolve,
                       Unit::Terms* terms) {
  SUYUAN_ASSIGN_OR_RETURN(const Factor factor, SplitExponent(word));
  const absl::optional<Unit::Terms> found = resolve(factor.symbol);
  if (!found) {
    return InvalidUnit(absl::StrCat("unknown unit '", factor.symbol, "'"));
  }
  for (UnitTerm term : *found) {
    SUYUAN_ASSIGN_OR_RETURN(term.exponent,
                            term.exponent.Times(factor.exponent));
    if (divided) term.exponent = term.exponent.Negated();
    terms->push_back(term);
  }
  return absl::OkStatus();
}

// Reads words joined by '.' and '/' with parentheses, from left to right.
class ProductReader {
 public:
  ProductReader(absl::string_view text, Resolve resolve,
                bool slash_ends_product)
      : text_(text),
        resolve_(resolve),
        slash_ends_product_(slash_ends_product) {}

  absl::StatusOr<Unit> Read();

 private:
  static constexpr size_t kDeepest = 16;
  struct Level {
    bool divided = false;  // the parenthesis as a whole
    bool had_slash = false;
  };

  absl::Status Fail(absl::string_view what) const {
    return InvalidUnit(
        absl::StrCat(what, " at byte ", at_, " of '", text_, "'"));
  }
  absl::Status Open();
  absl::Status Close();
  absl::Status Operator(char c);
  absl::Status Word();
  // One past the word that begins here; brackets are part of it.
  size_t WordEnd() const;

  const absl::string_view text_;
  const Resolve resolve_;
  const bool slash_ends_product_;
  size_t at_ = 0;
  Unit::Terms terms_;
  std::vector<Level> levels_ = {Level()};
  bool divides_next_ = false;
  bool wants_operand_ = true;
};

absl::StatusOr<Unit> ProductReader::Read() {
  if (text_.empty()) return InvalidUnit("an empty unit");
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '(') {
      SUYUAN_RETURN_IF_ERROR(Open());
    } else if (c == ')') {
      SUYUAN_RETURN_IF_ERROR(Close());
    } else if (c == '.' || c == '/') {
      SUYUAN_RETURN_IF_ERROR(Operator(c));
    } else {
      SUYUAN_RETURN_IF_ERROR(Word());
    }
  }
  if (wants_operand_) return Fail("a unit is wanted");
  if (levels_.size() > 1) return Fail("a ')' is wanted");
  return Unit::Of(terms_);
}

absl::Status ProductReader::Open() {
  if (!wants_operand_) return Fail("'(' without '.' or '/' before it");
  if (levels_.size() > kDeepest) return Fail("parentheses nested too deep");
  levels_.push_back({.divided = levels_.back().divided != divides_next_});
  divides_next_ = false;
  ++at_;
  return absl::OkStatus();
}

absl::Status ProductReader::Close() {
  if (wants_operand_) return Fail("a unit is wanted before ')'");
  if (levels_.size() == 1) return Fail("')' without '('");
  levels_.pop_back();
  ++at_;
  return absl::OkStatus();
}

absl::Status ProductReader::Operator(char c) {
  const bool leads = wants_operand_ && terms_.empty() && levels_.size() == 1 &&
                     !divides_next_ && c == '/';
  if (wants_operand_ && !leads) return Fail("a unit is wanted");
  if (c == '.' && levels_.back().had_slash && slash_ends_product_) {
    return Fail(
        "ambiguous: does the slash cover what follows? Parentheses "
        "are wanted");
  }
  divides_next_ = c == '/';
  if (c == '/') levels_.back().had_slash = true;
  wants_operand_ = true;
  ++at_;
  return absl::OkStatus();
}

size_t ProductReader::WordEnd() const {
  size_t end = at_;
  bool in_bracket = false;
  for (; end < text_.size(); ++end) {
    const char c = text_[end];
    if (c == '[') in_bracket = true;
    if (c == ']') in_bracket = false;
    if (!in_bracket && (c == '.' || c == '/' || c == '(' || c == ')')) break;
  }
  return end;
}

absl::Status ProductReader::Word() {
  if (!wants_operand_) return Fail("'.' or '/' is wanted");
  const size_t end = WordEnd();
  SUYUAN_RETURN_IF_ERROR(AddFactor(text_.substr(at_, end - at_),
                                   levels_.back().divided != divides_next_,
                                   resolve_, &terms_));
  divides_next_ = false;
  wants_operand_ = false;
  at_ = end;
  return absl::OkStatus();
}

// UCUM's {annotations} say what is counted and change no unit; one alone
// stands for 1.
absl::StatusOr<std::string> WithoutAnnotations(absl::string_view text) {
  std::string bare;
  while (!text.empty()) {
    const size_t open = text.find('{');
    absl::StrAppend(&bare, text.substr(0, open));
    if (open == absl::string_view::npos) break;
    const size_t close = text.find('}', open);
    if (close == absl::string_view::npos) {
      return InvalidUnit(absl::StrCat("'{' is never closed in '", text, "'"));
    }
    if (bare.empty() || bare.back() == '.' || bare.back() == '/' ||
        bare.back() == '(') {
      bare.push_back('1');
    }
    text.remove_prefix(close + 1);
  }
  return bare;
}

absl::optional<Unit::Terms> ResolvePrinted(absl::string_view symbol) {
  // 10⁻⁶ as a unit of its own.
  return internal::TermsOfSymbol(symbol == "10" ? "10*" : symbol);
}

// All ways to print a product become '.', all blanks beside an operator go.
std::string PrintedProduct(absl::string_view text) {
  std::string product = absl::StrReplaceAll(text::Nfkc(text), {{"−", "-"},
                                                               {"–", "-"},
                                                               {"⋅", "."},
                                                               {"·", "."},
                                                               {"•", "."},
                                                               {"∙", "."},
                                                               {"×", "."},
                                                               {"*", "."},
                                                               {"^", ""},
                                                               {"÷", "/"},
                                                               {"∕", "/"},
                                                               {"⁄", "/"},
                                                               {"{", ""},
                                                               {"}", ""}});
  // The one symbol that holds a blank.
  product = absl::StrReplaceAll(product, {{"n mile", "nmile"}});
  std::vector<absl::string_view> words =
      absl::StrSplit(product, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty());
  return absl::StrReplaceAll(absl::StrJoin(words, " "), {{" . ", "."},
                                                         {" / ", "/"},
                                                         {" /", "/"},
                                                         {"/ ", "/"},
                                                         {". ", "."},
                                                         {" .", "."},
                                                         {" ", "."}});
}

}  // namespace

absl::StatusOr<Unit> ParseBipm(absl::string_view text) {
  SUYUAN_RETURN_IF_ERROR(internal::CheckUnitLength(text));
  Unit::Terms terms;
  for (const absl::string_view word : absl::StrSplit(text, '.')) {
    if (word.empty()) {
      return InvalidUnit(absl::StrCat("an empty factor in '", text, "'"));
    }
    SUYUAN_RETURN_IF_ERROR(
        AddFactor(text::Nfkc(word), false, internal::TermsOfSymbol, &terms));
    if (terms.size() > Unit::kMostTerms) break;
  }
  return Unit::Of(terms);
}

absl::StatusOr<Unit> ParseUcum(absl::string_view text) {
  SUYUAN_RETURN_IF_ERROR(internal::CheckUnitLength(text));
  SUYUAN_ASSIGN_OR_RETURN(const std::string bare, WithoutAnnotations(text));
  return ProductReader(bare, internal::TermsOfUcum,
                       /*slash_ends_product=*/false)
      .Read();
}

absl::StatusOr<Unit> ParsePrinted(absl::string_view text) {
  SUYUAN_RETURN_IF_ERROR(internal::CheckUnitLength(text));
  const std::string product = PrintedProduct(text);
  return ProductReader(product, ResolvePrinted, /*slash_ends_product=*/true)
      .Read();
}

}  // namespace suyuan::metrology
