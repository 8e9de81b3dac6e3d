#ifndef TESTS_CONFORMANCE_PROOF_PROOF_REGION_H_
#define TESTS_CONFORMANCE_PROOF_PROOF_REGION_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "libs/base/clock.h"
#include "libs/tlog/note.h"
#include "libs/tlog/policy.h"
#include "services/traceability/convert/convert.h"
#include "services/traceability/engine.h"
#include "services/traceability/proof/check.h"
#include "services/traceability/proof/sources.h"
#include "suyuan/certificates/v1/certificate.pb.h"
#include "suyuan/registry/v1/record.pb.h"
#include "suyuan/traceability/v1/proofs.pb.h"

// A region in memory whose keys, clock and log follow from a seed, so that its
// proofs are the same bytes of claims in every run.

namespace suyuan::traceability::testing {

class ProofRegion final : public ProofSources {
 public:
  // What is told becomes one leaf in `stride`; the others are made up when
  // somebody looks, so that a log may be as large as a country's.
  explicit ProofRegion(uint64_t seed, uint64_t stride = 1);

  // Each becomes known a minute after what was told before.
  void Tell(const registry::v1::Record& record);
  // Its name.
  std::string Tell(const certificates::v1::Certificate& certificate);
  void Tell(const std::string& certificate,
            const certificates::v1::StatusChange& change);
  absl::Time now() const { return clock_.Now(); }

  absl::StatusOr<std::string> Prove(const v1::ProveChainRequest& request) const;
  // Besides the built-in ones; whoever checks must have it, too.
  void Add(Profile profile);

  const tlog::NoteSigner& log_signer() const { return log_; }
  const tlog::NoteSigner& operator_signer() const { return operator_; }
  ProofTrust Trust() const;

  // --- ProofSources ---
  absl::StatusOr<std::string> Record(RecordKind kind, const std::string& name,
                                     absl::Time known_at,
                                     const rpc::Call& call) const override;
  absl::StatusOr<Paper> Certificate(const std::string& name, bool whole,
                                    const rpc::Call& call) const override;
  absl::StatusOr<Leaves> FindLeaves(const std::vector<std::string>& digests,
                                    const rpc::Call& call) const override;
  absl::StatusOr<std::string> LogFile(absl::string_view path,
                                      const rpc::Call& call) const override;

 private:
  // Adds a leaf about `digest`; its index.
  int64_t Log(const std::string& kind, const std::string& digest,
              const std::string& issuer, const std::string& statement);
  uint64_t size() const { return leaves_.size() * stride_; }
  // Of the leaves [index << height, (index + 1) << height).
  tlog::Hash HashAt(int height, uint64_t index) const;
  absl::StatusOr<std::vector<tlog::Hash>> Hashes(int level, uint64_t first,
                                                 int count) const;

  const uint64_t stride_;
  FakeClock clock_;
  const tlog::NoteSigner log_;
  const tlog::NoteSigner operator_;
  Engine engine_;
  Profiles profiles_;
  UnitReader units_;
  // By index.
  std::map<uint64_t, std::string> leaves_;
  std::map<std::string, std::vector<ClaimedLeaf>> by_digest_;
  std::map<std::pair<RecordKind, std::string>, std::string> records_;
  std::map<std::string, certificates::v1::Certificate> certificates_;
};

// Institutions, competences, standards and verified weights in seven levels,
// each resting on the one above; the lowest certificate has the number "C-6".
void TellSevenLevels(ProofRegion& region);

// What numbers decide, told after the seven levels by level 3: verified weights
// with a budget that gives what is stated ("B-1") and one that does not
// ("B-2"), and ones whose reference was followed over a link all the time
// ("L-1") and with a gap ("L-2").
void TellNumbers(ProofRegion& region);

// STRICT (golden/strict.json): V15 is a blocker, V25 off, and accredited
// laboratories are competent.
Profile StrictProfile();

v1::ProveChainRequest Asking(const std::string& target);

}  // namespace suyuan::traceability::testing

#endif  // TESTS_CONFORMANCE_PROOF_PROOF_REGION_H_
