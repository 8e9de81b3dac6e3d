#include "libs/metrology/unit.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::metrology {
namespace {

// What a value in the unit lacks to be counted from absolute zero. Doubles on
// purpose: -273.15 °C as clients hand it in is then exactly 0 K.
long double ZeroOffset(ZeroPoint zero) {
  switch (zero) {
    case ZeroPoint::kNone:
      return 0;
    case ZeroPoint::kCelsius:
      return 273.15;
    case ZeroPoint::kFahrenheit:
      return 459.67;
  }
  return 0;
}

absl::Status AddTerm(const UnitTerm& term, Unit::Terms* terms) {
  const auto same =
      std::find_if(terms->begin(), terms->end(), [&](const UnitTerm& other) {
        return other.atom == term.atom && other.prefix == term.prefix;
      });
  if (same == terms->end()) {
    if (!term.exponent.IsZero()) terms->push_back(term);
    return absl::OkStatus();
  }
  SUYUAN_ASSIGN_OR_RETURN(same->exponent, same->exponent.Plus(term.exponent));
  if (same->exponent.IsZero()) terms->erase(same);
  return absl::OkStatus();
}

std::string DimensionText(const Unit& unit) {
  if (unit.level().IsZero()) return unit.dimension().ToString();
  return absl::StrCat(unit.dimension().ToString(), " (logarithmic level)");
}

}  // namespace

absl::StatusOr<Unit> Unit::Of(absl::Span<const UnitTerm> terms) {
  if (terms.size() > kMostTerms) {
    return WithReason(absl::InvalidArgumentError(absl::StrCat(
                          "a unit of ", terms.size(), " terms; at most ",
                          kMostTerms, " are wanted")),
                      "UNIT_TOO_LONG");
  }
  Unit unit;
  unit.terms_.assign(terms.begin(), terms.end());
  for (const UnitTerm& term : terms) {
    const UnitAtom& atom = UnitAtoms()[term.atom];
    SUYUAN_ASSIGN_OR_RETURN(
        const Scale prefixed,
        ScaleOf(term.atom).Times(ScaleOfPrefix(term.prefix)));
    SUYUAN_ASSIGN_OR_RETURN(const Scale scale, prefixed.ToThe(term.exponent));
    SUYUAN_ASSIGN_OR_RETURN(unit.scale_, unit.scale_.Times(scale));
    SUYUAN_ASSIGN_OR_RETURN(const Dimension dimension,
                            atom.dimension.ToThe(term.exponent));
    SUYUAN_ASSIGN_OR_RETURN(unit.dimension_, unit.dimension_.Times(dimension));
    SUYUAN_ASSIGN_OR_RETURN(const Rational level,
                            Rational(atom.level).Times(term.exponent));
    SUYUAN_ASSIGN_OR_RETURN(unit.level_, unit.level_.Plus(level));
  }
  if (terms.size() == 1 && terms[0].prefix == kNoPrefix &&
      terms[0].exponent == Rational(1)) {
    unit.zero_ = UnitAtoms()[terms[0].atom].zero;
  }
  return unit;
}

absl::StatusOr<Unit> Unit::Times(const Unit& other) const {
  Terms merged;
  for (const UnitTerm& term : terms_) {
    SUYUAN_RETURN_IF_ERROR(AddTerm(term, &merged));
  }
  for (const UnitTerm& term : other.terms_) {
    SUYUAN_RETURN_IF_ERROR(AddTerm(term, &merged));
  }
  return Of(merged);
}

absl::StatusOr<Unit> Unit::Per(const Unit& other) const {
  SUYUAN_ASSIGN_OR_RETURN(const Unit inverse, other.ToThe(-1));
  return Times(inverse);
}

absl::StatusOr<Unit> Unit::ToThe(Rational power) const {
  Terms raised;
  for (UnitTerm term : terms_) {
    SUYUAN_ASSIGN_OR_RETURN(term.exponent, term.exponent.Times(power));
    SUYUAN_RETURN_IF_ERROR(AddTerm(term, &raised));
  }
  return Of(raised);
}

absl::optional<AtomId> Unit::SpecialName() const {
  if (terms_.size() != 1 || terms_[0].exponent != Rational(1)) {
    return absl::nullopt;
  }
  return terms_[0].atom;
}

bool SameUnit(const Unit& a, const Unit& b) {
  return a.scale() == b.scale() && a.zero() == b.zero() && Convertible(a, b);
}

bool Convertible(const Unit& a, const Unit& b) {
  return a.dimension() == b.dimension() && a.level() == b.level();
}

absl::StatusOr<Scale> FactorTo(const Unit& from, const Unit& to) {
  if (!Convertible(from, to)) {
    return WithReason(
        absl::InvalidArgumentError(absl::StrCat(
            "a unit of dimension ", DimensionText(from),
            " cannot be given in one of dimension ", DimensionText(to))),
        "UNIT_NOT_CONVERTIBLE");
  }
  SUYUAN_ASSIGN_OR_RETURN(const Scale inverse, to.scale().Inverse());
  return from.scale().Times(inverse);
}

absl::StatusOr<Conversion> Conversion::Between(const Unit& from,
                                               const Unit& to) {
  SUYUAN_ASSIGN_OR_RETURN(const Scale factor, FactorTo(from, to));
  Conversion conversion;
  conversion.factor_ = factor.ToLongDouble();
  if (from.zero() != to.zero()) {
    conversion.from_zero_ = ZeroOffset(from.zero());
    conversion.to_zero_ = ZeroOffset(to.zero());
  }
  return conversion;
}

double Conversion::Value(double value) const {
  return static_cast<double>((value + from_zero_) * factor_ - to_zero_);
}

double Conversion::Difference(double difference) const {
  return static_cast<double>(difference * factor_);
}

}  // namespace suyuan::metrology
