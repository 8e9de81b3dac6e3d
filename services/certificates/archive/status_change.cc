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

}  // namespace suyuan::certificates
