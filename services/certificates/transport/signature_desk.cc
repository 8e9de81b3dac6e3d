#include "services/certificates/transport/signature_desk.h"

#include <utility>

#include "libs/base/status.h"
#include "libs/rpc/fields.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/convert/signatures.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

// When these bytes came for the first time, with whatever verdict.
absl::Time FirstReceived(const DetachedSignature& signature,
                         const v1::Certificate& held, absl::Time now) {
  for (const v1::DetachedSignature& one : held.signatures()) {
    if (one.key_id() != signature.key_id ||
        one.signature() != signature.bytes) {
      continue;
    }
    const auto received = rpc::ParseInstant("received_at", one.received_at());
    if (received.ok()) return *received;
  }
  return now;
}

}  // namespace

absl::Status SignatureDesk::Ready() const {
  return keys_ == nullptr ? absl::OkStatus() : keys_->Ready();
}

absl::StatusOr<SignatureLint> SignatureDesk::CheckInside(
    absl::string_view original, const Deadline& deadline) const {
  dcc::LintReport report;
  report.well_formed.verdict = dcc::Verdict::kValid;
  return inside_.Check(original, report, deadline);
}

absl::StatusOr<SignatureState> SignatureDesk::Inside(
    absl::string_view original, const v1::Certificate& certificate,
    const Deadline& deadline) const {
  if (!HasSignatureInside(certificate)) return SignatureState::kAbsent;
  SUYUAN_ASSIGN_OR_RETURN(const SignatureLint inside,
                          CheckInside(original, deadline));
  return StateOf(inside.verdict);
}

absl::StatusOr<std::vector<JudgedSignature>> SignatureDesk::Receive(
    absl::string_view original, std::vector<DetachedSignature> beside,
    const Deadline& deadline, v1::Certificate& certificate) const {
  std::vector<JudgedSignature> judged;
  const bool has_inside = certificate.signature_count() > 0;
  if (!has_inside && beside.empty()) return judged;
  SignatureLint inside;
  if (has_inside) {
    SUYUAN_ASSIGN_OR_RETURN(inside, CheckInside(original, deadline));
  }
  if (!beside.empty()) SUYUAN_RETURN_IF_ERROR(Ready());
  const Issuer issuer = IssuerOf(certificate);
  const absl::Time now = clock_.Now();
  for (DetachedSignature& one : beside) {
    judged.push_back(Judge(std::move(one), original, issuer, now, keys_));
  }
  SetSignatures(inside, judged, certificate);
  return judged;
}

absl::StatusOr<DetachedSignature> SignatureDesk::SignAsIssuer(
    absl::string_view original, absl::string_view principal,
    const v1::Certificate& certificate) const {
  SUYUAN_RETURN_IF_ERROR(Ready());
  const Issuer issuer = IssuerOf(certificate);
  const absl::Time now = clock_.Now();
  SUYUAN_ASSIGN_OR_RETURN(DetachedSignature signature,
                          issuing_.Sign(original, issuer, principal, now));
  const JudgedSignature judged = Judge(signature, original, issuer, now, keys_);
  if (judged.verdict != DetachedVerdict::kValid) {
    return SignatureRefused(VerdictWord(judged.verdict), signature.key_id);
  }
  return signature;
}

absl::StatusOr<JudgedSignature> SignatureDesk::Accept(
    const DetachedSignature& signature, absl::string_view original,
    const v1::Certificate& held) const {
  SUYUAN_RETURN_IF_ERROR(Ready());
  if (IsBrokenInside(held)) {
    return SignatureRefused("beside a broken signature in the document",
                            signature.key_id);
  }
  const absl::Time now = clock_.Now();
  JudgedSignature judged = Judge(signature, original, IssuerOf(held),
                                 FirstReceived(signature, held, now), keys_);
  if (judged.verdict == DetachedVerdict::kValid) return judged;
  return SignatureRefused(VerdictWord(judged.verdict), signature.key_id);
}

}  // namespace suyuan::certificates
