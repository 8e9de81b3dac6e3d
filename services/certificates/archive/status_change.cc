#include "services/certificates/archive/status_change.h"

#include <algorithm>

namespace suyuan::certificates {

absl::string_view StatusWord(StatusKind kind) {
  switch (kind) {
    case StatusKind::kVoided:
      return "VOIDED";
    case StatusKind::kAmended:
      return "AMENDED";
    case StatusKind::kSubstituted:
      return "SUBSTITUTED";
    case StatusKind::kSigned:
      return "SIGNED";
    case StatusKind::kSignatureJudged:
      return "SIGNATURE_JUDGED";
  }
  return "";
}

std::optional<absl::CivilDay> VoidFrom(absl::Span<const StatusChange> changes) {
  std::optional<absl::CivilDay> first;
  for (const StatusChange& change : changes) {
    if (!change.void_from.has_value()) continue;
    first = first.has_value() ? std::min(*first, *change.void_from)
                              : *change.void_from;
  }
  return first;
}

std::optional<CertificateId> ReplacedBy(
    absl::Span<const StatusChange> changes) {
  for (const StatusChange& change : changes) {
    if (change.replaced_by.has_value()) return change.replaced_by;
  }
  return std::nullopt;
}

void PutSignature(const JudgedSignature& judged,
                  std::vector<JudgedSignature>& signatures) {
  const auto same = std::find_if(signatures.begin(), signatures.end(),
                                 [&judged](const JudgedSignature& one) {
                                   return one.IsSameSignature(judged);
                                 });
  if (same == signatures.end()) {
    signatures.push_back(judged);
  } else {
    *same = judged;
  }
}

std::vector<JudgedSignature> SignaturesBeside(
    std::vector<JudgedSignature> imported,
    absl::Span<const StatusChange> changes) {
  for (const StatusChange& change : changes) {
    if (change.signature.has_value()) PutSignature(*change.signature, imported);
  }
  return imported;
}

}  // namespace suyuan::certificates
