#include "libs/dcc/build.h"

namespace suyuan::dcc {

int UnitIndex(Build& build, const xmlNode* node, absl::string_view text) {
  if (text.empty()) {
    build.log.Add("DCC_UNIT_EMPTY", node);
  }
  const auto found = build.unit_by_text.find(text);
  if (found != build.unit_by_text.end()) return found->second;
  auto& units = build.document.units;
  if (static_cast<int>(units.size()) >= kMostUnits) {
    build.log.Add("DCC_UNITS_TOO_MANY", node, {std::to_string(kMostUnits)});
    return -1;
  }
  const int index = static_cast<int>(units.size());
  units.push_back({std::string(text)});
  build.unit_by_text.emplace(text, index);
  return index;
}

}  // namespace suyuan::dcc
