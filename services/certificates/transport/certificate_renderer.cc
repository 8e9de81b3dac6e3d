#include "services/certificates/transport/certificate_renderer.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/rpc/fields.h"
#include "services/certificates/convert/convert.h"

namespace suyuan::certificates {
namespace {

// What is sent is the document, which the certificate's row and its instant of
// import tell, and what the view adds, which the digest does.
std::string KeyOf(const CertificateView& view) {
  v1::Certificate outputs;
  SetOutputs(view, outputs);
  return absl::StrCat("certificate/", view.kept.id.text(), "/",
                      view.kept.position, "/",
                      Digest::Of(rpc::CanonicalBytes(outputs)).hex());
}

}  // namespace

absl::Status CertificateRenderer::Render(
    absl::Span<const CertificateView> views, const Deadline& deadline,
    google::protobuf::RepeatedPtrField<v1::Certificate>& to) const {
  std::vector<std::string> keys;
  for (const CertificateView& view : views) keys.push_back(KeyOf(view));
  const std::vector<std::optional<std::string>> found = cache_.Find(keys);
  std::vector<size_t> missing;
  std::vector<const KeptCertificate*> kept;
  for (size_t i = 0; i < views.size(); ++i) {
    v1::Certificate& certificate = *to.Add();
    if (found[i].has_value() && certificate.ParseFromString(*found[i])) {
      continue;
    }
    missing.push_back(i);
    kept.push_back(&views[i].kept);
  }
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<std::string> documents,
                          archive_.Documents(kept, deadline));
  std::vector<CachedText> made;
  for (size_t m = 0; m < missing.size(); ++m) {
    const size_t i = missing[m];
    v1::Certificate& certificate = to[static_cast<int>(i)];
    SUYUAN_ASSIGN_OR_RETURN(certificate, ToProto(views[i], documents[m]));
    made.push_back({keys[i], certificate.SerializeAsString()});
  }
  cache_.Keep(made);
  return absl::OkStatus();
}

absl::StatusOr<v1::Certificate> CertificateRenderer::Render(
    const CertificateView& view, const Deadline& deadline) const {
  google::protobuf::RepeatedPtrField<v1::Certificate> rendered;
  SUYUAN_RETURN_IF_ERROR(
      Render(absl::MakeConstSpan(&view, 1), deadline, rendered));
  return std::move(rendered[0]);
}

absl::StatusOr<std::string> CertificateRenderer::Original(
    const KeptCertificate& kept, const Deadline& deadline) const {
  CachedText made{absl::StrCat("original/", kept.digest.hex()), ""};
  std::vector<std::optional<std::string>> found =
      cache_.Find(absl::MakeConstSpan(&made.key, 1));
  if (found[0].has_value()) return *std::move(found[0]);
  SUYUAN_ASSIGN_OR_RETURN(made.text, archive_.Original(kept, deadline));
  cache_.Keep(absl::MakeConstSpan(&made, 1));
  return std::move(made.text);
}

}  // namespace suyuan::certificates
