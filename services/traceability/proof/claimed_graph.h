#ifndef SERVICES_TRACEABILITY_PROOF_CLAIMED_GRAPH_H_
#define SERVICES_TRACEABILITY_PROOF_CLAIMED_GRAPH_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/traceability/convert/convert.h"
#include "services/traceability/graph/graph.h"
#include "services/traceability/proof/claims.h"

// From the texts of a proof to facts, by the same conversion as from the feeds.

namespace suyuan::traceability {

// A line of the log, as docs/log.md has it. ProofUnbound() where it is none.
struct LeafEntry {
  std::string kind;
  std::string digest;
  absl::Time time;
  std::string issuer;
  std::string statement;  // empty: of no change of status
};
absl::StatusOr<LeafEntry> ParseLeafEntry(const ClaimedLeaf& leaf);

// certificates/{certificate}.
std::string NameOf(const ClaimedCertificate& certificate);

// The certificate's facts, and with a second call those of its changes.
// ProofMalformed() where the document is no certificate.
absl::StatusOr<CertificateFacts> FactsOf(const ClaimedCertificate& certificate,
                                         UnitReader& units);
absl::StatusOr<StatusFacts> FactsOf(const ClaimedCertificate& certificate,
                                    const ClaimedChange& change);

// Tells the graph everything that is claimed, as if it had always been known
// what the records say. ProofMalformed().
absl::Status TellClaims(const Claims& claims, Graph& graph);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_PROOF_CLAIMED_GRAPH_H_
