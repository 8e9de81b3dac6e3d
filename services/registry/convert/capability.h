#ifndef SERVICES_REGISTRY_CONVERT_CAPABILITY_H_
#define SERVICES_REGISTRY_CONVERT_CAPABILITY_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/divisions/division.h"
#include "services/registry/capability/scope_match.h"
#include "services/registry/capability/source_in_force.h"
#include "services/registry/capability/workplace.h"
#include "suyuan/registry/v1/queries.pb.h"
#include "suyuan/registry/v1/records.pb.h"

// What FindCapability reads of requests and records.

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;

// Who is asked for, where and when.
struct CapabilitySearch {
  CapabilityQuestion question;
  absl::CivilDay day;
  // GB/T 2260 of where the instrument is; "": not said.
  std::string division;
  // From where distance counts; absent: not said.
  std::optional<divisions::Point> origin;
  // 0: any.
  double within_kilometres = 0;
};
// INVALID_FIELD with a violation each. A unit that is not given is the SI unit
// of the kind, a day `today`.
absl::StatusOr<CapabilitySearch> ToSearch(
    const proto::FindCapabilityRequest& request, absl::CivilDay today);

// A record with a scope by which its holder may work for others.
struct CapabilitySource {
  std::string name;
  std::string holder;
  SourceFacts facts;
  // GB/T 2260; "": not bounded.
  std::string region;
  // What a row that names no services allows; none: any.
  std::vector<ScopeService> services;
  // Where a row that names no sites is done; "": wherever the holder works.
  std::string site;
  const google::protobuf::RepeatedPtrField<proto::ScopeRow>* rows = nullptr;
};
// nullopt where nobody but the holder may have work done by it: an
// authorisation for instruments used inside, a standard that is not public.
// Borrows the record.
std::optional<CapabilitySource> CapabilitySourceOf(
    const proto::Competence& message);
std::optional<CapabilitySource> CapabilitySourceOf(
    const proto::Standard& message);

// A valid row of a scope.
ScopeRow ScopeRowOf(const proto::ScopeRow& row);
// Where an institution works, its seat first.
std::vector<Workplace> WorkplacesOf(const proto::Institution& institution);

// nullopt for the value that says nothing.
std::optional<ScopeService> ToScopeService(int service);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_CAPABILITY_H_
