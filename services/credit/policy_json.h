#ifndef SERVICES_CREDIT_POLICY_JSON_H_
#define SERVICES_CREDIT_POLICY_JSON_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/credit/policy.h"

namespace suyuan::credit {

// Reads a policy file (docs/credit.md). Refused with INVALID_FIELD and a path
// ("indicators[3].points") a defect: text that is not JSON, a key that is
// missing, unknown or twice there, a number that is not an integer or outside
// its bounds, an indicator that an overlay or vector names and none declares.
// Does not run the vectors: LoadPolicy does. At most 4 MiB, 32 levels deep.
absl::StatusOr<Policy> ParsePolicy(absl::string_view json);

// What the hash is taken of: the policy without its "approvals" (they sign the
// hash) as JSON with sorted keys, no blanks and integers only, which is the
// form of RFC 8785 for what a policy may hold.
absl::StatusOr<std::string> CanonicalPolicy(absl::string_view json);

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_POLICY_JSON_H_
