#include "services/certificates/transport/certificate_methods.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "libs/base/status.h"
#include "libs/feed/token.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"
#include "libs/text/normalise.h"
#include "services/certificates/archive/authenticity.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

constexpr absl::Duration kTokenPatience = absl::Seconds(2);
constexpr size_t kMostReasonBytes = 2000;
constexpr size_t kMostNumberBytes = 256;
constexpr size_t kMostIssuerBytes = 1000;
// Of the originals of one page with results: the documents made of them stay
// below what a message may have.
constexpr int64_t kMostPageBytes = 24 << 20;

absl::StatusOr<CertificateId> IdOf(absl::string_view field,
                                   const std::string& name) {
  absl::StatusOr<CertificateId> id = CertificateId::Parse(name);
  if (!id.ok()) return InField(field, id.status());
  return id;
}

// `request` without its id is what a repeat must equal.
template <typename Request>
WriteContext ContextOf(const Request& request, absl::string_view method,
                       const rpc::Call& call) {
  Request without_id = request;
  without_id.clear_request_id();
  return {
      .principal = call.principal(),
      .request = {.request_id = request.request_id(),
                  .method = std::string(method),
                  .digest = Digest::Of(rpc::CanonicalBytes(without_id)).hex()}};
}

absl::StatusOr<VoidOrder> ToOrder(const v1::VoidCertificateRequest& request) {
  SUYUAN_RETURN_IF_ERROR(rpc::CheckRequestId(request.request_id()));
  SUYUAN_ASSIGN_OR_RETURN(CertificateId id, IdOf("name", request.name()));
  SUYUAN_ASSIGN_OR_RETURN(const absl::CivilDay day,
                          rpc::ParseDay("void_from", request.void_from()));
  SUYUAN_RETURN_IF_ERROR(
      rpc::CheckText("reason", request.reason(), kMostReasonBytes));
  return VoidOrder{std::move(id), day, request.reason(), request.etag()};
}

absl::StatusOr<ReplaceOrder> ToOrder(
    const v1::ReplaceCertificateRequest& request) {
  SUYUAN_RETURN_IF_ERROR(rpc::CheckRequestId(request.request_id()));
  SUYUAN_ASSIGN_OR_RETURN(CertificateId id, IdOf("name", request.name()));
  SUYUAN_ASSIGN_OR_RETURN(CertificateId by,
                          IdOf("replaced_by", request.replaced_by()));
  if (request.kind() != v1::StatusChange::KIND_AMENDED &&
      request.kind() != v1::StatusChange::KIND_SUBSTITUTED) {
    return InvalidField(
        "kind", absl::StrCat("is ", v1::StatusChange::Kind_Name(request.kind()),
                             "; KIND_AMENDED or KIND_SUBSTITUTED is wanted"));
  }
  if (!request.reason().empty()) {
    SUYUAN_RETURN_IF_ERROR(
        rpc::CheckText("reason", request.reason(), kMostReasonBytes));
  }
  return ReplaceOrder{std::move(id), std::move(by),
                      static_cast<StatusKind>(request.kind()), request.reason(),
                      request.etag()};
}

absl::StatusOr<Horizon> HorizonOf(const v1::GetCertificateRequest& request) {
  Horizon horizon;
  if (request.has_known_at()) {
    SUYUAN_ASSIGN_OR_RETURN(horizon.known_at,
                            rpc::ParseInstant("known_at", request.known_at()));
  }
  return horizon;
}

absl::StatusOr<AuthenticityQuestion> ToQuestion(
    const v1::CheckAuthenticityRequest& request) {
  AuthenticityQuestion question;
  if (!request.digest().empty()) {
    absl::StatusOr<Digest> digest = Digest::Parse(request.digest());
    if (!digest.ok()) return InField("digest", digest.status());
    question.digest = *std::move(digest);
    return question;
  }
  SUYUAN_RETURN_IF_ERROR(
      rpc::CheckText("number", request.number(), kMostNumberBytes));
  SUYUAN_RETURN_IF_ERROR(
      rpc::CheckText("issuer", request.issuer(), kMostIssuerBytes));
  question.number = request.number();
  question.issuer = request.issuer();
  return question;
}

}  // namespace

absl::Status AwaitToken(CertificateStore& store, const Clock& clock,
                        const std::string& token, rpc::Call& call) {
  if (token.empty()) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(const feed::ReadToken parsed,
                          feed::ReadToken::Parse("token", token));
  const int64_t position = parsed.PositionOf(kFeedName);
  if (position <= store.last_position()) return absl::OkStatus();
  const absl::Time patience =
      clock.Now() + std::min(kTokenPatience, call.deadline().Left());
  const absl::Status waited =
      store.WaitFor(position, Deadline::At(clock, patience));
  if (waited.ok()) return absl::OkStatus();
  return TokenAhead(position, store.last_position());
}

absl::CivilDay CertificateMethods::Today() const {
  return metrology::LegalDay(archive_.clock().Now());
}

absl::StatusOr<v1::Certificate> CertificateMethods::Get(
    const v1::GetCertificateRequest& request, rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(const CertificateId id, IdOf("name", request.name()));
  SUYUAN_ASSIGN_OR_RETURN(const Horizon horizon, HorizonOf(request));
  SUYUAN_RETURN_IF_ERROR(
      AwaitToken(archive_.store(), archive_.clock(), request.token(), call));
  SUYUAN_ASSIGN_OR_RETURN(const CertificateView view,
                          archive_.Find(id, horizon, call.deadline()));
  return renderer_.Render(view, call.deadline());
}

absl::StatusOr<v1::ListCertificatesResponse> CertificateMethods::List(
    const v1::ListCertificatesRequest& request, rpc::Call& call) const {
  ListQuestion question{.filter = request.filter(),
                        .page_token = request.page_token(),
                        .max_original_bytes = kMostPageBytes,
                        .today = Today()};
  SUYUAN_ASSIGN_OR_RETURN(
      question.page_size,
      rpc::PageSize(request.page_size(), {.usual = 50, .most = 500}));
  SUYUAN_RETURN_IF_ERROR(
      AwaitToken(archive_.store(), archive_.clock(), request.token(), call));
  SUYUAN_ASSIGN_OR_RETURN(ListedPage page,
                          list_.List(question, call.deadline()));
  v1::ListCertificatesResponse response;
  response.set_next_page_token(std::move(page.next_page_token));
  SUYUAN_RETURN_IF_ERROR(renderer_.Render(page.certificates, call.deadline(),
                                          *response.mutable_certificates()));
  if (request.full()) return response;
  for (v1::Certificate& certificate : *response.mutable_certificates()) {
    certificate.clear_results();
    certificate.clear_references();
  }
  return response;
}

absl::StatusOr<google::api::HttpBody> CertificateMethods::Original(
    const v1::GetOriginalRequest& request, rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(const CertificateId id, IdOf("name", request.name()));
  SUYUAN_RETURN_IF_ERROR(
      AwaitToken(archive_.store(), archive_.clock(), request.token(), call));
  SUYUAN_ASSIGN_OR_RETURN(const CertificateView view,
                          archive_.Find(id, Horizon{}, call.deadline()));
  google::api::HttpBody body;
  body.set_content_type(view.kept.media_type);
  SUYUAN_ASSIGN_OR_RETURN(*body.mutable_data(),
                          renderer_.Original(view.kept, call.deadline()));
  return body;
}

absl::StatusOr<v1::CheckAuthenticityResponse>
CertificateMethods::CheckAuthenticity(
    const v1::CheckAuthenticityRequest& request, rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(const AuthenticityQuestion question,
                          ToQuestion(request));
  AuthenticityAnswer answer;
  SUYUAN_RETURN_IF_ERROR(archive_.store().Read(
      [&](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(
            answer, certificates::CheckAuthenticity(reader, question, Today()));
        return absl::OkStatus();
      },
      call.deadline()));
  return ToProto(answer);
}

Archive::ChangeDone CertificateMethods::Answer(v1::Certificate& response,
                                               rpc::Call& call,
                                               rpc::Done done) const {
  return [this, &response, &call,
          done = std::move(done)](absl::StatusOr<CertificateView> view) {
    if (!view.ok()) return done(view.status());
    executor_.Continue([this, &response, &call, done, view = *std::move(view)] {
      absl::StatusOr<v1::Certificate> certificate =
          renderer_.Render(view, call.deadline());
      if (certificate.ok()) response = *std::move(certificate);
      done(certificate.status());
    });
  };
}

void CertificateMethods::Void(const v1::VoidCertificateRequest& request,
                              v1::Certificate& response, rpc::Call& call,
                              rpc::Done done) {
  absl::StatusOr<VoidOrder> order = ToOrder(request);
  if (!order.ok()) return done(order.status());
  WriteContext context = ContextOf(request, "certificates.Void", call);
  Archive::ChangeDone answer = Answer(response, call, std::move(done));
  if (request.validate_only()) {
    return answer(archive_.Void(*order, context, true, call.deadline()));
  }
  archive_.VoidAsync(*std::move(order), std::move(context), std::move(answer));
}

void CertificateMethods::Replace(const v1::ReplaceCertificateRequest& request,
                                 v1::Certificate& response, rpc::Call& call,
                                 rpc::Done done) {
  absl::StatusOr<ReplaceOrder> order = ToOrder(request);
  if (!order.ok()) return done(order.status());
  WriteContext context = ContextOf(request, "certificates.Replace", call);
  Archive::ChangeDone answer = Answer(response, call, std::move(done));
  if (request.validate_only()) {
    return answer(archive_.Replace(*order, context, true, call.deadline()));
  }
  archive_.ReplaceAsync(*std::move(order), std::move(context),
                        std::move(answer));
}

}  // namespace suyuan::certificates
