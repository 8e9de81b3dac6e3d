#include "services/registry/record_rows.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "services/registry/stored_record.h"

namespace suyuan::registry {

sql::RecordKey KeyOf(absl::string_view name) {
  const size_t slash = name.find('/');
  SUYUAN_CHECK(slash != absl::string_view::npos);
  return {std::string(name.substr(0, slash)),
          std::string(name.substr(slash + 1))};
}

absl::StatusOr<Record> ToRecord(const sql::Revision& revision) {
  Record record;
  record.name = absl::StrCat(revision.key.kind, "/", revision.key.id);
  const std::optional<RecordKind> kind = KindOfName(record.name);
  SUYUAN_CHECK(kind.has_value());
  record.kind = *kind;
  record.revision = revision.number;
  record.recorded_at = revision.recorded_at;
  record.principal = revision.principal;
  record.period = {revision.valid_from, revision.valid_to};
  SUYUAN_RETURN_IF_ERROR(DecodeStored(revision.payload, record));
  return record;
}

std::vector<sql::Term> TermsOf(const std::vector<IndexTerm>& terms) {
  std::vector<sql::Term> out;
  out.reserve(terms.size());
  for (const IndexTerm& term : terms) out.push_back({term.field, term.value});
  return out;
}

sql::RevisionContent ContentOf(const Record& record,
                               const std::vector<IndexTerm>& terms) {
  sql::RevisionContent content;
  content.valid_from = record.period.from;
  content.valid_to = record.period.to;
  content.principal = record.principal;
  content.payload = EncodeStored(record);
  content.terms = TermsOf(terms);
  return content;
}

absl::StatusOr<std::optional<Record>> FindRow(
    sql::Transaction& transaction, absl::string_view name,
    std::optional<absl::Time> known_at) {
  if (!IsRecordName(name)) return std::nullopt;
  const absl::StatusOr<sql::Revision> found =
      sql::GetRecord(transaction, KeyOf(name), known_at);
  if (ReasonOf(found.status()) == "RECORD_NOT_FOUND") return std::nullopt;
  if (!found.ok()) return found.status();
  SUYUAN_ASSIGN_OR_RETURN(Record record, ToRecord(*found));
  return record;
}

absl::StatusOr<std::vector<Record>> RevisionRows(sql::Transaction& transaction,
                                                 absl::string_view name,
                                                 int64_t after, int64_t count) {
  std::vector<Record> out;
  if (!IsRecordName(name)) return out;
  SUYUAN_ASSIGN_OR_RETURN(
      const std::vector<sql::Revision> revisions,
      sql::RecordHistory(transaction, KeyOf(name),
                         {.after_number = after, .max_count = count}));
  for (const sql::Revision& revision : revisions) {
    SUYUAN_ASSIGN_OR_RETURN(Record record, ToRecord(revision));
    out.push_back(std::move(record));
  }
  return out;
}

std::string SearchLabel(RecordKind kind) {
  return absl::StrCat("_", CollectionOf(kind));
}

std::vector<std::string> SearchSet(RecordKind kind,
                                   std::vector<std::string> tokens) {
  tokens.push_back(SearchLabel(kind));
  return tokens;
}

absl::StatusOr<std::optional<int64_t>> SearchNumber(
    sql::Transaction& transaction, absl::string_view name) {
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<Record> first,
                          RevisionRows(transaction, name, 0, 1));
  if (first.empty()) return std::nullopt;
  return first[0].position;
}

absl::StatusOr<Record> FindByNumber(sql::Transaction& transaction,
                                    int64_t number) {
  std::string name;
  SUYUAN_RETURN_IF_ERROR(
      transaction.Query("SELECT name FROM suyuan_change WHERE position = $1",
                        {number}, [&name](const sql::Row& row) {
                          name = std::string(row.Text(0));
                          return absl::OkStatus();
                        }));
  SUYUAN_ASSIGN_OR_RETURN(std::optional<Record> record,
                          FindRow(transaction, name));
  // Nothing is ever deleted, and numbers are written with what they name.
  SUYUAN_CHECK(record.has_value());
  return *std::move(record);
}

}  // namespace suyuan::registry
