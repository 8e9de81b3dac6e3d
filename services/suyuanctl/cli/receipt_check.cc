#include "services/suyuanctl/cli/receipt_check.h"

#include <google/protobuf/util/json_util.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/tlog/errors.h"
#include "libs/tlog/proof.h"
#include "libs/tlog/receipt.h"

namespace suyuan::ctl {
namespace {

absl::Status LeafMalformed(absl::string_view problem) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat("the receipt's leaf ", problem)),
      "LEAF_MALFORMED");
}

absl::Status OtherDocument(absl::string_view named, absl::string_view ours) {
  return WithReason(absl::InvalidArgumentError(absl::StrCat(
                        "the receipt is for a document with the SHA-256 ",
                        named, "; this one has ", ours)),
                    "RECEIPT_OF_ANOTHER_DOCUMENT");
}

absl::StatusOr<CheckedReceipt> ReadLeaf(const std::string& leaf) {
  const nlohmann::json json =
      nlohmann::json::parse(leaf, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return LeafMalformed("is no JSON object");
  CheckedReceipt out;
  const std::pair<const char*, std::string*> members[] = {
      {"digest", &out.digest},
      {"kind", &out.kind},
      {"time", &out.time},
      {"issuer", &out.issuer}};
  for (const auto& [name, value] : members) {
    const auto member = json.find(name);
    if (member == json.end() || !member->is_string()) {
      return LeafMalformed(absl::StrCat("has no text \"", name, "\""));
    }
    *value = member->get<std::string>();
  }
  if (json.contains("statement")) {
    return LeafMalformed("is about a change of status, not an import");
  }
  return out;
}

}  // namespace

absl::StatusOr<CheckedReceipt> CheckReceipt(
    absl::string_view document, const certificates::v1::Receipt& receipt,
    const tlog::NoteVerifier& log) {
  SUYUAN_ASSIGN_OR_RETURN(CheckedReceipt out, ReadLeaf(receipt.leaf()));
  const std::string ours = crypto::Sha256(document).Hex();
  if (out.digest != ours) return OtherDocument(out.digest, ours);
  SUYUAN_ASSIGN_OR_RETURN(const tlog::Receipt proof,
                          tlog::Receipt::Parse(receipt.proof()));
  SUYUAN_ASSIGN_OR_RETURN(
      out.checkpoint,
      tlog::VerifyReceipt(proof, tlog::HashLeaf(receipt.leaf()), log));
  out.index = proof.index;
  return out;
}

absl::StatusOr<certificates::v1::Receipt> ParseReceipt(absl::string_view text,
                                                       absl::string_view leaf) {
  certificates::v1::Receipt receipt;
  if (absl::StartsWith(absl::StripLeadingAsciiWhitespace(text), "{")) {
    const auto status = google::protobuf::util::JsonStringToMessage(
        google::protobuf::StringPiece(text.data(), text.size()), &receipt);
    if (status.ok()) return receipt;
    return WithReason(absl::InvalidArgumentError(absl::StrCat(
                          "the receipt is not the JSON of one: ",
                          absl::string_view(status.message().data(),
                                            status.message().size()))),
                      "RECEIPT_MALFORMED");
  }
  SUYUAN_ASSIGN_OR_RETURN(const tlog::Receipt proof,
                          tlog::Receipt::Parse(text));
  if (leaf.empty() && !proof.extra.has_value()) {
    return LeafMalformed("is not in the file; --leaf names the file with it");
  }
  receipt.set_leaf(leaf.empty() ? *proof.extra : std::string(leaf));
  receipt.set_proof(std::string(text));
  receipt.set_log_index(static_cast<int64_t>(proof.index));
  return receipt;
}

absl::Status CheckContinues(const tlog::Checkpoint& earlier,
                            const tlog::Checkpoint& newest,
                            const certificates::v1::ConsistencyProof& proof) {
  if (newest.size < earlier.size) {
    return tlog::LogWentBack(newest.size, earlier.size);
  }
  std::vector<tlog::Hash> hashes;
  for (const std::string& bytes : proof.hashes()) {
    SUYUAN_ASSIGN_OR_RETURN(const tlog::Hash hash, tlog::Hash::From(bytes));
    hashes.push_back(hash);
  }
  return tlog::VerifyConsistency(earlier.size, newest.size, earlier.root,
                                 newest.root, hashes);
}

}  // namespace suyuan::ctl
