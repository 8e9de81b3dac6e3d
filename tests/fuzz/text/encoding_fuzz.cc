// Any bytes as a file in UTF-8 or GB18030: what is read is UTF-8 and stays
// itself, GB18030 comes back when it is encoded again, and a file that is
// broken is sound up to the byte that is named.

#include <iconv.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/match.h"
#include "libs/text/encoding.h"
#include "tests/fuzz/input.h"

namespace suyuan::text {
namespace {

// Of UTF-8.
std::string ToGb18030(absl::string_view utf8) {
  const iconv_t converter = iconv_open("GB18030", "UTF-8");
  SUYUAN_CHECK(converter != reinterpret_cast<iconv_t>(-1));
  std::string out(4 * utf8.size() + 4, '\0');
  char* from = const_cast<char*>(utf8.data());  // iconv does not write to it
  size_t from_left = utf8.size();
  char* to = out.data();
  size_t to_left = out.size();
  const size_t result = iconv(converter, &from, &from_left, &to, &to_left);
  iconv_close(converter);
  SUYUAN_CHECK(result != static_cast<size_t>(-1) && from_left == 0);
  out.resize(out.size() - to_left);
  return out;
}

void CheckBroken(absl::string_view file, const Decoded& decoded) {
  SUYUAN_CHECK(decoded.utf8.empty());
  SUYUAN_CHECK(*decoded.broken_at < file.size());
  const absl::string_view sound = file.substr(0, *decoded.broken_at);
  if (decoded.encoding == "UTF-8") {
    SUYUAN_CHECK(IsValidUtf8(sound));
    SUYUAN_CHECK(!FirstCodePoint(file.substr(*decoded.broken_at)).valid);
  } else {
    // Of both encodings, as long as it is not taken for broken UTF-8.
    const Decoded before = DecodeFile(sound);
    SUYUAN_CHECK(!before.broken_at || before.encoding == "UTF-8");
  }
}

void CheckRead(absl::string_view file, const Decoded& decoded) {
  SUYUAN_CHECK(IsValidUtf8(decoded.utf8));
  if (decoded.encoding == "UTF-8") {
    SUYUAN_CHECK(absl::EndsWith(file, decoded.utf8));
    SUYUAN_CHECK(file.size() - decoded.utf8.size() ==
                 (absl::StartsWith(file, kByteOrderMark) ? 3 : 0));
  } else {
    SUYUAN_CHECK(ToGb18030(decoded.utf8) == file);
  }
  if (absl::StartsWith(decoded.utf8, kByteOrderMark)) return;
  const Decoded again = DecodeFile(decoded.utf8);
  SUYUAN_CHECK(again.encoding == "UTF-8" && !again.broken_at);
  SUYUAN_CHECK(again.utf8 == decoded.utf8);
}

void Check(absl::string_view file) {
  const Decoded decoded = DecodeFile(file);
  SUYUAN_CHECK(decoded.encoding == "UTF-8" || decoded.encoding == "GB18030");
  decoded.broken_at ? CheckBroken(file, decoded) : CheckRead(file, decoded);
  SUYUAN_CHECK(IsValidUtf8(ReplaceBadBytes(file)));
  SUYUAN_CHECK(IsValidUtf8(file.substr(0, ValidUtf8Prefix(file))));
}

}  // namespace
}  // namespace suyuan::text

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  suyuan::text::Check(suyuan::fuzz::Text(data, size));
  return 0;
}
