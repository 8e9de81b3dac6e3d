#ifndef SERVICES_CERTIFICATES_TRANSPORT_GRPC_CERTIFICATES_SERVICE_H_
#define SERVICES_CERTIFICATES_TRANSPORT_GRPC_CERTIFICATES_SERVICE_H_

#include "libs/rpc/dispatcher.h"
#include "services/certificates/log/transparency_log.h"
#include "services/certificates/transport/certificate_feed.h"
#include "services/certificates/transport/certificate_methods.h"
#include "services/certificates/transport/import_methods.h"
#include "services/certificates/transport/lint_methods.h"
#include "services/certificates/transport/page_methods.h"
#include "services/certificates/transport/signature_desk.h"
#include "services/certificates/transport/signature_methods.h"
#include "services/certificates/transport/table_methods.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"

namespace suyuan::certificates {

// suyuan.certificates.v1.Certificates over an archive. Borrows all. People are
// sent to `public_url`, where the HTTP interface is.
class GrpcCertificatesService final : public v1::Certificates::CallbackService {
 public:
  GrpcCertificatesService(Archive& archive, const CertificateList& list,
                          DocumentCache& cache, TransparencyLog& log,
                          const DocumentLinter& linter, const SchemaGate& gate,
                          const SignatureDesk& desk,
                          rpc::Dispatcher& dispatcher,
                          absl::string_view public_url);

#define SUYUAN_CERTIFICATES_UNARY(Method, Request, Response)             \
  grpc::ServerUnaryReactor* Method(grpc::CallbackServerContext* context, \
                                   const v1::Request* request,           \
                                   Response* response) override;
  SUYUAN_CERTIFICATES_UNARY(ImportCertificate, ImportCertificateRequest,
                            v1::ImportCertificateResponse)
  SUYUAN_CERTIFICATES_UNARY(ImportDocument, ImportDocumentRequest,
                            v1::ImportCertificateResponse)
  SUYUAN_CERTIFICATES_UNARY(BatchImportCertificates,
                            BatchImportCertificatesRequest,
                            v1::BatchImportCertificatesResponse)
  SUYUAN_CERTIFICATES_UNARY(ImportCertificateTable,
                            ImportCertificateTableRequest,
                            v1::ImportCertificateTableResponse)
  SUYUAN_CERTIFICATES_UNARY(ExportCertificateTable,
                            ExportCertificateTableRequest,
                            v1::ExportCertificateTableResponse)
  SUYUAN_CERTIFICATES_UNARY(GetCertificateTableTemplate,
                            GetCertificateTableTemplateRequest,
                            google::api::HttpBody)
  SUYUAN_CERTIFICATES_UNARY(GetCertificate, GetCertificateRequest,
                            v1::Certificate)
  SUYUAN_CERTIFICATES_UNARY(ListCertificates, ListCertificatesRequest,
                            v1::ListCertificatesResponse)
  SUYUAN_CERTIFICATES_UNARY(GetOriginal, GetOriginalRequest,
                            google::api::HttpBody)
  SUYUAN_CERTIFICATES_UNARY(ExportDcc, ExportDccRequest, google::api::HttpBody)
  SUYUAN_CERTIFICATES_UNARY(GetCertificatePage, GetCertificatePageRequest,
                            google::api::HttpBody)
  SUYUAN_CERTIFICATES_UNARY(VoidCertificate, VoidCertificateRequest,
                            v1::Certificate)
  SUYUAN_CERTIFICATES_UNARY(ReplaceCertificate, ReplaceCertificateRequest,
                            v1::Certificate)
  SUYUAN_CERTIFICATES_UNARY(AddSignature, AddSignatureRequest, v1::Certificate)
  SUYUAN_CERTIFICATES_UNARY(GetReceipt, GetReceiptRequest, v1::Receipt)
  SUYUAN_CERTIFICATES_UNARY(GetVerificationPage, GetVerificationPageRequest,
                            google::api::HttpBody)
  SUYUAN_CERTIFICATES_UNARY(CheckAuthenticity, CheckAuthenticityRequest,
                            v1::CheckAuthenticityResponse)
  SUYUAN_CERTIFICATES_UNARY(LintDocument, LintDocumentRequest,
                            v1::LintDocumentResponse)
#undef SUYUAN_CERTIFICATES_UNARY

  grpc::ServerBidiReactor<v1::StreamImportCertificatesRequest,
                          v1::StreamImportCertificatesResponse>*
  StreamImportCertificates(grpc::CallbackServerContext* context) override;
  grpc::ServerWriteReactor<v1::WatchResponse>* Watch(
      grpc::CallbackServerContext* context,
      const v1::WatchRequest* request) override;

 private:
  void Receipt(const v1::GetReceiptRequest& request, v1::Receipt& response,
               rpc::Call& call, rpc::Done done);

  rpc::Endpoint endpoint_;
  Archive& archive_;
  TransparencyLog& log_;
  CertificateFeed feed_;
  CertificateRenderer renderer_;
  ImportMethods imports_;
  CertificateMethods methods_;
  SignatureMethods signatures_;
  LintMethods lint_;
  TableMethods tables_;
  PageMethods pages_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_GRPC_CERTIFICATES_SERVICE_H_
