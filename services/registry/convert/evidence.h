#ifndef SERVICES_REGISTRY_CONVERT_EVIDENCE_H_
#define SERVICES_REGISTRY_CONVERT_EVIDENCE_H_

#include "google/protobuf/repeated_field.h"
#include "services/registry/records/field_errors.h"
#include "suyuan/registry/v1/records.pb.h"
#include "suyuan/registry/v1/standard_evidence.pb.h"

// Checks of what a measurement standard shows for itself (JJF 1033).

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;

using EnvironmentLimits =
    google::protobuf::RepeatedPtrField<proto::EnvironmentLimit>;

// Of a standard, or as a specification asks for it.
void CheckEnvironment(const FieldPath& path, const EnvironmentLimits& limits,
                      FieldErrors& errors);
// Three tiers a branch, each saying how well. Whether they fit each other is
// no question of form: see diagram_checks.h.
void CheckDiagram(const FieldPath& path, const proto::TracingDiagram& diagram,
                  FieldErrors& errors);
// Repeatability, stability and verification of results: complete enough to be
// computed or to say what is missing.
void CheckTests(const FieldPath& path, const proto::Standard& standard,
                FieldErrors& errors);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_EVIDENCE_H_
