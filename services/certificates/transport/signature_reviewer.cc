#include "services/certificates/transport/signature_reviewer.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "libs/base/status.h"
#include "services/certificates/checks/finding_record.h"
#include "services/certificates/convert/signatures.h"
#include "services/certificates/errors.h"
#include "services/certificates/signatures/signature_judge.h"

namespace suyuan::certificates {

bool SignatureReviewer::IsOutdated(
    absl::Span<const JudgedSignature> said) const {
  return std::any_of(said.begin(), said.end(), [this](const auto& one) {
    return JudgeAgain(one, keys_).has_value();
  });
}

absl::Status SignatureReviewer::Add(
    CertificateReader& reader, const CertificateId& id,
    std::vector<SignatureReview>& reviews) const {
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<KeptCertificate> kept,
                          reader.Find(id));
  if (!kept.has_value()) return CertificateNotFound(id);
  SUYUAN_ASSIGN_OR_RETURN(const std::string document, reader.Document(*kept));
  v1::Certificate certificate;
  if (!certificate.ParseFromString(document)) return RowMissing();
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<StatusChange> changes,
                          reader.Changes(id));
  SignatureReview review{.certificate = id,
                         .imported = FromProto(certificate.signatures())};
  std::vector<SignatureReview> found;
  for (JudgedSignature& one : SignaturesBeside(review.imported, changes)) {
    const std::optional<DetachedVerdict> verdict = JudgeAgain(one, keys_);
    if (!verdict.has_value()) continue;
    found.push_back(review);
    found.back().signature = std::move(one);
    found.back().signature.verdict = *verdict;
  }
  if (found.empty()) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(const std::string original, reader.Original(*kept));
  SUYUAN_ASSIGN_OR_RETURN(
      const SignatureState inside,
      desk_.Inside(original, certificate, Deadline::Infinite()));
  for (SignatureReview& one : found) {
    one.inside = inside;
    reviews.push_back(std::move(one));
  }
  return absl::OkStatus();
}

absl::StatusOr<int> SignatureReviewer::Review(
    absl::Span<const CertificateId> certificates) const {
  std::vector<SignatureReview> reviews;
  SUYUAN_RETURN_IF_ERROR(archive_.store().Read(
      [&](CertificateReader& reader) -> absl::Status {
        reviews.clear();
        for (const CertificateId& id : certificates) {
          SUYUAN_RETURN_IF_ERROR(Add(reader, id, reviews));
        }
        return absl::OkStatus();
      },
      Deadline::Infinite()));
  return archive_.Review(reviews, checks::kChecksActor, Deadline::Infinite());
}

}  // namespace suyuan::certificates
