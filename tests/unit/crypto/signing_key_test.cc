#include "libs/crypto/signing_key.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/crypto/digest.h"
#include "libs/crypto/encoding.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::crypto {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;
using ::suyuan::testing::TemporaryFolder;

using Algorithm = SignatureAlgorithm;

std::string Hex(absl::string_view hex) { return FromHex(hex).value(); }

// One element in DER of less than 128 bytes.
std::string Der(char tag, const std::string& content) {
  return absl::StrCat(std::string(1, tag),
                      std::string(1, static_cast<char>(content.size())),
                      content);
}

// A positive number of 32 bytes whose first is not zero.
std::string Number(absl::string_view hex) {
  std::string bytes = Hex(hex);
  if ((bytes[0] & 0x80) != 0) bytes.insert(0, 1, '\0');
  return Der('\x02', bytes);
}

std::string Signature(absl::string_view r, absl::string_view s) {
  return Der('\x30', Number(r) + Number(s));
}

constexpr char kEcKey[] = "06072a8648ce3d0201";
constexpr char kP256[] = "06082a8648ce3d030107";
constexpr char kSm2Curve[] = "06082a811ccf5501822d";

std::string Pem(const std::string& der) {
  return absl::StrCat("-----BEGIN PUBLIC KEY-----\n", ToBase64(der),
                      "\n-----END PUBLIC KEY-----\n");
}

std::string PointInfo(absl::string_view curve, const std::string& point) {
  return Der('\x30', Der('\x30', Hex(kEcKey) + Hex(curve)) +
                         Der('\x03', std::string(1, '\0') + point));
}

std::string Info(absl::string_view curve, absl::string_view x,
                 absl::string_view y) {
  return PointInfo(curve, "\x04" + Hex(x) + Hex(y));
}

std::string Ed25519Info(absl::string_view key) {
  return Der('\x30', Der('\x30', Hex("06032b6570")) +
                         Der('\x03', std::string(1, '\0') + Hex(key)));
}

constexpr char kRfc6979X[] =
    "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
constexpr char kRfc6979Y[] =
    "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
constexpr char kSm2X[] =
    "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020";
constexpr char kSm2Y[] =
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";

struct Vector {
  std::string info;  // SubjectPublicKeyInfo
  Algorithm algorithm;
  std::string message;
  std::string signature;
};

// RFC 8032 7.1 test 3; RFC 6979 A.2.5, SHA-256; GM/T 0003.5-2012 A, with the
// identity 1234567812345678.
std::vector<Vector> Published() {
  return {
      {Ed25519Info(
           "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"),
       Algorithm::kEd25519, Hex("af82"),
       Hex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18"
           "ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")},
      {Info(kP256, kRfc6979X, kRfc6979Y), Algorithm::kEcdsaP256Sha256, "sample",
       Signature(
           "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
           "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8")},
      {Info(kP256, kRfc6979X, kRfc6979Y), Algorithm::kEcdsaP256Sha256, "test",
       Signature(
           "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367",
           "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083")},
      {Info(kSm2Curve, kSm2X, kSm2Y), Algorithm::kSm2Sm3, "message digest",
       Signature(
           "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3",
           "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa")},
  };
}

std::vector<Algorithm> AllAlgorithms() {
  return {Algorithm::kEd25519, Algorithm::kEcdsaP256Sha256, Algorithm::kSm2Sm3};
}

TEST_CASE("Published signatures verify, and over no other message") {
  const Vector v = GENERATE(from_range(Published()));
  const auto key = VerifyingKey::FromPem(Pem(v.info));
  REQUIRE_THAT(StatusOf(key), IsOk());
  CHECK(key->algorithm() == v.algorithm);
  CHECK(key->id() == Sha256(v.info).Hex());
  CHECK(key->Verify(v.message, v.signature));
  CHECK_FALSE(key->Verify(v.message + " ", v.signature));
  CHECK_FALSE(key->Verify("", v.signature));
}

TEST_CASE("A published signature that differs anywhere is not one") {
  const Vector v = GENERATE(from_range(Published()));
  const auto key = VerifyingKey::FromPem(Pem(v.info));
  REQUIRE_THAT(StatusOf(key), IsOk());
  for (size_t i = 0; i < v.signature.size(); ++i) {
    std::string touched = v.signature;
    touched[i] = static_cast<char>(touched[i] ^ 1);
    CHECK_FALSE(key->Verify(v.message, touched));
  }
  CHECK_FALSE(key->Verify(v.message, v.signature + "x"));
  CHECK_FALSE(key->Verify(v.message, ""));
}

TEST_CASE("What a key signed verifies by that key alone") {
  const Algorithm algorithm = GENERATE(from_range(AllAlgorithms()));
  const SigningKey key = SigningKey::Generate(algorithm);
  const std::string signature = key.Sign("certificate");
  CHECK(key.verifying_key().algorithm() == algorithm);
  CHECK(key.verifying_key().Verify("certificate", signature));
  CHECK_FALSE(key.verifying_key().Verify("certificatf", signature));
  for (const Algorithm other : AllAlgorithms()) {
    const SigningKey stranger = SigningKey::Generate(other);
    CHECK_FALSE(stranger.verifying_key().Verify("certificate", signature));
  }
}

// Other identities are what a signer may have used by mistake: the id is part
// of what is digested (GB/T 32918.2 5.5).
TEST_CASE("An SM2 signature under another identity is not one") {
  const auto key = VerifyingKey::FromPem(Pem(Info(kSm2Curve, kSm2X, kSm2Y)));
  REQUIRE_THAT(StatusOf(key), IsOk());
  // The same key over the same message with the identity
  // "ALICE123@YAHOO.COM", made by OpenSSL 3.0.
  CHECK_FALSE(key->Verify(
      "message digest",
      Hex("3044022033c95a0923c7015a85ec9693631ea16a8df2b131d2e1ab35db17f80667"
          "d8861002207f1af2b6d8b918893803cc14f15d741fe934a9fcfb3fdcf5c0056d84"
          "36ff52c7")));
}

TEST_CASE("A key has one id, however its PEM is written") {
  const std::string info = Info(kP256, kRfc6979X, kRfc6979Y);
  const auto key = VerifyingKey::FromPem(Pem(info));
  REQUIRE_THAT(StatusOf(key), IsOk());
  const auto again = VerifyingKey::FromPem(key->Pem());
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK(again->id() == key->id());
  CHECK(again->Pem() == key->Pem());
}

TEST_CASE("What is no public key of a known kind is refused") {
  // The RFC's point, compressed; points beside their curves; X25519; no DER;
  // no PEM.
  const std::string refused = GENERATE(
      Pem(PointInfo(kP256, "\x03" + Hex(kRfc6979X))),
      Pem(Info(kP256, kRfc6979X, kRfc6979X)),
      Pem(Info(kSm2Curve, kRfc6979X, kRfc6979Y)),
      Pem(Der('\x30',
              Der('\x30', Hex("06032b656e")) +
                  Der('\x03', std::string(1, '\0') + std::string(32, '\1')))),
      Pem("no DER"), std::string("-----BEGIN PUBLIC KEY-----"), std::string());
  CHECK_THAT(StatusOf(VerifyingKey::FromPem(refused)),
             HasReason("KEY_INVALID"));
}

TEST_CASE("A private key is no public one") {
  const TemporaryFolder folder;
  const std::string path = folder.File("key.pem");
  REQUIRE_THAT(SigningKey::Generate(Algorithm::kEd25519).Store(path), IsOk());
  std::ifstream file(path);
  const std::string pem{std::istreambuf_iterator<char>(file), {}};
  CHECK_THAT(StatusOf(VerifyingKey::FromPem(pem)), HasReason("KEY_INVALID"));
}

TEST_CASE("A stored key is the same key, its owner's alone, never replaced") {
  const Algorithm algorithm = GENERATE(from_range(AllAlgorithms()));
  const TemporaryFolder folder;
  const std::string path = folder.File("key.pem");
  const SigningKey key = SigningKey::Generate(algorithm);
  REQUIRE_THAT(key.Store(path), IsOk());
  const auto loaded = SigningKey::Load(path);
  REQUIRE_THAT(StatusOf(loaded), IsOk());
  CHECK(loaded->verifying_key().id() == key.verifying_key().id());
  CHECK(key.verifying_key().Verify("x", loaded->Sign("x")));
  CHECK_THAT(key.Store(path), HasReason("KEY_FILE_EXISTS"));
  std::filesystem::permissions(path, std::filesystem::perms(0640));
  CHECK_THAT(StatusOf(SigningKey::Load(path)), HasReason("KEY_FILE_MODE"));
}

TEST_CASE("What holds no private key of a known kind is refused") {
  const TemporaryFolder folder;
  const std::string path = folder.File("key.pem");
  CHECK_THAT(StatusOf(SigningKey::Load(path)), HasReason("KEY_FILE_MISSING"));
  std::ofstream(path) << "-----BEGIN PRIVATE KEY-----\n";
  std::filesystem::permissions(path, std::filesystem::perms(0600));
  CHECK_THAT(StatusOf(SigningKey::Load(path)), HasReason("KEY_INVALID"));
}

TEST_CASE("An algorithm is told by its name") {
  for (const Algorithm algorithm : AllAlgorithms()) {
    CHECK(AlgorithmFrom(AlgorithmName(algorithm)) == algorithm);
  }
  CHECK(AlgorithmFrom("RSA") == std::nullopt);
  CHECK(AlgorithmFrom("ed25519") == std::nullopt);
}

}  // namespace
}  // namespace suyuan::crypto
