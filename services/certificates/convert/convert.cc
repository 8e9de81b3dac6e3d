#include "services/certificates/convert/convert.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/dcc/reader.h"
#include "libs/feed/token.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"
#include "libs/text/normalise.h"
#include "services/certificates/convert/canonical.h"
#include "services/certificates/convert/check.h"
#include "services/certificates/convert/findings.h"
#include "services/certificates/convert/signatures.h"
#include "services/certificates/dcc/import.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

// Index terms of one certificate; more would hold up everybody's writes.
constexpr size_t kMostNumbers = 10000;

std::optional<absl::CivilDay> DayOf(const std::string& text) {
  if (text.empty()) return std::nullopt;
  absl::StatusOr<absl::CivilDay> day = metrology::ParseDate(text);
  if (!day.ok()) return std::nullopt;
  return *day;
}

void SortUnique(std::vector<std::string>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

void AddNumber(const std::string& printed, std::vector<std::string>& numbers) {
  std::string normal = text::NormaliseIdentifier(printed);
  if (!normal.empty()) numbers.push_back(std::move(normal));
}

std::vector<std::string> ItemNumbers(const v1::Certificate& certificate) {
  std::vector<std::string> numbers;
  for (const v1::Item& item : certificate.items()) {
    for (const v1::ItemIdentification& one : item.identifications()) {
      AddNumber(one.value(), numbers);
    }
  }
  SortUnique(numbers);
  return numbers;
}

std::vector<std::string> ReferenceNumbers(const v1::Certificate& certificate) {
  std::vector<std::string> numbers;
  for (const v1::ReferenceUse& use : certificate.references()) {
    for (const std::string& number : use.certificate_numbers()) {
      AddNumber(number, numbers);
    }
    for (const v1::ItemIdentification& one : use.identifications()) {
      AddNumber(one.value(), numbers);
    }
  }
  SortUnique(numbers);
  return numbers;
}

std::optional<ReplacementClaim> ClaimOf(const v1::Certificate& certificate) {
  if (!certificate.has_replaces()) return std::nullopt;
  const v1::Replacement& replaces = certificate.replaces();
  return ReplacementClaim{replaces.kind() == v1::Replacement::KIND_SUBSTITUTED
                              ? StatusKind::kSubstituted
                              : StatusKind::kAmended,
                          replaces.number()};
}

absl::StatusOr<PreparedCertificate> Prepare(const v1::Certificate& certificate,
                                            std::string media_type,
                                            std::string original) {
  PreparedCertificate prepared{
      .digest = Digest::Of(original),
      .particulars = ParticularsOf(certificate),
      .media_type = std::move(media_type),
      .original = std::move(original),
      .document = rpc::CanonicalBytes(certificate),
  };
  const int64_t bytes = static_cast<int64_t>(prepared.document.size());
  if (bytes > kMaxDocumentBytes) {
    return DocumentTooLarge(bytes, kMaxDocumentBytes);
  }
  const Particulars& particulars = prepared.particulars;
  const size_t numbers =
      particulars.item_numbers.size() + particulars.reference_numbers.size();
  if (numbers > kMostNumbers) {
    return InvalidField("items", absl::StrCat("items and references have ",
                                              numbers, " numbers; at most ",
                                              kMostNumbers, " are taken"));
  }
  return prepared;
}

// The kind that the document and the request agree on.
absl::StatusOr<v1::Certificate::Kind> AgreedKind(v1::Certificate::Kind own,
                                                 v1::Certificate::Kind hint) {
  if (!v1::Certificate::Kind_IsValid(hint)) {
    return InvalidField(
        "kind", absl::StrCat("is ", hint, "; one of the kinds is wanted"));
  }
  if (own == v1::Certificate::KIND_UNSPECIFIED) return hint;
  if (hint == v1::Certificate::KIND_UNSPECIFIED || hint == own) return own;
  return InvalidField(
      "kind",
      absl::StrCat("is ", v1::Certificate::Kind_Name(hint),
                   "; the certificate says ", v1::Certificate::Kind_Name(own)));
}

v1::CheckAuthenticityResponse::Match ToProto(const AuthenticityMatch& match) {
  const KeptCertificate& kept = match.view.kept;
  const Particulars& particulars = kept.particulars;
  v1::CheckAuthenticityResponse::Match out;
  out.set_certificate(kept.id.name());
  out.set_number(particulars.number);
  out.set_issuer(PublicIssuer(particulars.issuer));
  out.set_kind(static_cast<v1::Certificate::Kind>(particulars.kind));
  for (const auto& [language, words] : particulars.item_title) {
    (*out.mutable_item_title()->mutable_texts())[language] = words;
  }
  if (particulars.issued.has_value()) {
    out.set_issued(rpc::DayText(*particulars.issued));
  }
  if (particulars.valid_to.has_value()) {
    out.set_valid_to(rpc::DayText(*particulars.valid_to));
  }
  out.set_digest(kept.digest.hex());
  const std::optional<absl::CivilDay> since = VoidFrom(match.view.changes);
  if (since.has_value()) out.set_void_from(rpc::DayText(*since));
  out.set_log_index(kept.log_index);
  out.set_answer(
      static_cast<v1::CheckAuthenticityResponse::Answer>(match.answer));
  return out;
}

}  // namespace

Particulars ParticularsOf(const v1::Certificate& certificate) {
  Particulars particulars;
  particulars.kind = static_cast<CertificateKind>(certificate.kind());
  particulars.number = certificate.number();
  particulars.issuer = IssuerOf(certificate);
  if (!certificate.items().empty()) {
    const auto& texts = certificate.items(0).title().texts();
    particulars.item_title = {texts.begin(), texts.end()};
  }
  particulars.begin = DayOf(certificate.begin());
  particulars.end = DayOf(certificate.end());
  particulars.issued = DayOf(certificate.issued());
  particulars.valid_to = DayOf(certificate.valid_to());
  particulars.replaces = ClaimOf(certificate);
  particulars.item_numbers = ItemNumbers(certificate);
  particulars.reference_numbers = ReferenceNumbers(certificate);
  return particulars;
}

Issuer IssuerOf(const v1::Certificate& certificate) {
  return {.institution = certificate.issuer().institution(),
          .title = certificate.issuer().title(),
          .code = certificate.issuer().code()};
}

absl::Status NoSignatureStep(absl::string_view, v1::Certificate&) {
  return absl::OkStatus();
}

absl::StatusOr<PreparedCertificate> PrepareCanonical(
    v1::Certificate certificate, v1::Certificate::Kind hint,
    SignatureStep signatures) {
  ClearOutputs(certificate);
  certificate.DiscardUnknownFields();
  SUYUAN_ASSIGN_OR_RETURN(const v1::Certificate::Kind kind,
                          AgreedKind(certificate.kind(), hint));
  certificate.set_kind(kind);
  if (absl::Status checked = CheckCertificate(certificate); !checked.ok()) {
    return InField("certificate", std::move(checked));
  }
  std::string json = CanonicalJson(certificate);
  certificate.set_media_type("application/json");
  certificate.set_original_bytes(static_cast<int64_t>(json.size()));
  certificate.set_signature_state(v1::SIGNATURE_STATE_ABSENT);
  AddKindFindings(certificate);
  SUYUAN_RETURN_IF_ERROR(signatures(json, certificate));
  return Prepare(certificate, "application/json", std::move(json));
}

dcc::Limits DccLimits() {
  dcc::Limits limits;
  limits.max_bytes = kMaxOriginalBytes;
  limits.max_text_bytes = kMaxOriginalBytes;
  return limits;
}

absl::StatusOr<PreparedCertificate> PrepareDcc(std::string bytes,
                                               v1::Certificate::Kind hint,
                                               SignatureStep signatures) {
  const int64_t size = static_cast<int64_t>(bytes.size());
  if (size > kMaxOriginalBytes) {
    return DocumentTooLarge(size, kMaxOriginalBytes);
  }
  SUYUAN_ASSIGN_OR_RETURN(const dcc::Document document,
                          dcc::Read(bytes, DccLimits()));
  SUYUAN_ASSIGN_OR_RETURN(v1::Certificate certificate,
                          CertificateFromDcc(document));
  SUYUAN_ASSIGN_OR_RETURN(const v1::Certificate::Kind kind,
                          AgreedKind(certificate.kind(), hint));
  certificate.set_kind(kind == v1::Certificate::KIND_UNSPECIFIED
                           ? v1::Certificate::KIND_CALIBRATION
                           : kind);
  certificate.set_media_type(std::string(kDccMediaType));
  certificate.set_original_bytes(size);
  SUYUAN_RETURN_IF_ERROR(signatures(bytes, certificate));
  return Prepare(certificate, std::string(kDccMediaType), std::move(bytes));
}

absl::StatusOr<PreparedCertificate> PrepareJson(absl::string_view json,
                                                v1::Certificate::Kind hint,
                                                SignatureStep signatures) {
  const int64_t size = static_cast<int64_t>(json.size());
  if (size > kMaxOriginalBytes) {
    return DocumentTooLarge(size, kMaxOriginalBytes);
  }
  SUYUAN_ASSIGN_OR_RETURN(v1::Certificate certificate,
                          CertificateFromJson(json));
  return PrepareCanonical(std::move(certificate), hint, signatures);
}

void SetOutputs(const CertificateView& view, v1::Certificate& certificate) {
  const KeptCertificate& kept = view.kept;
  certificate.set_name(kept.id.name());
  certificate.set_digest(kept.digest.hex());
  const bool is_kept = kept.position > 0;
  if (is_kept) {
    *certificate.mutable_recorded_at() = rpc::InstantProto(kept.recorded_at);
    certificate.set_token(TokenText(view.LastPosition()));
  }
  certificate.set_principal(kept.principal);
  certificate.set_log_index(kept.log_index);
  certificate.clear_status_changes();
  for (const StatusChange& change : view.changes) {
    *certificate.add_status_changes() = ToProto(change);
    if (!change.signature.has_value()) continue;
    if (change.kind == StatusKind::kSignatureJudged) {
      ReviewSignature(*change.signature, *change.signature_state, certificate);
    } else {
      AddSignature(*change.signature, certificate);
    }
  }
  certificate.clear_same_key();
  for (const CertificateId& other : view.same_key) {
    certificate.add_same_key(other.name());
  }
  certificate.set_etag(view.Etag());
}

absl::StatusOr<v1::Certificate> ToProto(const CertificateView& view,
                                        absl::string_view document) {
  v1::Certificate certificate;
  if (!certificate.ParseFromArray(document.data(),
                                  static_cast<int>(document.size()))) {
    return RowMissing();
  }
  SetOutputs(view, certificate);
  return certificate;
}

absl::StatusOr<v1::Certificate> ToProto(const PreparedCertificate& prepared) {
  v1::Certificate certificate;
  if (!certificate.ParseFromString(prepared.document)) return RowMissing();
  return certificate;
}

v1::StatusChange ToProto(const StatusChange& change) {
  v1::StatusChange out;
  out.set_kind(static_cast<v1::StatusChange::Kind>(change.kind));
  if (change.void_from.has_value()) {
    out.set_void_from(rpc::DayText(*change.void_from));
  }
  if (change.replaced_by.has_value()) {
    out.set_replaced_by(change.replaced_by->name());
  }
  if (change.signature.has_value()) {
    *out.mutable_signature() = ToProto(*change.signature);
  }
  if (change.kind == StatusKind::kSignatureJudged) {
    out.set_signature_state(
        static_cast<v1::SignatureState>(*change.signature_state));
  }
  out.set_reason(change.reason);
  *out.mutable_recorded_at() = rpc::InstantProto(change.recorded_at);
  out.set_principal(change.principal);
  out.set_log_index(change.log_index);
  return out;
}

v1::CheckAuthenticityResponse ToProto(const AuthenticityAnswer& answer) {
  constexpr int kMostMatches = 20;
  v1::CheckAuthenticityResponse out;
  out.set_answer(
      static_cast<v1::CheckAuthenticityResponse::Answer>(answer.answer));
  for (const AuthenticityMatch& match : answer.matches) {
    if (out.matches_size() == kMostMatches) break;
    *out.add_matches() = ToProto(match);
  }
  return out;
}

std::string TokenText(int64_t position) {
  return feed::ReadToken(kFeedName, position).ToString();
}

// Concatenated messages of one type are merged when they are read (protobuf
// encoding guide), so the document is not parsed here.
std::string ProtoFeedEncoder::Imported(absl::string_view document,
                                       const CertificateView& view) const {
  v1::Certificate outputs;
  SetOutputs(view, outputs);
  return absl::StrCat(document, outputs.SerializeAsString());
}

std::string ProtoFeedEncoder::Changed(const CertificateId& id,
                                      const StatusChange& change) const {
  v1::CertificateStatusChange out;
  out.set_certificate(id.name());
  *out.mutable_change() = ToProto(change);
  return out.SerializeAsString();
}

}  // namespace suyuan::certificates
