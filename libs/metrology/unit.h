#ifndef LIBS_METROLOGY_UNIT_H_
#define LIBS_METROLOGY_UNIT_H_

#include <initializer_list>

#include "absl/container/inlined_vector.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "libs/metrology/dimension.h"
#include "libs/metrology/scale.h"
#include "libs/metrology/unit_table.h"

namespace suyuan::metrology {

// One part of a product: (prefix atom)^exponent.
struct UnitTerm {
  PrefixId prefix = kNoPrefix;
  AtomId atom = 0;
  Rational exponent = 1;

  friend bool operator==(const UnitTerm&, const UnitTerm&) = default;
};

// A unit of measurement: how it was written (terms) and what it is worth, in
// exact arithmetic (scale to the coherent SI unit, dimension). °C and °F keep
// their own zero only where they stand alone; in a product (°C/m) they are an
// interval, as is a prefixed one. Logarithmic units (Np, B, dB) count as one
// more dimension: a level is a ratio only together with its reference value.
// About 300 bytes, allocates from the fifth term on.
class Unit {
 public:
  using Terms = absl::InlinedVector<UnitTerm, 4>;
  static constexpr size_t kMostTerms = 32;

  // The unit one.
  Unit() = default;

  // The product of the terms. O(terms). Refuses more than kMostTerms
  // (UNIT_TOO_LONG) and what Scale or Rational cannot hold (UNIT_OVERFLOW,
  // UNIT_NOT_EXACT).
  static absl::StatusOr<Unit> Of(absl::Span<const UnitTerm> terms);

  // Products drop terms that cancel and merge equal ones, so that
  // (a·b)/b is written as a. Same refusals as Of.
  absl::StatusOr<Unit> Times(const Unit& other) const;
  absl::StatusOr<Unit> Per(const Unit& other) const;
  absl::StatusOr<Unit> ToThe(Rational power) const;

  const Terms& terms() const { return terms_; }
  const Scale& scale() const { return scale_; }
  const Dimension& dimension() const { return dimension_; }
  Rational level() const { return level_; }
  ZeroPoint zero() const { return zero_; }

  // The atom, where the unit is a single one to the first power, prefixed or
  // not: "\kilo\watt" gives watt, a product nothing. For what the name alone
  // tells (J is an energy, N·m may be a torque).
  absl::optional<AtomId> SpecialName() const;

 private:
  Terms terms_;
  Scale scale_;
  Dimension dimension_;
  Rational level_;
  ZeroPoint zero_ = ZeroPoint::kNone;
};

// Worth the same, however written: \newton\metre is \joule, \kilo\metre is not
// \metre.
bool SameUnit(const Unit& a, const Unit& b);

// A value in `a` can be given in `b`: same dimension and both levels or none.
// Necessary for comparing quantities, never sufficient (quantity_kind.h).
bool Convertible(const Unit& a, const Unit& b);

// The exact number of `to` in one `from`, zero points apart: km/h to m/s gives
// 5/18. UNIT_NOT_CONVERTIBLE names both dimensions.
absl::StatusOr<Scale> FactorTo(const Unit& from, const Unit& to);

// Converts many numbers between two units: make once, use often. Making is
// O(1) without allocation unless it fails; each use is a multiplication and two
// additions in long double, rounded once to double.
class Conversion {
 public:
  // UNIT_NOT_CONVERTIBLE as FactorTo.
  static absl::StatusOr<Conversion> Between(const Unit& from, const Unit& to);

  // A value on the scale: 20 °C are 293.15 K.
  double Value(double value) const;
  // A difference, a deviation, an uncertainty, a sensitivity: 0.06 °C are
  // 0.06 K. Never shifted.
  double Difference(double difference) const;

 private:
  long double factor_ = 1;
  long double from_zero_ = 0;  // in units of `from`
  long double to_zero_ = 0;
};

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_UNIT_H_
