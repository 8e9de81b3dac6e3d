#ifndef SERVICES_CERTIFICATES_ARCHIVE_ARCHIVE_H_
#define SERVICES_CERTIFICATES_ARCHIVE_ARCHIVE_H_

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "services/certificates/archive/certificate.h"
#include "services/certificates/store/certificate_store.h"

namespace suyuan::certificates {

// How entries of the change feed are written for those who follow it. The
// transport's; called within units of work, from any thread.
class FeedEncoder {
 public:
  virtual ~FeedEncoder() = default;
  // The certificate as imported: `document` with what the view adds.
  virtual std::string Imported(absl::string_view document,
                               const CertificateView& view) const = 0;
  virtual std::string Changed(const CertificateId& id,
                              const StatusChange& change) const = 0;
};

// Who writes, and how a repeat is recognised.
struct WriteContext {
  std::string principal;
  // Empty id: a repeat is a new request.
  RememberedRequest request;
};

struct ImportOutcome {
  CertificateView view;
  // False where the same bytes were held already.
  bool created = false;
};

struct VoidOrder {
  CertificateId certificate;
  absl::CivilDay void_from;
  std::string reason;
  std::string etag;  // empty: whatever is newest
};

struct ReplaceOrder {
  CertificateId certificate;
  CertificateId replaced_by;
  StatusKind kind = StatusKind::kAmended;  // kAmended or kSubstituted
  std::string reason;
  std::string etag;
};

// A signature that was judged valid.
struct SignOrder {
  CertificateId certificate;
  JudgedSignature signature;
};

// A signature of a certificate that was judged again, and what of the
// certificate does not change: the signatures with which it came, and what is
// known of those in the document.
struct SignatureReview {
  CertificateId certificate;
  std::vector<JudgedSignature> imported;
  SignatureState inside = SignatureState::kAbsent;
  JudgedSignature signature;
};

// The archive of certificates: what may be kept, what is said about it, and
// what follows from both. Each write is one transaction: original bytes,
// record, index, feed entry, log leaf and remembered request together.
// Thread-safe. Borrows the store, the encoder and the clock.
class Archive {
 public:
  Archive(CertificateStore& store, const FeedEncoder& encoder,
          const Clock& clock)
      : store_(store), encoder_(encoder), clock_(clock) {}

  // Keeps a certificate. The same bytes again give what is held, `created`
  // false; the same request id again the first answer. Other bytes under a
  // used key are kept (V22). Refuses REQUEST_ID_REUSED.
  using ImportDone = absl::AnyInvocable<void(absl::StatusOr<ImportOutcome>)>;
  void ImportAsync(PreparedCertificate prepared, WriteContext context,
                   ImportDone done);
  absl::StatusOr<ImportOutcome> Import(PreparedCertificate prepared,
                                       WriteContext context,
                                       const Deadline& deadline);
  // What Import would answer, keeping nothing: the view has no log index.
  absl::StatusOr<ImportOutcome> TryImport(const PreparedCertificate& prepared,
                                          const WriteContext& context,
                                          const Deadline& deadline) const;

  // Records a change of status and gives the certificate with it. The Async
  // forms do not wait for the disk.
  //   CERTIFICATE_NOT_FOUND, ETAG_MISMATCH, REQUEST_ID_REUSED
  //   ALREADY_VOID: void from that day or earlier
  //   ISSUER_MISMATCH, ALREADY_REPLACED
  //   INVALID_FIELD (replaced_by): itself, or it closes a circle
  absl::StatusOr<CertificateView> Void(const VoidOrder& order,
                                       const WriteContext& context,
                                       bool validate_only,
                                       const Deadline& deadline);
  absl::StatusOr<CertificateView> Replace(const ReplaceOrder& order,
                                          const WriteContext& context,
                                          bool validate_only,
                                          const Deadline& deadline);

  // Adds a signature.
  absl::StatusOr<CertificateView> Sign(const SignOrder& order,
                                       const WriteContext& context,
                                       bool validate_only,
                                       const Deadline& deadline);

  // Records what is known of signatures from now on, as changes of status by
  // `principal`: all in one transaction. A signature that has its verdict
  // already is passed over, so that a repeat changes nothing. Returns how many
  // were recorded. CERTIFICATE_NOT_FOUND.
  absl::StatusOr<int> Review(const std::vector<SignatureReview>& reviews,
                             const std::string& principal,
                             const Deadline& deadline);

  using ChangeDone = absl::AnyInvocable<void(absl::StatusOr<CertificateView>)>;
  void VoidAsync(VoidOrder order, WriteContext context, ChangeDone done);
  void ReplaceAsync(ReplaceOrder order, WriteContext context, ChangeDone done);
  void SignAsync(SignOrder order, WriteContext context, ChangeDone done);

  // CERTIFICATE_NOT_FOUND for what is not there or was not known then.
  absl::StatusOr<CertificateView> Find(const CertificateId& id,
                                       const Horizon& horizon,
                                       const Deadline& deadline) const;
  // The documents as the encoder wrote them at import, in the order asked for.
  absl::StatusOr<std::vector<std::string>> Documents(
      absl::Span<const KeptCertificate* const> kept,
      const Deadline& deadline) const;
  // Byte for byte as it came.
  absl::StatusOr<std::string> Original(const KeptCertificate& kept,
                                       const Deadline& deadline) const;

  // The units of work behind Import: several of them may share a transaction,
  // in which each stands or falls alone.
  absl::StatusOr<ImportOutcome> ImportInto(CertificateWriter& writer,
                                           const PreparedCertificate& prepared,
                                           const WriteContext& context);

  // An instant between two writes: all that was recorded before it is in the
  // store, and nothing more will be, unless the clock goes back over a restart.
  // Costs a turn of the writer.
  absl::StatusOr<absl::Time> Fence(const Deadline& deadline);

  CertificateStore& store() const { return store_; }
  const Clock& clock() const { return clock_; }

 private:
  using Decision = absl::FunctionRef<absl::StatusOr<StatusChange>(
      CertificateReader&, const CertificateView&)>;
  static constexpr int64_t kUnread = -1;

  // Never before what was recorded last: knowledge has an order, also where
  // the clock is set back.
  absl::StatusOr<absl::Time> Now(CertificateReader& reader);
  // Keeps the change with its leaf and its place in the feed.
  absl::Status Record(CertificateWriter& writer, const KeptCertificate& kept,
                      absl::string_view principal, StatusChange& change);
  absl::StatusOr<CertificateView> ChangeInto(CertificateWriter& writer,
                                             const CertificateId& id,
                                             const WriteContext& context,
                                             const Decision& decide);
  absl::StatusOr<CertificateView> Change(const CertificateId& id,
                                         const WriteContext& context,
                                         bool validate_only,
                                         const Deadline& deadline,
                                         const Decision& decide);
  template <typename Order>
  void ChangeAsync(Order order, WriteContext context, ChangeDone done);

  CertificateStore& store_;
  const FeedEncoder& encoder_;
  const Clock& clock_;
  std::atomic<int64_t> last_micros_{kUnread};
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_ARCHIVE_ARCHIVE_H_
