#ifndef SERVICES_REGISTRY_KCDB_CMC_UNCERTAINTY_H_
#define SERVICES_REGISTRY_KCDB_CMC_UNCERTAINTY_H_

#include "libs/metrology/unit.h"
#include "services/registry/kcdb/cmc.h"
#include "suyuan/registry/v1/records.pb.h"

namespace suyuan::registry::kcdb {

// Puts the uncertainty of a CMC into `row`, whose range is in `unit`, where it
// can be told without a guess:
//   one number for the whole range, absolute or relative;
//   an equation a + b·x or Q[a, b·x] (the root of the sum of squares) whose
//   comment names the unit of x ("L in m");
//   a table of two columns with the unit of each in its first row.
// Each needs the coverage factor and units that go together. Returns whether
// there is a number now. An uncertainty that runs from one limit to another
// says nothing of the values between, and so gives none.
bool AddUncertainty(const Cmc& cmc, const metrology::Unit& unit,
                    v1::ScopeRow& row);

// All that the CMC says of its uncertainty, in words.
std::string UncertaintyText(const Cmc& cmc);

}  // namespace suyuan::registry::kcdb

#endif  // SERVICES_REGISTRY_KCDB_CMC_UNCERTAINTY_H_
