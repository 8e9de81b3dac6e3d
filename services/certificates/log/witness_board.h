#ifndef SERVICES_CERTIFICATES_LOG_WITNESS_BOARD_H_
#define SERVICES_CERTIFICATES_LOG_WITNESS_BOARD_H_

#include <optional>
#include <string>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "libs/tlog/policy.h"
#include "services/certificates/log/transparency_log.h"
#include "services/certificates/store/certificate_store.h"

namespace suyuan::certificates {

// How far ahead of ours a witness's clock may be.
inline constexpr absl::Duration kWitnessClockSlack = absl::Minutes(5);

// The checkpoints of the log that witnesses cosign. One at a time is pending:
// it stays until the policy's quorum has cosigned it, so that witnesses who
// come at different times sign the same one, and is then the witnessed one.
// Thread-safe. Borrows store, log and clock.
class WitnessBoard {
 public:
  // Without a policy, or with one that names no witness, there is nobody to
  // cosign.
  WitnessBoard(CertificateStore& store, TransparencyLog& log,
               std::optional<tlog::Policy> policy, const Clock& clock);

  // `done` is called exactly once, at once or on the store's writing thread: it
  // must not block.
  using NoteDone = absl::AnyInvocable<void(absl::StatusOr<std::string>)>;

  // The checkpoint to cosign: the pending one, else the newest head, which is
  // pending from then on; the witnessed one where no leaf came after it.
  // LOG_WITNESSES_NONE.
  void PendingAsync(NoteDone done);
  // LOG_NOT_WITNESSED.
  absl::StatusOr<std::string> Witnessed(const Deadline& deadline) const;
  // `head` as a note, with the cosignatures that there are of it.
  absl::StatusOr<std::string> Published(const SignedHead& head,
                                        const Deadline& deadline) const;

  // Adds the witnesses' cosignatures in `note` to the pending or the witnessed
  // checkpoint and gives that as it is published then. Refused:
  // LOG_WITNESSES_NONE, LOG_CHECKPOINT_NOT_PENDING, LOG_COSIGNATURE_TIME and
  // what tlog::OpenNote refuses.
  void AddAsync(absl::string_view note, NoteDone done);

 private:
  absl::StatusOr<std::string> Pending(CertificateWriter& writer) const;
  absl::StatusOr<std::string> Add(CertificateWriter& writer,
                                  const tlog::Note& cosigned) const;
  absl::StatusOr<tlog::Note> OpenCosigned(absl::string_view note) const;
  void WriteAsync(
      absl::AnyInvocable<absl::StatusOr<std::string>(CertificateWriter&)> work,
      NoteDone done);

  CertificateStore& store_;
  TransparencyLog& log_;
  const std::optional<tlog::Policy> policy_;
  const Clock& clock_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_LOG_WITNESS_BOARD_H_
