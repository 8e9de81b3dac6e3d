#ifndef SERVICES_TRACEABILITY_PROOF_CHECK_H_
#define SERVICES_TRACEABILITY_PROOF_CHECK_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/tlog/checkpoint.h"
#include "libs/tlog/note.h"
#include "libs/tlog/policy.h"
#include "services/traceability/engine.h"
#include "services/traceability/proof/claims.h"
#include "services/traceability/proof/proof_file.h"
#include "services/traceability/rules/profile.h"

// Checks proofs without asking anybody (docs/proof-bundle.md).

namespace suyuan::traceability {

// Whom the reader believes.
struct ProofTrust {
  tlog::Policy log;
  // Who signs statements.
  tlog::NoteVerifier operator_key;
  // By which the chain is judged; never null. A proof under a profile of one's
  // own needs its definition.
  const Profiles* profiles = &Profiles::BuiltIn();
};

// What a proof that holds showed. What is not proven is asserted: the operator
// answers for it with the signature under the statement.
struct CheckedProof {
  Claims claims;
  tlog::Checkpoint checkpoint;
  int proven_certificates = 0;  // the document is the original of its leaf
  int proven_records = 0;       // the content is that of its leaf
};

// That the log has what is claimed to be in it: leaves, documents, changes and
// records as far as they say so. PROOF_UNBOUND; the errors of RootOfMany().
absl::StatusOr<CheckedProof> CheckBindings(Claims claims,
                                           const tlog::Checkpoint& checkpoint);

// That judging what is claimed gives the answer that is claimed.
// PROOF_ANSWER_DIFFERS, PROOF_RULES_DIFFER, PROOF_MALFORMED; INVALID_FIELD on
// "profile" where that is none of `profiles`. `use` is given the answer judged
// here; it may be null.
absl::Status CheckAnswer(const Claims& claims, const Profiles& profiles,
                         const Engine::UseAnswer& use);

// All of it: the file, whom it is signed by, bindings and answer. Errors say
// what does not hold: those above, those of ProofFile::Parse(), Claims::Parse()
// and tlog::OpenByPolicy(), and OpenNote() of the statement. Cost:
// docs/proof-bundle.md.
absl::StatusOr<CheckedProof> CheckProof(absl::string_view file,
                                        const ProofTrust& trust,
                                        const Engine::UseAnswer& use);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_PROOF_CHECK_H_
