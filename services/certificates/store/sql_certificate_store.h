#ifndef SERVICES_CERTIFICATES_STORE_SQL_CERTIFICATE_STORE_H_
#define SERVICES_CERTIFICATES_STORE_SQL_CERTIFICATE_STORE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/sql/database.h"
#include "libs/sql/journal.h"
#include "libs/sql/schema.h"
#include "services/certificates/store/certificate_store.h"

namespace suyuan::certificates {

// The phases of this service's schema, in order: never changed once released.
std::vector<sql::Phase> CertificateSchema();

// Certificates in a database of libs/sql. An import is some twelve rows: the
// record, the original bytes, the feed entry with the document, its terms, the
// log leaf with its nodes. Group commit is the database's.
class SqlCertificateStore : public CertificateStore {
 public:
  struct Opened {
    std::unique_ptr<SqlCertificateStore> store;
    sql::Migration migration;
  };
  // Brings the schema up to date, after a copy where it was older. Errors of
  // sql::Migrate: SCHEMA_TOO_NEW, SCHEMA_MISMATCH, SCHEMA_OTHER_SERVICE.
  static absl::StatusOr<Opened> Open(std::unique_ptr<sql::Database> database,
                                     absl::Time now);
  ~SqlCertificateStore() override;

  absl::Status Read(ReadWork work, const Deadline& deadline) override;
  void WriteAsync(WriteWork work, Done done) override;
  void WriteNextAsync(WriteWork work, Done done) override;
  absl::Status Write(WriteWork work, const Deadline& deadline) override;
  int64_t last_position() const override { return journal_->last_position(); }
  int64_t Subscribe(std::function<void(int64_t)> moved) override;
  void Unsubscribe(int64_t subscription) override;
  absl::Status WaitFor(int64_t position, const Deadline& deadline) override;
  absl::Status Health() const override { return database_->Health(); }

  // Forgets at most `max_count` answers to requests from before `before`:
  // repeats of those are new requests. Returns how many.
  absl::StatusOr<int64_t> ForgetAnswers(absl::Time before, int64_t max_count);

  sql::DatabaseStats stats() const { return database_->stats(); }
  // Runs `work` within a transaction of database(), for what is kept together
  // with leaves of the log.
  absl::Status WithWriter(
      sql::Transaction& transaction,
      absl::FunctionRef<absl::Status(CertificateWriter&)> work);
  // For what is kept beside the certificates; lives as long as this.
  sql::Database& database() { return *database_; }

 private:
  class Unit;

  SqlCertificateStore(std::unique_ptr<sql::Database> database,
                      std::unique_ptr<sql::Journal> journal);

  sql::Database::AsyncWork Wrapped(WriteWork work);

  // The journal borrows the database.
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<sql::Journal> journal_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_SQL_CERTIFICATE_STORE_H_
