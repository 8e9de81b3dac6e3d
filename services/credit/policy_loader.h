#ifndef SERVICES_CREDIT_POLICY_LOADER_H_
#define SERVICES_CREDIT_POLICY_LOADER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/credit/policy.h"

namespace suyuan::credit {

// Recomputes every worked example and decay figure that the policy carries.
// FailedPrecondition POLICY_VECTOR_FAILED names the first that differs, with
// the value computed and the value wanted.
absl::Status CheckVectors(const Policy& policy);

// Parses, checks the vectors and hashes: what may be put in force.
absl::StatusOr<Policy> LoadPolicy(absl::string_view json);
// The same from a file; NotFound POLICY_FILE_UNREADABLE.
absl::StatusOr<Policy> LoadPolicyFile(const std::string& path);

// The text of policies/mcp-v1.json, which the build compiles in.
absl::string_view BuiltinPolicyText();

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_POLICY_LOADER_H_
