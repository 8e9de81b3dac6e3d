#include "services/suyuanctl/cli/frozen_list.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/json/message_json.h"

namespace suyuan::ctl {
namespace {

using traceability::v1::FrozenAffectedCertificate;
using traceability::v1::FrozenAffectedLine;

constexpr char kFormat[] = "suyuan-affected-1";

absl::Status Malformed(int line, absl::string_view problem) {
  return WithReason(absl::InvalidArgumentError(absl::StrCat(
                        "line ", line, " of the frozen list ", problem,
                        "; a document of FreezeAffected is wanted")),
                    "FROZEN_LIST_MALFORMED");
}

absl::Status Changed(absl::string_view what, absl::string_view is,
                     absl::string_view wanted) {
  return WithReason(absl::DataLossError(absl::StrCat(
                        "the frozen list was changed: its ", what, " is ", is,
                        ", its summary says ", wanted)),
                    "FROZEN_LIST_CHANGED");
}

bool SameContent(const FrozenAffectedCertificate& a,
                 const FrozenAffectedCertificate& b) {
  return a.digest() == b.digest() &&
         std::equal(a.result_ids().begin(), a.result_ids().end(),
                    b.result_ids().begin(), b.result_ids().end());
}

using ByName =
    absl::flat_hash_map<std::string, const FrozenAffectedCertificate*>;

ByName IndexOf(const FrozenList& list) {
  ByName out;
  for (const auto& c : list.certificates) out[c.certificate()] = &c;
  return out;
}

// Takes a document line by line.
class Reader {
 public:
  absl::Status Take(absl::string_view line) {
    ++lines_;
    if (done_) return Malformed(lines_, "follows the summary");
    FrozenAffectedLine message;
    const absl::Status read = json::FromJson(line, message);
    if (!read.ok()) return Malformed(lines_, read.message());
    if (message.has_header() != (lines_ == 1)) {
      return Malformed(lines_, "is no header, or a second one");
    }
    if (message.has_summary()) return Finish(message.summary());
    if (message.has_header()) {
      list_.header = message.header();
      if (list_.header.format() != kFormat) {
        return Malformed(lines_, absl::StrCat("has the format \"",
                                              list_.header.format(), "\""));
      }
    } else if (message.has_certificate()) {
      names_.Update(absl::StrCat(message.certificate().certificate(), "\n"));
      list_.certificates.push_back(message.certificate());
    } else {
      return Malformed(lines_, "is empty");
    }
    document_.Update(absl::StrCat(line, "\n"));
    return absl::OkStatus();
  }

  absl::StatusOr<FrozenList> Done() && {
    if (!done_) return Malformed(lines_ + 1, "is missing: there is no summary");
    return std::move(list_);
  }

 private:
  absl::Status Finish(const traceability::v1::FrozenAffectedSummary& summary) {
    done_ = true;
    list_.summary = summary;
    const auto count = static_cast<int64_t>(list_.certificates.size());
    if (count != summary.certificates()) {
      return Changed("number of certificates", absl::StrCat(count),
                     absl::StrCat(summary.certificates()));
    }
    const std::string names = names_.Finish().Hex();
    if (names != summary.digest()) {
      return Changed("digest of names", names, summary.digest());
    }
    const std::string document = document_.Finish().Hex();
    if (document == summary.document_digest()) return absl::OkStatus();
    return Changed("digest of lines", document, summary.document_digest());
  }

  FrozenList list_;
  crypto::Hasher names_ = crypto::Hasher::Sha256();
  crypto::Hasher document_ = crypto::Hasher::Sha256();
  int lines_ = 0;
  bool done_ = false;
};

}  // namespace

absl::StatusOr<FrozenList> ReadFrozenList(absl::string_view document) {
  Reader reader;
  while (!document.empty()) {
    const size_t end = document.find('\n');
    SUYUAN_RETURN_IF_ERROR(reader.Take(document.substr(0, end)));
    document.remove_prefix(end == absl::string_view::npos ? document.size()
                                                          : end + 1);
  }
  return std::move(reader).Done();
}

FrozenDifference Compare(const FrozenList& kept, const FrozenList& now) {
  FrozenDifference out;
  const ByName before = IndexOf(kept);
  const ByName after = IndexOf(now);
  for (const FrozenAffectedCertificate& c : now.certificates) {
    const auto found = before.find(c.certificate());
    if (found == before.end()) {
      out.added.push_back(c);
    } else if (!SameContent(*found->second, c)) {
      out.changed.push_back(c);
    }
  }
  for (const FrozenAffectedCertificate& c : kept.certificates) {
    if (!after.contains(c.certificate())) out.removed.push_back(c);
  }
  return out;
}

}  // namespace suyuan::ctl
