#ifndef SERVICES_TRACEABILITY_PROOF_SOURCES_H_
#define SERVICES_TRACEABILITY_PROOF_SOURCES_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/rpc/call.h"
#include "services/traceability/proof/claims.h"
#include "services/traceability/proof/closure.h"

namespace suyuan::traceability {

// What the owners of certificates and records say of them, for a proof, on
// behalf of a call. Errors are theirs. Thread-safe.
class ProofSources {
 public:
  virtual ~ProofSources() = default;

  // The revision known at that instant, as the log has its digest; of a person
  // only what rules read.
  virtual absl::StatusOr<std::string> Record(RecordKind kind,
                                             const std::string& name,
                                             absl::Time known_at,
                                             const rpc::Call& call) const = 0;

  struct Paper {
    // A certificate without what only the service says of it.
    std::string document;
    // What was said of it later: statements by leaf.
    std::map<int64_t, std::string> changes;
  };
  // `whole`: the original where it is canonical JSON; else what rules read.
  virtual absl::StatusOr<Paper> Certificate(const std::string& name, bool whole,
                                            const rpc::Call& call) const = 0;

  struct Leaves {
    // That name the digests, by digest, rising.
    std::map<std::string, std::vector<ClaimedLeaf>> by_digest;
    // The signed checkpoint whose tree was looked at.
    std::string note;
  };
  virtual absl::StatusOr<Leaves> FindLeaves(
      const std::vector<std::string>& digests, const rpc::Call& call) const = 0;
  // A file of the published log, by its path below the prefix.
  virtual absl::StatusOr<std::string> LogFile(absl::string_view path,
                                              const rpc::Call& call) const = 0;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_PROOF_SOURCES_H_
