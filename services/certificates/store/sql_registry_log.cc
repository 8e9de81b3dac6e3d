#include "services/certificates/store/sql_registry_log.h"

#include "libs/base/status.h"
#include "services/certificates/log/leaf.h"
#include "services/certificates/log/log_tree.h"

namespace suyuan::certificates {

absl::Status SqlRegistryLog::Keep(const RegistryBatch& batch,
                                  sql::Transaction& transaction) {
  return store_.WithWriter(
      transaction, [&batch](CertificateWriter& writer) -> absl::Status {
        for (const RegistryChange& change : batch.changes) {
          if (!change.logged.has_value()) continue;
          SUYUAN_RETURN_IF_ERROR(
              AppendLeaf(writer, RecordLeaf(*change.logged, change.recorded_at))
                  .status());
        }
        return absl::OkStatus();
      });
}

}  // namespace suyuan::certificates
