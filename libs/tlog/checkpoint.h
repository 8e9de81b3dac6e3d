#ifndef LIBS_TLOG_CHECKPOINT_H_
#define LIBS_TLOG_CHECKPOINT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/tlog/hash.h"
#include "libs/tlog/note.h"

namespace suyuan::tlog {

// What a log says of itself, by c2sp.org/tlog-checkpoint: the text of a note.
struct Checkpoint {
  std::string origin;  // names the log; one line
  uint64_t size = 0;
  Hash root;
  std::vector<std::string> extensions;  // lines, not empty

  // InvalidArgument CHECKPOINT_MALFORMED.
  static absl::StatusOr<Checkpoint> Parse(absl::string_view text);
  std::string Text() const;

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// The checkpoint as the log's signer signs it: a note whose key has the name of
// the origin.
absl::StatusOr<std::string> SignCheckpoint(const Checkpoint& checkpoint,
                                           const NoteSigner& signer);

// The checkpoint in `note`, if `verifier`, the log's, signed it and its origin
// is that key's name. The errors of OpenNote(), CHECKPOINT_MALFORMED, or
// InvalidArgument RECEIPT_OF_ANOTHER_LOG. Other signatures are left alone.
absl::StatusOr<Checkpoint> OpenCheckpoint(absl::string_view note,
                                          const NoteVerifier& verifier);

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_CHECKPOINT_H_
