#ifndef SERVICES_CERTIFICATES_STORE_SQL_ISSUED_STORE_H_
#define SERVICES_CERTIFICATES_STORE_SQL_ISSUED_STORE_H_

#include "libs/sql/database.h"
#include "libs/sql/page_token.h"
#include "libs/sql/schema.h"
#include "services/certificates/issued/issued_store.h"

namespace suyuan::certificates {

// The phase that makes the tables; part of CertificateSchema().
sql::Phase IssuedPhase();

// In the database of the certificates, whose schema must be there. A question
// about a certificate costs two look-ups for each form of its issuer, and one
// row for each list that begins before its day and does not reach it.
class SqlIssuedStore final : public IssuedStore {
 public:
  // Borrows the database. `keyed_hash` seals page tokens.
  SqlIssuedStore(sql::Database& database, sql::KeyedHash keyed_hash)
      : database_(database), tokens_(std::move(keyed_hash)) {}

  void ImportAsync(IssuedOrder order, Done done) override;
  absl::StatusOr<IssuedPage> List(const IssuedQuestion& question,
                                  const Deadline& deadline) override;
  absl::Status Ask(
      absl::Span<checks::CheckedCertificate* const> certificates) override;

 private:
  sql::Database& database_;
  const sql::PageTokens tokens_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_SQL_ISSUED_STORE_H_
