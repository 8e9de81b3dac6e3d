#ifndef SERVICES_CERTIFICATES_TRANSPORT_CHECK_RUNNER_H_
#define SERVICES_CERTIFICATES_TRANSPORT_CHECK_RUNNER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "libs/base/mutex.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "services/certificates/checks/batch_memory.h"
#include "services/certificates/checks/checker.h"
#include "services/certificates/checks/finding_store.h"
#include "services/certificates/convert/checked.h"
#include "services/certificates/store/certificate_store.h"
#include "services/certificates/transport/evidence.h"
#include "services/certificates/transport/signature_reviewer.h"

namespace suyuan::certificates {

// Judges every certificate once and in the order of the feed, from where it was
// left, on a thread of its own. What a batch of certificates gives is kept in
// one transaction with the position that it reaches. After a failure the same
// batch is tried again. Borrows all.
class CheckRunner {
 public:
  struct Options {
    int64_t batch_count = 256;
    int64_t batch_bytes = 4 << 20;
    // Before each batch the checks wait, at most so long, until it is full and
    // no import waits for the store: a full batch costs a fifth of single ones.
    // They begin at once where somebody waits for them.
    absl::Duration patience = absl::Milliseconds(100);
    // Whether imports wait for the store. Null: never.
    std::function<bool()> is_busy;
    absl::Duration pause_after_failure = absl::Seconds(1);
    // Borrowed; null: feed entries tell all there is.
    const Evidence* evidence = nullptr;
    // Borrowed; null: signatures keep the verdicts with which they came.
    const SignatureReviewer* reviewer = nullptr;
    int rules_version = checks::kRulesVersion;
  };

  CheckRunner(CertificateStore& store, checks::FindingStore& findings,
              const checks::Checker& checker, const Clock& clock,
              log::Logger& logger, metrics::Registry& metrics, Options options);
  ~CheckRunner();

  // The thread runs from here until Stop() has returned. Once.
  void Start();
  // Prompt: between two batches.
  void Stop();

  // An outside fact has changed. From any thread; does not wait.
  void LookAgain();

  // Returns once everything up to `position` of the certificates' feed is
  // judged; READ_TOKEN_AHEAD where `deadline` is first.
  absl::Status WaitFor(int64_t position, const Deadline& deadline);
  int64_t position() const;
  // Returns once all certificates have been held to what was known when this
  // was called; READ_TOKEN_AHEAD where `deadline` is first.
  absl::Status WaitForLook(const Deadline& deadline);

 private:
  void Run();
  // An entry of the feed: a certificate, a replacement, news of a signature of
  // a certificate (which is `imported` then), or none of these.
  struct Told {
    int64_t position = 0;  // of the certificate's import
    std::optional<checks::CheckedCertificate> imported;
    std::optional<Replaced> replaced;
    bool is_news = false;
  };

  // False: there is nothing to do.
  absl::StatusOr<bool> Advance();
  absl::Status Begin();
  // Judges the next stretch of the feed. False: there is none.
  absl::StatusOr<bool> JudgeNew();
  // Holds the next certificates to the facts that have changed. False: none.
  absl::StatusOr<bool> JudgeAgain();
  absl::StatusOr<std::vector<FeedEntry>> EntriesAt(
      const std::vector<int64_t>& positions);
  // With the evidence there is.
  absl::StatusOr<std::vector<Told>> Read(
      const std::vector<FeedEntry>& entries) const;
  absl::Status ReadStatus(const FeedEntry& entry, Told& told) const;
  absl::StatusOr<FeedEntry> ImportOf(const CertificateId& certificate) const;
  // Has signatures of these judged again, where that is wanted.
  absl::Status Review(absl::Span<const Told> told, bool whatever_was_said);
  int64_t known_at() const;
  void HoldAgain(const Told& told, checks::CheckBatch& batch) const;
  // 0: none is wanted.
  int64_t NextLook() const;
  void Looked(int64_t look);
  absl::Status Judge(absl::Span<const Told> told, checks::CheckBatch& batch);
  void WaitForMore();
  void LetBatchFill();
  void Reached(int64_t position);
  void BeginWaiting() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // READ_TOKEN_AHEAD where nothing can be waited for any more.
  absl::Status AwaitChange(int64_t wanted, int64_t reached,
                           const Deadline& deadline)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Failed(const absl::Status& status);
  bool stopping() const;

  CertificateStore& store_;
  checks::FindingStore& findings_;
  const checks::Checker& checker_;
  const Clock& clock_;
  log::Logger& logger_;
  const Options options_;
  metrics::Gauge position_gauge_;
  metrics::Counter judged_;
  metrics::Counter found_;
  metrics::Counter reviewed_;
  metrics::Counter failures_;
  // The thread's own.
  checks::BatchMemory memory_;
  bool has_begun_ = false;
  int64_t reviewed_until_ = 0;  // what reviews have added to the feed

  mutable Mutex mutex_;
  CondVar changed_;
  int64_t position_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t fed_ ABSL_GUARDED_BY(mutex_) = 0;  // what the feed has
  // For changes of outside facts. The first is for those from before the start.
  int64_t looks_wanted_ ABSL_GUARDED_BY(mutex_) = 1;
  int64_t looks_done_ ABSL_GUARDED_BY(mutex_) = 0;
  int waiting_ ABSL_GUARDED_BY(mutex_) = 0;  // calls that wait for the checks
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  int64_t subscription_ = 0;
  std::thread thread_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TRANSPORT_CHECK_RUNNER_H_
