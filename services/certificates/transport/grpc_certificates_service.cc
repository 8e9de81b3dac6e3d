#include "services/certificates/transport/grpc_certificates_service.h"

#include <utility>

#include "libs/base/status.h"
#include "libs/feed/watch.h"
#include "libs/rpc/pipe.h"
#include "libs/rpc/reply.h"

namespace suyuan::certificates {
namespace {

absl::Status FillReceipt(const CertificateView& view, const SignedHead& head,
                         const TransparencyLog& log, const rpc::Call& call,
                         v1::Receipt& response) {
  SUYUAN_ASSIGN_OR_RETURN(
      LeafReceipt receipt,
      log.Receipt(head, view.kept.log_index, call.deadline()));
  response.set_certificate(view.kept.id.name());
  response.set_log_index(receipt.index);
  response.set_leaf(std::move(receipt.leaf));
  response.set_proof(std::move(receipt.proof));
  return absl::OkStatus();
}

}  // namespace

GrpcCertificatesService::GrpcCertificatesService(
    Archive& archive, const CertificateList& list, DocumentCache& cache,
    TransparencyLog& log, const DocumentLinter& linter, const SchemaGate& gate,
    const SignatureDesk& desk, rpc::Dispatcher& dispatcher,
    absl::string_view public_url)
    : endpoint_(dispatcher, v1::Certificates::service_full_name()),
      archive_(archive),
      log_(log),
      feed_(archive),
      renderer_(archive, cache),
      imports_(archive, renderer_, desk, gate, dispatcher.executor(),
               dispatcher.metrics()),
      methods_(archive, list, renderer_, dispatcher.executor()),
      signatures_(archive, renderer_, desk, methods_),
      lint_(linter),
      tables_(archive, list, renderer_),
      pages_(archive, renderer_, methods_, public_url) {}

// Reads answer on the executor's thread.
#define SUYUAN_CERTIFICATES_READ(Method, Request, Response, Body)       \
  grpc::ServerUnaryReactor* GrpcCertificatesService::Method(            \
      grpc::CallbackServerContext* context, const v1::Request* request, \
      Response* response) {                                             \
    return rpc::Unary(endpoint_, context, request, response,            \
                      [this](const v1::Request& in, rpc::Call& call) {  \
                        return Body(in, call);                          \
                      });                                               \
  }
// Writes answer once the store has committed.
#define SUYUAN_CERTIFICATES_WRITE(Method, Request, Response, Body)         \
  grpc::ServerUnaryReactor* GrpcCertificatesService::Method(               \
      grpc::CallbackServerContext* context, const v1::Request* request,    \
      Response* response) {                                                \
    return rpc::UnaryAsync(                                                \
        endpoint_, context, request, response,                             \
        [this](const v1::Request& in, Response& out, rpc::Call& call,      \
               rpc::Done done) { Body(in, out, call, std::move(done)); }); \
  }

SUYUAN_CERTIFICATES_READ(GetCertificate, GetCertificateRequest, v1::Certificate,
                         methods_.Get)
SUYUAN_CERTIFICATES_READ(ListCertificates, ListCertificatesRequest,
                         v1::ListCertificatesResponse, methods_.List)
SUYUAN_CERTIFICATES_READ(GetOriginal, GetOriginalRequest, google::api::HttpBody,
                         methods_.Original)
SUYUAN_CERTIFICATES_READ(ExportDcc, ExportDccRequest, google::api::HttpBody,
                         pages_.Dcc)
SUYUAN_CERTIFICATES_READ(GetCertificatePage, GetCertificatePageRequest,
                         google::api::HttpBody, pages_.Page)
SUYUAN_CERTIFICATES_READ(GetVerificationPage, GetVerificationPageRequest,
                         google::api::HttpBody, pages_.Verification)
SUYUAN_CERTIFICATES_READ(CheckAuthenticity, CheckAuthenticityRequest,
                         v1::CheckAuthenticityResponse,
                         methods_.CheckAuthenticity)
SUYUAN_CERTIFICATES_READ(LintDocument, LintDocumentRequest,
                         v1::LintDocumentResponse, lint_.Lint)
SUYUAN_CERTIFICATES_READ(ExportCertificateTable, ExportCertificateTableRequest,
                         v1::ExportCertificateTableResponse, tables_.Export)
SUYUAN_CERTIFICATES_READ(GetCertificateTableTemplate,
                         GetCertificateTableTemplateRequest,
                         google::api::HttpBody, tables_.Template)

SUYUAN_CERTIFICATES_WRITE(ImportCertificate, ImportCertificateRequest,
                          v1::ImportCertificateResponse, imports_.Import)
SUYUAN_CERTIFICATES_WRITE(ImportDocument, ImportDocumentRequest,
                          v1::ImportCertificateResponse,
                          imports_.ImportDocument)
SUYUAN_CERTIFICATES_WRITE(BatchImportCertificates,
                          BatchImportCertificatesRequest,
                          v1::BatchImportCertificatesResponse,
                          imports_.BatchImport)
grpc::ServerBidiReactor<v1::StreamImportCertificatesRequest,
                        v1::StreamImportCertificatesResponse>*
GrpcCertificatesService::StreamImportCertificates(
    grpc::CallbackServerContext* context) {
  // Enough that the store always has a batch to write while one is read.
  constexpr int kBatchesInWork = 4;
  using Request = v1::StreamImportCertificatesRequest;
  using Response = v1::StreamImportCertificatesResponse;
  return rpc::Pipe<Request, Response>(endpoint_, context, kBatchesInWork,
                                      [this](const Request& in, Response& out,
                                             rpc::Call& call, rpc::Done done) {
                                        imports_.BatchImport(
                                            in.batch(), *out.mutable_batch(),
                                            call, std::move(done));
                                      });
}
SUYUAN_CERTIFICATES_WRITE(ImportCertificateTable, ImportCertificateTableRequest,
                          v1::ImportCertificateTableResponse, tables_.Import)
SUYUAN_CERTIFICATES_WRITE(VoidCertificate, VoidCertificateRequest,
                          v1::Certificate, methods_.Void)
SUYUAN_CERTIFICATES_WRITE(ReplaceCertificate, ReplaceCertificateRequest,
                          v1::Certificate, methods_.Replace)
SUYUAN_CERTIFICATES_WRITE(AddSignature, AddSignatureRequest, v1::Certificate,
                          signatures_.Add)
// The head may have to be signed first, which is a write.
SUYUAN_CERTIFICATES_WRITE(GetReceipt, GetReceiptRequest, v1::Receipt, Receipt)

void GrpcCertificatesService::Receipt(const v1::GetReceiptRequest& request,
                                      v1::Receipt& response, rpc::Call& call,
                                      rpc::Done done) {
  const absl::Status awaited =
      AwaitToken(archive_.store(), archive_.clock(), request.token(), call);
  if (!awaited.ok()) return done(awaited);
  const absl::StatusOr<CertificateId> id = CertificateId::Parse(request.name());
  if (!id.ok()) return done(InField("name", id.status()));
  absl::StatusOr<CertificateView> view =
      archive_.Find(*id, Horizon{}, call.deadline());
  if (!view.ok()) return done(view.status());
  log_.HeadAsync([this, &response, &call, done, view = *std::move(view)](
                     absl::StatusOr<SignedHead> head) mutable {
    if (!head.ok()) return done(head.status());
    endpoint_.dispatcher().executor().Continue([this, &response, &call, done,
                                                view = std::move(view),
                                                head = *std::move(head)] {
      done(FillReceipt(view, head, log_, call, response));
    });
  });
}

grpc::ServerWriteReactor<v1::WatchResponse>* GrpcCertificatesService::Watch(
    grpc::CallbackServerContext* context, const v1::WatchRequest* request) {
  return feed::Watch<v1::WatchResponse>(endpoint_, context, request, feed_,
                                        AddChange);
}

}  // namespace suyuan::certificates
