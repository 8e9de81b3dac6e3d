#ifndef SERVICES_CERTIFICATES_LOG_RECORD_LEAVES_H_
#define SERVICES_CERTIFICATES_LOG_RECORD_LEAVES_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/deadline.h"
#include "services/certificates/archive/digest.h"

namespace suyuan::certificates {

// Where revisions of the registry's records are in the log.
class RecordLeaves {
 public:
  virtual ~RecordLeaves() = default;
  // Indexes of the leaves with this digest of a record, rising. O(log n).
  virtual absl::StatusOr<std::vector<int64_t>> Find(
      const Digest& digest, const Deadline& deadline) = 0;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_LOG_RECORD_LEAVES_H_
