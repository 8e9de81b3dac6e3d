#include "services/certificates/log/log_key.h"

#include <optional>

#include "libs/base/status.h"
#include "libs/crypto/digest.h"

namespace suyuan::certificates {
namespace {

absl::StatusOr<bool> WasSigned(CertificateStore& store) {
  bool was_signed = false;
  SUYUAN_RETURN_IF_ERROR(store.Read(
      [&was_signed](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(const std::optional<SignedHead> head,
                                reader.Head());
        was_signed = head.has_value();
        return absl::OkStatus();
      },
      Deadline::Infinite()));
  return was_signed;
}

}  // namespace

absl::StatusOr<crypto::Ed25519PrivateKey> LogKey(CertificateStore& store,
                                                 const std::string& path) {
  if (path.empty()) return crypto::Ed25519PrivateKey::Generate();
  SUYUAN_ASSIGN_OR_RETURN(const bool was_signed, WasSigned(store));
  return was_signed ? crypto::Ed25519PrivateKey::Load(path)
                    : crypto::Ed25519PrivateKey::LoadOrCreate(path);
}

// A signature of what no log ever signs: a note's text has a line break.
std::string SecretFrom(const crypto::Ed25519PrivateKey& key) {
  return std::string(
      crypto::Sha256(key.Sign("suyuan certificates page tokens")).view());
}

}  // namespace suyuan::certificates
