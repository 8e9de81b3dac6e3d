#include "libs/text/encoding.h"

#include "catch2/catch.hpp"

namespace suyuan::text {
namespace {

TEST_CASE("UTF-8 is read with and without a byte order mark") {
  CHECK(DecodeFile("砝码,kg").utf8 == "砝码,kg");
  CHECK(DecodeFile("\xEF\xBB\xBF砝码").utf8 == "砝码");
  CHECK(DecodeFile("").utf8.empty());
  CHECK(DecodeFile("\xEF\xBB\xBF").utf8.empty());
  CHECK_FALSE(DecodeFile("plain").broken_at.has_value());
}

TEST_CASE("What is no UTF-8 is read as GB18030") {
  // 质量 in two bytes each, 𠀀 in four.
  const Decoded decoded = DecodeFile("\xD6\xCA\xC1\xBF,kg\r\n\x95\x32\x82\x36");
  REQUIRE_FALSE(decoded.broken_at.has_value());
  CHECK(decoded.utf8 == "质量,kg\r\n\U00020000");
  CHECK(decoded.encoding == "GB18030");
}

TEST_CASE("A long file of GB18030 is read whole") {
  std::string file;
  std::string wanted;
  for (int i = 0; i < 20000; ++i) {
    file += "\xD6\xCA\xC1\xBF\n";
    wanted += "质量\n";
  }
  CHECK(DecodeFile(file).utf8 == wanted);
}

TEST_CASE("A byte that neither encoding has is told by its offset") {
  const Decoded broken = DecodeFile("\xD6\xCA,\xFF\xFF");
  REQUIRE(broken.broken_at.has_value());
  CHECK(*broken.broken_at == 3);
  CHECK(broken.encoding == "GB18030");
  // A character that the end of the file cuts.
  CHECK(DecodeFile("\xD6\xCA\xC1").broken_at == 2u);
}

TEST_CASE("Broken UTF-8 is not read as text that nobody wrote") {
  const std::string broken = "质量计量标准\xE7\xA0,砝码";
  CHECK(DecodeFile(broken).broken_at == 18u);
  CHECK(DecodeFile(broken).encoding == "UTF-8");
  // A byte order mark says what the file is.
  CHECK(DecodeFile("\xEF\xBB\xBF\xD6\xCA").broken_at == 3u);
}

}  // namespace
}  // namespace suyuan::text
