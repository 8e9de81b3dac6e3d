#include "services/certificates/store/sql_issued_store.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/sql/idempotency.h"
#include "services/certificates/checks/outside_facts.h"
#include "services/certificates/errors.h"
#include "services/certificates/store/sql_fact_uses.h"

namespace suyuan::certificates {
namespace {

using checks::CheckedCertificate;
using checks::OnRegister;
using sql::Row;
using sql::Transaction;
using sql::Value;

// `kinds` is a set of bits, 1 << kind; 0: all. Covers and numbers stand under
// each form of the issuer, with the record that the list names, or "".
constexpr char kTables[] = R"sql(
CREATE TABLE issued_span (
  sequence INTEGER PRIMARY KEY,
  institution TEXT NOT NULL,
  title TEXT NOT NULL,
  code TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  kinds INTEGER NOT NULL,
  numbers INTEGER NOT NULL,
  digest TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  principal TEXT NOT NULL
);
CREATE TABLE issued_cover (
  form TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  kinds INTEGER NOT NULL,
  institution TEXT NOT NULL,
  PRIMARY KEY (form, from_day, sequence)
) WITHOUT ROWID;
CREATE INDEX issued_cover_by_sequence ON issued_cover (form, sequence);
CREATE TABLE issued_number (
  form TEXT NOT NULL,
  number TEXT NOT NULL,
  kind INTEGER NOT NULL,
  digest TEXT NOT NULL,
  institution TEXT NOT NULL,
  PRIMARY KEY (form, number, kind, digest, institution)
) WITHOUT ROWID;
)sql";

int64_t BitOf(CertificateKind kind) {
  return int64_t{1} << static_cast<int>(kind);
}

int64_t BitsOf(const std::vector<CertificateKind>& kinds) {
  int64_t bits = 0;
  for (const CertificateKind kind : kinds) bits |= BitOf(kind);
  return bits;
}

std::vector<CertificateKind> KindsOf(int64_t bits) {
  std::vector<CertificateKind> kinds;
  for (int kind = 1; kind <= static_cast<int>(CertificateKind::kComparison);
       ++kind) {
    if ((bits & BitOf(static_cast<CertificateKind>(kind))) != 0) {
      kinds.push_back(static_cast<CertificateKind>(kind));
    }
  }
  return kinds;
}

constexpr char kColumns[] =
    "sequence, institution, title, code, from_day, to_day, kinds, numbers, "
    "digest, recorded_at, principal FROM issued_span";

IssuedSpan SpanOf(const Row& row) {
  IssuedSpan span;
  span.sequence = row.Integer(0);
  span.coverage.issuer = {std::string(row.Text(1)), std::string(row.Text(2)),
                          std::string(row.Text(3))};
  span.coverage.from = row.Day(4);
  span.coverage.to = row.Day(5);
  span.coverage.kinds = KindsOf(row.Integer(6));
  span.numbers = row.Integer(7);
  span.digest = std::string(row.Text(8));
  span.recorded_at = row.Time(9);
  span.principal = std::string(row.Text(10));
  return span;
}

absl::StatusOr<IssuedSpan> SpanNumbered(Transaction& t, int64_t sequence) {
  static const std::string query =
      absl::StrCat("SELECT ", kColumns, " WHERE sequence = $1");
  std::optional<IssuedSpan> found;
  SUYUAN_RETURN_IF_ERROR(t.Query(query, {sequence}, [&found](const Row& row) {
    found = SpanOf(row);
    return absl::OkStatus();
  }));
  if (!found.has_value()) return RowMissing();
  return *std::move(found);
}

absl::StatusOr<int64_t> InsertSpan(Transaction& t, const IssuedSpan& span) {
  const IssuedCoverage& c = span.coverage;
  int64_t sequence = 0;
  SUYUAN_RETURN_IF_ERROR(t.Query(
      "INSERT INTO issued_span (institution, title, code, from_day, to_day, "
      "kinds, numbers, digest, recorded_at, principal) VALUES ($1, $2, $3, $4, "
      "$5, $6, $7, $8, $9, $10) RETURNING sequence",
      {c.issuer.institution, c.issuer.title, c.issuer.code, c.from, c.to,
       BitsOf(c.kinds), span.numbers, span.digest, span.recorded_at,
       span.principal},
      [&sequence](const Row& row) {
        sequence = row.Integer(0);
        return absl::OkStatus();
      }));
  return sequence;
}

absl::Status InsertForm(Transaction& t, const std::string& form,
                        int64_t sequence, const IssuedOrder& order) {
  const IssuedCoverage& c = order.span.coverage;
  SUYUAN_RETURN_IF_ERROR(
      t.Execute("INSERT INTO issued_cover (form, from_day, sequence, to_day, "
                "kinds, institution) VALUES ($1, $2, $3, $4, $5, $6)",
                {form, c.from, sequence, c.to, BitsOf(c.kinds),
                 c.issuer.institution})
          .status());
  for (const IssuedNumber& number : order.numbers) {
    SUYUAN_RETURN_IF_ERROR(
        t.Execute("INSERT INTO issued_number (form, number, kind, digest, "
                  "institution) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (form, "
                  "number, kind, digest, institution) DO NOTHING",
                  {form, number.number, static_cast<int>(number.kind),
                   number.digest, c.issuer.institution})
            .status());
  }
  return absl::OkStatus();
}

absl::Status RegisterChanged(Transaction& t, const IssuedCoverage& c) {
  for (const std::string& issuer :
       {c.issuer.institution, c.issuer.title, c.issuer.code}) {
    if (issuer.empty()) continue;
    SUYUAN_RETURN_IF_ERROR(FactChanged(t,
                                       {.key = checks::RegisterFactKey(issuer),
                                        .from = sql::ToDayNumber(c.from),
                                        .to = sql::ToDayNumber(c.to)},
                                       0));
  }
  return absl::OkStatus();
}

absl::StatusOr<IssuedSpan> Import(Transaction& t, const IssuedOrder& order) {
  const sql::RequestKey key{order.request.request_id, order.request.method,
                            order.request.digest};
  if (!key.request_id.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(const std::optional<std::string> first,
                            sql::FindResponse(t, key));
    if (first.has_value()) {
      int64_t sequence = 0;
      SUYUAN_CHECK(absl::SimpleAtoi(*first, &sequence));
      return SpanNumbered(t, sequence);
    }
  }
  SUYUAN_ASSIGN_OR_RETURN(const int64_t sequence, InsertSpan(t, order.span));
  for (const std::string& form : IssuerForms(order.span.coverage.issuer)) {
    SUYUAN_RETURN_IF_ERROR(InsertForm(t, form, sequence, order));
  }
  SUYUAN_RETURN_IF_ERROR(RegisterChanged(t, order.span.coverage));
  if (!key.request_id.empty()) {
    SUYUAN_RETURN_IF_ERROR(sql::StoreResponse(t, key, absl::StrCat(sequence),
                                              order.span.recorded_at));
  }
  return SpanNumbered(t, sequence);
}

absl::StatusOr<bool> IsCovered(Transaction& t, const std::string& form,
                               const CheckedCertificate& c) {
  SUYUAN_ASSIGN_OR_RETURN(
      const std::optional<int64_t> covered,
      sql::QueryInteger(
          t,
          "SELECT 1 FROM issued_cover WHERE form = $1 AND from_day <= $2 AND "
          "to_day >= $2 AND (kinds = 0 OR (kinds & $3) <> 0) AND (institution "
          "= '' OR $4 = '' OR institution = $4) ORDER BY from_day DESC LIMIT 1",
          {form, *c.issued, BitOf(c.kind), c.issuer.institution}));
  return covered.has_value();
}

// Of a number that is named: whether with these bytes, or with none told.
absl::Status AskNumber(Transaction& t, const std::string& form,
                       const CheckedCertificate& c, OnRegister& said) {
  return t.Query(
      "SELECT digest FROM issued_number WHERE form = $1 AND number = $2 AND "
      "kind = $3 AND (institution = '' OR $4 = '' OR institution = $4)",
      {form, c.number, static_cast<int>(c.kind), c.issuer.institution},
      [&](const Row& row) {
        const bool is_it = row.Text(0).empty() || c.document_digest.empty() ||
                           row.Text(0) == c.document_digest;
        if (is_it) {
          said = OnRegister::kNamed;
        } else if (said != OnRegister::kNamed) {
          said = OnRegister::kOtherBytes;
        }
        return absl::OkStatus();
      });
}

absl::Status AskAbout(Transaction& t, CheckedCertificate& c) {
  c.on_register = OnRegister::kUnknown;
  if (!c.issued.has_value() || c.kind == CertificateKind::kUnspecified) {
    return absl::OkStatus();
  }
  const std::vector<std::string> forms = IssuerForms(c.issuer);
  bool is_covered = false;
  for (const std::string& form : forms) {
    SUYUAN_ASSIGN_OR_RETURN(const bool covered, IsCovered(t, form, c));
    is_covered = is_covered || covered;
  }
  if (!is_covered) return absl::OkStatus();
  c.on_register = OnRegister::kNotNamed;
  for (const std::string& form : forms) {
    SUYUAN_RETURN_IF_ERROR(AskNumber(t, form, c, c.on_register));
  }
  return absl::OkStatus();
}

// With the sequence of each before `before`, `limit` of them.
absl::Status ScanSpans(Transaction& t, const std::vector<std::string>& forms,
                       int64_t before, int64_t limit,
                       std::vector<IssuedSpan>& spans) {
  static const std::string all =
      absl::StrCat("SELECT ", kColumns,
                   " WHERE sequence < $1 ORDER BY sequence DESC LIMIT $2");
  static const std::string of_issuer = absl::StrCat(
      "SELECT ", kColumns,
      " WHERE sequence < $1 AND sequence IN (SELECT sequence FROM issued_cover "
      "WHERE form IN ($3, $4, $5)) ORDER BY sequence DESC LIMIT $2");
  const auto add = [&spans](const Row& row) {
    spans.push_back(SpanOf(row));
    return absl::OkStatus();
  };
  if (forms.empty()) return t.Query(all, {before, limit}, add);
  const auto form = [&forms](size_t i) {
    return i < forms.size() ? forms[i] : std::string();
  };
  return t.Query(of_issuer, {before, limit, form(0), form(1), form(2)}, add);
}

}  // namespace

sql::Phase IssuedPhase() {
  return {.name = "what issuers say they issued", .script = kTables};
}

void SqlIssuedStore::ImportAsync(IssuedOrder order, Done done) {
  struct Unit {
    IssuedOrder order;
    Done done;
    std::optional<IssuedSpan> span;
  };
  // Shared by the work and by what follows it.
  auto unit = std::make_shared<Unit>(
      Unit{std::move(order), std::move(done), std::nullopt});
  database_.WriteAsync(
      [unit](Transaction& t) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(unit->span, Import(t, unit->order));
        return absl::OkStatus();
      },
      [unit](absl::Status status) {
        if (status.ok()) {
          unit->done(*std::move(unit->span));
        } else {
          unit->done(std::move(status));
        }
      });
}

absl::StatusOr<IssuedPage> SqlIssuedStore::List(const IssuedQuestion& question,
                                                const Deadline& deadline) {
  const std::string query = absl::StrCat("ListIssuedSpans\n", question.issuer);
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<Value> cursor,
                          tokens_.Read(query, question.page_token));
  const int64_t before = cursor.empty() ? std::numeric_limits<int64_t>::max()
                                        : cursor[0].integer();
  const std::vector<std::string> forms = question.issuer.empty()
                                             ? std::vector<std::string>()
                                             : FormsAsked(question.issuer);
  IssuedPage page;
  SUYUAN_RETURN_IF_ERROR(database_.Read(
      [&](Transaction& t) {
        page.spans.clear();
        return ScanSpans(t, forms, before, question.page_size + 1, page.spans);
      },
      deadline));
  if (static_cast<int>(page.spans.size()) > question.page_size) {
    page.spans.pop_back();
    page.next_page_token = tokens_.Make(query, {page.spans.back().sequence});
  }
  return page;
}

absl::Status SqlIssuedStore::Ask(
    absl::Span<CheckedCertificate* const> certificates) {
  return database_.Read([&](Transaction& t) -> absl::Status {
    for (CheckedCertificate* c : certificates) {
      SUYUAN_RETURN_IF_ERROR(AskAbout(t, *c));
    }
    return absl::OkStatus();
  });
}

}  // namespace suyuan::certificates
