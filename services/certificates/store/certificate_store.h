#ifndef SERVICES_CERTIFICATES_STORE_CERTIFICATE_STORE_H_
#define SERVICES_CERTIFICATES_STORE_CERTIFICATE_STORE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/deadline.h"
#include "libs/tlog/hash.h"
#include "libs/tlog/tree.h"
#include "services/certificates/archive/certificate.h"

namespace suyuan::certificates {

// What a certificate can be found by without looking at others. Values are in
// normal form. The numbers are stored.
enum class Term {
  kNumber = 1,           // its own number
  kItemNumber = 2,       // identifies an item
  kReferenceNumber = 3,  // a certificate or artefact that a reference names
  kIssuer = 4,           // record, title or code, each as NormaliseName
  kKind = 5,
  kKey = 6,          // KeyForm of its number and one of IssuerForms
  kReplacedKey = 7,  // the same of the number that it says it replaces
};
struct TermValue {
  Term term = Term::kNumber;
  std::string value;

  // A value longer than an index should hold is stood for by its beginning
  // and its SHA-256.
  static TermValue Of(Term term, absl::string_view value);

  friend auto operator<=>(const TermValue&, const TermValue&) = default;
};

// Number and issuer in one text. `number_key` is normalised.
std::string KeyForm(absl::string_view number_key,
                    absl::string_view issuer_form);

// Every term of a certificate, sorted, each once.
std::vector<TermValue> TermsOf(const Particulars& particulars);

// What became of the first request with an id.
struct RememberedRequest {
  std::string request_id;
  std::string method;
  std::string digest;  // of the request without its id
};

// One entry of the change feed. `payload` is what the transport encoded.
struct FeedEntry {
  enum class Kind { kImport = 1, kStatus = 2 };
  int64_t position = 0;
  Kind kind = Kind::kImport;
  CertificateId certificate;
  absl::Time recorded_at;
  std::string payload;
};

// A tree head that was signed and may have been seen by anybody.
struct SignedHead {
  int64_t size = 0;
  tlog::Hash root;
  std::string note;  // C2SP checkpoint with its signature
};

// A checkpoint that witnesses have to do with. The numbers are stored.
enum class WitnessStage {
  kPending = 1,    // waits for its quorum
  kWitnessed = 2,  // the newest that has it
};

// One consistent state. Used by one thread, within one unit of work. Errors
// are the store's own; what is not there is nullopt or empty.
class CertificateReader {
 public:
  virtual ~CertificateReader() = default;

  // O(log n) each, and O(rows) where they return several.
  virtual absl::StatusOr<std::optional<KeptCertificate>> Find(
      const CertificateId& id) = 0;
  // Those with a term, newest first: at most `limit`, all before `before` in
  // the feed. Without a term: any certificate.
  virtual absl::StatusOr<std::vector<KeptCertificate>> Scan(
      const std::optional<TermValue>& term, int64_t before, int64_t limit) = 0;
  // In the order in which they were known.
  virtual absl::StatusOr<std::vector<StatusChange>> Changes(
      const CertificateId& id) = 0;
  // What Keep() was given as payload. The certificate must be there.
  virtual absl::StatusOr<std::string> Document(const KeptCertificate& kept) = 0;
  virtual absl::StatusOr<std::string> Original(const KeptCertificate& kept) = 0;

  // 0 for an empty feed.
  virtual absl::StatusOr<int64_t> LastPosition() = 0;
  // In order: at most `max_count`, and no more once their payloads pass
  // `max_bytes`; at least one if there is any.
  virtual absl::StatusOr<std::vector<FeedEntry>> FeedAfter(
      int64_t after, int64_t max_count, int64_t max_bytes) = 0;

  // What was answered to this request. REQUEST_ID_REUSED where the id came
  // with another method or digest.
  virtual absl::StatusOr<std::optional<std::string>> FindAnswer(
      const RememberedRequest& request) = 0;

  virtual absl::StatusOr<int64_t> LogSize() = 0;
  // At most `count` leaves from `start` on.
  virtual absl::StatusOr<std::vector<std::string>> LogLeaves(int64_t start,
                                                             int64_t count) = 0;
  // The stored hashes [first, first + count) of a tile level (libs/tlog). Must
  // be there.
  virtual absl::StatusOr<std::vector<tlog::Hash>> LogHashes(int level,
                                                            int64_t first,
                                                            int count) = 0;
  virtual absl::StatusOr<std::optional<SignedHead>> Head() = 0;
  // The note at this stage, with the signatures known of it.
  virtual absl::StatusOr<std::optional<std::string>> WitnessNote(
      WitnessStage stage) = 0;
};

// A unit of work that is kept whole or not at all.
class CertificateWriter : public CertificateReader {
 public:
  // Keeps a certificate whose id is free. `kept.position` is the next of the
  // feed; `payload` becomes its entry.
  virtual absl::Status Keep(const KeptCertificate& kept,
                            absl::string_view original,
                            absl::string_view payload) = 0;
  // Keeps a change of a certificate that is there; as Keep().
  virtual absl::Status KeepChange(const CertificateId& id,
                                  const StatusChange& change,
                                  absl::string_view payload) = 0;
  virtual absl::Status KeepAnswer(const RememberedRequest& request,
                                  absl::string_view answer, absl::Time now) = 0;

  virtual absl::Status PutLogLeaf(int64_t index, absl::string_view leaf) = 0;
  virtual absl::Status PutLogHash(const tlog::StoredHash& stored) = 0;
  // Replaces the head if its size is still `expected` (0: that of the empty
  // tree, or none is stored).
  // False, and nothing changed, if it is not.
  virtual absl::StatusOr<bool> AdvanceHead(int64_t expected,
                                           const SignedHead& next) = 0;
  // Replaces the note at this stage; "" takes it away.
  virtual absl::Status PutWitnessNote(WitnessStage stage,
                                      absl::string_view note) = 0;
};

// Where certificates, their status, the feed and the log are kept: one store a
// service, one transaction a unit of work. Thread-safe.
class CertificateStore {
 public:
  using ReadWork = absl::FunctionRef<absl::Status(CertificateReader&)>;
  using WriteWork = absl::AnyInvocable<absl::Status(CertificateWriter&)>;
  using Done = absl::AnyInvocable<void(absl::Status)>;

  virtual ~CertificateStore() = default;

  // On one snapshot that includes every write that has returned.
  virtual absl::Status Read(ReadWork work, const Deadline& deadline) = 0;
  // `work` may run more than once, and on another thread; `done` is called
  // exactly once, after the durable commit of all or of nothing, and must not
  // block. Concurrent units share a sync.
  virtual void WriteAsync(WriteWork work, Done done) = 0;
  // The same, before all that waits: for work that is short and rare.
  virtual void WriteNextAsync(WriteWork work, Done done) = 0;
  // The same and waits. Not to be called from `work` or `done`.
  virtual absl::Status Write(WriteWork work, const Deadline& deadline) = 0;

  // Last committed position of the feed, from memory.
  virtual int64_t last_position() const = 0;
  // `moved` gets the last position after commits; it must not block. Returns
  // a number for Unsubscribe, after which it is not called any more.
  virtual int64_t Subscribe(std::function<void(int64_t)> moved) = 0;
  virtual void Unsubscribe(int64_t subscription) = 0;
  // Returns once last_position() is at least `position`; else the deadline's
  // error.
  virtual absl::Status WaitFor(int64_t position, const Deadline& deadline) = 0;

  // Not OK once writing has failed for good.
  virtual absl::Status Health() const = 0;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_CERTIFICATE_STORE_H_
