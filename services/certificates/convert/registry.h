#ifndef SERVICES_CERTIFICATES_CONVERT_REGISTRY_H_
#define SERVICES_CERTIFICATES_CONVERT_REGISTRY_H_

#include "services/certificates/registry/registry_change.h"
#include "suyuan/registry/v1/registry.pb.h"

// What the registry's records mean here.

namespace suyuan::certificates {

// One change for each of the message's. A day that cannot be read is open.
RegistryBatch ToRegistryBatch(const registry::v1::WatchResponse& message);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CONVERT_REGISTRY_H_
