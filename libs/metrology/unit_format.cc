#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "libs/base/status.h"
#include "libs/metrology/unit_text.h"

namespace suyuan::metrology {
namespace {

absl::Status NoNotation(absl::string_view notation, const Unit& unit,
                        const UnitTerm& term) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat(
          notation, " cannot express '", FormatPrinted(unit), "': '",
          UnitAtoms()[term.atom].name_en, "' to the power ",
          term.exponent.ToString(), " has no form there")),
      "UNIT_NO_NOTATION");
}

// Terms joined by dots, exponents behind them; `prefix` and `name` select the
// notation's column.
absl::StatusOr<std::string> Dotted(absl::string_view notation, const Unit& unit,
                                   absl::string_view UnitPrefix::*prefix,
                                   absl::string_view UnitAtom::*name) {
  if (unit.terms().empty()) return std::string("1");
  std::vector<std::string> parts;
  for (const UnitTerm& term : unit.terms()) {
    const UnitAtom& atom = UnitAtoms()[term.atom];
    const UnitPrefix& before = UnitPrefixes()[term.prefix];
    const bool prefixed =
        term.prefix == kNoPrefix ||
        (TakesPrefixInPrint(atom) && !(before.*prefix).empty());
    if ((atom.*name).empty() || !prefixed || !term.exponent.IsWhole()) {
      return NoNotation(notation, unit, term);
    }
    const bool bare = term.exponent == Rational(1) || atom.dsi == "one";
    parts.push_back(absl::StrCat(before.*prefix, atom.*name,
                                 bare ? "" : term.exponent.ToString()));
  }
  return absl::StrJoin(parts, ".");
}

std::string Superscript(Rational exponent) {
  if (!exponent.IsWhole()) return absl::StrCat("^", exponent.ToDecimal());
  return absl::StrReplaceAll(exponent.ToString(), {{"0", "⁰"},
                                                   {"1", "¹"},
                                                   {"2", "²"},
                                                   {"3", "³"},
                                                   {"4", "⁴"},
                                                   {"5", "⁵"},
                                                   {"6", "⁶"},
                                                   {"7", "⁷"},
                                                   {"8", "⁸"},
                                                   {"9", "⁹"},
                                                   {"-", "⁻"}});
}

std::string PrintedTerm(const UnitTerm& term, Rational exponent) {
  const UnitAtom& atom = UnitAtoms()[term.atom];
  const absl::string_view name =
      atom.symbol.empty() ? atom.name_en : atom.symbol;
  return absl::StrCat(UnitPrefixes()[term.prefix].symbol, name,
                      exponent == Rational(1) ? "" : Superscript(exponent));
}

}  // namespace

// Some prefixed symbols are another unit's symbol (an attotonne would be a
// technical atmosphere): such text must not leave us.
absl::StatusOr<std::string> IfReadBack(
    absl::StatusOr<std::string> text, const Unit& unit,
    absl::StatusOr<Unit> (*parse)(absl::string_view)) {
  if (!text.ok()) return text;
  const absl::StatusOr<Unit> back = parse(*text);
  if (back.ok() && SameUnit(*back, unit)) return text;
  return WithReason(absl::InvalidArgumentError(absl::StrCat(
                        "'", *text, "' would be read as another unit")),
                    "UNIT_NO_NOTATION");
}

absl::StatusOr<std::string> FormatBipm(const Unit& unit) {
  return IfReadBack(Dotted("the BIPM short form", unit, &UnitPrefix::symbol,
                           &UnitAtom::symbol),
                    unit, ParseBipm);
}

absl::StatusOr<std::string> FormatUcum(const Unit& unit) {
  return IfReadBack(Dotted("UCUM", unit, &UnitPrefix::ucum, &UnitAtom::ucum),
                    unit, ParseUcum);
}

std::string FormatPrinted(const Unit& unit) {
  std::vector<std::string> above;
  std::vector<std::string> below;
  std::vector<std::string> inverse;
  for (const UnitTerm& term : unit.terms()) {
    if (UnitAtoms()[term.atom].dsi == "one" && term.prefix == kNoPrefix) {
      continue;
    }
    if (term.exponent.numerator() >= 0) {
      above.push_back(PrintedTerm(term, term.exponent));
    } else {
      below.push_back(PrintedTerm(term, term.exponent.Negated()));
      inverse.push_back(PrintedTerm(term, term.exponent));
    }
  }
  if (above.empty() && below.empty()) return "1";
  if (above.empty()) return absl::StrJoin(inverse, "·");
  if (below.empty()) return absl::StrJoin(above, "·");
  const std::string divisor = absl::StrJoin(below, "·");
  return absl::StrCat(
      absl::StrJoin(above, "·"), "/",
      below.size() == 1 ? divisor : absl::StrCat("(", divisor, ")"));
}

}  // namespace suyuan::metrology
