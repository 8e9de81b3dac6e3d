#include "services/certificates/log/transparency_log.h"

#include <optional>
#include <utility>

#include "libs/base/status.h"
#include "libs/tlog/checkpoint.h"
#include "libs/tlog/receipt.h"
#include "services/certificates/errors.h"
#include "services/certificates/log/log_tree.h"

namespace suyuan::certificates {
namespace {

// The head, where it covers every leaf there is.
absl::StatusOr<std::optional<SignedHead>> CurrentHead(
    CertificateReader& reader) {
  SUYUAN_ASSIGN_OR_RETURN(std::optional<SignedHead> head, reader.Head());
  SUYUAN_ASSIGN_OR_RETURN(const int64_t size, reader.LogSize());
  if (head.has_value() && head->size != size) head.reset();
  return head;
}

absl::Status CheckFits(CertificateReader& reader, const SignedHead& head,
                       int64_t stored) {
  if (head.size > stored) return LogForked(head.size, stored);
  SUYUAN_ASSIGN_OR_RETURN(const tlog::Hash root, LogRoot(reader, head.size));
  return root == head.root ? absl::OkStatus() : LogForked(head.size, stored);
}

absl::Status CheckSize(absl::string_view field, int64_t size, int64_t most) {
  return size >= 0 && size <= most ? absl::OkStatus()
                                   : OutsideLog(field, size, most);
}

}  // namespace

absl::StatusOr<std::unique_ptr<TransparencyLog>> TransparencyLog::Open(
    CertificateStore& store, tlog::NoteSigner signer) {
  const auto check = [&signer](CertificateReader& reader) -> absl::Status {
    SUYUAN_ASSIGN_OR_RETURN(const std::optional<SignedHead> head,
                            reader.Head());
    if (!head.has_value()) return absl::OkStatus();
    if (!tlog::OpenCheckpoint(head->note, signer.verifier()).ok()) {
      return LogKeyChanged(signer.verifier().Text());
    }
    SUYUAN_ASSIGN_OR_RETURN(const int64_t stored, reader.LogSize());
    return CheckFits(reader, *head, stored);
  };
  SUYUAN_RETURN_IF_ERROR(store.Read(check, Deadline::Infinite()));
  return std::unique_ptr<TransparencyLog>(
      new TransparencyLog(store, std::move(signer)));
}

absl::StatusOr<SignedHead> TransparencyLog::Sign(
    CertificateWriter& writer) const {
  SUYUAN_ASSIGN_OR_RETURN(std::optional<SignedHead> current,
                          CurrentHead(writer));
  if (current.has_value()) return *std::move(current);
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<SignedHead> last, writer.Head());
  SignedHead next;
  SUYUAN_ASSIGN_OR_RETURN(next.size, writer.LogSize());
  if (last.has_value()) {
    SUYUAN_RETURN_IF_ERROR(CheckFits(writer, *last, next.size));
  }
  SUYUAN_ASSIGN_OR_RETURN(next.root, LogRoot(writer, next.size));
  const tlog::Checkpoint checkpoint{.origin = verifier().name(),
                                    .size = static_cast<uint64_t>(next.size),
                                    .root = next.root};
  SUYUAN_ASSIGN_OR_RETURN(next.note, SignCheckpoint(checkpoint, signer_));
  const int64_t expected = last.has_value() ? last->size : 0;
  SUYUAN_ASSIGN_OR_RETURN(const bool advanced,
                          writer.AdvanceHead(expected, next));
  // Another copy of the service was first: the next call finds its head.
  if (!advanced) return TokenAhead(next.size, expected);
  return next;
}

void TransparencyLog::HeadAsync(HeadDone done) {
  std::optional<SignedHead> current;
  const absl::Status read = store_.Read(
      [&current](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(current, CurrentHead(reader));
        return absl::OkStatus();
      },
      Deadline::Infinite());
  if (!read.ok()) return done(read);
  if (current.has_value()) return done(*std::move(current));
  // Shared by the work and by what follows it.
  auto head = std::make_shared<std::optional<SignedHead>>();
  // Who waits for a head waits for no certificates that come later.
  store_.WriteNextAsync(
      [this, head](CertificateWriter& writer) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(*head, Sign(writer));
        return absl::OkStatus();
      },
      [head, done = std::move(done)](absl::Status status) mutable {
        if (status.ok()) {
          done(**std::move(head));
        } else {
          done(std::move(status));
        }
      });
}

absl::StatusOr<SignedHead> TransparencyLog::Head(const Deadline& deadline) {
  std::optional<SignedHead> head;
  SUYUAN_RETURN_IF_ERROR(store_.Write(
      [&](CertificateWriter& writer) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(head, Sign(writer));
        return absl::OkStatus();
      },
      deadline));
  return *std::move(head);
}

absl::StatusOr<LeafReceipt> TransparencyLog::Receipt(
    const SignedHead& head, int64_t index, const Deadline& deadline) const {
  if (index < 0 || index >= head.size) {
    return OutsideLog("index", index, head.size);
  }
  LeafReceipt receipt{.index = index};
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(std::vector<std::string> leaves,
                                reader.LogLeaves(index, 1));
        if (leaves.empty()) return RowMissing();
        receipt.leaf = std::move(leaves.front());
        tlog::Receipt proof{.index = static_cast<uint64_t>(index),
                            .checkpoint = head.note};
        SUYUAN_ASSIGN_OR_RETURN(proof.proof,
                                InclusionProof(reader, index, head.size));
        receipt.proof = proof.Text();
        return absl::OkStatus();
      },
      deadline));
  return receipt;
}

absl::StatusOr<std::vector<std::string>> TransparencyLog::Leaves(
    const SignedHead& head, int64_t start, int64_t count,
    const Deadline& deadline) const {
  SUYUAN_RETURN_IF_ERROR(CheckSize("start", start, head.size));
  std::vector<std::string> leaves;
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(
            leaves,
            reader.LogLeaves(start, std::min(count, head.size - start)));
        return absl::OkStatus();
      },
      deadline));
  return leaves;
}

absl::StatusOr<std::string> TransparencyLog::Tile(
    const tlog::Tile& tile, const Deadline& deadline) const {
  std::string bytes;
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(const std::optional<SignedHead> head,
                                reader.Head());
        const int64_t size = head.has_value() ? head->size : 0;
        const int width = tlog::TileWidthAt(tile.level.value_or(0), tile.index,
                                            static_cast<uint64_t>(size));
        if (tile.width > width) {
          return TileNotFound(tlog::TilePath(tile), size);
        }
        SUYUAN_ASSIGN_OR_RETURN(bytes, TileBytes(reader, tile));
        return absl::OkStatus();
      },
      deadline));
  return bytes;
}

absl::StatusOr<LeafProof> TransparencyLog::ProveInclusion(
    const SignedHead& head, int64_t index, int64_t size,
    const Deadline& deadline) const {
  SUYUAN_RETURN_IF_ERROR(CheckSize("tree_size", size, head.size));
  const int64_t of = size == 0 ? head.size : size;
  if (index < 0 || index >= of) return OutsideLog("index", index, of);
  std::optional<LeafProof> proof;
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(tlog::Proof hashes,
                                InclusionProof(reader, index, of));
        SUYUAN_ASSIGN_OR_RETURN(const std::vector<tlog::Hash> leaf,
                                reader.LogHashes(0, index, 1));
        proof = LeafProof{leaf.front(), std::move(hashes)};
        return absl::OkStatus();
      },
      deadline));
  return *std::move(proof);
}

absl::StatusOr<tlog::Proof> TransparencyLog::ProveConsistency(
    const SignedHead& head, int64_t first_size, int64_t second_size,
    const Deadline& deadline) const {
  SUYUAN_RETURN_IF_ERROR(CheckSize("second_size", second_size, head.size));
  const int64_t second = second_size == 0 ? head.size : second_size;
  // RFC 6962 has no proof from the empty tree.
  if (first_size < 1 || first_size > second) {
    return OutsideLog("first_size", first_size, second);
  }
  tlog::Proof proof;
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(proof,
                                ConsistencyProof(reader, first_size, second));
        return absl::OkStatus();
      },
      deadline));
  return proof;
}

}  // namespace suyuan::certificates
