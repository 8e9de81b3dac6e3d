#ifndef SERVICES_REGISTRY_STORE_RECORD_ROWS_H_
#define SERVICES_REGISTRY_STORE_RECORD_ROWS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "libs/sql/transaction.h"
#include "libs/sql/versioned.h"
#include "services/registry/records/record.h"

// Records as the tables of libs/sql keep them.

namespace suyuan::registry {

// Of a name that is one: a kind is kept under the name of its collection.
sql::RecordKey KeyOf(absl::string_view name);

absl::StatusOr<Record> ToRecord(const sql::Revision& revision);
absl::StatusOr<std::vector<Record>> ToRecords(
    const std::vector<sql::Revision>& revisions);
std::vector<sql::Term> TermsOf(const std::vector<IndexTerm>& terms);

// The newest revision or the one known at `known_at`; nullopt where there is
// none, or where `name` is none.
absl::StatusOr<std::optional<sql::Revision>> FindRow(
    sql::VersionedRecords& records, sql::Transaction& transaction,
    absl::string_view name, std::optional<absl::Time> known_at = std::nullopt);

// A search finds a record by the position of its first revision, from its
// tokens and the label of its kind.
std::string SearchLabel(RecordKind kind);
std::string SearchSet(RecordKind kind, absl::Span<const std::string> tokens);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_STORE_RECORD_ROWS_H_
