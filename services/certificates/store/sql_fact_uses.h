#ifndef SERVICES_CERTIFICATES_STORE_SQL_FACT_USES_H_
#define SERVICES_CERTIFICATES_STORE_SQL_FACT_USES_H_

#include <cstdint>
#include <optional>
#include <string>

#include "libs/sql/schema.h"
#include "libs/sql/transaction.h"
#include "services/certificates/checks/finding_store.h"

// Which certificates were held to which outside facts, and which of these have
// changed since: within a transaction of the certificates' database.

namespace suyuan::certificates {

sql::Phase FactUsePhase();

// Takes the place of the certificate's use of that key.
absl::Status KeepFactUse(sql::Transaction& transaction,
                         const checks::HeldTo& use);
// Forgets every use: all certificates are judged anew.
absl::Status ForgetFactUses(sql::Transaction& transaction);

// To be called in the transaction that keeps the fact. `known_at`: the position
// of the registry's feed that told it, 0 for what is not the registry's.
// Changes of one key that wait are looked at together.
absl::Status FactChanged(sql::Transaction& transaction,
                         const checks::FactChange& change, int64_t known_at);
// A fact that is known as a whole: changed where it was of another version at
// the last call.
absl::Status FactIsOfVersion(sql::Transaction& transaction,
                             const std::string& key,
                             const std::string& version);
// See FindingStore::NextHeldAgain. O(uses of the key) at worst.
absl::StatusOr<std::optional<checks::HeldAgain>> NextHeldAgain(
    sql::Transaction& transaction, int64_t known_at, int64_t max_count);
absl::Status HeldAgainDone(sql::Transaction& transaction,
                           const checks::HeldAgain& done);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_SQL_FACT_USES_H_
