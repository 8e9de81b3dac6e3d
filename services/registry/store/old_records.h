#ifndef SERVICES_REGISTRY_STORE_OLD_RECORDS_H_
#define SERVICES_REGISTRY_STORE_OLD_RECORDS_H_

#include "libs/sql/schema.h"

namespace suyuan::registry {

// How records were kept before a revision was its own entry of the change feed:
// revisions, their terms under two indexes, and a journal with a copy of every
// revision.
sql::Phase OldRecordsPhase();

// Makes the tables of sql::VersionedRecords and moves all revisions there, each
// to the position that its entry had; the old tables are gone then. O(n log n):
// about a minute a million.
sql::Phase RecordsByPositionPhase();

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_STORE_OLD_RECORDS_H_
