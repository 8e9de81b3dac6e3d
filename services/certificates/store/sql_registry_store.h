#ifndef SERVICES_CERTIFICATES_STORE_SQL_REGISTRY_STORE_H_
#define SERVICES_CERTIFICATES_STORE_SQL_REGISTRY_STORE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/sql/database.h"
#include "libs/sql/transaction.h"
#include "services/certificates/registry/registry_store.h"

namespace suyuan::certificates {

// One part of what is kept of the registry's records. Called by one thread.
class SqlRegistryPart {
 public:
  virtual ~SqlRegistryPart() = default;
  // Under which its position is kept. A part that is new in a database has
  // another than those before it, and is told the feed from its beginning.
  virtual absl::string_view feed() const { return kRegistryFeed; }
  // Reads into memory what was kept up to that position, which is no less than
  // that of any other part. Before the first Kept().
  virtual absl::Status Load(sql::Transaction& transaction,
                            int64_t position) = 0;
  // Keeps what it asks for of a batch, in the transaction that also keeps the
  // position. May run more than once, and on the writer's thread.
  virtual absl::Status Keep(const RegistryBatch& batch,
                            sql::Transaction& transaction) = 0;
  // Once that is durable, and after Load().
  virtual void Kept(const RegistryBatch& batch) = 0;
};

// In the database of the certificates, whose schema must be there.
class SqlRegistryStore final : public RegistryStore {
 public:
  // Loads every part, but one that is behind the others once it is no more:
  // until then what it knows may be outdated. `on_kept` is called after each
  // batch, on the follower's thread; may be null. Borrows the database and the
  // parts.
  static absl::StatusOr<std::unique_ptr<SqlRegistryStore>> Open(
      sql::Database& database, std::vector<SqlRegistryPart*> parts,
      std::function<void()> on_kept = nullptr);

  // Of the part that is least far.
  absl::StatusOr<int64_t> Position() override;
  absl::Status Keep(const RegistryBatch& batch) override;

 private:
  struct Place {
    SqlRegistryPart* part = nullptr;
    int64_t position = 0;
    bool is_loaded = false;
  };

  SqlRegistryStore(sql::Database& database, std::vector<SqlRegistryPart*> parts,
                   std::function<void()> on_kept);
  absl::Status LoadPositions(sql::Transaction& transaction);
  absl::Status LoadWhole(sql::Transaction& transaction);
  int64_t Furthest() const;

  sql::Database& database_;
  const std::function<void()> on_kept_;
  std::vector<Place> places_;  // of the one thread
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_SQL_REGISTRY_STORE_H_
