#ifndef SERVICES_CERTIFICATES_ARCHIVE_DIGEST_H_
#define SERVICES_CERTIFICATES_ARCHIVE_DIGEST_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace suyuan::certificates {

// SHA-256 of a certificate's original bytes, as 64 lower-case hex digits.
class Digest {
 public:
  static Digest Of(absl::string_view bytes);
  // Accepts either case; INVALID_FIELD (the caller names the field with
  // InField) where it is not 64 hex digits.
  static absl::StatusOr<Digest> Parse(absl::string_view hex);

  const std::string& hex() const { return hex_; }

  friend bool operator==(const Digest&, const Digest&) = default;

 private:
  explicit Digest(std::string hex) : hex_(std::move(hex)) {}

  std::string hex_;
};

// Names a certificate: the first 32 hex digits of its digest. So the same
// bytes are the same certificate, whoever brings them.
class CertificateId {
 public:
  static constexpr absl::string_view kCollection = "certificates/";

  explicit CertificateId(const Digest& digest)
      : text_(digest.hex().substr(0, 32)) {}
  // From a resource name, "certificates/" and 32 lower-case hex digits.
  // INVALID_FIELD with an empty path otherwise.
  static absl::StatusOr<CertificateId> Parse(absl::string_view name);
  // From what a store keeps.
  static CertificateId FromText(absl::string_view text);

  const std::string& text() const { return text_; }
  std::string name() const { return std::string(kCollection) + text_; }

  friend bool operator==(const CertificateId&, const CertificateId&) = default;
  friend auto operator<=>(const CertificateId&, const CertificateId&) = default;

 private:
  explicit CertificateId(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_ARCHIVE_DIGEST_H_
