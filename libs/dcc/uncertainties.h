#ifndef LIBS_DCC_UNCERTAINTIES_H_
#define LIBS_DCC_UNCERTAINTIES_H_

#include <vector>

#include "libs/dcc/build.h"
#include "libs/dcc/quantity.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {

// Inside libs/dcc: what the D-SI value or list `node` states directly, in the
// forms of D-SI 1.3 (expandedUnc, coverageInterval) and of 2.2
// (measurementUncertaintyUnivariate, also as its published schema misspells
// it, with expandedMU, standardMU, coverageIntervalMU), single and XMLList.
// The `uncertainty` of an si:constant is a standard uncertainty.
Uncertainty ReadUncertainty(Build& build, const xmlNode* node);

// One list of `own` uncertainties, with what `common` states for all in the
// place of those that state nothing. `common` alone if none states anything.
Uncertainty Merge(const Uncertainty& common,
                  const std::vector<Uncertainty>& own);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_UNCERTAINTIES_H_
