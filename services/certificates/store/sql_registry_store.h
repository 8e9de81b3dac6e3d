#ifndef SERVICES_CERTIFICATES_STORE_SQL_REGISTRY_STORE_H_
#define SERVICES_CERTIFICATES_STORE_SQL_REGISTRY_STORE_H_

#include <cstdint>
#include <vector>

#include "libs/sql/database.h"
#include "libs/sql/transaction.h"
#include "services/certificates/registry/registry_store.h"

namespace suyuan::certificates {

// One part of what is kept of the registry's records. On one thread.
class SqlRegistryPart {
 public:
  virtual ~SqlRegistryPart() = default;
  // Keeps what it asks for of a batch, in the transaction that also keeps the
  // position. On the writer's thread.
  virtual absl::Status Keep(const RegistryBatch& batch,
                            sql::Transaction& transaction) = 0;
  // Once that is durable. On the follower's thread.
  virtual void Kept(const RegistryBatch& batch) = 0;
};

// In the database of the certificates, whose schema must be there.
class SqlRegistryStore final : public RegistryStore {
 public:
  // Borrows all.
  SqlRegistryStore(sql::Database& database,
                   std::vector<SqlRegistryPart*> parts);

  absl::StatusOr<int64_t> Position() override;
  absl::Status Keep(const RegistryBatch& batch) override;

 private:
  sql::Database& database_;
  const std::vector<SqlRegistryPart*> parts_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_SQL_REGISTRY_STORE_H_
