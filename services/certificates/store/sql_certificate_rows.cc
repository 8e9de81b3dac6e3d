#include "services/certificates/store/sql_certificate_rows.h"

#include <map>
#include <optional>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/check.h"
#include "nlohmann/json.hpp"

namespace suyuan::certificates {
namespace {

std::optional<absl::CivilDay> DayOf(const sql::Row& row, int column) {
  if (row.IsNull(column)) return std::nullopt;
  return row.Day(column);
}

std::string TextOf(const sql::Row& row, int column) {
  return std::string(row.Text(column));
}

// No normal form holds a line break.
std::string JoinLines(const std::vector<std::string>& lines) {
  return absl::StrJoin(lines, "\n");
}

std::vector<std::string> SplitLines(absl::string_view text) {
  return absl::StrSplit(text, '\n', absl::SkipEmpty());
}

std::string TitleText(const std::map<std::string, std::string>& title) {
  return nlohmann::json(title).dump(-1, ' ', false,
                                    nlohmann::json::error_handler_t::replace);
}

std::map<std::string, std::string> TitleFrom(absl::string_view text) {
  return nlohmann::json::parse(text.begin(), text.end())
      .get<std::map<std::string, std::string>>();
}

Digest DigestFrom(absl::string_view bytes) {
  absl::StatusOr<Digest> digest = Digest::Parse(absl::BytesToHexString(bytes));
  SUYUAN_CHECK(digest.ok());
  return *std::move(digest);
}

std::optional<ReplacementClaim> ClaimFrom(const sql::Row& row, int column) {
  if (row.IsNull(column)) return std::nullopt;
  return ReplacementClaim{static_cast<StatusKind>(row.Integer(column)),
                          TextOf(row, column + 1)};
}

}  // namespace

const absl::string_view kCertificateColumns =
    "position, id, digest, kind, number, number_key, issuer_institution, "
    "issuer_title, issuer_code, item_title, begin_day, end_day, issued_day, "
    "valid_to_day, replaces_kind, replaces_number, item_numbers, "
    "reference_numbers, media_type, original_bytes, log_index, recorded_at, "
    "principal";

std::vector<sql::Value> ToRow(const KeptCertificate& kept) {
  const Particulars& p = kept.particulars;
  const bool replaces = p.replaces.has_value();
  return {
      kept.position,
      kept.id.text(),
      sql::Value::Bytes(absl::HexStringToBytes(kept.digest.hex())),
      static_cast<int>(p.kind),
      p.number,
      kept.number_key,
      p.issuer.institution,
      p.issuer.title,
      p.issuer.code,
      TitleText(p.item_title),
      p.begin,
      p.end,
      p.issued,
      p.valid_to,
      replaces ? sql::Value(static_cast<int>(p.replaces->kind)) : nullptr,
      replaces ? sql::Value(p.replaces->number) : nullptr,
      JoinLines(p.item_numbers),
      JoinLines(p.reference_numbers),
      kept.media_type,
      kept.original_bytes,
      kept.log_index,
      kept.recorded_at,
      kept.principal,
  };
}

KeptCertificate CertificateFromRow(const sql::Row& row) {
  return {
      .id = CertificateId::FromText(row.Text(1)),
      .digest = DigestFrom(row.Bytes(2)),
      .particulars =
          {
              .kind = static_cast<CertificateKind>(row.Integer(3)),
              .number = TextOf(row, 4),
              .issuer = {TextOf(row, 6), TextOf(row, 7), TextOf(row, 8)},
              .item_title = TitleFrom(row.Text(9)),
              .begin = DayOf(row, 10),
              .end = DayOf(row, 11),
              .issued = DayOf(row, 12),
              .valid_to = DayOf(row, 13),
              .replaces = ClaimFrom(row, 14),
              .item_numbers = SplitLines(row.Text(16)),
              .reference_numbers = SplitLines(row.Text(17)),
          },
      .number_key = TextOf(row, 5),
      .media_type = TextOf(row, 18),
      .original_bytes = row.Integer(19),
      .position = row.Integer(0),
      .log_index = row.Integer(20),
      .recorded_at = row.Time(21),
      .principal = TextOf(row, 22),
  };
}

const absl::string_view kStatusColumns =
    "id, position, kind, void_from_day, replaced_by, reason, log_index, "
    "recorded_at, principal";

std::vector<sql::Value> ToRow(const CertificateId& id,
                              const StatusChange& change) {
  return {
      id.text(),
      change.position,
      static_cast<int>(change.kind),
      change.void_from,
      change.replaced_by.has_value() ? sql::Value(change.replaced_by->text())
                                     : nullptr,
      change.reason,
      change.log_index,
      change.recorded_at,
      change.principal,
  };
}

StatusChange StatusFromRow(const sql::Row& row) {
  StatusChange change;
  change.position = row.Integer(1);
  change.kind = static_cast<StatusKind>(row.Integer(2));
  change.void_from = DayOf(row, 3);
  if (!row.IsNull(4)) {
    change.replaced_by = CertificateId::FromText(row.Text(4));
  }
  change.reason = TextOf(row, 5);
  change.log_index = row.Integer(6);
  change.recorded_at = row.Time(7);
  change.principal = TextOf(row, 8);
  return change;
}

const absl::string_view kSignatureColumns =
    "id, position, algorithm, key_id, signature, signed_at, signer, "
    "received_at, verdict, state";

std::vector<sql::Value> SignatureRow(const CertificateId& id,
                                     const StatusChange& change) {
  const JudgedSignature& judged = *change.signature;
  const DetachedSignature& signature = judged.signature;
  return {
      id.text(),
      change.position,
      signature.algorithm.has_value()
          ? sql::Value(static_cast<int>(*signature.algorithm))
          : nullptr,
      signature.key_id,
      sql::Value::Bytes(signature.bytes),
      signature.signed_at,
      judged.signer,
      judged.received_at,
      static_cast<int>(judged.verdict),
      static_cast<int>(*change.signature_state),
  };
}

void SignatureFromRow(const sql::Row& row, StatusChange& change) {
  JudgedSignature& judged = change.signature.emplace();
  if (!row.IsNull(2)) {
    judged.signature.algorithm =
        static_cast<crypto::SignatureAlgorithm>(row.Integer(2));
  }
  judged.signature.key_id = TextOf(row, 3);
  judged.signature.bytes = std::string(row.Bytes(4));
  if (!row.IsNull(5)) judged.signature.signed_at = row.Time(5);
  judged.signer = TextOf(row, 6);
  judged.received_at = row.Time(7);
  judged.verdict = static_cast<DetachedVerdict>(row.Integer(8));
  change.signature_state = static_cast<SignatureState>(row.Integer(9));
}

}  // namespace suyuan::certificates
