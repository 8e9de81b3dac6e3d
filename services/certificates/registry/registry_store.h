#ifndef SERVICES_CERTIFICATES_REGISTRY_REGISTRY_STORE_H_
#define SERVICES_CERTIFICATES_REGISTRY_REGISTRY_STORE_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/certificates/registry/registry_change.h"

namespace suyuan::certificates {

// What this service keeps of the registry's records, with how far it has
// followed their feed. One thread writes.
class RegistryStore {
 public:
  virtual ~RegistryStore() = default;
  // 0 before the first change.
  virtual absl::StatusOr<int64_t> Position() = 0;
  // Durable, whole or not at all, together with batch.position.
  // POSITION_BACKWARDS where a later position is kept already.
  virtual absl::Status Keep(const RegistryBatch& batch) = 0;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_REGISTRY_REGISTRY_STORE_H_
