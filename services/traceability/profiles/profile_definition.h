#ifndef SERVICES_TRACEABILITY_PROFILES_PROFILE_DEFINITION_H_
#define SERVICES_TRACEABILITY_PROFILES_PROFILE_DEFINITION_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/traceability/rules/profile.h"
#include "suyuan/traceability/v1/profile_definition.pb.h"

// A profile of one's own, from its file (docs/profiles.md).

namespace suyuan::traceability {

// INVALID_FIELD with the path of the first field that is wrong, the value seen
// and the value wanted: an id that is none, an empty version, an unknown base,
// rule or value, one that is there twice, a severity of a rule that is off.
absl::StatusOr<Profile> ToProfile(const v1::ProfileDefinition& definition);

// From protobuf's JSON form. JSON_SYNTAX or INVALID_FIELD as json::FromJson,
// then as above.
absl::StatusOr<Profile> ProfileFromJson(absl::string_view json);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_PROFILES_PROFILE_DEFINITION_H_
