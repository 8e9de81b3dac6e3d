#include "services/traceability/errors.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::traceability {

absl::Status TargetNotFound(absl::string_view target) {
  return WithReason(
      absl::NotFoundError(absl::StrCat(
          "nothing held here fits \"", target,
          "\": neither a record, nor a certificate, nor a certificate number")),
      "TARGET_NOT_FOUND");
}

absl::Status ChainTooLarge(size_t limit) {
  return WithReason(
      absl::FailedPreconditionError(absl::StrCat(
          "the chain has more than ", limit,
          " results; ask for one result of the certificate (result_id)")),
      "CHAIN_TOO_LARGE");
}

absl::Status ProfileFileUnreadable(absl::string_view path) {
  return WithReason(
      absl::NotFoundError(absl::StrCat(
          path,
          " cannot be read, is empty or is over 1 MiB; a profile in JSON "
          "is wanted")),
      "PROFILE_FILE_UNREADABLE");
}

absl::Status SnapshotUnsupported() {
  return WithReason(
      absl::UnimplementedError("this program was linked without a build id; "
                               "snapshots need one (-Wl,--build-id)"),
      "SNAPSHOT_UNSUPPORTED");
}

absl::Status SnapshotOfOtherFeed(absl::string_view how, int64_t position) {
  return WithReason(
      absl::FailedPreconditionError(absl::StrCat(
          "the snapshot is of another feed: this one ", how, " ", position)),
      "SNAPSHOT_OF_OTHER_FEED");
}

absl::Status GraphFull(int64_t bytes, int64_t limit) {
  return WithReason(
      absl::ResourceExhaustedError(absl::StrCat(
          "the graph takes ", bytes, " bytes of the ", limit,
          " that --memory-limit allows, and takes over no more changes")),
      "GRAPH_FULL");
}

absl::Status ProofMalformed(absl::string_view problem) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat("malformed proof: ", problem)),
      "PROOF_MALFORMED");
}

absl::Status ProofDamaged() {
  return WithReason(absl::DataLossError("the proof is damaged: its bytes are "
                                        "not those that were written"),
                    "PROOF_DAMAGED");
}

absl::Status ProofTooLarge() {
  return WithReason(
      absl::FailedPreconditionError(
          "the proof has over 16 MiB, or 64 MiB when it is unpacked; ask for "
          "one result of the certificate (result_id), or without documents"),
      "PROOF_TOO_LARGE");
}

absl::Status ProofKeyMissing() {
  return WithReason(
      absl::FailedPreconditionError(
          "the service has no key to sign statements with (--proof-key)"),
      "PROOF_KEY_MISSING");
}

absl::Status ProofChanged(absl::string_view what) {
  return WithReason(
      absl::UnavailableError(absl::StrCat(
          "what the chain rests on changed while it was proved: ", what)),
      "PROOF_CHANGED");
}

absl::Status ProofRulesDiffer(absl::string_view proof, absl::string_view here) {
  return WithReason(absl::FailedPreconditionError(
                        absl::StrCat("the proof was judged by the rules ",
                                     proof, "; this program has ", here)),
                    "PROOF_RULES_DIFFER");
}

absl::Status ProofUnbound(absl::string_view what, absl::string_view problem) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat(what, " ", problem)),
      "PROOF_UNBOUND");
}

absl::Status ProofAnswerDiffers(absl::string_view problem) {
  return WithReason(absl::InvalidArgumentError(absl::StrCat(
                        "what is claimed does not give the answer: ", problem)),
                    "PROOF_ANSWER_DIFFERS");
}

}  // namespace suyuan::traceability
