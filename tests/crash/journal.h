#ifndef TESTS_CRASH_JOURNAL_H_
#define TESTS_CRASH_JOURNAL_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "libs/base/mutex.h"
#include "libs/tlog/hash.h"

namespace suyuan::crash {

// What a certificate's acknowledgement tells. A batch tells the name alone.
struct KnownCertificate {
  std::string digest;      // "" until it was told
  int64_t log_index = -1;  // -1 until it was told
};

// The newest acknowledged revision of a record.
struct KnownRecord {
  int64_t revision = 0;
  std::string etag;

  friend bool operator==(const KnownRecord&, const KnownRecord&) = default;
};

// A head of the log as the service signed it.
struct KnownHead {
  tlog::Hash root;
  std::string note;
  std::string verifier_key;
};

// What the services have told their client, which is what must still hold after
// any crash. Thread-safe.
class Journal {
 public:
  void Acknowledge(const std::string& certificate,
                   const KnownCertificate& told);
  void Acknowledge(const std::string& record, const KnownRecord& told);
  // A void, and the leaf of it.
  void AcknowledgeVoid(const std::string& certificate, int64_t log_index);
  // A head that anybody was shown, acknowledged by its signature.
  void Witness(int64_t size, const KnownHead& head);
  // Something that must not happen.
  void Wrong(const std::string& text);

  std::map<std::string, KnownCertificate> certificates() const;
  std::map<std::string, KnownRecord> records() const;
  std::map<int64_t, KnownHead> heads() const;
  int64_t certificate_count() const;
  // By certificate, the leaf of its void.
  std::map<std::string, int64_t> voids() const;
  // Imports and voids: as many leaves, and as many entries of the feed.
  int64_t change_count() const;
  // In the order in which they happened; empty is as it should be.
  std::vector<std::string> wrongs() const;

 private:
  mutable Mutex mutex_;
  std::map<std::string, KnownCertificate> certificates_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, KnownRecord> records_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, int64_t> voids_ ABSL_GUARDED_BY(mutex_);
  std::map<int64_t, KnownHead> heads_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> wrongs_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace suyuan::crash

#endif  // TESTS_CRASH_JOURNAL_H_
