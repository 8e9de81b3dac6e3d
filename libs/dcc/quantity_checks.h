#ifndef LIBS_DCC_QUANTITY_CHECKS_H_
#define LIBS_DCC_QUANTITY_CHECKS_H_

#include "libs/dcc/build.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {

// Inside libs/dcc: what is odd between the parts of a quantity.

// A list (XMLList) whose entries are not separated by one blank each.
void CheckBlanks(Build& build, const xmlNode* list);

// A relative uncertainty that is not U/|value| of the first series, within
// what was rounded away in the three. Values without a number, and zero, say
// nothing.
void CheckRelative(Build& build, const xmlNode* node, const Quantity& quantity);

// Conformity and validity that `statement` gives for each value of the
// quantity it stands in: one for all, or as many as there are values.
void CheckPerValue(Build& build, const xmlNode* node,
                   const Statement& statement);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_QUANTITY_CHECKS_H_
