#include "libs/tlog/errors.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::tlog {
namespace {

absl::Status Invalid(absl::string_view reason, absl::string_view what,
                     absl::string_view problem) {
  return WithReason(absl::InvalidArgumentError(absl::StrCat(what, problem)),
                    reason);
}

}  // namespace

absl::Status ProofInvalid(absl::string_view problem) {
  return Invalid("LOG_PROOF_INVALID", "the proof does not hold: ", problem);
}

absl::Status ProofImpossible(absl::string_view problem) {
  return WithReason(
      absl::OutOfRangeError(absl::StrCat("no such proof: ", problem)),
      "LOG_PROOF_IMPOSSIBLE");
}

absl::Status TreeDamaged(absl::string_view problem) {
  return WithReason(
      absl::DataLossError(absl::StrCat("the log's tree is damaged: ", problem)),
      "LOG_TREE_DAMAGED");
}

absl::Status LogWentBack(uint64_t shown, uint64_t before) {
  return WithReason(absl::DataLossError(absl::StrCat("the log shows ", shown,
                                                     " leaves and has signed ",
                                                     before, " before")),
                    "LOG_WENT_BACK");
}

absl::Status LogSplit(uint64_t before, uint64_t shown) {
  return WithReason(
      absl::DataLossError(absl::StrCat(
          "the log has signed a tree of ", shown,
          " leaves that does not continue the tree of ", before,
          " leaves that it signed before: it shows different trees")),
      "LOG_SPLIT");
}

absl::Status TilePathInvalid(absl::string_view problem) {
  return Invalid("LOG_TILE_PATH_INVALID", "not the path of a tile: ", problem);
}

absl::Status BundleInvalid(absl::string_view problem) {
  return Invalid("LOG_BUNDLE_INVALID", "not a bundle of entries: ", problem);
}

absl::Status NoteKeyInvalid(absl::string_view problem) {
  return Invalid("NOTE_KEY_INVALID", "not the key of a note: ", problem);
}

absl::Status NoteMalformed(absl::string_view problem) {
  return Invalid("NOTE_MALFORMED", "malformed note: ", problem);
}

absl::Status NoteUnverified() {
  return WithReason(
      absl::PermissionDeniedError("the note has no signature of a known key"),
      "NOTE_UNVERIFIED");
}

absl::Status NoteSignatureInvalid(absl::string_view key_name) {
  return WithReason(absl::PermissionDeniedError(absl::StrCat(
                        "the signature of the key ", key_name, " is wrong")),
                    "NOTE_SIGNATURE_INVALID");
}

absl::Status PolicyInvalid(int line, absl::string_view problem) {
  return Invalid("LOG_POLICY_INVALID",
                 line == 0 ? "not a policy: "
                           : absl::StrCat("not a policy: line ", line, ": "),
                 problem);
}

absl::Status QuorumMissing(absl::string_view quorum, absl::string_view by) {
  return WithReason(
      absl::PermissionDeniedError(absl::StrCat(
          "the checkpoint is cosigned by ", by.empty() ? "nobody known" : by,
          "; the policy wants the quorum ", quorum)),
      "LOG_QUORUM_MISSING");
}

absl::Status CheckpointMalformed(absl::string_view problem) {
  return Invalid("CHECKPOINT_MALFORMED", "malformed checkpoint: ", problem);
}

absl::Status ReceiptMalformed(absl::string_view problem) {
  return Invalid("RECEIPT_MALFORMED", "malformed receipt: ", problem);
}

absl::Status ReceiptOfAnotherLog(absl::string_view stated,
                                 absl::string_view wanted) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat(
          "the receipt is of the log '", stated, "', not of '", wanted, "'")),
      "RECEIPT_OF_ANOTHER_LOG");
}

}  // namespace suyuan::tlog
