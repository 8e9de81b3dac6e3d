#include "libs/crypto/ed25519.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "catch2/catch.hpp"
#include "libs/crypto/encoding.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::crypto {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;

std::string Hex(absl::string_view hex) { return FromHex(hex).value(); }

struct Vector {
  std::string seed;
  std::string public_key;
  std::string message;
  std::string signature;
};

// RFC 8032 7.1, tests 1, 2, 3 and SHA(abc).
const std::vector<Vector> kVectors = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb88215"
     "90a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e4"
     "3e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b53"
     "8d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
    {"833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
     "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a"
     "274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9"
     "ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"},
};

TEST_CASE("Ed25519 signs and verifies as RFC 8032 7.1 says") {
  const Vector v = GENERATE(from_range(kVectors));
  const auto key = Ed25519PrivateKey::FromSeed(Hex(v.seed));
  REQUIRE_THAT(StatusOf(key), IsOk());
  CHECK(key->public_key().bytes() == Hex(v.public_key));
  CHECK(key->Sign(Hex(v.message)) == Hex(v.signature));
  const auto public_key = Ed25519PublicKey::From(Hex(v.public_key));
  REQUIRE_THAT(StatusOf(public_key), IsOk());
  CHECK(public_key->Verify(Hex(v.message), Hex(v.signature)));
  CHECK(*public_key == key->public_key());
}

TEST_CASE("A signature that differs anywhere is not one") {
  const Ed25519PrivateKey key = Ed25519PrivateKey::Generate();
  const std::string signature = key.Sign("message");
  CHECK(key.public_key().Verify("message", signature));
  for (size_t i = 0; i < signature.size(); ++i) {
    std::string touched = signature;
    touched[i] = static_cast<char>(touched[i] ^ 1);
    CHECK_FALSE(key.public_key().Verify("message", touched));
  }
  CHECK_FALSE(key.public_key().Verify("messagf", signature));
  CHECK_FALSE(key.public_key().Verify("message", signature + "x"));
  CHECK_FALSE(key.public_key().Verify("message", ""));
  const Ed25519PrivateKey other = Ed25519PrivateKey::Generate();
  CHECK_FALSE(other.public_key().Verify("message", signature));
}

TEST_CASE("Keys of another length are refused") {
  const size_t size = GENERATE(0, 31, 33);
  CHECK_THAT(StatusOf(Ed25519PublicKey::From(std::string(size, 'a'))),
             HasReason("KEY_INVALID"));
  CHECK_THAT(StatusOf(Ed25519PrivateKey::FromSeed(std::string(size, 'a'))),
             HasReason("KEY_INVALID"));
}

TEST_CASE("A stored key is its owner's alone and loads as itself") {
  const suyuan::testing::TemporaryFolder folder;
  const std::string path = folder.File("log.key");
  const Ed25519PrivateKey key = Ed25519PrivateKey::Generate();
  REQUIRE_THAT(key.Store(path), IsOk());
  struct stat info {};
  REQUIRE(stat(path.c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0600);
  const auto loaded = Ed25519PrivateKey::Load(path);
  REQUIRE_THAT(StatusOf(loaded), IsOk());
  CHECK(loaded->public_key() == key.public_key());
  CHECK(loaded->Sign("m") == key.Sign("m"));
  CHECK_THAT(Ed25519PrivateKey::Generate().Store(path),
             HasReason("KEY_FILE_EXISTS"));
  CHECK(Ed25519PrivateKey::Load(path)->public_key() == key.public_key());
}

TEST_CASE("A key file that others may use is refused") {
  const suyuan::testing::TemporaryFolder folder;
  const std::string path = folder.File("log.key");
  REQUIRE_THAT(Ed25519PrivateKey::Generate().Store(path), IsOk());
  const mode_t mode = GENERATE(0640, 0604, 0620, 0601, 0666);
  REQUIRE(chmod(path.c_str(), mode) == 0);
  CHECK_THAT(StatusOf(Ed25519PrivateKey::Load(path)),
             HasReason("KEY_FILE_MODE"));
  REQUIRE(chmod(path.c_str(), 0400) == 0);
  CHECK_THAT(StatusOf(Ed25519PrivateKey::Load(path)), IsOk());
}

TEST_CASE("What is no key file is refused as what it is") {
  const suyuan::testing::TemporaryFolder folder;
  CHECK_THAT(StatusOf(Ed25519PrivateKey::Load(folder.File("none"))),
             HasReason("KEY_FILE_MISSING"));
  std::filesystem::create_directory(folder.File("folder"));
  chmod(folder.File("folder").c_str(), 0700);
  CHECK_THAT(StatusOf(Ed25519PrivateKey::Load(folder.File("folder"))),
             HasReason("KEY_FILE_MODE"));
  std::ofstream(folder.File("text")) << "-----BEGIN PRIVATE KEY-----\nAAAA\n";
  chmod(folder.File("text").c_str(), 0600);
  CHECK_THAT(StatusOf(Ed25519PrivateKey::Load(folder.File("text"))),
             HasReason("KEY_INVALID"));
  CHECK_THAT(Ed25519PrivateKey::Generate().Store(folder.File("no/such/dir")),
             HasReason("KEY_FILE_IO"));
}

TEST_CASE("The first start makes a key, later ones find it") {
  const suyuan::testing::TemporaryFolder folder;
  const std::string path = folder.File("log.key");
  const auto first = Ed25519PrivateKey::LoadOrCreate(path);
  REQUIRE_THAT(StatusOf(first), IsOk());
  const auto second = Ed25519PrivateKey::LoadOrCreate(path);
  REQUIRE_THAT(StatusOf(second), IsOk());
  CHECK(first->public_key() == second->public_key());
  chmod(path.c_str(), 0644);
  CHECK_THAT(StatusOf(Ed25519PrivateKey::LoadOrCreate(path)),
             HasReason("KEY_FILE_MODE"));
}

}  // namespace
}  // namespace suyuan::crypto
