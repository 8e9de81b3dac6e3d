#ifndef LIBS_TLOG_COSIGNATURE_H_
#define LIBS_TLOG_COSIGNATURE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/crypto/ed25519.h"
#include "libs/tlog/note.h"

namespace suyuan::tlog {

// Cosignatures by c2sp.org/tlog-cosignature, the kind of Ed25519: a witness
// states that at an instant a checkpoint was the largest that it had seen of
// its log, and that it continues all that it had seen before.

// A witness's key as the witness holds it. The name belongs to this key alone:
// the signed message does not hold it.
class Cosigner {
 public:
  // NOTE_KEY_INVALID as NoteVerifier::From.
  static absl::StatusOr<Cosigner> From(absl::string_view name,
                                       const crypto::Ed25519PrivateKey& key);
  // Of type kCosignature.
  const NoteVerifier& verifier() const { return verifier_; }
  // Of a checkpoint's text. The instant counts in whole seconds and is not
  // before 1970.
  NoteSignature Cosign(absl::string_view text, absl::Time at) const;

 private:
  Cosigner(NoteVerifier verifier, crypto::Ed25519PrivateKey key);
  NoteVerifier verifier_;
  crypto::Ed25519PrivateKey key_;
};

// Whether `signature`, an instant and 64 bytes, is the key's of `text`.
bool VerifyCosignature(const crypto::Ed25519PublicKey& key,
                       absl::string_view text, absl::string_view signature);

// The instant that a cosignature which holds states.
absl::Time CosignedAt(const NoteSignature& cosignature);

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_COSIGNATURE_H_
