#include "libs/crypto/signing_key.h"
#include "tests/unit/registry/records/rules.h"

namespace suyuan::registry {
namespace {

using I = proto::Institution;
using Text = std::string;

TEST_CASE("A seal says something") {
  Values<I, Text>("seals[0].title", "检定专用章", " ", [](I& i, const Text& v) {
    i.mutable_seals(0)->set_title(v);
  });
  Values<I, Text>("seals[0].period.to", "2010-01-01", "2009-12-31",
                  [](I& i, const Text& v) {
                    i.mutable_seals(0)->mutable_period()->set_to(v);
                  });
}

TEST_CASE("A key is told by the SHA-256 of its certificate, once") {
  const auto thumbprint = [](I& i, const Text& v) {
    i.mutable_signing_keys(0)->set_thumbprint(v);
  };
  Values<I, Text>("signing_keys[0].thumbprint", Text(64, 'a'), Text(63, 'a'),
                  thumbprint);
  Values<I, Text>("signing_keys[0].thumbprint", Text(64, 'A'),
                  Text(63, 'a') + "g", thumbprint);
  Values<I, Text>("signing_keys[1].thumbprint", Text(64, 'b'), Text(64, 'A'),
                  [](I& i, const Text& v) {
                    i.mutable_signing_keys(0)->set_thumbprint(Text(64, 'a'));
                    i.add_signing_keys()->set_thumbprint(v);
                  });
}

TEST_CASE("A key without a certificate is told by its public key") {
  Values<I, Text>("signing_keys[0].thumbprint", Text(64, '0'), "",
                  [](I& i, const Text& v) {
                    i.mutable_signing_keys(0)->clear_public_key();
                    i.mutable_signing_keys(0)->set_thumbprint(v);
                  });
  Boundary<I>(
      "signing_keys[0].thumbprint",
      [](I& i) { i.mutable_signing_keys(0)->clear_thumbprint(); },
      [](I& i) {
        i.mutable_signing_keys(0)->clear_thumbprint();
        i.mutable_signing_keys(0)->clear_public_key();
      });
}

TEST_CASE("A public key is one that signatures are checked with, once") {
  const auto pem = [](crypto::SignatureAlgorithm algorithm) {
    return crypto::SigningKey::Generate(algorithm).verifying_key().Pem();
  };
  for (const auto algorithm : {crypto::SignatureAlgorithm::kEd25519,
                               crypto::SignatureAlgorithm::kEcdsaP256Sha256,
                               crypto::SignatureAlgorithm::kSm2Sm3}) {
    Values<I, Text>("signing_keys[0].public_key", pem(algorithm),
                    "-----BEGIN PUBLIC KEY-----", [](I& i, const Text& v) {
                      i.mutable_signing_keys(0)->set_public_key(v);
                    });
  }
  const Text used = Example<I>().signing_keys(0).public_key();
  Values<I, Text>(
      "signing_keys[1].public_key", pem(crypto::SignatureAlgorithm::kEd25519),
      used,
      [](I& i, const Text& v) { i.add_signing_keys()->set_public_key(v); });
}

TEST_CASE("A key that is revoked for a reason is revoked from a day") {
  const auto revoked = [](I& i, const Text& v) {
    i.mutable_signing_keys(0)->clear_revoked_at();
    i.mutable_signing_keys(0)->set_revoked(v);
  };
  Values<I, Text>("signing_keys[0].revoked", "2025-06-01", "", revoked);
  Values<I, Text>("signing_keys[0].revoked", "2024-02-29", "2025-02-29",
                  revoked);
}

// 2025-06-01 in China is 2025-05-31T16:00Z to 2025-06-01T16:00Z.
TEST_CASE("The instant of a revocation is on its day in China") {
  const auto at = [](I& i, int64_t seconds) {
    i.mutable_signing_keys(0)->mutable_revoked_at()->set_seconds(seconds);
  };
  Values<I, int64_t>("signing_keys[0].revoked_at", 1748707200, 1748707199, at);
  Values<I, int64_t>("signing_keys[0].revoked_at", 1748793599, 1748793600, at);
}

TEST_CASE("A designation says what was given and how it is called") {
  Values<I, int>("designations[0].kind", 11, 0, [](I& i, int v) {
    i.mutable_designations(0)->set_kind(
        static_cast<proto::Designation::Kind>(v));
  });
  Values<I, Text>("designations[0].title", "碳计量中心", "",
                  [](I& i, const Text& v) {
                    auto& title = *i.mutable_designations(0)->mutable_title();
                    title.clear_texts();
                    if (!v.empty()) (*title.mutable_texts())["zh"] = v;
                  });
}

TEST_CASE("A sector is a word by which it can be counted") {
  Values<I, Text>("sectors[0]", "oil_and_gas", "Oil",
                  [](I& i, const Text& v) { i.set_sectors(0, v); });
  Values<I, Text>("sectors[0]", "x", "",
                  [](I& i, const Text& v) { i.set_sectors(0, v); });
}

}  // namespace
}  // namespace suyuan::registry
