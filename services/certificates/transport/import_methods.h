#ifndef SERVICES_CERTIFICATES_TRANSPORT_IMPORT_METHODS_H_
#define SERVICES_CERTIFICATES_TRANSPORT_IMPORT_METHODS_H_

#include "libs/metrics/metrics.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/reply.h"
#include "services/certificates/archive/archive.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/transport/certificate_renderer.h"
#include "suyuan/certificates/v1/certificates.pb.h"

namespace suyuan::certificates {

// The methods that import. Documents are read on the caller's thread and kept
// by the store's group commit; no thread waits for the disk. Thread-safe.
// Borrows all.
class ImportMethods {
 public:
  ImportMethods(Archive& archive, const CertificateRenderer& renderer,
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
  };
  static absl::StatusOr<Order> ToOrder(
      const v1::ImportCertificateRequest& request, const rpc::Call& call);
  static absl::StatusOr<Order> ToOrder(const v1::ImportDocumentRequest& request,
                                       const rpc::Call& call);

  void Run(absl::StatusOr<Order> order, v1::ImportCertificateResponse& response,
           rpc::Call& call, rpc::Done done);
  void RunInBatch(const v1::ImportCertificateRequest& request, int index,
                  const std::shared_ptr<Batch>& batch, rpc::Call& call);
  void Count(const ImportOutcome& outcome);

  Archive& archive_;
  const CertificateRenderer& renderer_;
  rpc::Executor& executor_;
  metrics::Counter created_;
  metrics::Counter held_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_IMPORT_METHODS_H_
