#ifndef SERVICES_REGISTRY_STORE_REINDEX_H_
#define SERVICES_REGISTRY_STORE_REINDEX_H_

#include <cstdint>
#include <functional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/sql/database.h"
#include "libs/sql/schema.h"
#include "libs/sql/versioned.h"
#include "services/registry/records/record.h"

namespace suyuan::registry {

// What this program finds records by.
struct Indexing {
  // Raised whenever `draft_of` finds records of an existing kind by other terms
  // or search tokens than the version before. 0: leave the indexes alone.
  int64_t version = 0;
  // The draft that would write the record as it is.
  std::function<absl::StatusOr<Draft>(const Record&)> draft_of;
};

// The table that tells the version by which a database was indexed.
sql::Phase IndexingPhase();

// Finds the newest revisions of a database that was indexed by an older version
// as `indexing` says, in one transaction. A record that `draft_of` refuses
// keeps what it was found by. O(records): some 20 s a million.
absl::Status Reindex(sql::Database& database, sql::VersionedRecords& records,
                     const Indexing& indexing);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_STORE_REINDEX_H_
