#include "services/certificates/transport/page_methods.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "libs/base/status.h"
#include "libs/metrology/calendar.h"
#include "services/certificates/archive/authenticity.h"
#include "services/certificates/dcc/export.h"
#include "services/certificates/page/page.h"
#include "services/certificates/page/verification_page.h"

namespace suyuan::certificates {
namespace {

// References that are looked for; a certificate has a few.
constexpr int kMostReferences = 100;

google::api::HttpBody Body(const char* content_type, std::string data) {
  google::api::HttpBody body;
  body.set_content_type(content_type);
  body.set_data(std::move(data));
  return body;
}

std::string LanguageOf(const std::string& lang) {
  return lang.empty() ? "zh" : lang;
}

// The one certificate held here that a question finds; nullopt for none and
// for several, of which nobody can say which is meant.
absl::StatusOr<std::optional<std::string>> FindOne(
    CertificateReader& reader, const AuthenticityQuestion& question,
    absl::CivilDay today) {
  SUYUAN_ASSIGN_OR_RETURN(const AuthenticityAnswer answer,
                          CheckAuthenticity(reader, question, today));
  if (answer.matches.size() != 1) return std::optional<std::string>();
  return std::optional<std::string>(answer.matches.front().view.kept.id.name());
}

// By the digest that the reference claims, else by number and issuer.
absl::StatusOr<std::optional<std::string>> FindHeld(CertificateReader& reader,
                                                    const v1::ReferenceUse& use,
                                                    absl::CivilDay today) {
  if (const auto digest = Digest::Parse(use.digest()); digest.ok()) {
    return FindOne(reader, {.digest = *digest}, today);
  }
  const v1::Party& issuer = use.issuer();
  const std::string& by = !issuer.institution().empty() ? issuer.institution()
                          : !issuer.title().empty()     ? issuer.title()
                                                        : issuer.code();
  if (by.empty()) return std::optional<std::string>();
  for (const std::string& number : use.certificate_numbers()) {
    SUYUAN_ASSIGN_OR_RETURN(
        std::optional<std::string> found,
        FindOne(reader, {.number = number, .issuer = by}, today));
    if (found.has_value()) return found;
  }
  return std::optional<std::string>();
}

}  // namespace

absl::StatusOr<v1::Certificate> PageMethods::Find(const std::string& name,
                                                  const std::string& token,
                                                  rpc::Call& call) const {
  const absl::StatusOr<CertificateId> id = CertificateId::Parse(name);
  if (!id.ok()) return InField("name", id.status());
  SUYUAN_RETURN_IF_ERROR(
      AwaitToken(archive_.store(), archive_.clock(), token, call));
  SUYUAN_ASSIGN_OR_RETURN(const CertificateView view,
                          archive_.Find(*id, Horizon{}, call.deadline()));
  return renderer_.Render(view, call.deadline());
}

absl::StatusOr<google::api::HttpBody> PageMethods::Dcc(
    const v1::ExportDccRequest& request, rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(const v1::Certificate certificate,
                          Find(request.name(), request.token(), call));
  SUYUAN_ASSIGN_OR_RETURN(std::string bytes, DccOf(certificate));
  return Body("application/xml", std::move(bytes));
}

absl::StatusOr<google::api::HttpBody> PageMethods::Page(
    const v1::GetCertificatePageRequest& request, rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(const v1::Certificate certificate,
                          Find(request.name(), request.token(), call));
  PageOptions options{.language = LanguageOf(request.lang()),
                      .public_url = public_url_,
                      .today = metrology::LegalDay(archive_.clock().Now()),
                      .held_references = {}};
  const int count = std::min(certificate.references_size(), kMostReferences);
  SUYUAN_RETURN_IF_ERROR(archive_.store().Read(
      [&](CertificateReader& reader) -> absl::Status {
        options.held_references.clear();
        for (int i = 0; i < count; ++i) {
          const v1::ReferenceUse& use = certificate.references(i);
          SUYUAN_ASSIGN_OR_RETURN(const std::optional<std::string> held,
                                  FindHeld(reader, use, options.today));
          if (held.has_value()) options.held_references[use.id()] = *held;
        }
        return absl::OkStatus();
      },
      call.deadline()));
  SUYUAN_ASSIGN_OR_RETURN(std::string page, PageOf(certificate, options));
  return Body("text/html; charset=utf-8", std::move(page));
}

absl::StatusOr<google::api::HttpBody> PageMethods::Verification(
    const v1::GetVerificationPageRequest& request, rpc::Call& call) const {
  v1::CheckAuthenticityRequest question;
  question.set_digest(request.digest());
  question.set_number(request.number());
  question.set_issuer(request.issuer());
  VerificationPageOptions options{.language = LanguageOf(request.lang()),
                                  .public_url = public_url_};
  std::optional<v1::CheckAuthenticityResponse> answer;
  if (question.ByteSizeLong() > 0) {
    auto checked = methods_.CheckAuthenticity(question, call);
    options.is_incomplete = absl::IsInvalidArgument(checked.status());
    if (!checked.ok() && !options.is_incomplete) return checked.status();
    if (checked.ok()) answer = *std::move(checked);
  }
  SUYUAN_ASSIGN_OR_RETURN(
      std::string page,
      VerificationPageOf(question, answer.has_value() ? &*answer : nullptr,
                         options));
  return Body("text/html; charset=utf-8", std::move(page));
}

}  // namespace suyuan::certificates
