#include "services/certificates/store/sql_registry_facts.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"
#include "libs/metrology/identifiers.h"
#include "services/certificates/checks/outside_facts.h"
#include "services/certificates/store/sql_fact_uses.h"

namespace suyuan::certificates {
namespace {

using sql::Row;
using sql::Transaction;

// Days are day numbers; months 0: not stated. Names and keys stand one a line.
constexpr char kTables[] = R"sql(
CREATE TABLE registry_specification (
  name TEXT PRIMARY KEY,
  number TEXT NOT NULL,
  from_day INTEGER,
  to_day INTEGER,
  months INTEGER NOT NULL
);
CREATE TABLE registry_institution (
  name TEXT PRIMARY KEY,
  names TEXT NOT NULL,
  signing_keys TEXT NOT NULL
);
)sql";

absl::optional<absl::CivilDay> DayOf(const Row& row, int column) {
  if (row.IsNull(column)) return absl::nullopt;
  return row.Day(column);
}

sql::Value ToValue(const absl::optional<absl::CivilDay>& day) {
  return day.has_value() ? sql::Value(*day) : sql::Value(nullptr);
}

SpecificationEdition EditionOf(const Row& row) {
  return {.name = std::string(row.Text(0)),
          .number = std::string(row.Text(1)),
          .in_force = {DayOf(row, 2), DayOf(row, 3)},
          .verification_months = static_cast<int>(row.Integer(4))};
}

InstitutionRecord InstitutionOf(const Row& row) {
  return {.name = std::string(row.Text(0)),
          .names = absl::StrSplit(row.Text(1), '\n', absl::SkipEmpty()),
          .signing_keys = absl::StrSplit(row.Text(2), '\n', absl::SkipEmpty())};
}

constexpr char kEdition[] =
    "SELECT name, number, from_day, to_day, months FROM registry_specification";
constexpr char kEditionNamed[] =
    "SELECT name, number, from_day, to_day, months FROM registry_specification "
    "WHERE name = $1";
constexpr char kInstitution[] =
    "SELECT name, names, signing_keys FROM registry_institution";
constexpr char kInstitutionNamed[] =
    "SELECT name, names, signing_keys FROM registry_institution WHERE name = "
    "$1";

template <typename Record>
absl::StatusOr<std::optional<Record>> Find(Transaction& transaction,
                                           absl::string_view query,
                                           const std::string& name,
                                           Record (*read)(const Row&)) {
  std::optional<Record> found;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(query, {name}, [&](const Row& row) {
    found = read(row);
    return absl::OkStatus();
  }));
  return found;
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

absl::Status Store(Transaction& transaction, const InstitutionRecord& record) {
  return transaction
      .Execute(
          "INSERT INTO registry_institution (name, names, signing_keys) VALUES "
          "($1, $2, $3) ON CONFLICT (name) DO UPDATE SET names = $2, "
          "signing_keys = $3",
          {record.name, absl::StrJoin(record.names, "\n"),
           absl::StrJoin(record.signing_keys, "\n")})
      .status();
}

// Verifications that cite the number are looked at again. Of those that give
// its year, only the ones that claim more months than `months`.
absl::Status EditionChanged(Transaction& transaction, const std::string& number,
                            int64_t months, int64_t known_at) {
  const auto read = metrology::ReadSpecificationNumber(number);
  SUYUAN_RETURN_IF_ERROR(FactChanged(
      transaction, {.key = checks::SpecificationFactKey(read.series)},
      known_at));
  if (read.key == read.series) return absl::OkStatus();
  return FactChanged(
      transaction,
      {.key = checks::SpecificationFactKey(read.key), .from = months + 1},
      known_at);
}

absl::Status Take(Transaction& transaction, const SpecificationEdition& edition,
                  int64_t known_at) {
  SUYUAN_ASSIGN_OR_RETURN(
      const std::optional<SpecificationEdition> held,
      Find(transaction, kEditionNamed, edition.name, EditionOf));
  if (held == edition) return absl::OkStatus();
  if (held.has_value() && held->number != edition.number) {
    SUYUAN_RETURN_IF_ERROR(
        EditionChanged(transaction, held->number, 0, known_at));
  }
  SUYUAN_RETURN_IF_ERROR(EditionChanged(transaction, edition.number,
                                        edition.verification_months, known_at));
  return Store(transaction, edition);
}

absl::Status Take(Transaction& transaction, const InstitutionRecord& record,
                  int64_t known_at) {
  SUYUAN_ASSIGN_OR_RETURN(
      const std::optional<InstitutionRecord> held,
      Find(transaction, kInstitutionNamed, record.name, InstitutionOf));
  if (held == record) return absl::OkStatus();
  std::set<std::string> keys(record.signing_keys.begin(),
                             record.signing_keys.end());
  if (held.has_value()) {
    keys.insert(held->signing_keys.begin(), held->signing_keys.end());
  }
  for (const std::string& key : keys) {
    SUYUAN_RETURN_IF_ERROR(FactChanged(
        transaction, {.key = checks::SignerFactKey(key)}, known_at));
  }
  return Store(transaction, record);
}

absl::Status Take(Transaction&, std::monostate, int64_t) {
  return absl::OkStatus();
}

}  // namespace

sql::Phase RegistryFactsPhase() {
  return {.name = "facts of the registry", .script = kTables};
}

absl::Status SqlRegistryFacts::Load(Transaction& transaction,
                                    int64_t position) {
  SUYUAN_RETURN_IF_ERROR(
      transaction.Query(kEdition, {}, [this](const Row& row) {
        book_.Put(EditionOf(row));
        return absl::OkStatus();
      }));
  SUYUAN_RETURN_IF_ERROR(
      transaction.Query(kInstitution, {}, [this](const Row& row) {
        book_.Put(InstitutionOf(row));
        return absl::OkStatus();
      }));
  book_.Reached(position);
  return absl::OkStatus();
}

absl::Status SqlRegistryFacts::Keep(const RegistryBatch& batch,
                                    Transaction& transaction) {
  for (const RegistryChange& change : batch.changes) {
    SUYUAN_RETURN_IF_ERROR(std::visit(
        [&](const auto& record) {
          return Take(transaction, record, change.position);
        },
        change.record));
  }
  return absl::OkStatus();
}

void SqlRegistryFacts::Kept(const RegistryBatch& batch) {
  for (const RegistryChange& change : batch.changes) {
    if (const auto* edition =
            std::get_if<SpecificationEdition>(&change.record)) {
      book_.Put(*edition);
    } else if (const auto* institution =
                   std::get_if<InstitutionRecord>(&change.record)) {
      book_.Put(*institution);
    }
  }
  book_.Reached(batch.position);
}

}  // namespace suyuan::certificates
