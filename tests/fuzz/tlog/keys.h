#ifndef TESTS_FUZZ_TLOG_KEYS_H_
#define TESTS_FUZZ_TLOG_KEYS_H_

#include <string>

#include "libs/crypto/ed25519.h"
#include "libs/tlog/cosignature.h"
#include "libs/tlog/note.h"

// The keys that the corpora of logs were signed with.

namespace suyuan::tlog::fuzz {

inline constexpr char kOrigin[] = "example.test/log";

// Of 32 equal bytes.
inline crypto::Ed25519PrivateKey Key(char fill) {
  return *crypto::Ed25519PrivateKey::FromSeed(std::string(32, fill));
}

inline const NoteSigner& Log() {
  static const auto& log =
      *new NoteSigner(*NoteSigner::From(kOrigin, Key('l')));
  return log;
}

// Another log of the same name.
inline const NoteSigner& Impostor() {
  static const auto& log =
      *new NoteSigner(*NoteSigner::From(kOrigin, Key('i')));
  return log;
}

inline const Cosigner& Witness() {
  static const auto& witness =
      *new Cosigner(*Cosigner::From("w.example", Key('w')));
  return witness;
}

}  // namespace suyuan::tlog::fuzz

#endif  // TESTS_FUZZ_TLOG_KEYS_H_
