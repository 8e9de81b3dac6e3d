#include "libs/tlog/note.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/crypto/encoding.h"
#include "libs/tlog/cosignature.h"
#include "libs/tlog/errors.h"
#include "libs/tlog/note_text.h"

namespace suyuan::tlog {
namespace {

constexpr size_t kMaxNoteBytes = 1'000'000;
constexpr size_t kMaxSignatures = 100;
constexpr absl::string_view kDash = "\xe2\x80\x94 ";

uint32_t ReadId(absl::string_view bytes) {
  uint32_t id = 0;
  for (int i = 0; i < 4; ++i) {
    id = id << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return id;
}

std::string WriteId(uint32_t id) {
  return {static_cast<char>(id >> 24), static_cast<char>(id >> 16),
          static_cast<char>(id >> 8), static_cast<char>(id)};
}

std::string TypedKey(NoteKeyType type, const crypto::Ed25519PublicKey& key) {
  return absl::StrCat(std::string(1, static_cast<char>(type)), key.bytes());
}

uint32_t KeyId(absl::string_view name, NoteKeyType type,
               const crypto::Ed25519PublicKey& key) {
  return ReadId(
      crypto::Sha256(absl::StrCat(name, "\n", TypedKey(type, key))).view());
}

std::optional<NoteKeyType> TypeOf(absl::string_view typed_key) {
  for (const NoteKeyType type :
       {NoteKeyType::kNote, NoteKeyType::kCosignature}) {
    if (!typed_key.empty() && typed_key[0] == static_cast<char>(type)) {
      return type;
    }
  }
  return std::nullopt;
}

absl::StatusOr<NoteSignature> ParseSignature(absl::string_view line) {
  if (!absl::ConsumePrefix(&line, kDash)) {
    return NoteMalformed("a signature line begins with an em dash");
  }
  const std::vector<absl::string_view> parts = absl::StrSplit(line, ' ');
  if (parts.size() != 2 || !IsKeyName(parts[0])) {
    return NoteMalformed("a signature line holds a name and a signature");
  }
  const std::optional<std::string> bytes = crypto::FromBase64(parts[1]);
  if (!bytes || bytes->size() < 5) {
    return NoteMalformed("a signature is base64 of at least 5 bytes");
  }
  return NoteSignature{std::string(parts[0]), ReadId(*bytes), bytes->substr(4)};
}

struct Parts {
  absl::string_view text;
  std::vector<NoteSignature> signatures;
};

// At the last empty line: the text may hold others.
absl::StatusOr<Parts> Split(absl::string_view note) {
  if (note.size() > kMaxNoteBytes) return NoteMalformed("over 1 MB");
  if (!IsNoteText(note)) return NoteMalformed("not plain UTF-8");
  const size_t empty_line = note.rfind("\n\n");
  if (empty_line == absl::string_view::npos) {
    return NoteMalformed("no empty line before the signatures");
  }
  Parts out;
  out.text = note.substr(0, empty_line + 1);
  absl::string_view rest = note.substr(empty_line + 2);
  if (!absl::ConsumeSuffix(&rest, "\n")) {
    return NoteMalformed("it does not end with a signature line");
  }
  for (const absl::string_view line : absl::StrSplit(rest, '\n')) {
    if (out.signatures.size() == kMaxSignatures) {
      return NoteMalformed("over 100 signatures");
    }
    SUYUAN_ASSIGN_OR_RETURN(NoteSignature signature, ParseSignature(line));
    out.signatures.push_back(std::move(signature));
  }
  return out;
}

const NoteVerifier* FindVerifier(absl::Span<const NoteVerifier> verifiers,
                                 const NoteSignature& signature) {
  const auto found =
      std::find_if(verifiers.begin(), verifiers.end(),
                   [&](const NoteVerifier& v) { return IsBy(signature, v); });
  return found == verifiers.end() ? nullptr : &*found;
}

bool HasOneBy(const std::vector<NoteSignature>& signatures,
              const NoteVerifier& verifier) {
  return std::any_of(signatures.begin(), signatures.end(),
                     [&](const NoteSignature& s) { return IsBy(s, verifier); });
}

}  // namespace

NoteVerifier::NoteVerifier(std::string name, NoteKeyType type,
                           crypto::Ed25519PublicKey key)
    : name_(std::move(name)),
      type_(type),
      key_id_(KeyId(name_, type, key)),
      key_(std::move(key)) {}

absl::StatusOr<NoteVerifier> NoteVerifier::From(
    absl::string_view name, const crypto::Ed25519PublicKey& key,
    NoteKeyType type) {
  if (!IsKeyName(name)) {
    return NoteKeyInvalid(absl::StrCat("the name '", name, "'"));
  }
  return NoteVerifier(std::string(name), type, key);
}

bool NoteVerifier::Verify(absl::string_view text,
                          absl::string_view signature) const {
  if (type_ == NoteKeyType::kNote) return key_.Verify(text, signature);
  return VerifyCosignature(key_, text, signature);
}

absl::StatusOr<NoteVerifier> NoteVerifier::Parse(absl::string_view text) {
  // The key itself is base64, which may hold a plus.
  const std::vector<absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits('+', 2));
  if (parts.size() != 3) {
    return NoteKeyInvalid("<name>+<key id>+<base64> is wanted");
  }
  const std::optional<std::string> typed = crypto::FromBase64(parts[2]);
  const std::optional<NoteKeyType> type = typed ? TypeOf(*typed) : std::nullopt;
  if (!type) {
    return NoteKeyInvalid("only Ed25519 keys (types 1 and 4) are known");
  }
  SUYUAN_ASSIGN_OR_RETURN(
      const crypto::Ed25519PublicKey key,
      crypto::Ed25519PublicKey::From(absl::string_view(*typed).substr(1)));
  SUYUAN_ASSIGN_OR_RETURN(NoteVerifier verifier, From(parts[0], key, *type));
  if (parts[1] != absl::StrFormat("%08x", verifier.key_id())) {
    return NoteKeyInvalid("its id is that of another key");
  }
  return verifier;
}

std::string NoteVerifier::Text() const {
  return absl::StrFormat("%s+%08x+%s", name_, key_id_,
                         crypto::ToBase64(TypedKey(type_, key_)));
}

NoteSigner::NoteSigner(NoteVerifier verifier, crypto::Ed25519PrivateKey key)
    : verifier_(std::move(verifier)), key_(std::move(key)) {}

absl::StatusOr<NoteSigner> NoteSigner::From(
    absl::string_view name, const crypto::Ed25519PrivateKey& key) {
  SUYUAN_ASSIGN_OR_RETURN(NoteVerifier verifier,
                          NoteVerifier::From(name, key.public_key()));
  return NoteSigner(std::move(verifier), key);
}

bool IsBy(const NoteSignature& signature, const NoteVerifier& verifier) {
  return signature.key_id == verifier.key_id() &&
         signature.name == verifier.name();
}

std::string WriteNote(absl::string_view text,
                      absl::Span<const NoteSignature> signatures) {
  std::string out = absl::StrCat(text, "\n");
  for (const NoteSignature& one : signatures) {
    const std::string bytes = absl::StrCat(WriteId(one.key_id), one.signature);
    absl::StrAppend(&out, kDash, one.name, " ", crypto::ToBase64(bytes), "\n");
  }
  return out;
}

absl::StatusOr<std::string> SignNote(absl::string_view text,
                                     absl::Span<const NoteSigner> signers) {
  if (text.empty() || text.back() != '\n' || !IsNoteText(text)) {
    return NoteMalformed("a text is UTF-8 and ends with a newline");
  }
  std::vector<NoteSignature> signatures;
  for (const NoteSigner& signer : signers) {
    const NoteVerifier& key = signer.verifier();
    signatures.push_back({key.name(), key.key_id(), signer.Sign(text)});
  }
  return WriteNote(text, signatures);
}

absl::StatusOr<Note> OpenNote(absl::string_view note,
                              absl::Span<const NoteVerifier> verifiers) {
  SUYUAN_ASSIGN_OR_RETURN(Parts parts, Split(note));
  Note out;
  out.text = std::string(parts.text);
  for (NoteSignature& signature : parts.signatures) {
    const NoteVerifier* verifier = FindVerifier(verifiers, signature);
    if (verifier == nullptr) {
      const auto& known = out.unverified;
      if (std::find(known.begin(), known.end(), signature) == known.end()) {
        out.unverified.push_back(std::move(signature));
      }
      continue;
    }
    if (!verifier->Verify(out.text, signature.signature)) {
      return NoteSignatureInvalid(verifier->name());
    }
    if (!HasOneBy(out.verified, *verifier)) {
      out.verified.push_back(std::move(signature));
    }
  }
  if (out.verified.empty()) return NoteUnverified();
  return out;
}

}  // namespace suyuan::tlog
