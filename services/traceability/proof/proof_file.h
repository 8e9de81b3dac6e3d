#ifndef SERVICES_TRACEABILITY_PROOF_PROOF_FILE_H_
#define SERVICES_TRACEABILITY_PROOF_PROOF_FILE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace suyuan::traceability {

// The file of a proof: what is claimed, and what its operator signs about it.
// docs/proof-bundle.md has its bytes.
struct ProofFile {
  std::string statement;  // a signed note
  std::string claims;     // JSON

  // ProofMalformed() where it is no proof or of another version;
  // ProofDamaged() where a byte of it is another. Over 16 MiB, or 64 MiB when
  // it is unpacked, is no proof.
  static absl::StatusOr<ProofFile> Parse(absl::string_view bytes);
  // FailedPrecondition PROOF_TOO_LARGE.
  absl::StatusOr<std::string> Bytes() const;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_PROOF_PROOF_FILE_H_
