// Any text as a receipt: what is read comes back when it is written, and what
// holds holds for this leaf, at this index and under this log's key alone.

#include <cstddef>
#include <cstdint>
#include <string>

#include "libs/tlog/receipt.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/tlog/keys.h"

namespace suyuan::tlog {
namespace {

using suyuan::fuzz::CheckRefusal;

void CheckRefused(const absl::StatusOr<Checkpoint>& verified) {
  CheckRefusal(
      verified.status(),
      {"CHECKPOINT_MALFORMED", "LOG_PROOF_INVALID", "NOTE_MALFORMED",
       "NOTE_SIGNATURE_INVALID", "NOTE_UNVERIFIED", "RECEIPT_OF_ANOTHER_LOG"});
}

void CheckVerified(const Receipt& receipt, const Hash& leaf,
                   const Checkpoint& checkpoint) {
  SUYUAN_CHECK(checkpoint.origin == fuzz::kOrigin);
  SUYUAN_CHECK(receipt.index < checkpoint.size);
  const NoteVerifier& log = fuzz::Log().verifier();
  Hash other = leaf;
  other.bytes[31] ^= 1;
  CheckRefused(VerifyReceipt(receipt, other, log));
  CheckRefused(VerifyReceipt(receipt, leaf, fuzz::Impostor().verifier()));
  Receipt moved = receipt;
  moved.index += 1;
  CheckRefused(VerifyReceipt(moved, leaf, log));
  Receipt longer = receipt;
  longer.proof.push_back(leaf);
  CheckRefused(VerifyReceipt(longer, leaf, log));
  // Nobody signed what the application may add.
  Receipt told = receipt;
  told.extra = "told by nobody";
  SUYUAN_CHECK(VerifyReceipt(told, leaf, log).ok());
}

void Check(absl::string_view text) {
  const auto receipt = Receipt::Parse(text);
  if (!receipt.ok()) {
    return CheckRefusal(receipt.status(), {"RECEIPT_MALFORMED"});
  }
  SUYUAN_CHECK(receipt->Text() == text);
  SUYUAN_CHECK(receipt->proof.size() <= 63);
  // The entries of the corpus's log are "entry 0", "entry 1"...
  const std::string entry = absl::StrCat("entry ", receipt->index);
  const Hash leaf = HashLeaf(entry);
  const auto verified = VerifyReceipt(*receipt, leaf, fuzz::Log().verifier());
  verified.ok() ? CheckVerified(*receipt, leaf, *verified)
                : CheckRefused(verified);
}

}  // namespace
}  // namespace suyuan::tlog

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  suyuan::tlog::Check(suyuan::fuzz::Text(data, size));
  return 0;
}
