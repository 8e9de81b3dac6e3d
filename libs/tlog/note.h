#ifndef LIBS_TLOG_NOTE_H_
#define LIBS_TLOG_NOTE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/crypto/ed25519.h"

namespace suyuan::tlog {

// Signed notes by c2sp.org/signed-note with Ed25519 keys: text, an empty line,
// and signatures of named keys.

// What an Ed25519 key signs: the signature types of signed-note. The numbers
// are those of the keys' texts and ids.
enum class NoteKeyType : unsigned char {
  kNote = 1,         // the text
  kCosignature = 4,  // the text and an instant: see cosignature.h
};

// The public half of a note's key.
class NoteVerifier {
 public:
  // InvalidArgument NOTE_KEY_INVALID for a name that is empty or holds spaces,
  // control characters or a plus.
  static absl::StatusOr<NoteVerifier> From(
      absl::string_view name, const crypto::Ed25519PublicKey& key,
      NoteKeyType type = NoteKeyType::kNote);
  // "<name>+<key id>+<base64 of the type and the key>", as Go's note package
  // writes it.
  static absl::StatusOr<NoteVerifier> Parse(absl::string_view text);

  const std::string& name() const { return name_; }
  NoteKeyType type() const { return type_; }
  // The first four bytes of SHA-256(name || 0x0A || type || key).
  uint32_t key_id() const { return key_id_; }
  const crypto::Ed25519PublicKey& key() const { return key_; }
  // Whether `signature`, without its key id, is this key's of `text`.
  bool Verify(absl::string_view text, absl::string_view signature) const;
  std::string Text() const;

 private:
  NoteVerifier(std::string name, NoteKeyType type,
               crypto::Ed25519PublicKey key);
  std::string name_;
  NoteKeyType type_;
  uint32_t key_id_;
  crypto::Ed25519PublicKey key_;
};

// A note's key as its owner holds it.
class NoteSigner {
 public:
  static absl::StatusOr<NoteSigner> From(absl::string_view name,
                                         const crypto::Ed25519PrivateKey& key);
  const NoteVerifier& verifier() const { return verifier_; }
  // The signature's bytes, without the key id.
  std::string Sign(absl::string_view text) const { return key_.Sign(text); }

 private:
  NoteSigner(NoteVerifier verifier, crypto::Ed25519PrivateKey key);
  NoteVerifier verifier_;
  crypto::Ed25519PrivateKey key_;
};

struct NoteSignature {
  std::string name;
  uint32_t key_id = 0;
  std::string signature;  // without the key id

  friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

struct Note {
  std::string text;  // ends with a newline
  // By keys among the verifiers; all hold. One a key.
  std::vector<NoteSignature> verified;
  // By others; nothing is known of them.
  std::vector<NoteSignature> unverified;
};

// Whether the signature names this key; says nothing of whether it holds.
bool IsBy(const NoteSignature& signature, const NoteVerifier& verifier);

// The note of `text`, which ends with a newline, with these signatures.
std::string WriteNote(absl::string_view text,
                      absl::Span<const NoteSignature> signatures);

// The note of `text`, which ends with a newline, signed by each. Else
// InvalidArgument NOTE_MALFORMED.
absl::StatusOr<std::string> SignNote(absl::string_view text,
                                     absl::Span<const NoteSigner> signers);

// Reads a note of at most 1 MB and 100 signatures.
//   InvalidArgument NOTE_MALFORMED
//   PermissionDenied NOTE_SIGNATURE_INVALID: one by a known key does not hold
//   PermissionDenied NOTE_UNVERIFIED: none is by a known key
absl::StatusOr<Note> OpenNote(absl::string_view note,
                              absl::Span<const NoteVerifier> verifiers);

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_NOTE_H_
