#ifndef SERVICES_TRACEABILITY_PROOF_CLAIMS_H_
#define SERVICES_TRACEABILITY_PROOF_CLAIMS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/tlog/proof.h"
#include "services/traceability/graph/facts.h"

// What a proof claims, as it is written (docs/proof-bundle.md). Nothing here is
// believed: see check.h.

namespace suyuan::traceability {

// A leaf of the log.
struct ClaimedLeaf {
  int64_t index = 0;
  std::string entry;
};

// A change of status of a certificate.
struct ClaimedChange {
  ClaimedLeaf leaf;
  std::string statement;  // JSON, whose digest is in the leaf
};

struct ClaimedCertificate {
  std::string digest;  // of the original, 64 lower-case hex digits
  SignatureState signature = SignatureState::kAbsent;  // when it came
  ClaimedLeaf leaf;
  // Canonical JSON. The original itself where its SHA-256 is `digest`.
  std::string document;
  std::vector<ClaimedChange> changes;
};

struct ClaimedRecord {
  std::string kind;     // "COMPETENCE": WordOf(RecordKind)
  std::string content;  // canonical JSON as the log has its digest
  std::optional<ClaimedLeaf> leaf;
};

struct ClaimedQuestion {
  std::string target;
  std::string issuer;
  std::string result_id;
  std::string profile;
  std::string as_of;  // a day
  absl::Time known_at;
};

struct Claims {
  ClaimedQuestion question;
  std::string rule_version;
  std::string checkpoint;  // a signed note
  // That the leaves below are in the checkpoint's tree
  // (libs/tlog/many_proof.h).
  tlog::Proof proof;
  std::vector<ClaimedCertificate> certificates;  // as they were recorded
  std::vector<ClaimedRecord> records;
  std::string answer;  // JSON of DescribeAnswer()

  // Every leaf named: of certificates, their changes, and records.
  std::vector<const ClaimedLeaf*> Leaves() const;

  std::string Text() const;
  // ProofMalformed() for whatever Text() does not write.
  static absl::StatusOr<Claims> Parse(absl::string_view text);
};

// "2026-11-24T08:15:00.000000Z", as the log's leaves have instants.
std::string InstantText(absl::Time instant);
absl::StatusOr<absl::Time> ParseInstantText(absl::string_view text);

// What the operator signs about claims with this text, so that anybody who has
// the log can refute it: that all leaves below the checkpoint's size that name
// one of the certificates are those named here, and that everything else which
// the rules read was known so. The text of a note.
std::string StatementOf(const Claims& claims, absl::string_view text,
                        absl::string_view origin, uint64_t size,
                        const tlog::Hash& root);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_PROOF_CLAIMS_H_
