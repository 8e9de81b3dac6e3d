#include "services/credit/policy_shelf.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/credit/errors.h"
#include "services/credit/fact.h"
#include "services/credit/policy_loader.h"

namespace suyuan::credit {

std::string IdOf(const Policy& policy) {
  return absl::StrCat(absl::AsciiStrToLower(policy.policy_id), "-v",
                      policy.version);
}

absl::StatusOr<PolicyShelf> PolicyShelf::Load(
    const std::vector<std::string>& files) {
  std::map<std::string, Policy> by_id;
  for (const std::string& file : files) {
    SUYUAN_ASSIGN_OR_RETURN(Policy policy, LoadPolicyFile(file));
    const std::string id = IdOf(policy);
    if (!by_id.emplace(id, std::move(policy)).second) {
      return PolicyDuplicate(id, file);
    }
  }
  SUYUAN_ASSIGN_OR_RETURN(Policy builtin, LoadPolicy(BuiltinPolicyText()));
  const std::string id = IdOf(builtin);
  by_id.emplace(id, std::move(builtin));
  std::vector<Policy> policies;
  for (auto& [unused, policy] : by_id) policies.push_back(std::move(policy));
  return PolicyShelf(std::move(policies));
}

absl::StatusOr<const Policy*> PolicyShelf::Find(absl::string_view id) const {
  for (const Policy& policy : policies_) {
    if (IdOf(policy) == id) return &policy;
  }
  return PolicyNotFound(id);
}

absl::StatusOr<const Policy*> PolicyShelf::InForceOn(absl::CivilDay day) const {
  const Policy* latest = nullptr;
  for (const Policy& policy : policies_) {
    if (policy.effective_from > day) continue;
    if (latest == nullptr || latest->effective_from < policy.effective_from) {
      latest = &policy;
    }
  }
  if (latest == nullptr) return NoPolicyInForce(FormatDay(day));
  return latest;
}

const Policy& PolicyShelf::newest() const {
  return *std::max_element(policies_.begin(), policies_.end(),
                           [](const Policy& a, const Policy& b) {
                             return a.effective_from < b.effective_from;
                           });
}

}  // namespace suyuan::credit
