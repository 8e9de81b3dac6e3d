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

// A unit that no D-SI text can express has to be declared by a nonSIUnit.
void CheckDeclared(Build& build, const xmlNode* node, const UnitText& unit) {
  if (build.may_declare_units && !build.declared_units.contains(unit.text) &&
      !metrology::FormatDsi(*unit.unit).ok()) {
    build.log.Add("DCC_UNIT_UNDECLARED", node, {unit.text});
  }
}

// "|psi": the mark of a unit that the certificate itself declares.
UnitText ReadLocalUnit(Build& build, const xmlNode* node,
                       absl::string_view text) {
  UnitText unit{std::string(text)};
  auto known = metrology::ParseDsiLenient(text.substr(1));
  if (known.ok()) unit.unit = std::move(known->unit);
  if (!build.declared_units.contains(text)) {
    build.log.Add("DCC_UNIT_UNDECLARED", node, {text});
  } else if (!unit.unit.has_value()) {
    build.log.Add("DCC_UNIT_DECLARED", node, {text});
  }
  return unit;
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
  if (text[0] == '|') return ReadLocalUnit(build, node, text);
  if (IsSlip(text)) {
    build.log.Add("DCC_UNIT_UNKNOWN", node,
                  {text, "a reciprocal, or / written for \\"});
    return unit;
  }
  auto lenient = metrology::ParseDsiLenient(text);
  if (!lenient.ok()) {
    if (build.declared_units.contains(text)) {
      build.log.Add("DCC_UNIT_DECLARED", node, {text});
    } else {
      build.log.Add("DCC_UNIT_UNKNOWN", node,
                    {text, lenient.status().message()});
    }
    return unit;
  }
  unit.unit = std::move(lenient->unit);
  build.log.Add("DCC_UNIT_MISSPELT", node,
                {text, metrology::FormatPrinted(*unit.unit)});
  CheckDeclared(build, node, unit);
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
