#include "tests/crash/journal.h"

#include "absl/strings/str_cat.h"

namespace suyuan::crash {

void Journal::Acknowledge(const std::string& certificate,
                          const KnownCertificate& told) {
  const MutexLock lock(mutex_);
  KnownCertificate& known = certificates_[certificate];
  if (known.digest.empty()) known.digest = told.digest;
  if (known.log_index < 0) known.log_index = told.log_index;
  const bool same_digest = told.digest.empty() || told.digest == known.digest;
  const bool same_index =
      told.log_index < 0 || told.log_index == known.log_index;
  if (same_digest && same_index) return;
  wrongs_.push_back(absl::StrCat(
      certificate, " was told with digest ", known.digest, " at leaf ",
      known.log_index, ", then with ", told.digest, " at ", told.log_index));
}

void Journal::Acknowledge(const std::string& record, const KnownRecord& told) {
  const MutexLock lock(mutex_);
  KnownRecord& known = records_[record];
  if (told.revision == known.revision + 1) {
    known = told;
    return;
  }
  wrongs_.push_back(absl::StrCat(record, " was told with revision ",
                                 told.revision, " after ", known.revision));
}

void Journal::AcknowledgeVoid(const std::string& certificate,
                              int64_t log_index) {
  const MutexLock lock(mutex_);
  const auto [known, is_new] = voids_.emplace(certificate, log_index);
  if (is_new || known->second == log_index) return;
  wrongs_.push_back(absl::StrCat("the void of ", certificate,
                                 " was told at leaf ", known->second,
                                 ", then at ", log_index));
}

void Journal::Witness(int64_t size, const KnownHead& head) {
  const MutexLock lock(mutex_);
  const auto [known, is_new] = heads_.emplace(size, head);
  if (is_new || known->second.root == head.root) return;
  wrongs_.push_back(absl::StrCat("the log signed two roots for size ", size,
                                 ": ", known->second.root.Hex(), " and ",
                                 head.root.Hex()));
}

void Journal::Wrong(const std::string& text) {
  const MutexLock lock(mutex_);
  wrongs_.push_back(text);
}

std::map<std::string, KnownCertificate> Journal::certificates() const {
  const MutexLock lock(mutex_);
  return certificates_;
}

std::map<std::string, KnownRecord> Journal::records() const {
  const MutexLock lock(mutex_);
  return records_;
}

std::map<int64_t, KnownHead> Journal::heads() const {
  const MutexLock lock(mutex_);
  return heads_;
}

int64_t Journal::certificate_count() const {
  const MutexLock lock(mutex_);
  return static_cast<int64_t>(certificates_.size());
}

std::map<std::string, int64_t> Journal::voids() const {
  const MutexLock lock(mutex_);
  return voids_;
}

int64_t Journal::change_count() const {
  const MutexLock lock(mutex_);
  return static_cast<int64_t>(certificates_.size() + voids_.size());
}

std::vector<std::string> Journal::wrongs() const {
  const MutexLock lock(mutex_);
  return wrongs_;
}

}  // namespace suyuan::crash
