#include "libs/tlog/cosignature.h"

#include <cstdint>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"

namespace suyuan::tlog {
namespace {

constexpr size_t kInstantBytes = 8;

// Big-endian, as RFC 8446 3.3 has it.
std::string WriteInstant(uint64_t seconds) {
  std::string out;
  for (int shift = 56; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(seconds >> shift));
  }
  return out;
}

uint64_t ReadInstant(absl::string_view bytes) {
  uint64_t out = 0;
  for (size_t i = 0; i < kInstantBytes; ++i) {
    out = out << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return out;
}

std::string Message(absl::string_view text, uint64_t seconds) {
  return absl::StrCat("cosignature/v1\ntime ", seconds, "\n", text);
}

}  // namespace

Cosigner::Cosigner(NoteVerifier verifier, crypto::Ed25519PrivateKey key)
    : verifier_(std::move(verifier)), key_(std::move(key)) {}

absl::StatusOr<Cosigner> Cosigner::From(absl::string_view name,
                                        const crypto::Ed25519PrivateKey& key) {
  SUYUAN_ASSIGN_OR_RETURN(
      NoteVerifier verifier,
      NoteVerifier::From(name, key.public_key(), NoteKeyType::kCosignature));
  return Cosigner(std::move(verifier), key);
}

NoteSignature Cosigner::Cosign(absl::string_view text, absl::Time at) const {
  SUYUAN_CHECK(at >= absl::UnixEpoch());
  const auto seconds = static_cast<uint64_t>(absl::ToUnixSeconds(at));
  return {
      verifier_.name(), verifier_.key_id(),
      absl::StrCat(WriteInstant(seconds), key_.Sign(Message(text, seconds)))};
}

bool VerifyCosignature(const crypto::Ed25519PublicKey& key,
                       absl::string_view text, absl::string_view signature) {
  if (signature.size() !=
      kInstantBytes + crypto::Ed25519PublicKey::kSignatureSize) {
    return false;
  }
  const uint64_t seconds = ReadInstant(signature);
  if (seconds > std::numeric_limits<int64_t>::max()) return false;
  return key.Verify(Message(text, seconds), signature.substr(kInstantBytes));
}

absl::Time CosignedAt(const NoteSignature& cosignature) {
  SUYUAN_CHECK(cosignature.signature.size() > kInstantBytes);
  return absl::FromUnixSeconds(
      static_cast<int64_t>(ReadInstant(cosignature.signature)));
}

}  // namespace suyuan::tlog
