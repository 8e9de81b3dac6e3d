#ifndef SERVICES_CERTIFICATES_STORE_SQL_SPECIFICATIONS_H_
#define SERVICES_CERTIFICATES_STORE_SQL_SPECIFICATIONS_H_

#include <memory>

#include "absl/status/statusor.h"
#include "libs/sql/database.h"
#include "libs/sql/schema.h"
#include "services/certificates/checks/specification_book.h"
#include "services/certificates/store/sql_registry_store.h"

namespace suyuan::certificates {

// The phase that makes the table of editions; part of CertificateSchema().
sql::Phase SpecificationPhase();

// The registry's editions, in the database and in memory.
class SqlSpecifications final : public SqlRegistryPart {
 public:
  // Reads all into memory.
  static absl::StatusOr<std::unique_ptr<SqlSpecifications>> Open(
      sql::Database& database);

  absl::Status Keep(const RegistryBatch& batch,
                    sql::Transaction& transaction) override;
  void Kept(const RegistryBatch& batch) override;

  const checks::SpecificationFacts& facts() const { return book_; }

 private:
  SqlSpecifications() = default;

  checks::SpecificationBook book_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_SQL_SPECIFICATIONS_H_
