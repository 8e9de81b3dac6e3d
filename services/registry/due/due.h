#ifndef SERVICES_REGISTRY_DUE_DUE_H_
#define SERVICES_REGISTRY_DUE_DUE_H_

#include <array>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/registry/records/in_force.h"
#include "services/registry/records/record.h"

// What of a record ends, and when: what somebody has to renew or replace.

namespace suyuan::registry {

enum class DueReason {
  kAssessment,         // 计量标准考核证书
  kPublicCertificate,  // 社会公用计量标准证书
  kAuthorisation,      // 计量授权
  kAccreditation,      // 认可, ISO 17034 too
  kOtherCompetence,    // a CMC, the certificate of a primary standard
  kRegistration,       // 注册计量师注册
  kReferenceMaterial,  // a batch
  kSpecification,      // an edition
  kDeclaration,        // 自我声明
};
inline constexpr std::array<DueReason, 9> kDueReasons = {
    DueReason::kAssessment,        DueReason::kPublicCertificate,
    DueReason::kAuthorisation,     DueReason::kAccreditation,
    DueReason::kOtherCompetence,   DueReason::kRegistration,
    DueReason::kReferenceMaterial, DueReason::kSpecification,
    DueReason::kDeclaration};

// Something that was granted for a time under a number.
struct Grant {
  DueReason reason = DueReason::kAssessment;
  std::string number;  // as printed; may be empty
  Period period;
};

// What of a record can end.
struct DueFacts {
  // When the record counts, and when not within that.
  Period period;
  std::vector<Spell> spells;
  // Renewals too, in any order.
  std::vector<Grant> grants;
};

struct DueItem {
  absl::CivilDay last_day;
  std::string number;
  DueReason reason = DueReason::kAssessment;

  friend bool operator==(const DueItem&, const DueItem&) = default;
};

// What ends, by last day, number and reason. Of the grants with one reason only
// the one that ends last: what a later one follows has been renewed, and an
// open one never ends. Left out is what does not live to see its last day: the
// record ends before it, or is revoked or cancelled by then. A sealed or
// suspended record still has to be renewed. O(n log n).
std::vector<DueItem> DueItems(const DueFacts& facts);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_DUE_DUE_H_
