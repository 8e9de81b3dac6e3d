#include "services/certificates/transport/check_runner.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "libs/base/status.h"
#include "services/certificates/checks/numbers.h"
#include "services/certificates/convert/checked.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

// How often a stop is looked for, and a deadline that another clock moves.
constexpr absl::Duration kLook = absl::Milliseconds(50);

std::string FindingIdOfPair(const Replaced& replaced) {
  checks::Finding finding;
  finding.code = "V22";
  finding.subject = checks::PairSubject(replaced.older, replaced.newer);
  return finding.Id();
}

}  // namespace

CheckRunner::CheckRunner(CertificateStore& store,
                         checks::FindingStore& findings,
                         const checks::Checker& checker, const Clock& clock,
                         log::Logger& logger, metrics::Registry& metrics,
                         Options options)
    : store_(store),
      findings_(findings),
      checker_(checker),
      clock_(clock),
      logger_(logger),
      options_(std::move(options)),
      position_gauge_(
          metrics.gauge("suyuan_certificates_checked_position",
                        "Position of the feed up to which all is judged")),
      judged_(metrics.counter("suyuan_certificates_checked_total",
                              "Certificates that were judged")),
      found_(metrics.counter("suyuan_certificates_findings_total",
                             "Findings that the checks made, repeats too")),
      failures_(metrics.counter("suyuan_certificates_check_failures_total",
                                "Batches that could not be judged or kept")) {}

CheckRunner::~CheckRunner() { Stop(); }

void CheckRunner::Start() {
  subscription_ = store_.Subscribe([this](int64_t last) {
    MutexLock lock(mutex_);
    fed_ = last;
    changed_.NotifyAll();
  });
  {
    MutexLock lock(mutex_);
    fed_ = std::max(fed_, store_.last_position());
  }
  thread_ = std::thread([this] { Run(); });
}

void CheckRunner::Stop() {
  if (!thread_.joinable()) return;
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    changed_.NotifyAll();
  }
  thread_.join();
  store_.Unsubscribe(subscription_);
}

bool CheckRunner::stopping() const {
  MutexLock lock(mutex_);
  return stopping_;
}

int64_t CheckRunner::position() const {
  MutexLock lock(mutex_);
  return position_;
}

void CheckRunner::Run() {
  while (!stopping()) {
    const absl::StatusOr<bool> advanced = Advance();
    if (!advanced.ok()) {
      Failed(advanced.status());
    } else if (!*advanced) {
      WaitForMore();
    } else {
      LetImportsGoFirst();
    }
  }
}

absl::StatusOr<bool> CheckRunner::Advance() {
  if (!has_begun_) {
    SUYUAN_ASSIGN_OR_RETURN(const int64_t begun,
                            findings_.BeginRules(options_.rules_version));
    has_begun_ = true;
    Reached(begun);
  }
  std::vector<FeedEntry> entries;
  checks::CheckBatch batch;
  batch.after = position();
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(
            entries, reader.FeedAfter(batch.after, options_.batch_count,
                                      options_.batch_bytes));
        return absl::OkStatus();
      },
      Deadline::Infinite()));
  if (entries.empty()) return false;
  SUYUAN_RETURN_IF_ERROR(Judge(entries, batch));
  batch.position = entries.back().position;
  batch.now = clock_.Now();
  SUYUAN_RETURN_IF_ERROR(findings_.Keep(batch));
  judged_.Increment(static_cast<double>(entries.size()));
  found_.Increment(static_cast<double>(batch.found.size()));
  Reached(batch.position);
  return true;
}

absl::Status CheckRunner::Judge(const std::vector<FeedEntry>& entries,
                                checks::CheckBatch& batch) {
  const absl::Status judged = findings_.WithMemory(
      [&](checks::FindingStore::RecallFrom recall) -> absl::Status {
        memory_.ReadFrom(&recall);
        for (const FeedEntry& entry : entries) {
          if (entry.kind == FeedEntry::Kind::kStatus) {
            SUYUAN_ASSIGN_OR_RETURN(const std::optional<Replaced> replaced,
                                    ReplacedFrom(entry));
            if (replaced.has_value()) {
              batch.put_right.push_back(FindingIdOfPair(*replaced));
            }
            continue;
          }
          SUYUAN_ASSIGN_OR_RETURN(const checks::CheckedCertificate certificate,
                                  CheckedFrom(entry));
          SUYUAN_ASSIGN_OR_RETURN(std::vector<checks::Finding> found,
                                  checker_.Check(certificate, memory_));
          std::move(found.begin(), found.end(),
                    std::back_inserter(batch.found));
        }
        return absl::OkStatus();
      });
  memory_.ReadFrom(nullptr);
  batch.remembered = memory_.TakeChanges();
  return judged;
}

void CheckRunner::LetImportsGoFirst() {
  if (options_.is_busy == nullptr) return;
  for (absl::Duration waited;
       waited < options_.patience && !stopping() && options_.is_busy();
       waited += kLook) {
    MutexLock lock(mutex_);
    changed_.WaitFor(mutex_, kLook);
  }
}

void CheckRunner::WaitForMore() {
  MutexLock lock(mutex_);
  while (!stopping_ && fed_ <= position_) changed_.Wait(mutex_);
}

void CheckRunner::Reached(int64_t position) {
  position_gauge_.Set(static_cast<double>(position));
  MutexLock lock(mutex_);
  position_ = position;
  changed_.NotifyAll();
}

// What the store kept is not known: it is asked again.
void CheckRunner::Failed(const absl::Status& status) {
  failures_.Increment();
  logger_.Warning("certificates are not judged",
                  {{"service", "certificates"},
                   {"reason", ReasonOf(status)},
                   {"error", std::string(status.message())}});
  memory_.Forget();
  has_begun_ = false;
  MutexLock lock(mutex_);
  if (!stopping_) changed_.WaitFor(mutex_, options_.pause_after_failure);
}

absl::Status CheckRunner::WaitFor(int64_t position, const Deadline& deadline) {
  MutexLock lock(mutex_);
  while (position_ < position) {
    if (stopping_ || !deadline.Check().ok()) {
      return TokenAhead(position, position_);
    }
    changed_.WaitFor(mutex_, std::min(kLook, deadline.Left()));
  }
  return absl::OkStatus();
}

}  // namespace suyuan::certificates
