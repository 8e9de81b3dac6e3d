#ifndef SERVICES_CREDIT_CONVERT_H_
#define SERVICES_CREDIT_CONVERT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/credit/credit_store.h"
#include "services/credit/explanation.h"
#include "services/credit/policy.h"
#include "services/credit/score.h"
#include "suyuan/credit/v1/credit.pb.h"

// Where the wire and the domain meet: what passes here is valid.

namespace suyuan::credit {

namespace proto = ::suyuan::credit::v1;

inline constexpr absl::string_view kFeed = "credit";
std::string ToToken(int64_t position);

std::string SubjectName(absl::string_view subject_id);
std::string FactName(absl::string_view subject_id, absl::string_view fact_id);
// "creditPolicies/mcp-v1".
std::string PolicyName(const Policy& policy);

struct FactRef {
  std::string subject_id;
  std::string fact_id;
};
// INVALID_FIELD at `field`.
absl::StatusOr<std::string> ParseSubjectName(absl::string_view field,
                                             absl::string_view name);
absl::StatusOr<FactRef> ParseFactName(absl::string_view field,
                                      absl::string_view name);

// Ids of facts that a simulation adds begin so; they have no names.
inline constexpr absl::string_view kSimulatedPrefix = "simulated:";
bool IsSimulated(absl::string_view fact_id);

// The violations of a refusal by the domain, at the paths that the wire has,
// below `path`. Other statuses stay as they are.
absl::Status WithWireNames(absl::string_view path, absl::Status status);

// INVALID_FIELD with a violation each, paths beginning with "subject".
absl::StatusOr<CreditSubject> ToSubject(const proto::Subject& message,
                                        const std::string& subject_id);
// The fact as told, version 1, before the rules of fact_rules.h; INVALID_FIELD
// with paths beginning with `path`.
absl::StatusOr<Fact> ToFact(absl::string_view path, const proto::Fact& message,
                            const std::string& subject_id);

proto::Subject::Type TypeOf(SubjectType type);
proto::Subject ToMessage(const StoredSubject& stored);
proto::Fact ToMessage(const StoredFact& stored);
proto::Change ToMessage(const ChangeEntry& entry);
// With the JSON only where `whole`.
proto::Policy ToMessage(const Policy& policy, bool whole);
// `known_at`, subject and token are left to the caller.
proto::Score ToMessage(const Policy& policy, const Score& score,
                       const Explanation& explanation,
                       absl::string_view subject_id);

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_CONVERT_H_
