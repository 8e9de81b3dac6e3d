#include "libs/crypto/digest.h"

#include "catch2/catch.hpp"
#include "libs/crypto/encoding.h"
#include "tests/support/status_matchers.h"

namespace suyuan::crypto {
namespace {

const std::string kTwoBlocks =
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

TEST_CASE("SHA-256 gives the digests of FIPS 180-4") {
  const auto [message, hex] = GENERATE(table<std::string, std::string>({
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc",
       "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {kTwoBlocks,
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {std::string(1000000, 'a'),
       "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  }));
  CHECK(Sha256(message).Hex() == hex);
}

TEST_CASE("SM3 gives the digests of GB/T 32905 annex A") {
  std::string sixteen_times;
  for (int i = 0; i < 16; ++i) sixteen_times += "abcd";
  CHECK(Sm3("abc").Hex() ==
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  CHECK(Sm3(sixteen_times).Hex() ==
        "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST_CASE("HMAC-SHA-256 gives the tags of RFC 4231") {
  const auto [key, message, hex] =
      GENERATE(table<std::string, std::string, std::string>({
          {std::string(20, '\x0b'), "Hi There",
           "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
          {"Jefe", "what do ya want for nothing?",
           "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
          {std::string(131, '\xaa'),
           "Test Using Larger Than Block-Size Key - Hash Key First",
           "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
          {"", "",
           "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"},
      }));
  CHECK(HmacSha256(key, message).Hex() == hex);
}

TEST_CASE("A digest in pieces is the digest of the whole, and begins anew") {
  const std::string message(300, 'x');
  const size_t piece = GENERATE(1, 63, 64, 65, 300);
  Hasher sha256 = Hasher::Sha256();
  Hasher sm3 = Hasher::Sm3();
  for (int round = 0; round < 2; ++round) {
    for (size_t at = 0; at < message.size(); at += piece) {
      sha256.Update(absl::string_view(message).substr(at, piece));
      sm3.Update(absl::string_view(message).substr(at, piece));
    }
    CHECK(sha256.Finish() == Sha256(message));
    CHECK(sm3.Finish() == Sm3(message));
  }
}

TEST_CASE("A digest has 32 bytes") {
  CHECK(Digest::From(std::string(32, 'a')).ok());
  CHECK_FALSE(Digest::From(std::string(31, 'a')).ok());
  CHECK_FALSE(Digest::From(std::string(33, 'a')).ok());
  CHECK(Digest::From(Sha256("x").view()).value() == Sha256("x"));
}

TEST_CASE("Hexadecimal text goes there and back, and bad text is refused") {
  CHECK(ToHex(std::string("\x00\xff\x1a", 3)) == "00ff1a");
  CHECK(FromHex("00FF1a") == std::string("\x00\xff\x1a", 3));
  CHECK(FromHex("") == "");
  CHECK_FALSE(FromHex("0").has_value());
  CHECK_FALSE(FromHex("0g").has_value());
  CHECK_FALSE(FromHex("0x00").has_value());
}

TEST_CASE("Base64 has one spelling") {
  // RFC 4648 section 10.
  CHECK(ToBase64("foobar") == "Zm9vYmFy");
  CHECK(ToBase64("fooba") == "Zm9vYmE=");
  CHECK(FromBase64("Zm9vYg==") == "foob");
  CHECK(FromBase64("") == "");
  const auto wrong = GENERATE(
      "Zm9vYg", "Zm9vYg=", "Zm9vYh==", " Zm9vYg==", "Zm9v\nYg==", "Zm9vYg==\n",
      "Zm9_", "=", "Zm9vYg===", "Zm9v.Yg==");
  INFO(wrong);
  CHECK_FALSE(FromBase64(wrong).has_value());
}

TEST_CASE("Constant-time comparison compares") {
  CHECK(ConstantTimeEquals("", ""));
  CHECK(ConstantTimeEquals("abc", "abc"));
  CHECK_FALSE(ConstantTimeEquals("abc", "abd"));
  CHECK_FALSE(ConstantTimeEquals("abc", "ab"));
}

}  // namespace
}  // namespace suyuan::crypto
