#ifndef SERVICES_CERTIFICATES_STORE_SQL_REGISTRY_STORE_H_
#define SERVICES_CERTIFICATES_STORE_SQL_REGISTRY_STORE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/sql/database.h"
#include "libs/sql/transaction.h"
#include "services/certificates/registry/registry_store.h"

namespace suyuan::certificates {

// One part of what is kept of the registry's records. Called by one thread.
class SqlRegistryPart {
 public:
  virtual ~SqlRegistryPart() = default;
  // Reads into memory what was kept up to that position. First.
  virtual absl::Status Load(sql::Transaction& transaction,
                            int64_t position) = 0;
  // Keeps what it asks for of a batch, in the transaction that also keeps the
  // position. May run more than once, and on the writer's thread.
  virtual absl::Status Keep(const RegistryBatch& batch,
                            sql::Transaction& transaction) = 0;
  // Once that is durable.
  virtual void Kept(const RegistryBatch& batch) = 0;
};

// In the database of the certificates, whose schema must be there.
class SqlRegistryStore final : public RegistryStore {
 public:
  // Loads every part. `on_kept` is called after each batch, on the follower's
  // thread; may be null. Borrows the database and the parts.
  static absl::StatusOr<std::unique_ptr<SqlRegistryStore>> Open(
      sql::Database& database, std::vector<SqlRegistryPart*> parts,
      std::function<void()> on_kept = nullptr);

  absl::StatusOr<int64_t> Position() override;
  absl::Status Keep(const RegistryBatch& batch) override;

 private:
  SqlRegistryStore(sql::Database& database, std::vector<SqlRegistryPart*> parts,
                   std::function<void()> on_kept);

  sql::Database& database_;
  const std::vector<SqlRegistryPart*> parts_;
  const std::function<void()> on_kept_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_SQL_REGISTRY_STORE_H_
