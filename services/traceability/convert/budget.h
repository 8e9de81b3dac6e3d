#ifndef SERVICES_TRACEABILITY_CONVERT_BUDGET_H_
#define SERVICES_TRACEABILITY_CONVERT_BUDGET_H_

#include "services/traceability/convert/convert.h"
#include "services/traceability/graph/facts.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::traceability {

// The budget of a result that has one, in coherent SI units. Not readable where
// a number, a unit or an id of it cannot be read.
BudgetFacts ToBudget(const certificates::v1::Result& result, UnitReader& units);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_CONVERT_BUDGET_H_
