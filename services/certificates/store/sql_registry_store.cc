#include "services/certificates/store/sql_registry_store.h"

#include <utility>

#include "libs/base/status.h"
#include "libs/sql/follower_position.h"

namespace suyuan::certificates {
namespace {

using sql::Transaction;

constexpr char kFeed[] = "registry";

}  // namespace

SqlRegistryStore::SqlRegistryStore(sql::Database& database,
                                   std::vector<SqlRegistryPart*> parts)
    : database_(database), parts_(std::move(parts)) {}

absl::StatusOr<int64_t> SqlRegistryStore::Position() {
  int64_t position = 0;
  SUYUAN_RETURN_IF_ERROR(database_.Read([&](Transaction& t) -> absl::Status {
    SUYUAN_ASSIGN_OR_RETURN(position, sql::LoadPosition(t, kFeed));
    return absl::OkStatus();
  }));
  return position;
}

absl::Status SqlRegistryStore::Keep(const RegistryBatch& batch) {
  SUYUAN_RETURN_IF_ERROR(database_.Write([&](Transaction& t) -> absl::Status {
    for (SqlRegistryPart* part : parts_) {
      SUYUAN_RETURN_IF_ERROR(part->Keep(batch, t));
    }
    return sql::StorePosition(t, kFeed, batch.position);
  }));
  for (SqlRegistryPart* part : parts_) part->Kept(batch);
  return absl::OkStatus();
}

}  // namespace suyuan::certificates
