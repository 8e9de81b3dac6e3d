#include "services/certificates/store/sql_registry_log.h"

#include "libs/base/status.h"
#include "services/certificates/log/leaf.h"
#include "services/certificates/log/log_tree.h"
#include "services/certificates/store/sql_record_leaves.h"

namespace suyuan::certificates {

absl::Status SqlRegistryLog::Keep(const RegistryBatch& batch,
                                  sql::Transaction& transaction) {
  return store_.WithWriter(
      transaction, [&](CertificateWriter& writer) -> absl::Status {
        for (const RegistryChange& change : batch.changes) {
          if (!change.logged.has_value()) continue;
          SUYUAN_ASSIGN_OR_RETURN(
              const int64_t index,
              AppendLeaf(writer,
                         RecordLeaf(*change.logged, change.recorded_at)));
          SUYUAN_RETURN_IF_ERROR(
              KeepRecordLeaf(transaction, change.logged->digest, index));
        }
        return absl::OkStatus();
      });
}

}  // namespace suyuan::certificates
