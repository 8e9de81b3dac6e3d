#include "services/certificates/checks/checked_certificate.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"

namespace suyuan::certificates::checks {

std::vector<std::string> Artefact::Keys() const {
  std::vector<std::string> keys;
  if (!record.empty()) keys.push_back(ShortKey({"record", record}));
  if (!serial.empty() && !(maker.empty() && model.empty())) {
    keys.push_back(ShortKey({"serial", maker, model, serial}));
  }
  return keys;
}

std::optional<double> CheckedResult::StepsOff() const {
  if (!value.has_value() || !indication.has_value()) return std::nullopt;
  constexpr double kFinest = 1e6;
  const double steps =
      (indication->value() - value->value()) / indication->resolution();
  return std::round(steps * kFinest) / kFinest;
}

std::string CheckedCertificate::IssuerKey() const {
  return IssuerKeyOf(issuer);
}

std::optional<absl::CivilDay> CheckedCertificate::WorkBegin() const {
  return begin.has_value() ? begin : end;
}

std::optional<absl::CivilDay> CheckedCertificate::WorkEnd() const {
  return end.has_value() ? end : begin;
}

bool CheckedCertificate::HasStage(Stage stage) const {
  return std::any_of(results.begin(), results.end(),
                     [stage](const auto& r) { return r.stage == stage; });
}

bool CheckedCertificate::IsFailed() const {
  return kind == CertificateKind::kVerificationFail || concludes_failed ||
         std::any_of(results.begin(), results.end(), [](const auto& result) {
           return result.is_failed && result.stage != Stage::kBefore;
         });
}

std::vector<const CheckedResult*> CheckedCertificate::ResultsOf(
    const CheckedItem& item) const {
  std::vector<const CheckedResult*> own;
  for (const CheckedResult& result : results) {
    const bool is_own = result.item_id == item.id ||
                        (items.size() == 1 && result.item_id.empty());
    if (is_own) own.push_back(&result);
  }
  return own;
}

std::string IssuerKeyOf(const Issuer& issuer) {
  if (!issuer.title.empty()) return text::NormaliseName(issuer.title);
  if (!issuer.institution.empty()) return issuer.institution;
  return text::NormaliseIdentifier(issuer.code);
}

std::string ShortKey(const std::vector<std::string>& parts) {
  std::string whole;
  for (const std::string& part : parts) {
    absl::StrAppend(&whole, part.size(), ":", part, ",");
  }
  return Digest::Of(whole).hex().substr(0, 32);
}

int64_t CommonDays(absl::CivilDay a_from, absl::CivilDay a_to,
                   absl::CivilDay b_from, absl::CivilDay b_to) {
  const absl::CivilDay from = std::max(a_from, b_from);
  const absl::CivilDay to = std::min(a_to, b_to);
  return to < from ? 0 : to - from + 1;
}

Finding FindingOn(const CheckedCertificate& certificate, std::string code,
                  std::string subject, FindingKind kind, Severity severity) {
  Finding finding;
  finding.code = std::move(code);
  finding.subject = std::move(subject);
  finding.kind = kind;
  finding.severity = severity;
  finding.issuer = PublicIssuer(certificate.issuer);
  finding.certificates.push_back(certificate.id);
  return finding;
}

bool IsToTell(double count, double limit, double told) {
  return count >= limit && count >= 2 * told;
}

}  // namespace suyuan::certificates::checks
