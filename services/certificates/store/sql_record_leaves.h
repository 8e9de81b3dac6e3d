#ifndef SERVICES_CERTIFICATES_STORE_SQL_RECORD_LEAVES_H_
#define SERVICES_CERTIFICATES_STORE_SQL_RECORD_LEAVES_H_

#include "libs/sql/database.h"
#include "libs/sql/schema.h"
#include "services/certificates/log/record_leaves.h"

namespace suyuan::certificates {

// Reads the leaves that are there already once.
sql::Phase RecordLeavesPhase();

// To be called in the transaction that appends the leaf.
absl::Status KeepRecordLeaf(sql::Transaction& transaction, const Digest& digest,
                            int64_t index);

// In the database of the certificates, whose schema must be there; borrowed.
class SqlRecordLeaves final : public RecordLeaves {
 public:
  explicit SqlRecordLeaves(sql::Database& database) : database_(database) {}

  absl::StatusOr<std::vector<int64_t>> Find(const Digest& digest,
                                            const Deadline& deadline) override;

 private:
  sql::Database& database_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_SQL_RECORD_LEAVES_H_
