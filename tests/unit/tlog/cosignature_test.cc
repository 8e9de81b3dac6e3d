#include "libs/tlog/cosignature.h"

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/crypto/digest.h"
#include "libs/crypto/encoding.h"
#include "tests/support/status_matchers.h"

namespace suyuan::tlog {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;

const char kText[] =
    "example.com/behind-the-sofa\n20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

crypto::Ed25519PrivateKey Key(char fill) {
  return *crypto::Ed25519PrivateKey::FromSeed(std::string(32, fill));
}

TEST_CASE(
    "A cosignature is 8 bytes of time and a signature of the document's "
    "message") {
  const Cosigner witness = *Cosigner::From("witness.example/w1", Key('w'));
  const absl::Time at = absl::FromUnixSeconds(1679315147);
  const NoteSignature cosignature = witness.Cosign(kText, at);
  REQUIRE(cosignature.signature.size() == 72);
  CHECK(crypto::ToHex(cosignature.signature.substr(0, 8)) ==
        "00000000641850cb");
  // The message by hand.
  CHECK(Key('w').public_key().Verify(
      absl::StrCat("cosignature/v1\ntime 1679315147\n", kText),
      cosignature.signature.substr(8)));
  CHECK(CosignedAt(cosignature) == at);
}

TEST_CASE("A witness's key has an id and a text of its own type") {
  const Cosigner witness = *Cosigner::From("witness.example/w1", Key('w'));
  const NoteVerifier& key = witness.verifier();
  const std::string typed = absl::StrCat("\x04", Key('w').public_key().bytes());
  CHECK(crypto::ToHex(
            crypto::Sha256(absl::StrCat("witness.example/w1\n", typed)).view())
            .substr(0, 8) == key.Text().substr(19, 8));
  const auto parsed = NoteVerifier::Parse(key.Text());
  REQUIRE_THAT(StatusOf(parsed), IsOk());
  CHECK(parsed->type() == NoteKeyType::kCosignature);
  CHECK(parsed->key_id() == key.key_id());
  // The same key signs notes under another id.
  CHECK(NoteVerifier::From("witness.example/w1", Key('w').public_key())
            ->key_id() != key.key_id());
}

TEST_CASE("A note opens with a cosignature that holds") {
  const Cosigner witness = *Cosigner::From("witness.example/w1", Key('w'));
  const NoteSigner log =
      *NoteSigner::From("example.com/behind-the-sofa", Key('l'));
  const std::string note = *SignNote(kText, absl::MakeConstSpan(&log, 1));
  const NoteSignature cosignature =
      witness.Cosign(kText, absl::FromUnixSeconds(1679315147));
  const std::string cosigned = absl::StrCat(
      note, WriteNote("", absl::MakeConstSpan(&cosignature, 1)).substr(1));
  const std::vector<NoteVerifier> keys = {log.verifier(), witness.verifier()};
  const auto opened = OpenNote(cosigned, keys);
  REQUIRE_THAT(StatusOf(opened), IsOk());
  REQUIRE(opened->verified.size() == 2);
  CHECK(opened->verified[1] == cosignature);

  SECTION("and not when the time, the signature or its length is touched") {
    const size_t at = GENERATE(range(0, 72));
    NoteSignature touched = cosignature;
    touched.signature[static_cast<size_t>(at)] ^= 1;
    CHECK_THAT(StatusOf(OpenNote(
                   WriteNote(kText, absl::MakeConstSpan(&touched, 1)), keys)),
               HasReason("NOTE_SIGNATURE_INVALID"));
    touched = cosignature;
    touched.signature.pop_back();
    CHECK_THAT(StatusOf(OpenNote(
                   WriteNote(kText, absl::MakeConstSpan(&touched, 1)), keys)),
               HasReason("NOTE_SIGNATURE_INVALID"));
  }
}

TEST_CASE("An instant over 2^63 - 1 is none") {
  const std::string message = "cosignature/v1\ntime 9223372036854775808\n";
  const std::string instant("\x80\0\0\0\0\0\0\0", 8);
  CHECK_FALSE(VerifyCosignature(
      Key('w').public_key(), kText,
      absl::StrCat(instant, Key('w').Sign(absl::StrCat(message, kText)))));
}

}  // namespace
}  // namespace suyuan::tlog
