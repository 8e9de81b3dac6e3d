#include "services/certificates/store/sql_certificate_list.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/sql/filter.h"
#include "libs/text/normalise.h"
#include "services/certificates/archive/view.h"

namespace suyuan::certificates {
namespace {

using sql::FieldType;
using sql::FieldValue;

std::string Identifier(absl::string_view text) {
  return text::NormaliseIdentifier(text);
}

// The kind as a word, with or without the prefix that JSON gives it.
std::string Kind(absl::string_view text) {
  constexpr absl::string_view kPrefix = "KIND_";
  const std::string upper = absl::AsciiStrToUpper(text);
  const bool is_prefixed = upper.rfind(std::string(kPrefix), 0) == 0;
  return is_prefixed ? upper.substr(kPrefix.size()) : upper;
}

std::string Hex(absl::string_view text) { return absl::AsciiStrToLower(text); }
std::string Status(absl::string_view text) {
  return absl::AsciiStrToUpper(text);
}

const std::vector<sql::FilterField>& Fields() {
  static const auto* const fields = new std::vector<sql::FilterField>{
      {"number", FieldType::kText, Identifier},
      {"issuer", FieldType::kText, text::NormaliseName},
      {"kind", FieldType::kText, Kind},
      {"digest", FieldType::kText, Hex},
      {"item", FieldType::kText, Identifier},
      {"reference", FieldType::kText, Identifier},
      {"status", FieldType::kText, Status},
      {"begin", FieldType::kDay},
      {"end", FieldType::kDay},
      {"issued", FieldType::kDay},
      {"valid_to", FieldType::kDay},
      {"recorded_at", FieldType::kTime},
  };
  return *fields;
}

std::vector<FieldValue> DayValue(const std::optional<absl::CivilDay>& day) {
  if (!day.has_value()) return {};
  return {*day};
}

std::vector<FieldValue> TextValues(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

// Record, title and code in the form that Fields() gives the asked one.
std::vector<FieldValue> IssuerValues(const Issuer& issuer) {
  std::vector<FieldValue> values;
  for (const std::string& text :
       {issuer.institution, issuer.title, issuer.code}) {
    if (!text.empty()) values.emplace_back(text::NormaliseName(text));
  }
  return values;
}

std::string StatusOf(const CertificateView& view, absl::CivilDay today) {
  const std::optional<absl::CivilDay> since = VoidFrom(view.changes);
  if (since.has_value() && *since <= today) return "VOIDED";
  const bool is_replaced =
      ReplacedBy(view.changes).has_value() || !view.claimed_by.empty();
  return is_replaced ? "REPLACED" : "CURRENT";
}

// `status` is asked for only where the filter names it.
std::vector<FieldValue> ValuesOf(const KeptCertificate& kept,
                                 absl::string_view field,
                                 const std::string& status) {
  const Particulars& particulars = kept.particulars;
  if (field == "number") return {kept.number_key};
  if (field == "issuer") return IssuerValues(particulars.issuer);
  if (field == "kind") return {std::string(KindWord(particulars.kind))};
  if (field == "digest") return {kept.digest.hex()};
  if (field == "item") return TextValues(particulars.item_numbers);
  if (field == "reference") return TextValues(particulars.reference_numbers);
  if (field == "status") return {status};
  if (field == "begin") return DayValue(particulars.begin);
  if (field == "end") return DayValue(particulars.end);
  if (field == "issued") return DayValue(particulars.issued);
  if (field == "valid_to") return DayValue(particulars.valid_to);
  return {kept.recorded_at};
}

// How the certificates are gone through: by an index where the filter demands
// an equality that one serves, the most telling first.
struct Access {
  std::optional<TermValue> term;
  std::optional<Digest> digest;
};

std::optional<Term> IndexOf(absl::string_view field) {
  if (field == "number") return Term::kNumber;
  if (field == "item") return Term::kItemNumber;
  if (field == "reference") return Term::kReferenceNumber;
  if (field == "issuer") return Term::kIssuer;
  if (field == "kind") return Term::kKind;
  return std::nullopt;
}

Access AccessFor(const sql::Filter& filter) {
  Access access;
  for (const sql::TermMatch& required : filter.RequiredTerms()) {
    if (required.is_prefix) continue;
    if (required.field == "digest") {
      absl::StatusOr<Digest> digest = Digest::Parse(required.value);
      if (digest.ok()) access.digest = *std::move(digest);
    }
    const std::optional<Term> term = IndexOf(required.field);
    if (!term.has_value()) continue;
    if (access.term.has_value() && access.term->term <= *term) continue;
    access.term = TermValue::Of(*term, required.value);
  }
  return access;
}

absl::StatusOr<std::vector<KeptCertificate>> Next(CertificateReader& reader,
                                                  const Access& access,
                                                  int64_t before,
                                                  int64_t limit) {
  if (!access.digest.has_value()) {
    return reader.Scan(access.term, before, limit);
  }
  std::vector<KeptCertificate> found;
  SUYUAN_ASSIGN_OR_RETURN(std::optional<KeptCertificate> kept,
                          reader.Find(CertificateId(*access.digest)));
  if (kept.has_value() && kept->position < before) {
    found.push_back(*std::move(kept));
  }
  return found;
}

bool NamesStatus(const sql::Filter& filter) {
  return std::any_of(filter.nodes().begin(), filter.nodes().end(),
                     [](const sql::FilterNode& node) {
                       return node.kind == sql::FilterNode::Kind::kComparison &&
                              node.comparison.field == "status";
                     });
}

absl::Status AddIfMatching(CertificateReader& reader, const sql::Filter& filter,
                           KeptCertificate kept, absl::CivilDay today,
                           std::vector<CertificateView>& page) {
  const auto matches = [&filter](const KeptCertificate& candidate,
                                 const std::string& status) {
    return filter.Matches([&](absl::string_view field) {
      return ValuesOf(candidate, field, status);
    });
  };
  // A view costs several look-ups: only for what can still match.
  const bool needs_status = NamesStatus(filter);
  if (!needs_status && !matches(kept, "")) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(CertificateView view,
                          ViewOf(reader, std::move(kept), Horizon{}));
  if (needs_status && !matches(view.kept, StatusOf(view, today))) {
    return absl::OkStatus();
  }
  page.push_back(std::move(view));
  return absl::OkStatus();
}

// Goes on from `before` until the page is full, the end is reached (0 is
// returned) or kMaxScanned certificates were looked at; returns where the next
// page begins.
absl::StatusOr<int64_t> Fill(CertificateReader& reader,
                             const sql::Filter& filter, int64_t before,
                             const ListQuestion& question,
                             const Deadline& deadline,
                             std::vector<CertificateView>& page) {
  constexpr int64_t kStep = 100;
  const Access access = AccessFor(filter);
  const auto page_size = static_cast<size_t>(question.page_size);
  int64_t bytes = 0;
  for (int64_t scanned = 0; scanned < SqlCertificateList::kMaxScanned;) {
    SUYUAN_RETURN_IF_ERROR(deadline.Check());
    SUYUAN_ASSIGN_OR_RETURN(std::vector<KeptCertificate> some,
                            Next(reader, access, before, kStep));
    if (some.empty()) return 0;
    const bool is_last = static_cast<int64_t>(some.size()) < kStep;
    for (KeptCertificate& kept : some) {
      const int64_t more = kept.original_bytes;
      const bool is_full = page.size() == page_size ||
                           bytes > question.max_original_bytes - more;
      if (is_full && !page.empty()) return before;
      before = kept.position;
      ++scanned;
      const size_t had = page.size();
      SUYUAN_RETURN_IF_ERROR(
          AddIfMatching(reader, filter, std::move(kept), question.today, page));
      if (page.size() > had) bytes += more;
    }
    if (is_last) return 0;
  }
  return before;
}

}  // namespace

absl::StatusOr<ListedPage> SqlCertificateList::List(
    const ListQuestion& question, const Deadline& deadline) const {
  SUYUAN_ASSIGN_OR_RETURN(const sql::Filter filter,
                          sql::Filter::Parse(question.filter, Fields()));
  const std::string query = absl::StrCat("ListCertificates\n", filter.text());
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::Value> cursor,
                          tokens_.Read(query, question.page_token));
  const int64_t before = cursor.empty() ? std::numeric_limits<int64_t>::max()
                                        : cursor[0].integer();
  ListedPage page;
  int64_t next = 0;
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        page.certificates.clear();
        SUYUAN_ASSIGN_OR_RETURN(next, Fill(reader, filter, before, question,
                                           deadline, page.certificates));
        return absl::OkStatus();
      },
      deadline));
  if (next > 1) page.next_page_token = tokens_.Make(query, {next});
  return page;
}

}  // namespace suyuan::certificates
