#ifndef LIBS_TLOG_RECEIPT_H_
#define LIBS_TLOG_RECEIPT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/tlog/checkpoint.h"
#include "libs/tlog/hash.h"
#include "libs/tlog/note.h"
#include "libs/tlog/proof.h"

namespace suyuan::tlog {

// Proof that an entry is in a log, to be checked without a network: the
// content of a `.tlog-proof` file, by c2sp.org/tlog-proof.
struct Receipt {
  // Said by nobody: what the application needs to make the entry again.
  std::optional<std::string> extra;
  uint64_t index = 0;
  Proof proof;
  std::string checkpoint;  // the signed note, byte for byte

  // InvalidArgument RECEIPT_MALFORMED. At most 1.1 MB. The note is not looked
  // into.
  static absl::StatusOr<Receipt> Parse(absl::string_view text);
  std::string Text() const;

  friend bool operator==(const Receipt&, const Receipt&) = default;
};

// The checkpoint that the receipt rests on, if the log signed it and the entry
// with this leaf hash is in it at the receipt's index. The errors of
// OpenCheckpoint() and VerifyInclusion().
absl::StatusOr<Checkpoint> VerifyReceipt(const Receipt& receipt,
                                         const Hash& leaf,
                                         const NoteVerifier& log);

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_RECEIPT_H_
