#include "services/registry/kcdb/equation.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace suyuan::registry::kcdb {
namespace {

// One way to write each sign, and no blanks.
std::string Canonical(absl::string_view text) {
  return absl::StrReplaceAll(text, {{" ", ""},
                                    {"\u00A0", ""},
                                    {"×", "*"},
                                    {"·", "*"},
                                    {"⋅", "*"},
                                    {"•", "*"},
                                    {"²", "^2"},
                                    {"√", "sqrt"},
                                    {"SQRT", "sqrt"},
                                    {"−", "-"},
                                    {"[", "("},
                                    {"]", ")"},
                                    {"{", "("},
                                    {"}", ")"},
                                    {";", ","}});
}

// A number without sign, with the power of ten that may follow ("1.5*10^-6").
std::optional<double> TakeNumber(absl::string_view& text) {
  size_t size = 0;
  while (size < text.size() &&
         (absl::ascii_isdigit(text[size]) || text[size] == '.')) {
    ++size;
  }
  if (size > 0 && size + 1 < text.size() &&
      (text[size] == 'E' || text[size] == 'e')) {
    size_t end = size + 1;
    if (text[end] == '-' || text[end] == '+') ++end;
    const size_t digits = end;
    while (end < text.size() && absl::ascii_isdigit(text[end])) ++end;
    if (end > digits) size = end;
  }
  double value = 0;
  if (size == 0 || !absl::SimpleAtod(text.substr(0, size), &value)) {
    return std::nullopt;
  }
  text.remove_prefix(size);
  absl::string_view power = text;
  if (!absl::ConsumePrefix(&power, "*10^")) return value;
  absl::ConsumePrefix(&power, "(");
  const bool negative = absl::ConsumePrefix(&power, "-");
  size_t digits = 0;
  while (digits < power.size() && absl::ascii_isdigit(power[digits])) ++digits;
  const std::string exponent =
      absl::StrCat("1e", negative ? "-" : "", power.substr(0, digits));
  double factor = 0;
  if (digits == 0 || !absl::SimpleAtod(exponent, &factor)) return std::nullopt;
  power.remove_prefix(digits);
  absl::ConsumePrefix(&power, ")");
  text = power;
  return value * factor;
}

std::string TakeVariable(absl::string_view& text) {
  size_t size = 0;
  while (size < text.size() &&
         (absl::ascii_isalpha(text[size]) || text[size] == '_')) {
    ++size;
  }
  const std::string variable(text.substr(0, size));
  text.remove_prefix(size);
  return variable;
}

// A constant, or a multiple of a variable.
struct Term {
  double factor = 0;
  std::string variable;
};

std::optional<Term> TakeTerm(absl::string_view& text) {
  const std::optional<double> factor = TakeNumber(text);
  if (!factor.has_value()) return std::nullopt;
  Term term{*factor, ""};
  const bool is_product = absl::ConsumePrefix(&text, "*");
  term.variable = TakeVariable(text);
  if (is_product && term.variable.empty()) return std::nullopt;
  return term;
}

std::optional<Equation> Of(Term a, Term b, bool quadratic) {
  if (a.variable.empty() == b.variable.empty()) return std::nullopt;
  if (!a.variable.empty()) std::swap(a, b);
  return Equation{quadratic, a.factor, b.factor, b.variable};
}

// "a,b*x)" behind "Q(".
std::optional<Equation> ReadQ(absl::string_view rest) {
  const std::optional<Term> a = TakeTerm(rest);
  if (!a.has_value() || !absl::ConsumePrefix(&rest, ",")) return std::nullopt;
  const std::optional<Term> b = TakeTerm(rest);
  if (!b.has_value() || rest != ")") return std::nullopt;
  return Of(*a, *b, true);
}

std::optional<Term> TakeSquare(absl::string_view& text) {
  const bool in_brackets = absl::ConsumePrefix(&text, "(");
  std::optional<Term> term = TakeTerm(text);
  if (!term.has_value()) return std::nullopt;
  if (in_brackets && !absl::ConsumePrefix(&text, ")")) return std::nullopt;
  if (!absl::ConsumePrefix(&text, "^2")) return std::nullopt;
  // 0.5*L^2 squares L alone.
  if (!in_brackets && !term->variable.empty()) return std::nullopt;
  return term;
}

// "a^2+(b*x)^2)" behind "sqrt(".
std::optional<Equation> ReadRoot(absl::string_view rest) {
  const std::optional<Term> a = TakeSquare(rest);
  if (!a.has_value() || !absl::ConsumePrefix(&rest, "+")) return std::nullopt;
  const std::optional<Term> b = TakeSquare(rest);
  if (!b.has_value() || rest != ")") return std::nullopt;
  return Of(*a, *b, true);
}

std::optional<Equation> ReadSum(absl::string_view rest) {
  const std::optional<Term> a = TakeTerm(rest);
  if (!a.has_value()) return std::nullopt;
  if (rest.empty()) return Of(*a, Term{}, false);
  if (!absl::ConsumePrefix(&rest, "+")) return std::nullopt;
  const std::optional<Term> b = TakeTerm(rest);
  if (!b.has_value() || !rest.empty()) return std::nullopt;
  return Of(*a, *b, false);
}

}  // namespace

std::optional<Equation> ReadEquation(absl::string_view text) {
  const std::string canonical = Canonical(text);
  absl::string_view rest = canonical;
  absl::ConsumePrefix(&rest, "U=");
  if (absl::ConsumePrefix(&rest, "Q(")) return ReadQ(rest);
  if (absl::ConsumePrefix(&rest, "sqrt(")) return ReadRoot(rest);
  return ReadSum(rest);
}

std::string UnitOfVariable(absl::string_view variable,
                           absl::string_view comment) {
  size_t at = 0;
  while ((at = comment.find(variable, at)) != absl::string_view::npos) {
    const bool begins_word = at == 0 || !absl::ascii_isalnum(comment[at - 1]);
    absl::string_view rest = comment.substr(at + variable.size());
    const bool ends_word = rest.empty() || !absl::ascii_isalnum(rest[0]);
    at += variable.size();
    if (!begins_word || !ends_word) continue;
    // "L in m", "L: measured length in m"; not beyond the end of the clause.
    const absl::string_view clause = rest.substr(0, rest.find_first_of(",;\n"));
    const size_t in = clause.find(" in ");
    if (in == absl::string_view::npos) continue;
    const absl::string_view unit =
        absl::StripAsciiWhitespace(clause.substr(in + 4));
    return std::string(absl::StripSuffix(unit.substr(0, unit.find(' ')), "."));
  }
  return "";
}

}  // namespace suyuan::registry::kcdb
