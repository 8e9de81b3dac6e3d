#include "services/suyuanctl/cli/journal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"

namespace suyuan::ctl {
namespace {

constexpr absl::string_view kHeader = "suyuanctl import journal 1\n";
constexpr size_t kDigits = 64;

bool IsDigest(absl::string_view text) {
  return text.size() == kDigits &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

absl::StatusOr<std::string> ReadAll(int file) {
  std::string text;
  std::array<char, 65536> buffer;
  while (true) {
    const ssize_t n = ::read(file, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return absl::UnavailableError(std::strerror(errno));
    if (n == 0) return text;
    text.append(buffer.data(), static_cast<size_t>(n));
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<Journal>> Journal::Open(
    const std::string& path) {
  const int file =
      ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) {
    return WithReason(
        absl::UnavailableError(absl::StrCat(
            "the journal ", path, " cannot be opened: ", std::strerror(errno))),
        "JOURNAL_IO");
  }
  std::unique_ptr<Journal> journal(new Journal(path, file));
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    return WithReason(absl::FailedPreconditionError(absl::StrCat(
                          "another import writes to the journal ", path)),
                      "JOURNAL_LOCKED");
  }
  SUYUAN_RETURN_IF_ERROR(journal->Read());
  return journal;
}

Journal::~Journal() { ::close(file_); }

absl::Status Journal::Fail(absl::string_view what) const {
  return WithReason(
      absl::UnavailableError(absl::StrCat("the journal ", path_, " ", what)),
      "JOURNAL_IO");
}

absl::Status Journal::Read() {
  const auto text = ReadAll(file_);
  if (!text.ok()) {
    return Fail(absl::StrCat("cannot be read: ", text.status().message()));
  }
  absl::string_view rest = *text;
  // A crash may have cut even the first line.
  if (absl::StartsWith(kHeader, rest)) {
    unwritten_ = std::string(kHeader.substr(rest.size()));
    return absl::OkStatus();
  }
  if (!absl::ConsumePrefix(&rest, kHeader)) {
    return WithReason(
        absl::InvalidArgumentError(absl::StrCat(
            path_, " is no journal of suyuanctl import; it is left alone")),
        "JOURNAL_FOREIGN");
  }
  std::vector<absl::string_view> lines = absl::StrSplit(rest, '\n');
  // After the last newline: nothing, or what a crash left of a line.
  if (!lines.back().empty()) unwritten_ = "\n";
  lines.pop_back();
  for (const absl::string_view line : lines) {
    const absl::string_view what =
        line.size() > kDigits ? line.substr(kDigits) : "";
    const bool whole = IsDigest(line.substr(0, kDigits)) &&
                       (absl::StartsWith(what, " certificates/") ||
                        absl::StartsWith(what, " rows "));
    if (whole) digests_.insert(std::string(line.substr(0, kDigits)));
  }
  return absl::OkStatus();
}

void Journal::Add(const std::string& digest, absl::string_view what) {
  if (!digests_.insert(digest).second) return;
  absl::StrAppend(&unwritten_, digest, " ", what, "\n");
}

absl::Status Journal::Sync() {
  while (!unwritten_.empty()) {
    const ssize_t n = ::write(file_, unwritten_.data(), unwritten_.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      return Fail(absl::StrCat("cannot be written: ", std::strerror(errno)));
    }
    unwritten_.erase(0, static_cast<size_t>(n));
  }
  if (::fsync(file_) == 0) return absl::OkStatus();
  return Fail(absl::StrCat("cannot be synced: ", std::strerror(errno)));
}

}  // namespace suyuan::ctl
