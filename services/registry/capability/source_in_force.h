#ifndef SERVICES_REGISTRY_CAPABILITY_SOURCE_IN_FORCE_H_
#define SERVICES_REGISTRY_CAPABILITY_SOURCE_IN_FORCE_H_

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/registry/records/in_force.h"
#include "services/registry/records/record.h"

namespace suyuan::registry {

// What decides whether the scope of a record counts on a day.
struct SourceFacts {
  Period period;
  std::vector<Spell> spells;
  // 计量标准考核证书: a measurement standard must have one.
  bool needs_assessment = false;
  std::vector<Period> assessments;
  // 社会公用计量标准证书: if any is recorded, one must be in force.
  std::vector<Period> public_certificates;
};

struct SourceInForce {
  // The last day of the time in force that holds the day asked; absent: open.
  std::optional<absl::CivilDay> to;
};
// nullopt where the scope does not count on `day`: outside the period, sealed,
// suspended, cancelled, revoked, or without a certificate that it needs. Of
// certificates in force together the one that ends last counts.
std::optional<SourceInForce> InForceOn(absl::CivilDay day,
                                       const SourceFacts& facts);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CAPABILITY_SOURCE_IN_FORCE_H_
