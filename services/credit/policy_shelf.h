#ifndef SERVICES_CREDIT_POLICY_SHELF_H_
#define SERVICES_CREDIT_POLICY_SHELF_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/credit/policy.h"

namespace suyuan::credit {

// The last part of a policy's name: "mcp-v1".
std::string IdOf(const Policy& policy);

// The policies of a service: the one that is compiled in and those of files.
// Immutable.
class PolicyShelf {
 public:
  // Reads and checks each file (policy_loader.h). A file with the id of the
  // policy that is compiled in takes its place. InvalidArgument
  // POLICY_DUPLICATE for two files with one id.
  static absl::StatusOr<PolicyShelf> Load(
      const std::vector<std::string>& files);

  // By id.
  const std::vector<Policy>& all() const { return policies_; }
  // POLICY_NOT_FOUND.
  absl::StatusOr<const Policy*> Find(absl::string_view id) const;
  // The one with the latest first day on or before `day`. POLICY_NOT_FOUND
  // before the first.
  absl::StatusOr<const Policy*> InForceOn(absl::CivilDay day) const;
  // The one with the latest first day: whose indicators new facts have.
  const Policy& newest() const;

 private:
  explicit PolicyShelf(std::vector<Policy> policies)
      : policies_(std::move(policies)) {}

  std::vector<Policy> policies_;
};

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_POLICY_SHELF_H_
