#include "libs/metrology/quantity_kind.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/metrology/unit_text.h"
#include "libs/text/utf8.h"

namespace suyuan::metrology {
namespace {

using absl::string_view;

using KindIndex = absl::flat_hash_map<string_view, size_t>;

const KindIndex& IndexByCode() {
  static const KindIndex* const index = [] {
    auto* const made = new KindIndex;
    for (size_t i = 0; i < QuantityKinds().size(); ++i) {
      SUYUAN_CHECK(made->emplace(QuantityKinds()[i].code, i).second);
    }
    return made;
  }();
  return *index;
}

const std::vector<Unit>& Units() {
  static const std::vector<Unit>* const units = [] {
    auto* const made = new std::vector<Unit>;
    for (const QuantityKind& kind : QuantityKinds()) {
      absl::StatusOr<Unit> unit = ParseDsi(kind.si_unit);
      SUYUAN_CHECK(unit.ok());
      made->push_back(*std::move(unit));
    }
    return made;
  }();
  return *units;
}

// What a unit's special name tells and its dimension does not.
string_view KindOfSpecialName(string_view dsi) {
  static const auto* const kinds =
      new absl::flat_hash_map<string_view, string_view>{
          {"hertz", "FREQ"},     {"becquerel", "ARRN"}, {"gray", "ABDO"},
          {"sievert", "DOEQ"},   {"lux", "ILLU"},       {"lumen", "LUFL"},
          {"radian", "ANGP"},    {"degree", "ANGP"},    {"arcminute", "ANGP"},
          {"arcsecond", "ANGP"}, {"steradian", "ANGS"},
      };
  const auto found = kinds->find(dsi);
  return found == kinds->end() ? string_view() : found->second;
}

// One kind for each dimension that certificates show, the usual one first.
constexpr string_view kByDimension[] = {
    "MASS", "LENG", "TIME", "ELCU", "TEMC", "AMSU", "LUIN", "AREA", "VOLU",
    "VELO", "ACCE", "FREQ", "FORC", "PRES", "ENGY", "POWR", "ELCH", "ELPD",
    "ELCA", "ELRE", "ELCO", "MGFL", "MGFD", "ELIN", "LUMA", "DENS", "AMSC",
    "VFLO", "MAFL", "DYVI", "KIVI", "CATA", "CALV", "RATI", "WANU", "TCON",
    "HECA", "SHEC", "SUTE", "ELFS", "MAFD", "HEFD", "MOEG", "MOHC", "SPVO",
    "TEXL", "RESY", "ECON", "CUDE", "ELFD", "XPOS", "ABDR", "SUDE", "LUXP",
    "CTAC", "ACTI", "PRME", "PRMI", "ACIM", "LEVD",
};

}  // namespace

const QuantityKind* FindKind(string_view code) {
  const auto found = IndexByCode().find(code);
  return found == IndexByCode().end() ? nullptr
                                      : &QuantityKinds()[found->second];
}

const Unit& SiUnitOf(const QuantityKind& kind) {
  const auto found = IndexByCode().find(kind.code);
  SUYUAN_CHECK(found != IndexByCode().end());
  return Units()[found->second];
}

string_view CanonicalKind(string_view code) {
  if (code == "TEMT") return "TEMC";
  if (code == "ITSK") return "ITSC";
  return code;
}

bool Compatible(string_view kind_a, const Qualifiers& qualifiers_a,
                string_view kind_b, const Qualifiers& qualifiers_b) {
  return !kind_a.empty() && CanonicalKind(kind_a) == CanonicalKind(kind_b) &&
         QualifiersAgree(qualifiers_a, qualifiers_b);
}

std::vector<const QuantityKind*> KindsFitting(const Unit& unit) {
  std::vector<const QuantityKind*> kinds;
  for (size_t i = 0; i < QuantityKinds().size(); ++i) {
    if (Convertible(Units()[i], unit)) kinds.push_back(&QuantityKinds()[i]);
  }
  return kinds;
}

string_view InferredKind(const Unit& unit) {
  if (const absl::optional<AtomId> atom = unit.SpecialName()) {
    const string_view kind = KindOfSpecialName(UnitAtoms()[*atom].dsi);
    if (!kind.empty()) return kind;
  }
  for (const string_view code : kByDimension) {
    if (Convertible(SiUnitOf(*FindKind(code)), unit)) return code;
  }
  return "";
}

absl::Status CheckUnitOfKind(string_view code, const Unit& unit) {
  const QuantityKind* const kind = FindKind(code);
  const bool is_relative = Convertible(unit, Unit());
  if (kind == nullptr || is_relative || Convertible(SiUnitOf(*kind), unit)) {
    return absl::OkStatus();
  }
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat(
          "unit ", FormatPrinted(unit), " of dimension ",
          unit.dimension().ToString(), " for ", kind->name_en, " (", code,
          "); a unit like ", FormatPrinted(SiUnitOf(*kind)), " is wanted")),
      "UNIT_NOT_OF_KIND");
}

const Derivation* DerivationAllows(string_view output, string_view input) {
  using Key = std::pair<string_view, string_view>;
  static const auto* const index = [] {
    auto* const made = new absl::flat_hash_map<Key, const Derivation*>;
    for (const Derivation& row : Derivations()) {
      SUYUAN_CHECK(FindKind(row.output) != nullptr);
      SUYUAN_CHECK(FindKind(row.input) != nullptr);
      SUYUAN_CHECK(made->emplace(Key(row.output, row.input), &row).second);
    }
    return made;
  }();
  const auto found =
      index->find(Key(CanonicalKind(output), CanonicalKind(input)));
  return found == index->end() ? nullptr : found->second;
}

}  // namespace suyuan::metrology
