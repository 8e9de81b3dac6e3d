#include "services/certificates/convert/checked.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/metrology/calendar.h"
#include "libs/metrology/decimal.h"
#include "libs/text/normalise.h"
#include "services/certificates/convert/signatures.h"
#include "services/certificates/errors.h"
#include "suyuan/certificates/v1/certificates.pb.h"

namespace suyuan::certificates {
namespace {

using checks::Artefact;
using checks::CheckedCertificate;
using checks::CheckedItem;
using checks::CheckedReference;
using checks::CheckedResult;
using google::protobuf::RepeatedPtrField;
using metrology::Decimal;

std::optional<absl::CivilDay> DayOf(const std::string& text) {
  const absl::StatusOr<absl::CivilDay> day = metrology::ParseDate(text);
  if (!day.ok()) return std::nullopt;
  return *day;
}

std::optional<Decimal> NumberOf(const std::string& text) {
  if (text.empty()) return std::nullopt;
  absl::StatusOr<Decimal> number = Decimal::Parse(text);
  if (!number.ok() || number->is_nan()) return std::nullopt;
  return *std::move(number);
}

// One text of several languages: the first by its code.
std::string TitleOf(const metrology::v1::LocalizedText& title) {
  const std::string* first = nullptr;
  std::string language;
  for (const auto& [code, text] : title.texts()) {
    if (first == nullptr || code < language) {
      language = code;
      first = &text;
    }
  }
  return first == nullptr ? "" : text::NormaliseName(*first);
}

// What people write where there is no number.
bool IsPlaceholder(const std::string& number) {
  constexpr std::array<const char*, 6> kNone = {"无",  "/",  "-",
                                                "N/A", "NA", "0"};
  return number.empty() ||
         std::find(kNone.begin(), kNone.end(), number) != kNone.end();
}

std::string SerialOf(const RepeatedPtrField<v1::ItemIdentification>& all) {
  std::string other;
  for (const v1::ItemIdentification& one : all) {
    std::string number = text::NormaliseIdentifier(one.value());
    if (IsPlaceholder(number)) continue;
    if (one.issuer() == "manufacturer") return number;
    if (other.empty()) other = std::move(number);
  }
  return other;
}

// Of an item or a reference.
template <typename Message>
Artefact ArtefactOf(const Message& message) {
  return {.title = TitleOf(message.title()),
          .maker = text::NormaliseName(message.manufacturer()),
          .model = text::NormaliseIdentifier(message.model()),
          .serial = SerialOf(message.identifications()),
          .record = message.record()};
}

CheckedReference ToReference(const v1::ReferenceUse& use) {
  CheckedReference out;
  out.artefact = ArtefactOf(use);
  for (const std::string& number : use.certificate_numbers()) {
    std::string normal = text::NormaliseIdentifier(number);
    if (!normal.empty()) out.certificate_numbers.push_back(std::move(normal));
  }
  out.issuer = {use.issuer().institution(), use.issuer().title(),
                use.issuer().code()};
  return out;
}

// Both forms in the result's unit, where what is stated gives them.
void SetUncertainty(const metrology::v1::Uncertainty& u, CheckedResult& out) {
  const std::optional<Decimal> expanded = NumberOf(u.expanded());
  const std::optional<Decimal> standard = NumberOf(u.standard());
  const std::optional<Decimal> k = NumberOf(u.coverage_factor());
  if (!expanded.has_value() && !standard.has_value()) return;
  out.uncertainty_text = absl::StrCat(
      expanded.has_value() ? u.expanded() : u.standard(),
      k.has_value() ? absl::StrCat(" k=", u.coverage_factor()) : "",
      u.relative() ? " relative" : "");
  double scale = 1;
  if (u.relative()) {
    const std::optional<Decimal>& value =
        out.value.has_value() ? out.value : out.indication;
    if (!value.has_value()) return;
    scale = std::abs(value->value());
  }
  if (expanded.has_value()) {
    out.expanded_uncertainty = expanded->value() * scale;
    if (k.has_value() && k->value() > 0) {
      out.standard_uncertainty = *out.expanded_uncertainty / k->value();
    }
  }
  if (standard.has_value()) {
    out.standard_uncertainty = standard->value() * scale;
  }
}

CheckedResult ToResult(const v1::Result& result) {
  CheckedResult out;
  out.id = result.id();
  out.item_id = result.item_id();
  out.title = TitleOf(result.title());
  out.kind = result.kind().code();
  out.unit = result.unit();
  out.value = NumberOf(result.value());
  out.indication = NumberOf(result.indication());
  out.error = NumberOf(result.error());
  if (result.has_uncertainty()) SetUncertainty(result.uncertainty(), out);
  const std::optional<Decimal> limit =
      NumberOf(result.maximum_permissible_error());
  if (limit.has_value()) out.permissible_error = std::abs(limit->value());
  out.accuracy_class = text::NormaliseIdentifier(result.accuracy_class());
  out.stage = static_cast<checks::Stage>(result.stage());
  out.is_failed = result.conformity() == v1::Result::CONFORMITY_FAIL;
  return out;
}

void AddConditions(const v1::Certificate& certificate,
                   CheckedCertificate& out) {
  for (const v1::EnvironmentCondition& one : certificate.environment()) {
    const std::optional<Decimal> value = NumberOf(one.min());
    const bool is_range = !one.max().empty() && one.max() != one.min();
    if (!value.has_value() || is_range) continue;
    out.environment.push_back({one.quantity(), *value});
  }
}

void AddDays(const v1::Certificate& certificate, CheckedCertificate& out) {
  out.received = DayOf(certificate.received());
  out.begin = DayOf(certificate.begin());
  out.end = DayOf(certificate.end());
  out.issued = DayOf(certificate.issued());
  out.valid_to = DayOf(certificate.valid_to());
  out.recorded_at = absl::FromUnixSeconds(certificate.recorded_at().seconds()) +
                    absl::Nanoseconds(certificate.recorded_at().nanos());
}

void AddPerformers(const v1::Certificate& certificate,
                   CheckedCertificate& out) {
  for (const v1::Signer& signer : certificate.signers()) {
    if (signer.role() != v1::Signer::ROLE_PERFORMER) continue;
    std::string number = text::NormaliseIdentifier(signer.registration());
    if (!IsPlaceholder(number)) out.performers.push_back(std::move(number));
  }
  std::sort(out.performers.begin(), out.performers.end());
  out.performers.erase(
      std::unique(out.performers.begin(), out.performers.end()),
      out.performers.end());
}

// The first `most` of a repeated field.
template <typename Messages, typename Use>
void ForFirst(const Messages& messages, int most, Use use) {
  for (int i = 0; i < std::min(messages.size(), most); ++i) use(messages[i]);
}

void AddParts(const v1::Certificate& certificate, CheckedCertificate& out) {
  ForFirst(certificate.items(), CheckedCertificate::kMostItems,
           [&out](const v1::Item& item) {
             out.items.push_back({item.id(), ArtefactOf(item), item.state()});
           });
  ForFirst(certificate.references(), CheckedCertificate::kMostReferences,
           [&out](const v1::ReferenceUse& use) {
             out.references.push_back(ToReference(use));
           });
  ForFirst(certificate.results(), CheckedCertificate::kMostResults,
           [&out](const v1::Result& result) {
             out.results.push_back(ToResult(result));
           });
}

}  // namespace

CheckedCertificate ToChecked(const v1::Certificate& certificate) {
  const absl::StatusOr<CertificateId> id =
      CertificateId::Parse(certificate.name());
  CheckedCertificate out{.id = id.ok() ? *id : CertificateId::FromText("")};
  out.kind = static_cast<CertificateKind>(certificate.kind());
  out.number = text::NormaliseIdentifier(certificate.number());
  out.issuer = {certificate.issuer().institution(),
                certificate.issuer().title(), certificate.issuer().code()};
  out.place = static_cast<checks::Place>(certificate.place());
  out.place_text = text::NormaliseName(certificate.place_text());
  out.specifications = {certificate.specifications().begin(),
                        certificate.specifications().end()};
  if (certificate.media_type() == "application/xml") {
    out.document_digest = certificate.digest();
  }
  out.signature_count = certificate.signature_count();
  out.beside = FromProto(certificate.signatures());
  out.signature_state =
      static_cast<SignatureState>(certificate.signature_state());
  out.replaces_number =
      text::NormaliseIdentifier(certificate.replaces().number());
  out.replaces_reason = certificate.replaces().reason();
  out.concludes_failed =
      certificate.conclusion().conformity() == v1::Result::CONFORMITY_FAIL;
  for (const std::string& name : certificate.same_key()) {
    const absl::StatusOr<CertificateId> other = CertificateId::Parse(name);
    if (other.ok()) out.same_key.push_back(*other);
  }
  AddDays(certificate, out);
  AddPerformers(certificate, out);
  AddConditions(certificate, out);
  AddParts(certificate, out);
  return out;
}

absl::StatusOr<CheckedCertificate> CheckedFrom(const FeedEntry& entry) {
  v1::Certificate certificate;
  if (!certificate.ParseFromString(entry.payload)) return RowMissing();
  return ToChecked(certificate);
}

absl::StatusOr<std::optional<Replaced>> ReplacedFrom(const FeedEntry& entry) {
  v1::CertificateStatusChange change;
  if (!change.ParseFromString(entry.payload)) return RowMissing();
  if (change.change().replaced_by().empty()) return std::nullopt;
  absl::StatusOr<CertificateId> newer =
      CertificateId::Parse(change.change().replaced_by());
  if (!newer.ok()) return RowMissing();
  return Replaced{entry.certificate, *std::move(newer)};
}

absl::StatusOr<std::optional<SignatureNews>> SignatureNewsFrom(
    const FeedEntry& entry) {
  v1::CertificateStatusChange change;
  if (!change.ParseFromString(entry.payload)) return RowMissing();
  if (!change.change().has_signature()) return std::nullopt;
  SignatureNews news{.signature = FromProto(change.change().signature())};
  if (change.change().kind() == v1::StatusChange::KIND_SIGNATURE_JUDGED) {
    news.state = static_cast<SignatureState>(change.change().signature_state());
  }
  return news;
}

}  // namespace suyuan::certificates
