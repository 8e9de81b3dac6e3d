#ifndef SERVICES_CERTIFICATES_ARCHIVE_CERTIFICATE_H_
#define SERVICES_CERTIFICATES_ARCHIVE_CERTIFICATE_H_

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/certificates/archive/digest.h"
#include "services/certificates/archive/issuer.h"
#include "services/certificates/archive/status_change.h"

namespace suyuan::certificates {

// What sort of document it is.
// The numbers are stored.
enum class CertificateKind {
  kUnspecified = 0,
  kVerification = 1,       // 检定证书
  kVerificationFail = 2,   // 检定结果通知书
  kCalibration = 3,        // 校准证书
  kReferenceMaterial = 4,  // 标准物质证书
  kComparison = 5,         // 比对报告
};
// "CALIBRATION", ...; "" for kUnspecified.
absl::string_view KindWord(CertificateKind kind);

// An earlier certificate of the same issuer that a document says it replaces.
struct ReplacementClaim {
  StatusKind kind = StatusKind::kAmended;  // kAmended or kSubstituted
  std::string number;                      // as printed
};

// What this service itself reads of a certificate; everything else is in the
// document, which it keeps whole and hands on. Numbers as printed.
struct Particulars {
  CertificateKind kind = CertificateKind::kUnspecified;
  std::string number;
  Issuer issuer;
  // By language: what the first item is called. Never a serial number.
  std::map<std::string, std::string> item_title;
  std::optional<absl::CivilDay> begin;
  std::optional<absl::CivilDay> end;
  std::optional<absl::CivilDay> issued;
  std::optional<absl::CivilDay> valid_to;
  std::optional<ReplacementClaim> replaces;
  // Numbers that tell the items apart; certificates and artefacts that the
  // references name. Normal forms, sorted, each once.
  std::vector<std::string> item_numbers;
  std::vector<std::string> reference_numbers;
};

// A document that passed every check and is not yet kept.
struct PreparedCertificate {
  Digest digest;
  Particulars particulars;
  std::string media_type;
  std::string original;  // byte for byte as it came
  std::string document;  // its canonical form, opaque here
};

// A certificate as it is kept: an envelope without the two big texts.
struct KeptCertificate {
  CertificateId id;
  Digest digest;
  Particulars particulars;
  // Normal form of the number: half of the key.
  std::string number_key;
  std::string media_type;
  int64_t original_bytes = 0;
  // Of the import in the change feed: grows with each import.
  int64_t position = 0;
  int64_t log_index = 0;
  absl::Time recorded_at;
  std::string principal;
};

// Up to where history is looked at: changes with greater positions or later
// times had not happened.
struct Horizon {
  int64_t position = std::numeric_limits<int64_t>::max();
  absl::Time known_at = absl::InfiniteFuture();

  bool Includes(int64_t at_position, absl::Time at) const {
    return at_position <= position && at <= known_at;
  }
};

// A certificate with everything said about it up to a horizon.
struct CertificateView {
  KeptCertificate kept;
  // In the order in which they were known.
  std::vector<StatusChange> changes;
  // Others with the same key and other bytes that no replacement links with
  // it (V22), by position.
  std::vector<CertificateId> same_key;
  // Whose document says that it replaces this one, by position.
  std::vector<CertificateId> claimed_by;

  // Changes whenever anything of the view does. Quoted, as RFC 9110 has it.
  std::string Etag() const;
  // Position of the newest change that concerns it.
  int64_t LastPosition() const;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_ARCHIVE_CERTIFICATE_H_
