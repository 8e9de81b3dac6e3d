#ifndef SERVICES_CERTIFICATES_STORE_SQL_SIGNING_KEYS_H_
#define SERVICES_CERTIFICATES_STORE_SQL_SIGNING_KEYS_H_

#include <vector>

#include "libs/sql/schema.h"
#include "services/certificates/signatures/institution_keys.h"
#include "services/certificates/store/sql_registry_store.h"

namespace suyuan::certificates {

// The phase that makes the tables; part of CertificateSchema().
sql::Phase SigningKeysPhase();

// The keys with which institutions sign: in the database, and from there in
// memory. Where the terms of a key change, the certificates that it signed and
// that this may concern are told (sql_fact_uses.h).
class SqlSigningKeys final : public SqlRegistryPart {
 public:
  // Borrows the keys.
  explicit SqlSigningKeys(InstitutionKeys& keys) : keys_(keys) {}

  absl::string_view feed() const override { return "registry.keys"; }
  absl::Status Load(sql::Transaction& transaction, int64_t position) override;
  absl::Status Keep(const RegistryBatch& batch,
                    sql::Transaction& transaction) override;
  void Kept(const RegistryBatch& batch) override;

  // Institutions that somebody else than the registry tells of. One of which a
  // later revision is held is passed over.
  absl::Status Take(std::vector<SigningInstitution> institutions,
                    sql::Database& database);

 private:
  InstitutionKeys& keys_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_SQL_SIGNING_KEYS_H_
