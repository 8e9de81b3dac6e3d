#ifndef LIBS_DCC_VALUES_H_
#define LIBS_DCC_VALUES_H_

#include <vector>

#include "libs/dcc/build.h"
#include "libs/dcc/quantity.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {

// Inside libs/dcc: the D-SI values (1.3 to 2.2.1) that stand directly in
// `quantity`: si:real, si:constant, si:complex, si:list of either, the
// XMLList forms, and si:hybrid of these. O(elements below). Finds
// DCC_NUMBER_INVALID, DCC_LIST_LENGTHS, DCC_UNIT_*, DCC_COVERAGE_* and such.
std::vector<Series> ReadSeries(Build& build, const xmlNode* quantity);

// What is odd in the alternatives of a hybrid: no D-SI unit among them, or
// values that are not the same quantity within their printed digits, neither
// as values nor as differences (20 °C is 293.15 K, an error of 0.1 °C is 0.1
// K).
void CheckHybrid(Build& build, const xmlNode* node,
                 const std::vector<Series>& series);

// The same as ReadSeries for an element of the type si:realQuantityType or
// si:realListXMLListType, whatever its name (relativeUncertaintySingle).
Series ReadOneSeries(Build& build, const xmlNode* node, bool is_list);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_VALUES_H_
