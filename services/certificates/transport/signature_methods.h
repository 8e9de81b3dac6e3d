#ifndef SERVICES_CERTIFICATES_TRANSPORT_SIGNATURE_METHODS_H_
#define SERVICES_CERTIFICATES_TRANSPORT_SIGNATURE_METHODS_H_

#include <optional>

#include "libs/rpc/executor.h"
#include "libs/rpc/reply.h"
#include "services/certificates/archive/archive.h"
#include "services/certificates/transport/certificate_methods.h"
#include "services/certificates/transport/certificate_renderer.h"
#include "services/certificates/transport/signature_desk.h"
#include "suyuan/certificates/v1/certificates.pb.h"

namespace suyuan::certificates {

// Adds signatures to certificates that are held. Thread-safe. Borrows all.
class SignatureMethods {
 public:
  SignatureMethods(Archive& archive, const CertificateRenderer& renderer,
                   const SignatureDesk& desk, const CertificateMethods& methods)
      : archive_(archive),
        renderer_(renderer),
        desk_(desk),
        methods_(methods) {}

  void Add(const v1::AddSignatureRequest& request, v1::Certificate& response,
           rpc::Call& call, rpc::Done done);

 private:
  // The signature as judged; nullopt where the certificate, which becomes
  // `held`, has a valid one by its key.
  absl::StatusOr<std::optional<SignOrder>> ToOrder(
      const v1::AddSignatureRequest& request, const rpc::Call& call,
      v1::Certificate& held) const;

  Archive& archive_;
  const CertificateRenderer& renderer_;
  const SignatureDesk& desk_;
  const CertificateMethods& methods_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_SIGNATURE_METHODS_H_
