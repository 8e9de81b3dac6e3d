#ifndef SERVICES_CERTIFICATES_TRANSPORT_TABLE_METHODS_H_
#define SERVICES_CERTIFICATES_TRANSPORT_TABLE_METHODS_H_

#include <memory>

#include "absl/status/statusor.h"
#include "google/api/httpbody.pb.h"
#include "libs/rpc/reply.h"
#include "services/certificates/archive/archive.h"
#include "services/certificates/store/certificate_list.h"
#include "services/certificates/transport/certificate_renderer.h"
#include "suyuan/certificates/v1/certificates.pb.h"

namespace suyuan::certificates {

// The methods about tables of certificates. Thread-safe. Borrows all.
class TableMethods {
 public:
  TableMethods(Archive& archive, const CertificateList& list,
               const CertificateRenderer& renderer)
      : archive_(archive), list_(list), renderer_(renderer) {}

  // Reads on the caller's thread; answers once every certificate is kept.
  void Import(const v1::ImportCertificateTableRequest& request,
              v1::ImportCertificateTableResponse& response, rpc::Call& call,
              rpc::Done done);
  absl::StatusOr<v1::ExportCertificateTableResponse> Export(
      const v1::ExportCertificateTableRequest& request, rpc::Call& call) const;
  absl::StatusOr<google::api::HttpBody> Template(
      const v1::GetCertificateTableTemplateRequest& request,
      rpc::Call& call) const;

 private:
  struct Gathering;

  void ImportOne(v1::Certificate certificate, int index, bool validate_only,
                 const std::shared_ptr<Gathering>& gathering, rpc::Call& call);
  absl::StatusOr<ListedPage> PageOf(
      const v1::ExportCertificateTableRequest& request, rpc::Call& call) const;

  Archive& archive_;
  const CertificateList& list_;
  const CertificateRenderer& renderer_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_TABLE_METHODS_H_
