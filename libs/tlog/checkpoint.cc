#include "libs/tlog/checkpoint.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "libs/base/status.h"
#include "libs/crypto/encoding.h"
#include "libs/tlog/decimal.h"
#include "libs/tlog/errors.h"

namespace suyuan::tlog {

absl::StatusOr<Checkpoint> Checkpoint::Parse(absl::string_view text) {
  if (!absl::ConsumeSuffix(&text, "\n")) {
    return CheckpointMalformed("it does not end with a newline");
  }
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  if (lines.size() < 3) {
    return CheckpointMalformed("origin, size and root are wanted");
  }
  for (const absl::string_view line : lines) {
    if (line.empty()) return CheckpointMalformed("an empty line");
  }
  const std::optional<uint64_t> size = ParseDecimal(lines[1]);
  if (!size) return CheckpointMalformed("the size is no decimal number");
  const std::optional<std::string> root = crypto::FromBase64(lines[2]);
  if (!root || root->size() != Hash::kSize) {
    return CheckpointMalformed("the root is not base64 of 32 bytes");
  }
  Checkpoint out;
  out.origin = std::string(lines[0]);
  out.size = *size;
  out.root = *Hash::From(*root);
  for (size_t i = 3; i < lines.size(); ++i) {
    out.extensions.emplace_back(lines[i]);
  }
  return out;
}

std::string Checkpoint::Text() const {
  std::string out = absl::StrCat(origin, "\n", size, "\n",
                                 crypto::ToBase64(root.view()), "\n");
  for (const std::string& line : extensions) absl::StrAppend(&out, line, "\n");
  return out;
}

absl::StatusOr<std::string> SignCheckpoint(const Checkpoint& checkpoint,
                                           const NoteSigner& signer) {
  const std::string text = checkpoint.Text();
  SUYUAN_ASSIGN_OR_RETURN(const Checkpoint parsed, Checkpoint::Parse(text));
  if (parsed != checkpoint) return CheckpointMalformed("a line holds two");
  if (signer.verifier().name() != checkpoint.origin) {
    return ReceiptOfAnotherLog(checkpoint.origin, signer.verifier().name());
  }
  return SignNote(text, absl::MakeConstSpan(&signer, 1));
}

absl::StatusOr<Checkpoint> OpenCheckpoint(absl::string_view note,
                                          const NoteVerifier& verifier) {
  SUYUAN_ASSIGN_OR_RETURN(const Note opened,
                          OpenNote(note, absl::MakeConstSpan(&verifier, 1)));
  SUYUAN_ASSIGN_OR_RETURN(Checkpoint checkpoint,
                          Checkpoint::Parse(opened.text));
  if (checkpoint.origin != verifier.name()) {
    return ReceiptOfAnotherLog(checkpoint.origin, verifier.name());
  }
  return checkpoint;
}

}  // namespace suyuan::tlog
