#ifndef SERVICES_SUYUANCTL_CLI_RECEIPT_CHECK_H_
#define SERVICES_SUYUANCTL_CLI_RECEIPT_CHECK_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/tlog/checkpoint.h"
#include "libs/tlog/note.h"
#include "suyuan/certificates/v1/certificates.pb.h"

namespace suyuan::ctl {

// What a receipt that holds says.
struct CheckedReceipt {
  std::string digest;  // of the document, hex
  std::string kind;    // as the leaf says, like the next two
  std::string time;
  std::string issuer;
  uint64_t index = 0;
  tlog::Checkpoint checkpoint;
};

// Whether `receipt` proves that exactly `document` was taken into the log of
// `log`, without asking anybody: the leaf names the document's SHA-256, the
// leaf is in the tree, the log signed the tree. Refused:
//   INVALID_ARGUMENT RECEIPT_OF_ANOTHER_DOCUMENT: the leaf names other bytes
//   INVALID_ARGUMENT LEAF_MALFORMED: the leaf is not the JSON of an import
//   what tlog::Receipt::Parse and tlog::VerifyReceipt refuse
absl::StatusOr<CheckedReceipt> CheckReceipt(
    absl::string_view document, const certificates::v1::Receipt& receipt,
    const tlog::NoteVerifier& log);

// A receipt as a file: its JSON (what --save-receipt writes and the HTTP
// interface answers), or a .tlog-proof, whose leaf is `leaf` or, where that is
// "", its extra data.
absl::StatusOr<certificates::v1::Receipt> ParseReceipt(absl::string_view text,
                                                       absl::string_view leaf);

// That the newest tree continues the one that the receipt rests on: where both
// have one size, their roots are the same; else the proof shows it.
absl::Status CheckContinues(const tlog::Checkpoint& earlier,
                            const tlog::Checkpoint& newest,
                            const certificates::v1::ConsistencyProof& proof);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_RECEIPT_CHECK_H_
