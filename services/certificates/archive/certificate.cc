#include "services/certificates/archive/certificate.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace suyuan::certificates {
namespace {

constexpr size_t kEtagDigits = 16;

}  // namespace

absl::string_view KindWord(CertificateKind kind) {
  switch (kind) {
    case CertificateKind::kUnspecified:
      return "";
    case CertificateKind::kVerification:
      return "VERIFICATION";
    case CertificateKind::kVerificationFail:
      return "VERIFICATION_FAIL";
    case CertificateKind::kCalibration:
      return "CALIBRATION";
    case CertificateKind::kReferenceMaterial:
      return "CRM";
    case CertificateKind::kComparison:
      return "COMPARISON";
  }
  return "";
}

std::string CertificateView::Etag() const {
  std::string state = kept.id.text();
  for (const StatusChange& change : changes) {
    absl::StrAppend(&state, "|s", change.position);
  }
  for (const CertificateId& other : same_key) {
    absl::StrAppend(&state, "|k", other.text());
  }
  for (const CertificateId& other : claimed_by) {
    absl::StrAppend(&state, "|c", other.text());
  }
  return absl::StrCat("\"", Digest::Of(state).hex().substr(0, kEtagDigits),
                      "\"");
}

int64_t CertificateView::LastPosition() const {
  int64_t last = kept.position;
  for (const StatusChange& change : changes) {
    last = std::max(last, change.position);
  }
  return last;
}

}  // namespace suyuan::certificates
