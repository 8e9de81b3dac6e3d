#include "services/certificates/store/sql_record_leaves.h"

#include "libs/base/status.h"

namespace suyuan::certificates {
namespace {

constexpr char kTable[] = R"sql(
CREATE TABLE record_leaf (
  digest TEXT NOT NULL,
  leaf_index INTEGER NOT NULL,
  PRIMARY KEY (digest, leaf_index)
) WITHOUT ROWID;
INSERT INTO record_leaf (digest, leaf_index)
  SELECT json_extract(CAST(leaf AS TEXT), '$.digest'), leaf_index
  FROM log_leaf
  WHERE substr(CAST(leaf AS TEXT), 1, 16) = '{"kind":"RECORD_';
)sql";

}  // namespace

sql::Phase RecordLeavesPhase() {
  return {.name = "leaves of records", .script = kTable};
}

absl::Status KeepRecordLeaf(sql::Transaction& transaction, const Digest& digest,
                            int64_t index) {
  return transaction
      .Execute("INSERT INTO record_leaf (digest, leaf_index) VALUES ($1, $2)",
               {digest.hex(), index})
      .status();
}

absl::StatusOr<std::vector<int64_t>> SqlRecordLeaves::Find(
    const Digest& digest, const Deadline& deadline) {
  std::vector<int64_t> out;
  SUYUAN_RETURN_IF_ERROR(database_.Read(
      [&](sql::Transaction& transaction) {
        return transaction.Query(
            "SELECT leaf_index FROM record_leaf WHERE digest = $1 ORDER BY "
            "leaf_index",
            {digest.hex()}, [&out](const sql::Row& row) {
              out.push_back(row.Integer(0));
              return absl::OkStatus();
            });
      },
      deadline));
  return out;
}

}  // namespace suyuan::certificates
