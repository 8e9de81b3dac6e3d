#include "libs/tlog/receipt.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "libs/crypto/encoding.h"
#include "libs/tlog/decimal.h"
#include "libs/tlog/errors.h"

namespace suyuan::tlog {
namespace {

constexpr absl::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
constexpr size_t kMaxBytes = 1'100'000;
// As deep as a tree can be.
constexpr size_t kMaxHashes = 63;

// The next line without its newline; nullopt where none ends.
std::optional<absl::string_view> TakeLine(absl::string_view& text) {
  const size_t end = text.find('\n');
  if (end == absl::string_view::npos) return std::nullopt;
  const absl::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

// The hashes up to and with the empty line.
absl::StatusOr<Proof> TakeProof(absl::string_view& text) {
  Proof out;
  while (true) {
    const std::optional<absl::string_view> line = TakeLine(text);
    if (!line) return ReceiptMalformed("no empty line ends the proof");
    if (line->empty()) return out;
    if (out.size() == kMaxHashes) return ReceiptMalformed("over 63 hashes");
    const std::optional<std::string> bytes = crypto::FromBase64(*line);
    if (!bytes || bytes->size() != Hash::kSize) {
      return ReceiptMalformed("a hash is not base64 of 32 bytes");
    }
    out.push_back(*Hash::From(*bytes));
  }
}

}  // namespace

absl::StatusOr<Receipt> Receipt::Parse(absl::string_view text) {
  if (text.size() > kMaxBytes) return ReceiptMalformed("over 1.1 MB");
  if (TakeLine(text) != kFirstLine) {
    return ReceiptMalformed(absl::StrCat("the first line is not ", kFirstLine));
  }
  Receipt out;
  std::optional<absl::string_view> line = TakeLine(text);
  if (line && absl::ConsumePrefix(&*line, "extra ")) {
    out.extra = crypto::FromBase64(*line);
    if (!out.extra) return ReceiptMalformed("the extra data is not base64");
    line = TakeLine(text);
  }
  if (!line || !absl::ConsumePrefix(&*line, "index ")) {
    return ReceiptMalformed("no line with the index");
  }
  const std::optional<uint64_t> index = ParseDecimal(*line);
  if (!index) return ReceiptMalformed("the index is no decimal number");
  out.index = *index;
  SUYUAN_ASSIGN_OR_RETURN(out.proof, TakeProof(text));
  if (text.empty()) return ReceiptMalformed("no checkpoint");
  out.checkpoint = std::string(text);
  return out;
}

std::string Receipt::Text() const {
  std::string out = absl::StrCat(kFirstLine, "\n");
  if (extra) absl::StrAppend(&out, "extra ", crypto::ToBase64(*extra), "\n");
  absl::StrAppend(&out, "index ", index, "\n");
  for (const Hash& hash : proof) {
    absl::StrAppend(&out, crypto::ToBase64(hash.view()), "\n");
  }
  absl::StrAppend(&out, "\n", checkpoint);
  return out;
}

absl::StatusOr<Checkpoint> VerifyReceipt(const Receipt& receipt,
                                         const Hash& leaf,
                                         const NoteVerifier& log) {
  SUYUAN_ASSIGN_OR_RETURN(Checkpoint checkpoint,
                          OpenCheckpoint(receipt.checkpoint, log));
  SUYUAN_RETURN_IF_ERROR(VerifyInclusion(receipt.index, checkpoint.size, leaf,
                                         checkpoint.root, receipt.proof));
  return checkpoint;
}

}  // namespace suyuan::tlog
