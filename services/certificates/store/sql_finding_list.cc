#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "libs/sql/filter.h"
#include "libs/text/normalise.h"
#include "services/certificates/store/sql_finding_store.h"

namespace suyuan::certificates {
namespace {

using checks::FindingPage;
using checks::FindingQuestion;
using checks::FindingRecord;
using sql::FieldType;
using sql::FieldValue;
using sql::Row;
using sql::Transaction;
using sql::Value;

std::string Code(absl::string_view text) { return absl::AsciiStrToUpper(text); }

// A word as it is stored, with or without the prefix that JSON gives it.
std::function<std::string(absl::string_view)> WithoutPrefix(
    absl::string_view prefix) {
  return [prefix](absl::string_view text) {
    const std::string upper = absl::AsciiStrToUpper(text);
    return std::string(absl::StripPrefix(upper, prefix));
  };
}

std::string CertificateText(absl::string_view text) {
  return std::string(absl::StripPrefix(text, CertificateId::kCollection));
}

const std::vector<sql::FilterField>& Fields() {
  static const auto* const fields = new std::vector<sql::FilterField>{
      {"code", FieldType::kText, Code},
      {"kind", FieldType::kText, WithoutPrefix("KIND_")},
      {"severity", FieldType::kText, WithoutPrefix("SEVERITY_")},
      {"state", FieldType::kText, WithoutPrefix("STATE_")},
      {"is_lead", FieldType::kBool},
      {"certificate", FieldType::kText, CertificateText},
      {"issuer", FieldType::kText, text::NormaliseName},
      {"recorded_at", FieldType::kTime},
  };
  return *fields;
}

std::vector<FieldValue> ValuesOf(const FindingRecord& record,
                                 absl::string_view field) {
  const checks::Finding& finding = record.finding;
  if (field == "code") return {finding.code};
  if (field == "kind") return {std::string(KindWord(finding.kind))};
  if (field == "severity") return {std::string(SeverityWord(finding.severity))};
  if (field == "state") return {std::string(StateWord(record.state))};
  if (field == "is_lead") return {finding.is_lead()};
  if (field == "issuer") return {text::NormaliseName(finding.issuer)};
  if (field == "recorded_at") return {record.recorded_at};
  std::vector<FieldValue> certificates;
  for (const CertificateId& id : finding.certificates) {
    certificates.emplace_back(id.text());
  }
  return certificates;
}

// What an index serves of the filter.
struct Access {
  std::string certificate;
  std::string code;
};

Access AccessFor(const sql::Filter& filter) {
  Access access;
  for (const sql::TermMatch& term : filter.RequiredTerms()) {
    if (term.is_prefix) continue;
    if (term.field == "certificate") access.certificate = term.value;
    if (term.field == "code") access.code = term.value;
  }
  return access;
}

absl::Status Scan(Transaction& transaction, const Access& access,
                  int64_t before, int64_t limit, sql::OnRow on_row) {
  static const std::string columns =
      "SELECT f.sequence, r.record, f.rules_version FROM finding f JOIN "
      "finding_revision r ON r.position = f.position ";
  static const std::string order = "ORDER BY f.sequence DESC LIMIT $2";
  static const std::string all =
      absl::StrCat(columns, "WHERE f.sequence < $1 ", order);
  static const std::string by_code =
      absl::StrCat(columns, "WHERE f.code = $3 AND f.sequence < $1 ", order);
  static const std::string by_certificate = absl::StrCat(
      columns,
      "WHERE f.sequence IN (SELECT sequence FROM finding_certificate WHERE "
      "certificate = $3 AND sequence < $1 ORDER BY sequence DESC LIMIT $2) ",
      order);
  if (!access.certificate.empty()) {
    return transaction.Query(by_certificate,
                             {before, limit, access.certificate}, on_row);
  }
  if (!access.code.empty()) {
    return transaction.Query(by_code, {before, limit, access.code}, on_row);
  }
  return transaction.Query(all, {before, limit}, on_row);
}

// Goes on from `before` until the page is full, the end is reached (0 is
// returned) or kMaxScanned findings were looked at; returns where the next
// page begins.
absl::StatusOr<int64_t> Fill(Transaction& transaction,
                             const sql::Filter& filter, int64_t before,
                             size_t page_size, const Deadline& deadline,
                             std::vector<FindingRecord>& page) {
  constexpr int64_t kStep = 200;
  const Access access = AccessFor(filter);
  for (int64_t scanned = 0; scanned < SqlFindingStore::kMaxScanned;
       scanned += kStep) {
    SUYUAN_RETURN_IF_ERROR(deadline.Check());
    int64_t rows = 0;
    bool is_full = false;
    SUYUAN_RETURN_IF_ERROR(Scan(
        transaction, access, before, kStep,
        [&](const Row& row) -> absl::Status {
          if (is_full) return absl::OkStatus();
          ++rows;
          SUYUAN_ASSIGN_OR_RETURN(FindingRecord record,
                                  checks::RecordFrom(row.Text(1)));
          record.rules_version = static_cast<int>(row.Integer(2));
          const bool matches = filter.Matches(
              [&](absl::string_view field) { return ValuesOf(record, field); });
          if (matches && page.size() == page_size) {
            is_full = true;
            return absl::OkStatus();
          }
          before = row.Integer(0);
          if (matches) page.push_back(std::move(record));
          return absl::OkStatus();
        }));
    if (is_full) return before;
    if (rows < kStep) return 0;
  }
  return before;
}

}  // namespace

absl::StatusOr<FindingPage> SqlFindingStore::List(
    const FindingQuestion& question, const Deadline& deadline) {
  SUYUAN_ASSIGN_OR_RETURN(const sql::Filter filter,
                          sql::Filter::Parse(question.filter, Fields()));
  const std::string query = absl::StrCat("ListFindings\n", filter.text());
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<Value> cursor,
                          tokens_.Read(query, question.page_token));
  const int64_t before = cursor.empty() ? std::numeric_limits<int64_t>::max()
                                        : cursor[0].integer();
  FindingPage page;
  int64_t next = 0;
  SUYUAN_RETURN_IF_ERROR(database_.Read(
      [&](Transaction& transaction) -> absl::Status {
        page.findings.clear();
        SUYUAN_ASSIGN_OR_RETURN(
            next, Fill(transaction, filter, before,
                       static_cast<size_t>(question.page_size), deadline,
                       page.findings));
        return absl::OkStatus();
      },
      deadline));
  if (next > 1) page.next_page_token = tokens_.Make(query, {next});
  return page;
}

}  // namespace suyuan::certificates
