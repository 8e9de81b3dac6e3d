#ifndef SERVICES_CERTIFICATES_STORE_SQL_REGISTRY_LOG_H_
#define SERVICES_CERTIFICATES_STORE_SQL_REGISTRY_LOG_H_

#include "services/certificates/store/sql_certificate_store.h"
#include "services/certificates/store/sql_registry_store.h"

namespace suyuan::certificates {

// Adds a leaf to the log for each revision of a record that rules read: once,
// since leaf and position are one transaction, and in the order of the feed.
class SqlRegistryLog final : public SqlRegistryPart {
 public:
  // Borrows the store.
  explicit SqlRegistryLog(SqlCertificateStore& store) : store_(store) {}

  absl::Status Load(sql::Transaction&, int64_t) override {
    return absl::OkStatus();
  }
  absl::Status Keep(const RegistryBatch& batch,
                    sql::Transaction& transaction) override;
  void Kept(const RegistryBatch&) override {}

 private:
  SqlCertificateStore& store_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_SQL_REGISTRY_LOG_H_
