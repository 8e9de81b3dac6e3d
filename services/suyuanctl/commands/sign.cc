#include "services/suyuanctl/commands/sign.h"

#include <memory>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/crypto/signing_key.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/cli/output_file.h"
#include "services/suyuanctl/cli/signed_document.h"
#include "services/suyuanctl/commands/json.h"
#include "services/suyuanctl/world/grpc_call.h"
#include "suyuan/registry/v1/records.pb.h"

namespace suyuan::ctl {
namespace {

using certificates::v1::DetachedSignature;

bool IsHeld(const std::string& target) {
  return absl::StartsWith(target, "certificates/");
}

absl::Status SignFile(const std::string& file, const std::string& output,
                      const crypto::SigningKey& key, absl::Time now,
                      Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string bytes, ReadSignedBytes(file));
  SUYUAN_ASSIGN_OR_RETURN(const std::string text,
                          SignatureFileText(SignBytes(key, bytes, now)));
  const std::string path = output.empty() ? SignaturePathOf(file) : output;
  SUYUAN_ASSIGN_OR_RETURN(const std::unique_ptr<OutputFile> out,
                          OutputFile::Open(path, console));
  SUYUAN_RETURN_IF_ERROR(out->Write(text));
  SUYUAN_RETURN_IF_ERROR(out->Close());
  console.Note(console.Say("sign.written", {path}));
  return absl::OkStatus();
}

absl::Status SignHeld(const std::string& name, const HeldCertificates& held,
                      const crypto::SigningKey& key, absl::Time now,
                      Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string bytes, held.original(name));
  SUYUAN_RETURN_IF_ERROR(held.add(name, SignBytes(key, bytes, now)));
  console.Note(console.Say("sign.added", {name}));
  return absl::OkStatus();
}

absl::StatusOr<crypto::SignatureAlgorithm> AlgorithmOf(
    const std::string& word) {
  if (word == "ed25519") return crypto::SignatureAlgorithm::kEd25519;
  if (word == "ecdsa") return crypto::SignatureAlgorithm::kEcdsaP256Sha256;
  if (word == "sm2") return crypto::SignatureAlgorithm::kSm2Sm3;
  return InvalidField(
      "--algorithm",
      absl::StrCat("\"", word, "\"; ed25519, ecdsa or sm2 is wanted"));
}

// From `from` on, "": the day of `now`.
registry::v1::SigningKey ToRegister(const crypto::VerifyingKey& key,
                                    const std::string& from, absl::Time now) {
  registry::v1::SigningKey registered;
  registered.set_public_key(key.Pem());
  registered.mutable_period()->set_from(
      from.empty() ? rpc::DayText(metrology::LegalDay(now)) : from);
  return registered;
}

// Of a public key, which anybody may read, or of a private one.
absl::StatusOr<crypto::VerifyingKey> ReadPublicPart(const std::string& path) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string pem, ReadWholeFile(path));
  absl::StatusOr<crypto::VerifyingKey> key = crypto::VerifyingKey::FromPem(pem);
  if (key.ok()) return key;
  SUYUAN_ASSIGN_OR_RETURN(const crypto::SigningKey signing,
                          crypto::SigningKey::Load(path));
  return signing.verifying_key();
}

}  // namespace

HeldCertificates HeldCertificatesOver(Connections& connections) {
  HeldCertificates held;
  held.original =
      [&connections](const std::string& name) -> absl::StatusOr<std::string> {
    certificates::v1::GetOriginalRequest request;
    request.set_name(name);
    google::api::HttpBody body;
    SUYUAN_RETURN_IF_ERROR(
        world::CallPeer(connections.certificates_peer(), connections.settings(),
                        [&](grpc::ClientContext& context) {
                          return connections.certificates().GetOriginal(
                              &context, request, &body);
                        }));
    return body.data();
  };
  held.add = [&connections](const std::string& name,
                            const DetachedSignature& signature) {
    certificates::v1::AddSignatureRequest request;
    request.set_name(name);
    *request.mutable_signature() = signature;
    request.set_request_id(world::NewRequestId());
    certificates::v1::Certificate certificate;
    return world::CallPeer(connections.certificates_peer(),
                           connections.settings(),
                           [&](grpc::ClientContext& context) {
                             return connections.certificates().AddSignature(
                                 &context, request, &certificate);
                           });
  };
  return held;
}

absl::StatusOr<bool> Sign(const SignOptions& options,
                          const HeldCertificates& held, absl::Time now,
                          Console& console) {
  if (!options.output.empty() &&
      (options.targets.size() != 1 || IsHeld(options.targets[0]))) {
    return InvalidField("--output", "is for the signature of one file");
  }
  SUYUAN_ASSIGN_OR_RETURN(const crypto::SigningKey key,
                          crypto::SigningKey::Load(options.key_file));
  for (const std::string& target : options.targets) {
    SUYUAN_RETURN_IF_ERROR(
        IsHeld(target) ? SignHeld(target, held, key, now, console)
                       : SignFile(target, options.output, key, now, console));
  }
  return true;
}

absl::StatusOr<bool> GenerateKey(const GenerateKeyOptions& options,
                                 absl::Time now, Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const crypto::SignatureAlgorithm algorithm,
                          AlgorithmOf(options.algorithm));
  const crypto::SigningKey key = crypto::SigningKey::Generate(algorithm);
  const registry::v1::SigningKey registered =
      ToRegister(key.verifying_key(), "", now);
  SUYUAN_ASSIGN_OR_RETURN(const std::string json, ToJson(registered, true));
  SUYUAN_RETURN_IF_ERROR(key.Store(options.key_file));
  console.Print(json);
  console.Note(
      console.Say("key.written", {options.key_file, key.verifying_key().id()}));
  return true;
}

absl::StatusOr<bool> PrintPublicKey(const std::string& key_file,
                                    Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const crypto::VerifyingKey key,
                          ReadPublicPart(key_file));
  console.Write(key.Pem());
  return true;
}

absl::StatusOr<bool> RegisterKey(const RegisterKeyOptions& options,
                                 absl::Time now, Connections& connections,
                                 Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const crypto::VerifyingKey key,
                          ReadPublicPart(options.key_file));
  const auto call = [&connections](auto attempt) {
    return world::CallPeer(connections.registry_peer(), connections.settings(),
                           attempt);
  };
  registry::v1::GetInstitutionRequest get;
  get.set_name(options.institution);
  registry::v1::UpdateInstitutionRequest update;
  SUYUAN_RETURN_IF_ERROR(call([&](grpc::ClientContext& context) {
    return connections.registry().registry->GetInstitution(
        &context, get, update.mutable_institution());
  }));
  registry::v1::SigningKey& added =
      *update.mutable_institution()->add_signing_keys();
  added = ToRegister(key, options.from, now);
  added.mutable_period()->set_to(options.to);
  update.mutable_update_mask()->add_paths("signing_keys");
  update.set_request_id(world::NewRequestId());
  registry::v1::Institution updated;
  SUYUAN_RETURN_IF_ERROR(call([&](grpc::ClientContext& context) {
    return connections.registry().registry->UpdateInstitution(&context, update,
                                                              &updated);
  }));
  console.Note(console.Say("key.registered", {options.institution, key.id()}));
  return true;
}

}  // namespace suyuan::ctl
