#ifndef SERVICES_CREDIT_SQL_CREDIT_STORE_H_
#define SERVICES_CREDIT_SQL_CREDIT_STORE_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "libs/sql/database.h"
#include "libs/sql/journal.h"
#include "libs/sql/schema.h"
#include "services/credit/credit_store.h"

namespace suyuan::credit {

// Keeps subjects and facts in a database of its own, each write durable when
// it is done, many writes in one sync. Write() returns at once; units and
// `done` run on the database's writer thread. Tables credit_subject,
// credit_fact, credit_fact_value, credit_fact_evidence: rows are only added.
class SqlCreditStore : public CreditStore {
 public:
  // Brings the schema up to date. Borrows the database, which must be no
  // other's.
  static absl::StatusOr<std::unique_ptr<SqlCreditStore>> Open(
      sql::Database& database, absl::Time now);

  // 32 random bytes, made with the database and the same ever since: what page
  // tokens are sealed with, by this process and by the next.
  const std::string& secret() const { return secret_; }

  void Write(Unit unit, Done done) override;
  absl::StatusOr<std::optional<StoredSubject>> FindSubject(
      absl::string_view subject_id, const Deadline& deadline) override;
  absl::StatusOr<SubjectPage> Scan(const SubjectScan& scan, Keep keep,
                                   const Deadline& deadline) override;
  absl::StatusOr<std::vector<StoredFact>> FactsOf(
      absl::string_view subject_id, const Deadline& deadline) override;
  absl::StatusOr<int64_t> FollowedPosition(absl::string_view feed) override;
  int64_t last_position() const override { return journal_->last_position(); }
  absl::StatusOr<absl::Time> LastRecordedAt() override;
  absl::StatusOr<std::vector<ChangeEntry>> Changes(int64_t after,
                                                   int max_count) override;
  int64_t Subscribe(std::function<void(int64_t)> on_change) override {
    return journal_->Subscribe(std::move(on_change));
  }
  void Unsubscribe(int64_t subscription) override {
    journal_->Unsubscribe(subscription);
  }

 private:
  class Transaction;

  SqlCreditStore(sql::Database& database, std::unique_ptr<sql::Journal> journal,
                 std::string secret)
      : database_(database),
        journal_(std::move(journal)),
        secret_(std::move(secret)) {}

  sql::Database& database_;
  const std::unique_ptr<sql::Journal> journal_;
  const std::string secret_;
};

// The phases of credit's schema, for Open and for tests of upgrades.
std::vector<sql::Phase> CreditSchema();

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_SQL_CREDIT_STORE_H_
