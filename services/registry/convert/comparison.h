#ifndef SERVICES_REGISTRY_CONVERT_COMPARISON_H_
#define SERVICES_REGISTRY_CONVERT_COMPARISON_H_

#include "google/protobuf/repeated_field.h"
#include "services/registry/records/field_errors.h"
#include "suyuan/registry/v1/comparison.pb.h"

namespace suyuan::registry {

using ComparisonResults =
    google::protobuf::RepeatedPtrField<v1::ComparisonResult>;

// Results that a laboratory hands in: each of a point of `comparison`, each
// point once at most, with value and uncertainty; the coverage factor is never
// assumed. Whether a point is missing is the caller's to say.
void CheckComparisonResults(const FieldPath& path,
                            const ComparisonResults& results,
                            const v1::Comparison& comparison,
                            FieldErrors& errors);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_COMPARISON_H_
