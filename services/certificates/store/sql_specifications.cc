#include "services/certificates/store/sql_specifications.h"

#include <string>
#include <variant>

#include "libs/base/status.h"

namespace suyuan::certificates {
namespace {

using sql::Row;
using sql::Transaction;

// Days are day numbers; months 0: not stated.
constexpr char kTable[] = R"sql(
CREATE TABLE registry_specification (
  name TEXT PRIMARY KEY,
  number TEXT NOT NULL,
  from_day INTEGER,
  to_day INTEGER,
  months INTEGER NOT NULL
);
)sql";

absl::optional<absl::CivilDay> DayOf(const Row& row, int column) {
  if (row.IsNull(column)) return absl::nullopt;
  return row.Day(column);
}

sql::Value ToValue(const absl::optional<absl::CivilDay>& day) {
  return day.has_value() ? sql::Value(*day) : sql::Value(nullptr);
}

absl::Status Store(Transaction& transaction, const SpecificationEdition& e) {
  return transaction
      .Execute(
          "INSERT INTO registry_specification (name, number, from_day, "
          "to_day, months) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) "
          "DO UPDATE SET number = $2, from_day = $3, to_day = $4, months = $5",
          {e.name, e.number, ToValue(e.in_force.from), ToValue(e.in_force.to),
           e.verification_months})
      .status();
}

}  // namespace

sql::Phase SpecificationPhase() {
  return {.name = "specifications of the registry", .script = kTable};
}

absl::StatusOr<std::unique_ptr<SqlSpecifications>> SqlSpecifications::Open(
    sql::Database& database) {
  std::unique_ptr<SqlSpecifications> opened(new SqlSpecifications);
  SUYUAN_RETURN_IF_ERROR(database.Read([&](Transaction& t) {
    return t.Query(
        "SELECT name, number, from_day, to_day, months FROM "
        "registry_specification",
        {}, [&](const Row& row) {
          opened->book_.Put(
              {.name = std::string(row.Text(0)),
               .number = std::string(row.Text(1)),
               .in_force = {DayOf(row, 2), DayOf(row, 3)},
               .verification_months = static_cast<int>(row.Integer(4))});
          return absl::OkStatus();
        });
  }));
  return opened;
}

absl::Status SqlSpecifications::Keep(const RegistryBatch& batch,
                                     Transaction& transaction) {
  for (const RegistryChange& change : batch.changes) {
    if (const auto* edition =
            std::get_if<SpecificationEdition>(&change.record)) {
      SUYUAN_RETURN_IF_ERROR(Store(transaction, *edition));
    }
  }
  return absl::OkStatus();
}

void SqlSpecifications::Kept(const RegistryBatch& batch) {
  for (const RegistryChange& change : batch.changes) {
    if (const auto* edition =
            std::get_if<SpecificationEdition>(&change.record)) {
      book_.Put(*edition);
    }
  }
}

}  // namespace suyuan::certificates
