#ifndef SERVICES_CERTIFICATES_TRANSPORT_IMPORT_METHODS_H_
#define SERVICES_CERTIFICATES_TRANSPORT_IMPORT_METHODS_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/reply.h"
#include "services/certificates/archive/archive.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/lint/schema_gate.h"
#include "services/certificates/transport/certificate_renderer.h"
#include "services/certificates/transport/signature_desk.h"
#include "suyuan/certificates/v1/certificates.pb.h"

namespace suyuan::certificates {

// The methods that import. Documents are read on the caller's thread and kept
// by the store's group commit; no thread waits for the disk. Signatures are
// judged on the caller's thread, too. Thread-safe. Borrows all.
class ImportMethods {
 public:
  ImportMethods(Archive& archive, const CertificateRenderer& renderer,
                const SignatureDesk& desk, const SchemaGate& gate,
                rpc::Executor& executor, metrics::Registry& metrics);

  void Import(const v1::ImportCertificateRequest& request,
              v1::ImportCertificateResponse& response, rpc::Call& call,
              rpc::Done done);
  void ImportDocument(const v1::ImportDocumentRequest& request,
                      v1::ImportCertificateResponse& response, rpc::Call& call,
                      rpc::Done done);
  void BatchImport(const v1::BatchImportCertificatesRequest& request,
                   v1::BatchImportCertificatesResponse& response,
                   rpc::Call& call, rpc::Done done);

 private:
  struct Batch;

  // One document, whichever way it came.
  struct Order {
    PreparedCertificate prepared;
    WriteContext context;
    bool validate_only = false;
    // Those of the signatures that came with it that hold.
    std::vector<JudgedSignature> signatures;
    // When it began.
    absl::Time began;
  };
  absl::StatusOr<Order> ToOrder(const v1::ImportCertificateRequest& request,
                                const rpc::Call& call) const;
  absl::StatusOr<Order> ToOrder(const v1::ImportDocumentRequest& request,
                                const rpc::Call& call) const;
  // Reads the document by `prepare`, judges its signatures on the way.
  using Prepare = absl::FunctionRef<absl::StatusOr<PreparedCertificate>(
      SignatureStep signatures)>;
  absl::StatusOr<Order> MakeOrder(Prepare prepare,
                                  std::vector<DetachedSignature> signatures,
                                  bool sign_as_issuer,
                                  const std::string& request_id,
                                  const rpc::Call& call) const;

  // Adds what a certificate that was held already has not of `signatures`, one
  // after the other; then `done` with the certificate.
  using Added = std::function<void(absl::StatusOr<CertificateView>)>;
  void AddSignatures(CertificateView view,
                     std::vector<JudgedSignature> signatures, rpc::Call& call,
                     Added done);

  void Run(absl::StatusOr<Order> order, v1::ImportCertificateResponse& response,
           rpc::Call& call, rpc::Done done);
  void RunInBatch(const v1::ImportCertificateRequest& request, int index,
                  const std::shared_ptr<Batch>& batch, rpc::Call& call);
  void Count(const ImportOutcome& outcome);

  Archive& archive_;
  const CertificateRenderer& renderer_;
  const SignatureDesk& desk_;
  const SchemaGate& gate_;
  rpc::Executor& executor_;
  metrics::Counter created_;
  metrics::Counter held_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_IMPORT_METHODS_H_
