#ifndef LIBS_METROLOGY_QUANTITY_KIND_H_
#define LIBS_METROLOGY_QUANTITY_KIND_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/metrology/qualifiers.h"
#include "libs/metrology/unit.h"

// Kinds of quantity (VIM 1.2): equal dimension is needed for two results to
// measure the same thing, equal kind decides. The list re-keys facts of the
// BIPM's SI Reference Point (quantities), (c) BIPM, CC BY 3.0 IGO; see
// quantity_kinds.cc.

namespace suyuan::metrology {

enum class KindOrigin : uint8_t {
  kBipm,    // a code of the SI Reference Point
  kSuyuan,  // ours, for kinds that list has not (flow, fractions, hardness)
};

struct QuantityKind {
  absl::string_view code;  // four upper-case letters: "MASS"
  absl::string_view name_en;
  absl::string_view name_zh;
  absl::string_view si_unit;  // D-SI; "\one" where the BIPM gives none
  KindOrigin origin = KindOrigin::kBipm;
};

// All kinds, those of the BIPM first, each part by code.
absl::Span<const QuantityKind> QuantityKinds();

// nullptr where there is none of that code. O(1).
const QuantityKind* FindKind(absl::string_view code);

// The unit of the table, parsed once. `kind` must be one of QuantityKinds.
const Unit& SiUnitOf(const QuantityKind& kind);

// The one code that stands for several which differ in name only: temperatures
// in °C and K (TEMT is TEMC, ITSK is ITSC). Any other code is returned as it
// is, known or not.
absl::string_view CanonicalKind(absl::string_view code);

// The same kind of quantity: equal canonical codes, and no qualifier that
// stands on both sides with different values. An empty code is no kind and
// compatible with none: who has none infers one.
bool Compatible(absl::string_view kind_a, const Qualifiers& qualifiers_a,
                absl::string_view kind_b, const Qualifiers& qualifiers_b);

// Every kind that a value in `unit` could be, by dimension, levels only for
// levels. O(kinds).
std::vector<const QuantityKind*> KindsFitting(const Unit& unit);

// The kind to assume for a result that names none, as a class by dimension: the
// unit's special name decides first (Hz is FREQ, Bq ARRN, J ENGY), then the
// dimension (N·m is taken for ENGY, too). A number of dimension one is RATI,
// which says nothing more. "" where no listed kind has the dimension.
absl::string_view InferredKind(const Unit& unit);

// UNIT_NOT_OF_KIND where `unit` cannot be a unit of the kind. OK for a unit of
// dimension one, in which a relative value of any kind may be given (an
// energy meter's error in %), and for a code that is not listed.
absl::Status CheckUnitOfKind(absl::string_view code, const Unit& unit);

// One registered way to a kind: results of kind `output` may rest on a
// reference of kind `input` although the kinds differ (rule V11).
struct Derivation {
  absl::string_view output;
  absl::string_view input;
  absl::string_view model;  // "p = m·g/A"
};
absl::Span<const Derivation> Derivations();

// The derivation by which `output` rests on `input`, or nullptr. One step
// only; canonical codes are compared. O(1).
const Derivation* DerivationAllows(absl::string_view output,
                                   absl::string_view input);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_QUANTITY_KIND_H_
