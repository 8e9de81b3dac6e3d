#include "services/registry/store/record_rows.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "services/registry/store/stored_record.h"

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

absl::StatusOr<std::vector<Record>> ToRecords(
    const std::vector<sql::Revision>& revisions) {
  std::vector<Record> records;
  records.reserve(revisions.size());
  for (const sql::Revision& revision : revisions) {
    SUYUAN_ASSIGN_OR_RETURN(Record record, ToRecord(revision));
    records.push_back(std::move(record));
  }
  return records;
}

std::vector<sql::Term> TermsOf(const std::vector<IndexTerm>& terms) {
  std::vector<sql::Term> out;
  out.reserve(terms.size());
  for (const IndexTerm& term : terms) out.push_back({term.field, term.value});
  return out;
}

absl::StatusOr<std::optional<sql::Revision>> FindRow(
    sql::VersionedRecords& records, sql::Transaction& transaction,
    absl::string_view name, std::optional<absl::Time> known_at) {
  if (!IsRecordName(name)) return std::nullopt;
  return records.Find(transaction, KeyOf(name), known_at);
}

std::string SearchLabel(RecordKind kind) {
  return absl::StrCat("_", CollectionOf(kind));
}

std::string SearchSet(RecordKind kind, absl::Span<const std::string> tokens) {
  std::string set = SearchLabel(kind);
  for (const std::string& token : tokens) absl::StrAppend(&set, " ", token);
  return set;
}

}  // namespace suyuan::registry
