#include "libs/sql/schema.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/sql/errors.h"

namespace suyuan::sql {
namespace {

constexpr absl::string_view kSchemaTables = R"sql(
CREATE TABLE suyuan_schema (service TEXT NOT NULL PRIMARY KEY);
CREATE TABLE suyuan_schema_phase (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  applied_at INTEGER NOT NULL
);
)sql";

struct Stored {
  bool is_empty = false;
  std::string service;
  std::vector<std::string> phases;
};

absl::StatusOr<Stored> ReadStored(Transaction& t) {
  Stored out;
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<std::string> tables,
                          t.TableNames());
  if (tables.empty()) {
    out.is_empty = true;
    return out;
  }
  if (std::find(tables.begin(), tables.end(), "suyuan_schema") ==
      tables.end()) {
    return SchemaForeign();
  }
  SUYUAN_RETURN_IF_ERROR(
      t.Query("SELECT service FROM suyuan_schema", {}, [&out](const Row& row) {
        out.service = std::string(row.Text(0));
        return absl::OkStatus();
      }));
  SUYUAN_RETURN_IF_ERROR(
      t.Query("SELECT name FROM suyuan_schema_phase ORDER BY number", {},
              [&out](const Row& row) {
                out.phases.emplace_back(row.Text(0));
                return absl::OkStatus();
              }));
  return out;
}

// Whether this program may work on what is stored.
absl::Status CheckStored(const Stored& stored, absl::string_view service,
                         absl::Span<const Phase> phases) {
  if (stored.is_empty) return absl::OkStatus();
  if (stored.service != service) {
    return SchemaOfAnother(stored.service, service);
  }
  const size_t shared = std::min(stored.phases.size(), phases.size());
  for (size_t i = 0; i < shared; ++i) {
    if (stored.phases[i] != phases[i].name) {
      return SchemaMismatch(static_cast<int64_t>(i + 1), stored.phases[i],
                            phases[i].name);
    }
  }
  if (stored.phases.size() > phases.size()) {
    return SchemaTooNew(static_cast<int64_t>(stored.phases.size()),
                        static_cast<int64_t>(phases.size()));
  }
  return absl::OkStatus();
}

absl::Status Apply(Transaction& t, int64_t number, const Phase& phase,
                   absl::Time now) {
  if (!phase.script.empty()) {
    SUYUAN_RETURN_IF_ERROR(t.ExecuteScript(phase.script));
  }
  if (phase.run) SUYUAN_RETURN_IF_ERROR(phase.run(t));
  return t
      .Execute(
          "INSERT INTO suyuan_schema_phase (number, name, applied_at) "
          "VALUES ($1, $2, $3)",
          {number, phase.name, now})
      .status();
}

// Looks again inside the transaction: another program may have been faster.
absl::Status ApplyMissing(Transaction& t, absl::string_view service,
                          absl::Span<const Phase> phases, absl::Time now) {
  SUYUAN_ASSIGN_OR_RETURN(const Stored stored, ReadStored(t));
  SUYUAN_RETURN_IF_ERROR(CheckStored(stored, service, phases));
  if (stored.is_empty) {
    SUYUAN_RETURN_IF_ERROR(t.ExecuteScript(kSchemaTables));
    SUYUAN_RETURN_IF_ERROR(
        t.Execute("INSERT INTO suyuan_schema (service) VALUES ($1)", {service})
            .status());
  }
  for (size_t i = stored.phases.size(); i < phases.size(); ++i) {
    SUYUAN_RETURN_IF_ERROR(
        Apply(t, static_cast<int64_t>(i + 1), phases[i], now));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Migration> Migrate(Database& database, absl::string_view service,
                                  absl::Span<const Phase> phases,
                                  absl::Time now) {
  Stored stored;
  SUYUAN_RETURN_IF_ERROR(database.Read([&](Transaction& t) -> absl::Status {
    SUYUAN_ASSIGN_OR_RETURN(stored, ReadStored(t));
    return absl::OkStatus();
  }));
  SUYUAN_RETURN_IF_ERROR(CheckStored(stored, service, phases));
  Migration out;
  out.from_version = static_cast<int64_t>(stored.phases.size());
  out.to_version = static_cast<int64_t>(phases.size());
  if (!stored.is_empty && out.from_version == out.to_version) return out;
  if (!stored.is_empty && !database.path().empty()) {
    out.copy = absl::StrCat(database.path(), ".bak-", out.from_version);
    SUYUAN_RETURN_IF_ERROR(database.CopyTo(out.copy));
  }
  SUYUAN_RETURN_IF_ERROR(database.Write(
      [&](Transaction& t) { return ApplyMissing(t, service, phases, now); }));
  return out;
}

}  // namespace suyuan::sql
