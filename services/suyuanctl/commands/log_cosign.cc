#include "services/suyuanctl/commands/log_cosign.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/crypto/ed25519.h"
#include "libs/tlog/cosignature.h"
#include "services/suyuanctl/cli/seen_file.h"

namespace suyuan::ctl {

absl::StatusOr<bool> LogCosign(const LogCosignOptions& options,
                               const tlog::Policy& policy, PublishedLog& log,
                               absl::Time now, SendNote send,
                               Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const crypto::Ed25519PrivateKey key,
                          crypto::Ed25519PrivateKey::Load(options.key_file));
  SUYUAN_ASSIGN_OR_RETURN(const tlog::Cosigner witness,
                          tlog::Cosigner::From(options.name, key));
  SUYUAN_ASSIGN_OR_RETURN(const SeenCheckpoint seen, log.ToCosign(policy));
  const auto fetch = log.Fetch();
  SUYUAN_RETURN_IF_ERROR(
      SeenFile(options.state).Advance(seen, policy, fetch).status());
  const std::string text = seen.checkpoint.Text();
  const tlog::NoteSignature cosignature = witness.Cosign(text, now);
  SUYUAN_RETURN_IF_ERROR(
      send(tlog::WriteNote(text, absl::MakeConstSpan(&cosignature, 1))));
  console.Print(console.Say(
      "log.cosigned", {absl::StrCat(seen.checkpoint.size),
                       seen.checkpoint.origin, witness.verifier().name()}));
  return true;
}

absl::StatusOr<bool> LogWitnessKey(const std::string& name,
                                   const std::string& key_file,
                                   Console& console) {
  const crypto::Ed25519PrivateKey key = crypto::Ed25519PrivateKey::Generate();
  SUYUAN_ASSIGN_OR_RETURN(const tlog::Cosigner witness,
                          tlog::Cosigner::From(name, key));
  SUYUAN_RETURN_IF_ERROR(key.Store(key_file));
  console.Print(witness.verifier().Text());
  return true;
}

}  // namespace suyuan::ctl
