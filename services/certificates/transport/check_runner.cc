#include "services/certificates/transport/check_runner.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "libs/base/status.h"
#include "services/certificates/checks/numbers.h"
#include "services/certificates/checks/outside_facts.h"
#include "services/certificates/checks/signatures.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

// How often a stop is looked for, and a deadline that another clock moves.
constexpr absl::Duration kLook = absl::Milliseconds(50);

void AddHeldTo(const checks::CheckedCertificate& certificate, int64_t position,
               const std::vector<checks::Finding>& found,
               checks::CheckBatch& batch) {
  const bool is_broken = std::any_of(
      found.begin(), found.end(),
      [](const checks::Finding& f) { return checks::IsOutsideCode(f.code); });
  for (checks::FactUse& fact : checks::FactsUsedBy(certificate)) {
    batch.held_to.push_back({std::move(fact), position, is_broken});
  }
}

// Of a signature that was added, or judged again. In one batch the last news
// count. A later change of the key is looked at whatever its instant.
void JudgeNews(const checks::CheckedCertificate& certificate, int64_t position,
               checks::CheckBatch& batch) {
  const std::string id = checks::BesideFindingId(certificate.id);
  const auto is_same = [&id](const auto& one) { return one.finding == id; };
  std::erase_if(batch.put_right, is_same);
  std::vector<checks::Finding> found = checks::CheckBeside(certificate);
  if (certificate.signature_state != SignatureState::kInvalid) {
    batch.put_right.push_back({id, checks::kNotBorneOut});
  }
  std::move(found.begin(), found.end(), std::back_inserter(batch.found));
  for (const JudgedSignature& judged : certificate.beside) {
    batch.held_to.push_back(
        {{checks::SigningKeyFactKey(judged.signature.key_id), 0},
         position,
         true});
  }
}

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
      reviewed_(metrics.counter(
          "suyuan_certificates_signatures_judged_again_total",
          "Signatures that got another verdict than the one they came with")),
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
      continue;
    }
    if (!*advanced) WaitForMore();
    LetBatchFill();
  }
}

absl::StatusOr<bool> CheckRunner::Advance() {
  SUYUAN_RETURN_IF_ERROR(Begin());
  SUYUAN_ASSIGN_OR_RETURN(const bool is_new, JudgeNew());
  SUYUAN_ASSIGN_OR_RETURN(const bool is_again, JudgeAgain());
  return is_new || is_again;
}

absl::Status CheckRunner::Begin() {
  if (has_begun_) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(const int64_t begun,
                          findings_.BeginRules(options_.rules_version));
  has_begun_ = true;
  Reached(begun);
  return absl::OkStatus();
}

absl::StatusOr<bool> CheckRunner::JudgeNew() {
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
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<Told> told, Read(entries));
  SUYUAN_RETURN_IF_ERROR(Review(told, false));
  SUYUAN_RETURN_IF_ERROR(Judge(told, batch));
  batch.position = entries.back().position;
  batch.now = clock_.Now();
  SUYUAN_RETURN_IF_ERROR(findings_.Keep(batch));
  judged_.Increment(static_cast<double>(entries.size()));
  found_.Increment(static_cast<double>(batch.found.size()));
  Reached(batch.position);
  return true;
}

absl::StatusOr<bool> CheckRunner::JudgeAgain() {
  const int64_t look = NextLook();
  if (look == 0) return false;
  checks::CheckBatch batch;
  SUYUAN_ASSIGN_OR_RETURN(
      batch.held_again,
      findings_.NextHeldAgain(known_at(), options_.batch_count));
  if (!batch.held_again.has_value()) {
    // What was said of signatures is judged as any news.
    if (position() >= reviewed_until_) Looked(look);
    return false;
  }
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<FeedEntry> entries,
                          EntriesAt(batch.held_again->certificates));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<Told> told, Read(entries));
  if (absl::StartsWith(batch.held_again->key, checks::kSigningKeyFactMark)) {
    SUYUAN_RETURN_IF_ERROR(Review(told, true));
  }
  for (const Told& one : told) HoldAgain(one, batch);
  batch.after = batch.position = position();
  batch.now = clock_.Now();
  SUYUAN_RETURN_IF_ERROR(findings_.Keep(batch));
  found_.Increment(static_cast<double>(batch.found.size()));
  return true;
}

absl::StatusOr<std::vector<FeedEntry>> CheckRunner::EntriesAt(
    const std::vector<int64_t>& positions) {
  std::vector<FeedEntry> entries;
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        entries.clear();
        for (const int64_t position : positions) {
          SUYUAN_ASSIGN_OR_RETURN(std::vector<FeedEntry> one,
                                  reader.FeedAfter(position - 1, 1, 0));
          std::move(one.begin(), one.end(), std::back_inserter(entries));
        }
        return absl::OkStatus();
      },
      Deadline::Infinite()));
  return entries;
}

void CheckRunner::HoldAgain(const Told& told, checks::CheckBatch& batch) const {
  const checks::CheckedCertificate& certificate = *told.imported;
  std::vector<checks::Finding> found = checker_.CheckAgain(certificate);
  AddHeldTo(certificate, told.position, found, batch);
  std::set<std::string> borne_out;
  for (const checks::Finding& finding : found) borne_out.insert(finding.Id());
  for (std::string& id : checks::OutsideFindingIds(certificate)) {
    if (borne_out.contains(id)) continue;
    batch.put_right.push_back({std::move(id), checks::kNotBorneOut});
  }
  std::move(found.begin(), found.end(), std::back_inserter(batch.found));
}

absl::StatusOr<std::vector<CheckRunner::Told>> CheckRunner::Read(
    const std::vector<FeedEntry>& entries) const {
  std::vector<Told> told(entries.size());
  std::vector<checks::CheckedCertificate*> certificates;
  for (size_t i = 0; i < entries.size(); ++i) {
    told[i].position = entries[i].position;
    if (entries[i].kind == FeedEntry::Kind::kStatus) {
      SUYUAN_RETURN_IF_ERROR(ReadStatus(entries[i], told[i]));
      continue;
    }
    SUYUAN_ASSIGN_OR_RETURN(told[i].imported, CheckedFrom(entries[i]));
    certificates.push_back(&*told[i].imported);
  }
  if (options_.evidence != nullptr) {
    SUYUAN_RETURN_IF_ERROR(options_.evidence->AddTo(certificates));
  }
  return told;
}

absl::Status CheckRunner::ReadStatus(const FeedEntry& entry, Told& told) const {
  SUYUAN_ASSIGN_OR_RETURN(told.replaced, ReplacedFrom(entry));
  SUYUAN_ASSIGN_OR_RETURN(std::optional<SignatureNews> news,
                          SignatureNewsFrom(entry));
  if (!news.has_value()) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(const FeedEntry import, ImportOf(entry.certificate));
  SUYUAN_ASSIGN_OR_RETURN(told.imported, CheckedFrom(import));
  told.position = import.position;
  told.imported->beside = {std::move(news->signature)};
  told.imported->signature_state = news->state;
  told.is_news = true;
  return absl::OkStatus();
}

absl::StatusOr<FeedEntry> CheckRunner::ImportOf(
    const CertificateId& certificate) const {
  std::vector<FeedEntry> entries;
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(const std::optional<KeptCertificate> kept,
                                reader.Find(certificate));
        if (!kept.has_value()) return CertificateNotFound(certificate);
        SUYUAN_ASSIGN_OR_RETURN(entries,
                                reader.FeedAfter(kept->position - 1, 1, 0));
        return absl::OkStatus();
      },
      Deadline::Infinite()));
  return std::move(entries.front());
}

absl::Status CheckRunner::Review(absl::Span<const Told> told,
                                 bool whatever_was_said) {
  if (options_.reviewer == nullptr) return absl::OkStatus();
  std::vector<CertificateId> certificates;
  for (const Told& one : told) {
    if (!one.imported.has_value()) continue;
    if (whatever_was_said ||
        options_.reviewer->IsOutdated(one.imported->beside)) {
      certificates.push_back(one.imported->id);
    }
  }
  if (certificates.empty()) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(const int changed,
                          options_.reviewer->Review(certificates));
  if (changed > 0) reviewed_until_ = store_.last_position();
  reviewed_.Increment(changed);
  return absl::OkStatus();
}

int64_t CheckRunner::known_at() const {
  const int64_t facts = checker_.known_at();
  return options_.reviewer == nullptr
             ? facts
             : std::min(facts, options_.reviewer->known_at());
}

absl::Status CheckRunner::Judge(absl::Span<const Told> told,
                                checks::CheckBatch& batch) {
  const absl::Status judged = findings_.WithMemory(
      [&](checks::FindingStore::RecallFrom recall) -> absl::Status {
        memory_.ReadFrom(&recall);
        for (const Told& one : told) {
          if (one.replaced.has_value()) {
            batch.put_right.push_back(
                {FindingIdOfPair(*one.replaced), checks::kReplacementRecorded});
          }
          if (!one.imported.has_value()) continue;
          if (one.is_news) {
            JudgeNews(*one.imported, one.position, batch);
            continue;
          }
          SUYUAN_ASSIGN_OR_RETURN(std::vector<checks::Finding> found,
                                  checker_.Check(*one.imported, memory_));
          AddHeldTo(*one.imported, one.position, found, batch);
          std::move(found.begin(), found.end(),
                    std::back_inserter(batch.found));
        }
        return absl::OkStatus();
      });
  memory_.ReadFrom(nullptr);
  batch.remembered = memory_.TakeChanges();
  return judged;
}

void CheckRunner::WaitForMore() {
  MutexLock lock(mutex_);
  while (!stopping_ && fed_ <= position_ && looks_done_ == looks_wanted_) {
    changed_.Wait(mutex_);
  }
}

void CheckRunner::LetBatchFill() {
  const absl::Time until = absl::Now() + options_.patience;
  MutexLock lock(mutex_);
  while (!stopping_ && waiting_ == 0 && absl::Now() < until) {
    const bool is_full = fed_ - position_ >= options_.batch_count;
    if (is_full && (options_.is_busy == nullptr || !options_.is_busy())) return;
    changed_.WaitFor(mutex_, until - absl::Now());
  }
}

void CheckRunner::Reached(int64_t position) {
  position_gauge_.Set(static_cast<double>(position));
  MutexLock lock(mutex_);
  position_ = position;
  changed_.NotifyAll();
}

int64_t CheckRunner::NextLook() const {
  MutexLock lock(mutex_);
  return looks_done_ < looks_wanted_ ? looks_wanted_ : 0;
}

void CheckRunner::Looked(int64_t look) {
  MutexLock lock(mutex_);
  looks_done_ = look;
  changed_.NotifyAll();
}

void CheckRunner::LookAgain() {
  MutexLock lock(mutex_);
  ++looks_wanted_;
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
  absl::Status status;
  BeginWaiting();
  while (status.ok() && position_ < position) {
    status = AwaitChange(position, position_, deadline);
  }
  --waiting_;
  return status;
}

absl::Status CheckRunner::WaitForLook(const Deadline& deadline) {
  MutexLock lock(mutex_);
  const int64_t wanted = ++looks_wanted_;
  absl::Status status;
  BeginWaiting();
  while (status.ok() && looks_done_ < wanted) {
    status = AwaitChange(wanted, looks_done_, deadline);
  }
  --waiting_;
  return status;
}

void CheckRunner::BeginWaiting() {
  ++waiting_;
  changed_.NotifyAll();
}

absl::Status CheckRunner::AwaitChange(int64_t wanted, int64_t reached,
                                      const Deadline& deadline) {
  if (stopping_ || !deadline.Check().ok()) return TokenAhead(wanted, reached);
  changed_.WaitFor(mutex_, std::min(kLook, deadline.Left()));
  return absl::OkStatus();
}

}  // namespace suyuan::certificates
