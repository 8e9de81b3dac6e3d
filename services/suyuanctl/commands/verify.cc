#include "services/suyuanctl/commands/verify.h"

#include <fstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/crypto/signing_key.h"
#include "libs/tlog/errors.h"
#include "libs/tlog/policy.h"
#include "libs/tlog/receipt.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/cli/published_log.h"
#include "services/suyuanctl/cli/receipt_check.h"
#include "services/suyuanctl/cli/signed_document.h"
#include "services/suyuanctl/commands/json.h"

namespace suyuan::ctl {
namespace {

using certificates::v1::Checkpoint;
using certificates::v1::ConsistencyProof;
using certificates::v1::Receipt;

constexpr absl::string_view kCollection = "certificates/";

// The certificates service and its log, as far as they are asked.
class Source {
 public:
  explicit Source(Connections& connections) : connections_(connections) {}

  absl::StatusOr<std::string> Original(const std::string& name) {
    certificates::v1::GetOriginalRequest request;
    request.set_name(name);
    google::api::HttpBody body;
    SUYUAN_RETURN_IF_ERROR(Call([&](grpc::ClientContext& context) {
      return connections_.certificates().GetOriginal(&context, request, &body);
    }));
    return body.data();
  }
  absl::StatusOr<Receipt> ReceiptOf(const std::string& name) {
    certificates::v1::GetReceiptRequest request;
    request.set_name(name);
    Receipt receipt;
    SUYUAN_RETURN_IF_ERROR(Call([&](grpc::ClientContext& context) {
      return connections_.certificates().GetReceipt(&context, request,
                                                    &receipt);
    }));
    return receipt;
  }
  absl::StatusOr<Checkpoint> Newest() {
    Checkpoint checkpoint;
    SUYUAN_RETURN_IF_ERROR(Call([&](grpc::ClientContext& context) {
      return connections_.log().GetCheckpoint(
          &context, certificates::v1::GetCheckpointRequest(), &checkpoint);
    }));
    return checkpoint;
  }
  absl::StatusOr<ConsistencyProof> Between(uint64_t first, uint64_t second) {
    certificates::v1::GetConsistencyProofRequest request;
    request.set_first_size(static_cast<int64_t>(first));
    request.set_second_size(static_cast<int64_t>(second));
    ConsistencyProof proof;
    SUYUAN_RETURN_IF_ERROR(Call([&](grpc::ClientContext& context) {
      return connections_.log().GetConsistencyProof(&context, request, &proof);
    }));
    return proof;
  }

 private:
  absl::Status Call(
      absl::FunctionRef<grpc::Status(grpc::ClientContext&)> attempt) {
    return world::CallPeer(connections_.certificates_peer(),
                           connections_.settings(), attempt);
  }

  Connections& connections_;
};

bool IsName(const std::string& target) {
  return absl::StartsWith(target, kCollection) &&
         target.size() == kCollection.size() + 32;
}

absl::StatusOr<std::string> GivenKey(const VerifyOptions& options) {
  if (options.key_file.empty()) return options.key;
  SUYUAN_ASSIGN_OR_RETURN(const std::string text,
                          ReadWholeFile(options.key_file));
  return std::string(absl::StripAsciiWhitespace(text));
}

// The key of the log that signed the receipt's checkpoint, once the policy's
// quorum has cosigned it.
absl::StatusOr<std::string> KeyByPolicy(const std::string& path,
                                        const Receipt& receipt) {
  SUYUAN_ASSIGN_OR_RETURN(const tlog::Policy policy,
                          ReadTrust({.policy = path}));
  SUYUAN_ASSIGN_OR_RETURN(const tlog::Receipt proof,
                          tlog::Receipt::Parse(receipt.proof()));
  SUYUAN_RETURN_IF_ERROR(tlog::OpenByPolicy(proof.checkpoint, policy).status());
  for (const tlog::Policy::Log& log : policy.logs()) {
    if (tlog::OpenCheckpoint(proof.checkpoint, log.key).ok()) {
      return log.key.Text();
    }
  }
  return tlog::NoteUnverified();
}

// A canonical certificate is kept in its canonical form, which a file need not
// have.
absl::Status Advise(const VerifyOptions& options, absl::Status status) {
  if (ReasonOf(status) != "CERTIFICATE_NOT_FOUND" ||
      !IsJsonName(options.target)) {
    return status;
  }
  return WithReason(
      absl::NotFoundError(absl::StrCat(
          status.message(),
          "; a canonical certificate is kept in its canonical JSON, so "
          "verify it by its name, certificates/...")),
      "CERTIFICATE_NOT_FOUND");
}

absl::StatusOr<Receipt> FindReceipt(const VerifyOptions& options,
                                    const std::string& document,
                                    Source& source) {
  if (options.receipt.empty()) {
    const std::string name =
        absl::StrCat(kCollection, crypto::Sha256(document).Hex().substr(0, 32));
    auto receipt = source.ReceiptOf(name);
    if (!receipt.ok()) return Advise(options, receipt.status());
    return receipt;
  }
  SUYUAN_ASSIGN_OR_RETURN(const std::string text,
                          ReadWholeFile(options.receipt));
  std::string leaf;
  if (!options.leaf.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(leaf, ReadWholeFile(options.leaf));
  }
  return ParseReceipt(text, leaf);
}

absl::Status Save(const std::string& path, const Receipt& receipt) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string json, ToJson(receipt, true));
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << json << "\n";
  out.close();
  if (out.good()) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("cannot write ", path));
}

void Tell(const CheckedReceipt& checked, Console& console) {
  console.Print(console.Say("verify.document", {checked.digest}));
  console.Print(
      console.Say("verify.leaf", {absl::StrCat(checked.index), checked.kind,
                                  checked.time, checked.issuer}));
  console.Print(console.Say(
      "verify.tree",
      {absl::StrCat(checked.checkpoint.size), checked.checkpoint.origin}));
}

// The public key is believed: whose it is the institution or the registry says.
absl::Status VerifySignature(const VerifyOptions& options,
                             const std::string& bytes, Console& console) {
  if (options.public_key.empty()) {
    return InvalidField("--public-key", "is wanted to check a signature");
  }
  SUYUAN_ASSIGN_OR_RETURN(const auto signature,
                          ReadSignatureFile(options.signature));
  SUYUAN_ASSIGN_OR_RETURN(const std::string pem,
                          ReadWholeFile(options.public_key));
  SUYUAN_ASSIGN_OR_RETURN(const crypto::VerifyingKey key,
                          crypto::VerifyingKey::FromPem(pem));
  SUYUAN_RETURN_IF_ERROR(CheckSignature(signature, bytes, key));
  console.Print(console.Say(
      "verify.signature", {crypto::AlgorithmName(key.algorithm()), key.id()}));
  if (signature.has_signing_time()) {
    console.Print(console.Say(
        "verify.signing_time",
        {absl::FormatTime(
            absl::RFC3339_sec,
            absl::FromUnixSeconds(signature.signing_time().seconds()),
            absl::UTCTimeZone())}));
  }
  return absl::OkStatus();
}

// Of a file in the form that is kept, in which it is signed.
absl::StatusOr<std::string> BytesOf(const VerifyOptions& options,
                                    Source& source) {
  if (IsName(options.target)) return source.Original(options.target);
  if (!options.signature.empty()) return ReadSignedBytes(options.target);
  return ReadWholeFile(options.target);
}

}  // namespace

absl::StatusOr<bool> Verify(const VerifyOptions& options,
                            Connections& connections, Console& console) {
  Source source(connections);
  SUYUAN_ASSIGN_OR_RETURN(std::string key, GivenKey(options));
  const bool offline =
      !options.receipt.empty() && (!key.empty() || !options.policy.empty());
  const bool is_signature_alone =
      options.offline && options.receipt.empty() && !options.signature.empty();
  if (options.offline && !offline && !is_signature_alone) {
    return InvalidField("--offline",
                        "a receipt and a key or a policy are wanted");
  }
  SUYUAN_ASSIGN_OR_RETURN(const std::string document, BytesOf(options, source));
  if (!options.signature.empty()) {
    SUYUAN_RETURN_IF_ERROR(VerifySignature(options, document, console));
  }
  if (is_signature_alone) return true;
  SUYUAN_ASSIGN_OR_RETURN(const Receipt receipt,
                          FindReceipt(options, document, source));
  if (!options.policy.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(key, KeyByPolicy(options.policy, receipt));
  }
  Checkpoint newest;
  if (!offline) {
    SUYUAN_ASSIGN_OR_RETURN(newest, source.Newest());
  }
  const bool pinned = !key.empty();
  if (!pinned) key = newest.verifier_key();
  SUYUAN_ASSIGN_OR_RETURN(const tlog::NoteVerifier log,
                          tlog::NoteVerifier::Parse(key));
  SUYUAN_ASSIGN_OR_RETURN(const CheckedReceipt checked,
                          CheckReceipt(document, receipt, log));
  Tell(checked, console);
  if (!offline) {
    SUYUAN_ASSIGN_OR_RETURN(const tlog::Checkpoint now,
                            tlog::OpenCheckpoint(newest.note(), log));
    ConsistencyProof proof;
    if (now.size > checked.checkpoint.size) {
      SUYUAN_ASSIGN_OR_RETURN(
          proof, source.Between(checked.checkpoint.size, now.size));
    }
    SUYUAN_RETURN_IF_ERROR(CheckContinues(checked.checkpoint, now, proof));
    console.Print(console.Say("verify.continues", {absl::StrCat(now.size)}));
  }
  if (!pinned) console.Note(console.Say("verify.unpinned", {key}));
  if (!options.save_receipt.empty()) {
    SUYUAN_RETURN_IF_ERROR(Save(options.save_receipt, receipt));
  }
  console.Print(console.Say("verify.holds"));
  return true;
}

}  // namespace suyuan::ctl
