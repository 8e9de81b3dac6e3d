#ifndef SERVICES_CERTIFICATES_CONVERT_CHECK_BUDGET_H_
#define SERVICES_CERTIFICATES_CONVERT_CHECK_BUDGET_H_

#include <string>

#include "absl/container/flat_hash_set.h"
#include "services/certificates/convert/violations.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates {

// Inside convert/check: whether the budget of a result, which stands at `path`,
// could be computed. Adds to `found` a budget without components, more than a
// hundred, ids that are missing or used twice, a reference that is not among
// `references` or that none of its sources has, a missing, negative or
// unreadable number, |r| > 1, a sensitivity that is missing between two
// dimensions, and correlations that contradict each other (GUM 5.2.2: the
// variance would be negative). A budget that gives another uncertainty than
// the one stated is not refused: it is judged (V15).
void CheckBudget(const FieldPath& path, const v1::Result& result,
                 const absl::flat_hash_set<std::string>& references,
                 Violations& found);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CONVERT_CHECK_BUDGET_H_
