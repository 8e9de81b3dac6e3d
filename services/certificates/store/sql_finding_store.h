#ifndef SERVICES_CERTIFICATES_STORE_SQL_FINDING_STORE_H_
#define SERVICES_CERTIFICATES_STORE_SQL_FINDING_STORE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/sql/database.h"
#include "libs/sql/feed_positions.h"
#include "libs/sql/page_token.h"
#include "libs/sql/schema.h"
#include "services/certificates/checks/finding_store.h"

namespace suyuan::certificates {

// The phase that makes the tables of findings; part of CertificateSchema().
sql::Phase FindingPhase();

// Findings in the database of the certificates, whose schema must be there. A
// list looks at no more than kMaxScanned findings a page; equality of
// `certificate` or `code` is served by an index.
class SqlFindingStore final : public checks::FindingStore {
 public:
  static constexpr int64_t kMaxScanned = 10000;

  // Borrows the database. `keyed_hash` seals page tokens.
  static absl::StatusOr<std::unique_ptr<SqlFindingStore>> Open(
      sql::Database& database, sql::KeyedHash keyed_hash);

  absl::StatusOr<int64_t> BeginRules(int version) override;
  absl::Status WithMemory(
      absl::FunctionRef<absl::Status(RecallFrom)> work) override;
  absl::StatusOr<std::optional<checks::HeldAgain>> NextHeldAgain(
      int64_t known_at, int64_t max_count) override;
  absl::Status Keep(const checks::CheckBatch& batch) override;
  absl::StatusOr<checks::FindingRecord> Find(const std::string& id,
                                             int revision,
                                             const Deadline& deadline) override;
  absl::StatusOr<checks::FindingPage> List(
      const checks::FindingQuestion& question,
      const Deadline& deadline) override;
  void ReviewAsync(checks::ReviewOrder order, absl::Time now,
                   Done done) override;
  int64_t last_position() const override { return positions_->last(); }
  absl::StatusOr<std::vector<checks::FindingEvent>> EventsAfter(
      int64_t after, int64_t max_count) override;
  int64_t Subscribe(std::function<void(int64_t)> moved) override {
    return positions_->Subscribe(std::move(moved));
  }
  void Unsubscribe(int64_t subscription) override {
    positions_->Unsubscribe(subscription);
  }

 private:
  SqlFindingStore(sql::Database& database, sql::KeyedHash keyed_hash,
                  std::unique_ptr<sql::FeedPositions> positions);

  // Adds a revision to the feed and makes it the newest.
  absl::Status KeepRevision(sql::Transaction& transaction,
                            const checks::FindingRecord& record);
  absl::Status KeepFound(sql::Transaction& transaction,
                         const checks::Finding& found, int version,
                         absl::Time now);
  absl::Status PutRight(sql::Transaction& transaction,
                        const checks::PutRight& right, absl::Time now);
  absl::Status CloseOld(sql::Transaction& transaction, int version,
                        absl::Time now);
  absl::StatusOr<checks::FindingRecord> Review(sql::Transaction& transaction,
                                               const checks::ReviewOrder& order,
                                               absl::Time now);

  sql::Database& database_;
  const sql::PageTokens tokens_;
  const std::unique_ptr<sql::FeedPositions> positions_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_SQL_FINDING_STORE_H_
