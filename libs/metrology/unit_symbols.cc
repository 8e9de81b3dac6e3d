#include "libs/metrology/unit_symbols.h"

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/unit_text.h"
#include "libs/text/display.h"
#include "libs/text/normalise.h"
#include "libs/text/utf8.h"

namespace suyuan::metrology::internal {
namespace {

using Aliases = absl::flat_hash_map<absl::string_view, absl::string_view>;

// Other symbols for the same unit.
absl::string_view CanonicalSymbol(absl::string_view symbol) {
  static const auto* const aliases = new Aliases{
      {"l", "L"},   {"Ohm", "Ω"},   {"ohm", "Ω"}, {"degC", "°C"},
      {"℃", "°C"},  {"degF", "°F"}, {"deg", "°"}, {"nmile", "n mile"},
      {"%RH", "%"}, {"Gs", "G"},    {"rev", "r"}, {"lbs", "lb"},
  };
  const auto found = aliases->find(symbol);
  return found == aliases->end() ? symbol : found->second;
}

// Other words for a D-SI identifier or, behind it, for a printed symbol.
absl::string_view CanonicalName(absl::string_view lower) {
  static const auto* const aliases = new Aliases{
      {"meter", "metre"},
      {"meters", "metre"},
      {"metres", "metre"},
      {"liter", "litre"},
      {"gramme", "gram"},
      {"kilogramme", "kilogram"},
      {"celsius", "degreecelsius"},
      {"degcelsius", "degreecelsius"},
      {"degreec", "degreecelsius"},
      {"degc", "degreecelsius"},
      {"sec", "second"},
      {"seconds", "second"},
      {"amp", "ampere"},
      {"amperes", "ampere"},
      {"volts", "volt"},
      {"ohms", "ohm"},
      {"hours", "hour"},
      {"minutes", "minute"},
      {"days", "day"},
      {"degrees", "degree"},
      {"dimensionless", "one"},
      {"unity", "one"},
      {"pct", "percent"},
  };
  const auto found = aliases->find(lower);
  return found == aliases->end() ? lower : found->second;
}

absl::string_view SymbolForName(absl::string_view lower) {
  static const auto* const aliases = new Aliases{
      {"degreefahrenheit", "°F"},
      {"fahrenheit", "°F"},
      {"inch", "in"},
      {"inches", "in"},
      {"foot", "ft"},
      {"feet", "ft"},
      {"pound", "lb"},
      {"calorie", "cal"},
      {"torr", "Torr"},
      {"gallon(u.k.)", "gal (UK)"},
  };
  const auto found = aliases->find(lower);
  return found == aliases->end() ? absl::string_view() : found->second;
}

Unit::Terms One(AtomId atom, PrefixId prefix = kNoPrefix) {
  return {UnitTerm{.prefix = prefix, .atom = atom, .exponent = 1}};
}

absl::optional<Unit::Terms> Prefixed(
    absl::string_view word, absl::string_view prefix, PrefixId id,
    absl::optional<AtomId> (*find)(absl::string_view)) {
  if (prefix.empty() || !absl::StartsWith(word, prefix)) return absl::nullopt;
  const absl::optional<AtomId> atom = find(word.substr(prefix.size()));
  if (!atom || !TakesPrefixInPrint(UnitAtoms()[*atom])) return absl::nullopt;
  return One(*atom, id);
}

absl::optional<AtomId> FindSymbol(absl::string_view symbol) {
  return AtomBySymbol(CanonicalSymbol(symbol));
}

absl::optional<AtomId> FindUcum(absl::string_view code) {
  return AtomByUcum(code == "l" ? "L" : code);
}

// The prefix symbol as normal form KC writes it.
absl::string_view PrefixSymbol(const UnitPrefix& prefix) {
  return prefix.ten == -6 ? absl::string_view("μ") : prefix.symbol;
}

absl::optional<Unit::Terms> SingleSymbol(absl::string_view symbol) {
  if (const absl::optional<AtomId> atom = FindSymbol(symbol)) {
    return One(*atom);
  }
  const absl::Span<const UnitPrefix> prefixes = UnitPrefixes();
  for (PrefixId id = 1; id < prefixes.size(); ++id) {
    absl::optional<Unit::Terms> terms =
        Prefixed(symbol, PrefixSymbol(prefixes[id]), id, FindSymbol);
    if (!terms && prefixes[id].ten == -6) {
      terms = Prefixed(symbol, "u", id, FindSymbol);
    }
    if (terms) return terms;
  }
  return absl::nullopt;
}

// Two symbols that people print as one word.
absl::optional<Unit::Terms> Glued(absl::string_view symbol) {
  struct Pair {
    absl::string_view word, first, second;
    int16_t second_exponent;
  };
  constexpr Pair kPairs[] = {
      {"Wh", "W", "h", 1},     {"Ah", "A", "h", 1}, {"VA", "V", "A", 1},
      {"varh", "var", "h", 1}, {"Nm", "N", "m", 1}, {"rpm", "r", "min", -1},
      {"Pas", "Pa", "s", 1},
  };
  for (const Pair& pair : kPairs) {
    if (!absl::EndsWith(symbol, pair.word)) continue;
    const absl::string_view prefix =
        symbol.substr(0, symbol.size() - pair.word.size());
    absl::optional<Unit::Terms> terms =
        SingleSymbol(absl::StrCat(prefix, pair.first));
    if (!terms) continue;
    terms->push_back(
        {.atom = *AtomBySymbol(pair.second), .exponent = pair.second_exponent});
    return terms;
  }
  return absl::nullopt;
}

// "millimetre": a prefix and an identifier without a backslash between.
absl::optional<Unit::Terms> GluedName(absl::string_view lower) {
  const absl::Span<const UnitPrefix> prefixes = UnitPrefixes();
  for (PrefixId id = 1; id < prefixes.size(); ++id) {
    if (!absl::StartsWith(lower, prefixes[id].dsi)) continue;
    const absl::optional<AtomId> atom =
        AtomByDsi(CanonicalName(lower.substr(prefixes[id].dsi.size())));
    if (atom && TakesPrefixInDsi(UnitAtoms()[*atom])) return One(*atom, id);
  }
  return absl::nullopt;
}

}  // namespace

absl::Status InvalidUnit(absl::string_view message) {
  return WithReason(absl::InvalidArgumentError(text::ReplaceBadBytes(message)),
                    "UNIT_INVALID");
}

std::string Quoted(absl::string_view text) {
  return absl::StrCat("'", text::Truncate(text::ReplaceBadBytes(text), 120),
                      "'");
}

absl::Status CheckUnitLength(absl::string_view text) {
  if (text.size() <= kLongestUnitText) return absl::OkStatus();
  return WithReason(absl::InvalidArgumentError(absl::StrCat(
                        "a unit of ", text.size(), " bytes; at most ",
                        kLongestUnitText, " are wanted")),
                    "UNIT_TOO_LONG");
}

absl::optional<Unit::Terms> TermsOfSymbol(absl::string_view symbol) {
  if (auto terms = SingleSymbol(symbol)) return terms;
  return Glued(symbol);
}

absl::optional<Unit::Terms> TermsOfUcum(absl::string_view code) {
  if (const absl::optional<AtomId> atom = FindUcum(code)) return One(*atom);
  const absl::Span<const UnitPrefix> prefixes = UnitPrefixes();
  for (PrefixId id = 1; id < prefixes.size(); ++id) {
    const absl::optional<Unit::Terms> terms =
        Prefixed(code, prefixes[id].ucum, id, FindUcum);
    if (terms) return terms;
  }
  return absl::nullopt;
}

absl::optional<Unit::Terms> TermsOfLooseName(absl::string_view name) {
  const std::string plain = text::Nfkc(name);
  if (const auto terms = TermsOfSymbol(plain)) return terms;
  const std::string lower = absl::AsciiStrToLower(plain);
  if (const auto atom = AtomByDsi(CanonicalName(lower))) return One(*atom);
  if (const auto atom = AtomBySymbol(SymbolForName(lower))) return One(*atom);
  return GluedName(lower);
}

}  // namespace suyuan::metrology::internal
