#ifndef SERVICES_TRACEABILITY_PROOF_PROVER_H_
#define SERVICES_TRACEABILITY_PROOF_PROVER_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/rpc/call.h"
#include "libs/tlog/note.h"
#include "services/traceability/engine.h"
#include "services/traceability/proof/claims.h"
#include "services/traceability/proof/closure.h"
#include "services/traceability/proof/sources.h"
#include "services/traceability/rules/profile.h"
#include "suyuan/traceability/v1/proofs.pb.h"

namespace suyuan::traceability {

// Makes proofs of the engine's answers. Thread-safe. Borrows all.
class Prover {
 public:
  Prover(const Engine& engine, const ProofSources& sources,
         const Profiles& profiles,
         const std::optional<tlog::NoteSigner>& signer)
      : engine_(engine),
        sources_(sources),
        profiles_(profiles),
        signer_(signer) {}

  // The bytes of a proof, which was checked. Its knowledge time is the
  // question's, else now. The refusals of the contract.
  absl::StatusOr<std::string> Prove(const v1::ProveChainRequest& request,
                                    const rpc::Call& call) const;

 private:
  // An answer with what it rests on, taken while the graph stood still.
  struct Answered {
    struct Certificate {
      std::string name;
      std::string digest;
      SignatureState signature = SignatureState::kAbsent;
    };
    std::vector<Certificate> certificates;
    std::vector<std::pair<RecordKind, std::string>> records;
  };
  absl::StatusOr<Answered> Answer(const v1::ProveChainRequest& request,
                                  Claims& claims, const rpc::Call& call) const;
  absl::Status AddRecords(const Answered& answered, const rpc::Call& call,
                          Claims& claims) const;
  absl::Status AddCertificates(const Answered& answered, bool whole,
                               const rpc::Call& call, Claims& claims) const;
  // Proves all leaves claimed in the tree of the checkpoint.
  absl::Status AddProof(const rpc::Call& call, Claims& claims) const;
  absl::StatusOr<std::string> TryProve(const v1::ProveChainRequest& request,
                                       const rpc::Call& call) const;

  const Engine& engine_;
  const ProofSources& sources_;
  const Profiles& profiles_;
  const std::optional<tlog::NoteSigner>& signer_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_PROOF_PROVER_H_
