#ifndef SERVICES_SUYUANCTL_CLI_JOURNAL_H_
#define SERVICES_SUYUANCTL_CLI_JOURNAL_H_

#include <memory>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace suyuan::ctl {

// What an import has had acknowledged, so that it can be taken up after
// anything: a text file that only grows. Its first line names it; each other
// one is the SHA-256 of a file, or of a part of one, in hex, a blank and what
// became of it: the certificate's name, or the rows. A line that a crash cut
// short counts as not written: importing again what is held already does no
// harm. A journal belongs to one service.
// Not thread-safe.
class Journal {
 public:
  // Begins a journal where there is none. Refused:
  //   INVALID_ARGUMENT JOURNAL_FOREIGN: the file is no journal
  //   FAILED_PRECONDITION JOURNAL_LOCKED: another import writes to it
  //   UNAVAILABLE JOURNAL_IO: it cannot be read or written
  static absl::StatusOr<std::unique_ptr<Journal>> Open(const std::string& path);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // `digest` in lower-case hex.
  bool Has(const std::string& digest) const { return digests_.count(digest); }
  // Not durable before Sync.
  void Add(const std::string& digest, absl::string_view what);
  // What was added is on the disk.
  absl::Status Sync();

  size_t size() const { return digests_.size(); }

 private:
  Journal(std::string path, int file) : path_(std::move(path)), file_(file) {}
  absl::Status Read();
  absl::Status Fail(absl::string_view what) const;

  const std::string path_;
  const int file_;
  std::set<std::string> digests_;
  std::string unwritten_;
};

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_JOURNAL_H_
