#include <utility>

#include "libs/dcc/build.h"
#include "libs/metrology/unit_text.h"

namespace suyuan::dcc {
namespace {

// "/kilogram", seen as the unit of a mass: nobody can tell whether the kilogram
// or its reciprocal is meant.
bool IsSlip(absl::string_view text) {
  if (text[0] != '/') return false;
  std::string repaired(text);
  repaired[0] = '\\';
  return metrology::ParseDsi(repaired).ok();
}

UnitText ReadUnit(Build& build, const xmlNode* node, absl::string_view text) {
  UnitText unit{std::string(text)};
  if (text.empty()) {
    build.log.Add("DCC_UNIT_EMPTY", node);
    return unit;
  }
  if (auto sound = metrology::ParseDsi(text); sound.ok()) {
    unit.unit = *std::move(sound);
    unit.is_dsi = true;
    return unit;
  }
  if (IsSlip(text)) {
    build.log.Add("DCC_UNIT_UNKNOWN", node,
                  {text, "a reciprocal, or / written for \\"});
    return unit;
  }
  auto lenient = metrology::ParseDsiLenient(text);
  if (!lenient.ok()) {
    build.log.Add("DCC_UNIT_UNKNOWN", node, {text, lenient.status().message()});
    return unit;
  }
  unit.unit = std::move(lenient->unit);
  build.log.Add("DCC_UNIT_MISSPELT", node,
                {text, metrology::FormatPrinted(*unit.unit)});
  return unit;
}

}  // namespace

int UnitIndex(Build& build, const xmlNode* node, absl::string_view text) {
  const auto found = build.unit_by_text.find(text);
  if (found != build.unit_by_text.end()) return found->second;
  auto& units = build.document.units;
  if (static_cast<int>(units.size()) >= kMostUnits) {
    build.log.Add("DCC_UNITS_TOO_MANY", node, {std::to_string(kMostUnits)});
    return -1;
  }
  const int index = static_cast<int>(units.size());
  units.push_back(ReadUnit(build, node, text));
  build.unit_by_text.emplace(text, index);
  return index;
}

}  // namespace suyuan::dcc
