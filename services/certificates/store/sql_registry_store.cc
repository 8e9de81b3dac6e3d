#include "services/certificates/store/sql_registry_store.h"

#include <utility>

#include "libs/base/status.h"
#include "libs/sql/follower_position.h"

namespace suyuan::certificates {

using sql::Transaction;

SqlRegistryStore::SqlRegistryStore(sql::Database& database,
                                   std::vector<SqlRegistryPart*> parts,
                                   std::function<void()> on_kept)
    : database_(database),
      parts_(std::move(parts)),
      on_kept_(std::move(on_kept)) {}

absl::StatusOr<std::unique_ptr<SqlRegistryStore>> SqlRegistryStore::Open(
    sql::Database& database, std::vector<SqlRegistryPart*> parts,
    std::function<void()> on_kept) {
  std::unique_ptr<SqlRegistryStore> store(
      new SqlRegistryStore(database, std::move(parts), std::move(on_kept)));
  SUYUAN_RETURN_IF_ERROR(database.Read([&](Transaction& t) -> absl::Status {
    SUYUAN_ASSIGN_OR_RETURN(const int64_t position,
                            sql::LoadPosition(t, kRegistryFeed));
    for (SqlRegistryPart* part : store->parts_) {
      SUYUAN_RETURN_IF_ERROR(part->Load(t, position));
    }
    return absl::OkStatus();
  }));
  return store;
}

absl::StatusOr<int64_t> SqlRegistryStore::Position() {
  int64_t position = 0;
  SUYUAN_RETURN_IF_ERROR(database_.Read([&](Transaction& t) -> absl::Status {
    SUYUAN_ASSIGN_OR_RETURN(position, sql::LoadPosition(t, kRegistryFeed));
    return absl::OkStatus();
  }));
  return position;
}

absl::Status SqlRegistryStore::Keep(const RegistryBatch& batch) {
  SUYUAN_RETURN_IF_ERROR(database_.Write([&](Transaction& t) -> absl::Status {
    for (SqlRegistryPart* part : parts_) {
      SUYUAN_RETURN_IF_ERROR(part->Keep(batch, t));
    }
    return sql::StorePosition(t, kRegistryFeed, batch.position);
  }));
  for (SqlRegistryPart* part : parts_) part->Kept(batch);
  if (on_kept_ != nullptr) on_kept_();
  return absl::OkStatus();
}

}  // namespace suyuan::certificates
