#include "libs/metrology/unit_table.h"

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libs/base/check.h"
#include "libs/text/normalise.h"

namespace suyuan::metrology {
namespace {

using Names = absl::flat_hash_map<std::string, uint16_t>;

// Every name of the notation that `member` selects. A name that stands for two
// things would make a unit ambiguous, so it ends the process at first use.
template <typename Row>
Names* NamesOf(absl::Span<const Row> rows, absl::string_view Row::*member) {
  auto* const names = new Names;
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::string name = text::Nfkc(rows[i].*member);
    if (name.empty()) continue;
    SUYUAN_CHECK(names->emplace(name, static_cast<uint16_t>(i)).second);
  }
  return names;
}

absl::optional<uint16_t> Find(const Names& names, absl::string_view name) {
  const auto found = names.find(name);
  if (found == names.end()) return absl::nullopt;
  return found->second;
}

template <typename Row, typename MakeParts>
std::vector<Scale>* ScalesOf(absl::Span<const Row> rows, MakeParts parts) {
  auto* const scales = new std::vector<Scale>;
  for (const Row& row : rows) scales->push_back(Scale::Of(parts(row)));
  return scales;
}

}  // namespace

absl::string_view DsiTierName(DsiTier tier) {
  switch (tier) {
    case DsiTier::kPlatinum:
      return "PLATINUM";
    case DsiTier::kGold:
      return "GOLD";
    case DsiTier::kSilver:
      return "SILVER";
    case DsiTier::kBronze:
      return "BRONZE";
    case DsiTier::kImprovable:
      return "IMPROVABLE";
  }
  return "IMPROVABLE";
}

const Scale& ScaleOf(AtomId atom) {
  static const std::vector<Scale>* const scales =
      ScalesOf(UnitAtoms(), [](const UnitAtom& row) { return row.scale; });
  return (*scales)[atom];
}

const Scale& ScaleOfPrefix(PrefixId prefix) {
  static const std::vector<Scale>* const scales =
      ScalesOf(UnitPrefixes(), [](const UnitPrefix& row) {
        return Scale::Parts{.ten = row.ten, .two = row.two};
      });
  return (*scales)[prefix];
}

absl::optional<AtomId> AtomByDsi(absl::string_view name) {
  static const Names* const names = NamesOf(UnitAtoms(), &UnitAtom::dsi);
  return Find(*names, name);
}

absl::optional<AtomId> AtomBySymbol(absl::string_view symbol) {
  static const Names* const names = NamesOf(UnitAtoms(), &UnitAtom::symbol);
  return Find(*names, symbol);
}

absl::optional<AtomId> AtomByUcum(absl::string_view code) {
  static const Names* const names = NamesOf(UnitAtoms(), &UnitAtom::ucum);
  return Find(*names, code);
}

absl::optional<PrefixId> PrefixByDsi(absl::string_view name) {
  static const Names* const names = NamesOf(UnitPrefixes(), &UnitPrefix::dsi);
  return Find(*names, name);
}

}  // namespace suyuan::metrology
