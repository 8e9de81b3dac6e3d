#ifndef SERVICES_REGISTRY_CONVERT_SIGNING_KEYS_H_
#define SERVICES_REGISTRY_CONVERT_SIGNING_KEYS_H_

#include "services/registry/convert/parts.h"
#include "services/registry/records/field_errors.h"
#include "suyuan/registry/v1/records.pb.h"

namespace suyuan::registry {

// Adds what is wrong with the keys of an institution: one that nothing tells,
// one that is there twice, a public key of no kind that signatures are checked
// with, a revocation without its day.
void CheckSigningKeys(const FieldPath& path,
                      const proto::Institution& institution,
                      FieldErrors& errors);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_SIGNING_KEYS_H_
