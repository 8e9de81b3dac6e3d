#ifndef SERVICES_REGISTRY_STORE_SQL_RECORD_STORE_H_
#define SERVICES_REGISTRY_STORE_SQL_RECORD_STORE_H_

#include <memory>
#include <string>
#include <vector>

#include "libs/sql/database.h"
#include "libs/sql/feed_positions.h"
#include "libs/sql/schema.h"
#include "libs/sql/versioned.h"
#include "services/registry/store/record_store.h"
#include "services/registry/store/reindex.h"

namespace suyuan::registry {

// Keeps the records in a database of its own, each write durable when it is
// done, many writes in one sync. Write() returns at once; units and `done` run
// on the database's writer thread.
class SqlRecordStore : public RecordStore {
 public:
  // Brings the schema and the indexes up to date. Borrows the database, which
  // must be no other's.
  static absl::StatusOr<std::unique_ptr<SqlRecordStore>> Open(
      sql::Database& database, absl::Time now, const Indexing& indexing = {});

  // 32 random bytes, made with the database and the same ever since: what page
  // tokens are sealed with, by this process and by the next.
  const std::string& secret() const { return secret_; }

  void Write(Unit unit, Done done) override;
  absl::StatusOr<std::optional<Record>> Find(absl::string_view name,
                                             std::optional<absl::Time> known_at,
                                             const Deadline& deadline) override;
  absl::StatusOr<std::vector<Record>> History(
      absl::string_view name, int64_t before, int limit,
      const Deadline& deadline) override;
  absl::StatusOr<ScanPage> Scan(const ScanQuery& query, Keep keep,
                                const Deadline& deadline) override;
  absl::Status EachTerm(const TermQuery& query, UseTerm use,
                        const Deadline& deadline) override;
  absl::StatusOr<ScanPage> Search(const SearchQuery& query,
                                  const Deadline& deadline) override;
  absl::StatusOr<std::vector<WalkedTerm>> Walk(
      const WalkQuery& query, const Deadline& deadline) override;
  int64_t last_position() const override { return positions_->last(); }
  absl::StatusOr<absl::Time> LastRecordedAt() override;
  absl::StatusOr<std::vector<Record>> Changes(int64_t after, int max_count,
                                              int64_t max_bytes) override;
  int64_t Subscribe(std::function<void(int64_t)> on_change) override {
    return positions_->Subscribe(std::move(on_change));
  }
  void Unsubscribe(int64_t subscription) override {
    positions_->Unsubscribe(subscription);
  }

 private:
  class Transaction;

  SqlRecordStore(sql::Database& database,
                 std::unique_ptr<sql::FeedPositions> positions,
                 std::unique_ptr<sql::VersionedRecords> records,
                 std::string secret)
      : database_(database),
        positions_(std::move(positions)),
        records_(std::move(records)),
        secret_(std::move(secret)) {}

  sql::Database& database_;
  const std::unique_ptr<sql::FeedPositions> positions_;
  const std::unique_ptr<sql::VersionedRecords> records_;
  const std::string secret_;
};

// The phases of the registry's schema, for Open and for tests of upgrades.
std::vector<sql::Phase> RegistrySchema();

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_STORE_SQL_RECORD_STORE_H_
