#include "services/suyuanctl/commands/certificate_export.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "google/api/httpbody.pb.h"
#include "libs/base/status.h"
#include "services/suyuanctl/cli/output_file.h"

namespace suyuan::ctl {
namespace {

template <typename Request>
Request RequestFor(const CertificateExportOptions& options) {
  Request request;
  request.set_name(options.name);
  request.set_token(options.token);
  return request;
}

grpc::Status Ask(const CertificateExportOptions& options,
                 const std::string& language, Connections& connections,
                 grpc::ClientContext& context, google::api::HttpBody& body) {
  namespace v1 = certificates::v1;
  auto& service = connections.certificates();
  if (options.format == "dcc") {
    return service.ExportDcc(&context,
                             RequestFor<v1::ExportDccRequest>(options), &body);
  }
  if (options.format == "original") {
    return service.GetOriginal(
        &context, RequestFor<v1::GetOriginalRequest>(options), &body);
  }
  auto request = RequestFor<v1::GetCertificatePageRequest>(options);
  request.set_lang(language);
  return service.GetCertificatePage(&context, request, &body);
}

}  // namespace

absl::StatusOr<bool> ExportCertificate(const CertificateExportOptions& options,
                                       Connections& connections,
                                       Console& console) {
  if (options.format != "dcc" && options.format != "page" &&
      options.format != "original") {
    return InvalidField("format", absl::StrCat("is \"", options.format,
                                               "\"; dcc, page or original is "
                                               "wanted"));
  }
  google::api::HttpBody body;
  SUYUAN_RETURN_IF_ERROR(
      world::CallPeer(connections.certificates_peer(), connections.settings(),
                      [&](grpc::ClientContext& context) {
                        return Ask(options, console.words().language(),
                                   connections, context, body);
                      }));
  SUYUAN_ASSIGN_OR_RETURN(const std::unique_ptr<OutputFile> file,
                          OutputFile::Open(options.file, console));
  SUYUAN_RETURN_IF_ERROR(file->Write(body.data()));
  SUYUAN_RETURN_IF_ERROR(file->Close());
  return true;
}

}  // namespace suyuan::ctl
