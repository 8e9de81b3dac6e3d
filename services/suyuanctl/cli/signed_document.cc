#include "services/suyuanctl/cli/signed_document.h"

#include <google/protobuf/util/json_util.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/json/message_json.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/output_fields.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/commands/json.h"

namespace suyuan::ctl {
namespace {

using certificates::v1::Certificate;
using certificates::v1::DetachedSignature;

absl::Status Syntax(absl::string_view what, const std::string& problem) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat("no ", what, ": ", problem)),
      "DOCUMENT_SYNTAX");
}

absl::Status SignatureInvalid(absl::string_view problem) {
  return WithReason(absl::FailedPreconditionError(problem),
                    "SIGNATURE_INVALID");
}

// As the certificates service makes it of what it keeps.
std::string CanonicalText(Certificate certificate) {
  static const auto& outputs =
      *new rpc::OutputFields(*Certificate::descriptor());
  outputs.Clear(certificate);
  std::string text;
  json::AppendCanonicalJson(certificate, text);
  return text;
}

}  // namespace

absl::StatusOr<Certificate> ParseCertificate(const std::string& json) {
  Certificate certificate;
  const auto status =
      google::protobuf::util::JsonStringToMessage(json, &certificate);
  if (status.ok()) return certificate;
  return Syntax("canonical certificate", std::string(status.message()));
}

absl::StatusOr<std::string> ReadSignedBytes(const std::string& path) {
  SUYUAN_ASSIGN_OR_RETURN(std::string bytes, ReadDocument(path));
  if (!IsJsonName(path)) return bytes;
  SUYUAN_ASSIGN_OR_RETURN(Certificate certificate, ParseCertificate(bytes));
  if (certificate.kind() == Certificate::KIND_UNSPECIFIED) {
    return InvalidField("kind", absl::StrCat(path,
                                             " does not say what kind of "
                                             "certificate it is; one that "
                                             "is signed must"));
  }
  return CanonicalText(std::move(certificate));
}

std::string SignaturePathOf(absl::string_view document) {
  return absl::StrCat(document, ".sig");
}

DetachedSignature SignBytes(const crypto::SigningKey& key,
                            absl::string_view bytes, absl::Time now) {
  DetachedSignature signature;
  signature.set_algorithm(static_cast<certificates::v1::SignatureAlgorithm>(
      key.verifying_key().algorithm()));
  signature.set_key_id(key.verifying_key().id());
  signature.set_signature(key.Sign(bytes));
  *signature.mutable_signing_time() =
      rpc::InstantProto(absl::FromUnixSeconds(absl::ToUnixSeconds(now)));
  return signature;
}

absl::StatusOr<DetachedSignature> ReadSignatureFile(const std::string& path) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string json, ReadWholeFile(path));
  DetachedSignature signature;
  const auto status =
      google::protobuf::util::JsonStringToMessage(json, &signature);
  if (status.ok()) return signature;
  return Syntax("signature",
                absl::StrCat(path, ": ", std::string(status.message())));
}

absl::StatusOr<std::string> SignatureFileText(
    const DetachedSignature& signature) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string json, ToJson(signature, true));
  return absl::StrCat(json, "\n");
}

absl::Status CheckSignature(const DetachedSignature& signature,
                            absl::string_view bytes,
                            const crypto::VerifyingKey& key) {
  if (signature.key_id() != key.id()) {
    return SignatureInvalid(absl::StrCat(
        "the signature is by key ", signature.key_id(), ", not by ", key.id()));
  }
  const int algorithm = static_cast<int>(key.algorithm());
  if (signature.algorithm() !=
          certificates::v1::SIGNATURE_ALGORITHM_UNSPECIFIED &&
      signature.algorithm() != algorithm) {
    return SignatureInvalid(
        absl::StrCat("the signature names another algorithm than its key's, ",
                     crypto::AlgorithmName(key.algorithm())));
  }
  if (key.Verify(bytes, signature.signature())) return absl::OkStatus();
  return SignatureInvalid(
      absl::StrCat("key ", key.id(), " did not sign these bytes"));
}

}  // namespace suyuan::ctl
