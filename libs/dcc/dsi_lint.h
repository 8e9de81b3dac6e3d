#ifndef LIBS_DCC_DSI_LINT_H_
#define LIBS_DCC_DSI_LINT_H_

#include <vector>

#include "libs/dcc/finding.h"
#include "libs/dcc/limits.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {

// Inside libs/dcc: what is odd in the D-SI values that stand anywhere below
// `root`: numbers, units, lengths of lists, hybrids. O(elements).
std::vector<Finding> LintValues(const xmlNode* root, const Limits& limits);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_DSI_LINT_H_
