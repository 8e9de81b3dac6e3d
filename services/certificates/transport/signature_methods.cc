#include "services/certificates/transport/signature_methods.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/rpc/fields.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/convert/signatures.h"

namespace suyuan::certificates {
namespace {

constexpr char kMethod[] = "certificates.AddSignature";

WriteContext ContextOf(const v1::AddSignatureRequest& request,
                       const rpc::Call& call) {
  return {.principal = call.principal(),
          .request = {
              .request_id = request.request_id(),
              .method = kMethod,
              .digest = absl::StrCat(
                  request.name(), " ",
                  Digest::Of(rpc::CanonicalBytes(request.signature())).hex())}};
}

}  // namespace

absl::StatusOr<std::optional<SignOrder>> SignatureMethods::ToOrder(
    const v1::AddSignatureRequest& request, const rpc::Call& call,
    v1::Certificate& held) const {
  SUYUAN_RETURN_IF_ERROR(rpc::CheckRequestId(request.request_id()));
  const absl::StatusOr<CertificateId> id = CertificateId::Parse(request.name());
  if (!id.ok()) return InField("name", id.status());
  const absl::StatusOr<DetachedSignature> signature =
      ToSignature(request.signature());
  if (!signature.ok()) return InField("signature", signature.status());
  SUYUAN_ASSIGN_OR_RETURN(const CertificateView view,
                          archive_.Find(*id, Horizon{}, call.deadline()));
  SUYUAN_ASSIGN_OR_RETURN(held, renderer_.Render(view, call.deadline()));
  SUYUAN_ASSIGN_OR_RETURN(const std::string original,
                          renderer_.Original(view.kept, call.deadline()));
  SUYUAN_ASSIGN_OR_RETURN(JudgedSignature judged,
                          desk_.Accept(*signature, original, held));
  if (HasValidSignature(held, judged.signature.key_id)) return std::nullopt;
  return SignOrder{*id, std::move(judged)};
}

void SignatureMethods::Add(const v1::AddSignatureRequest& request,
                           v1::Certificate& response, rpc::Call& call,
                           rpc::Done done) {
  absl::StatusOr<std::optional<SignOrder>> order =
      ToOrder(request, call, response);
  if (!order.ok() || !order->has_value()) return done(order.status());
  WriteContext context = ContextOf(request, call);
  Archive::ChangeDone answer = methods_.Answer(response, call, done);
  if (request.validate_only()) {
    return answer(archive_.Sign(**order, context, true, call.deadline()));
  }
  archive_.SignAsync(**std::move(order), std::move(context), std::move(answer));
}

}  // namespace suyuan::certificates
