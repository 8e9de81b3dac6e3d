#ifndef SERVICES_CERTIFICATES_LOG_TRANSPARENCY_LOG_H_
#define SERVICES_CERTIFICATES_LOG_TRANSPARENCY_LOG_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "libs/base/deadline.h"
#include "libs/tlog/note.h"
#include "libs/tlog/proof.h"
#include "libs/tlog/tile.h"
#include "services/certificates/store/certificate_store.h"

namespace suyuan::certificates {

// A leaf with all that its proof needs (C2SP tlog-proof).
struct LeafReceipt {
  int64_t index = 0;
  std::string leaf;
  std::string proof;
};

struct LeafProof {
  tlog::Hash leaf_hash;
  tlog::Proof hashes;
};

// The signed log over what a store keeps. Its head is signed when somebody
// asks for it and leaves have been added since; the stored one is advanced by
// compare-and-swap after its root was computed again, so no two heads can
// contradict each other. Thread-safe. Borrows the store.
class TransparencyLog {
 public:
  // Refuses LOG_KEY_CHANGED where `signer` is not who signed the stored head,
  // LOG_FORKED where that head does not fit the stored leaves.
  static absl::StatusOr<std::unique_ptr<TransparencyLog>> Open(
      CertificateStore& store, tlog::NoteSigner signer);

  // A head that covers every leaf whose write has returned. `done` is called
  // exactly once, at once or on the store's writing thread: it must not block.
  using HeadDone = absl::AnyInvocable<void(absl::StatusOr<SignedHead>)>;
  void HeadAsync(HeadDone done);
  // The same and waits for the disk.
  absl::StatusOr<SignedHead> Head(const Deadline& deadline);

  // The next read what `head` covers; O(log size) rows each. OUT_OF_RANGE for
  // what it does not.
  absl::StatusOr<LeafReceipt> Receipt(const SignedHead& head, int64_t index,
                                      const Deadline& deadline) const;
  // At most `count` leaves from `start` on; none at the end of the tree.
  absl::StatusOr<std::vector<std::string>> Leaves(
      const SignedHead& head, int64_t start, int64_t count,
      const Deadline& deadline) const;
  // The bytes of a tile or a bundle of the stored head, of any width that it
  // has had. NOT_FOUND LOG_TILE_NOT_FOUND. At most 256 rows.
  absl::StatusOr<std::string> Tile(const tlog::Tile& tile,
                                   const Deadline& deadline) const;
  // A size of 0 is that of the head.
  absl::StatusOr<LeafProof> ProveInclusion(const SignedHead& head,
                                           int64_t index, int64_t size,
                                           const Deadline& deadline) const;
  absl::StatusOr<tlog::Proof> ProveConsistency(const SignedHead& head,
                                               int64_t first_size,
                                               int64_t second_size,
                                               const Deadline& deadline) const;

  // Within a unit of work: a head that covers every leaf there is, signed and
  // advanced by compare-and-swap where the stored one does not.
  absl::StatusOr<SignedHead> Sign(CertificateWriter& writer) const;

  const tlog::NoteVerifier& verifier() const { return signer_.verifier(); }

 private:
  TransparencyLog(CertificateStore& store, tlog::NoteSigner signer)
      : store_(store), signer_(std::move(signer)) {}

  CertificateStore& store_;
  const tlog::NoteSigner signer_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_LOG_TRANSPARENCY_LOG_H_
