#ifndef SERVICES_CERTIFICATES_STORE_SQL_REGISTRY_FACTS_H_
#define SERVICES_CERTIFICATES_STORE_SQL_REGISTRY_FACTS_H_

#include "libs/sql/schema.h"
#include "services/certificates/checks/registry_book.h"
#include "services/certificates/store/sql_registry_store.h"

namespace suyuan::certificates {

// The phase that makes the tables; part of CertificateSchema().
sql::Phase RegistryFactsPhase();

// What the checks ask of the registry: in the database, and from there in a
// book. Certificates that were held to what a record changes are told
// (sql_fact_uses.h).
class SqlRegistryFacts final : public SqlRegistryPart {
 public:
  // Borrows the book.
  explicit SqlRegistryFacts(checks::RegistryBook& book) : book_(book) {}

  absl::Status Load(sql::Transaction& transaction, int64_t position) override;
  absl::Status Keep(const RegistryBatch& batch,
                    sql::Transaction& transaction) override;
  void Kept(const RegistryBatch& batch) override;

 private:
  checks::RegistryBook& book_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_SQL_REGISTRY_FACTS_H_
