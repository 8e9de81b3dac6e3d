#include "libs/deflate/deflate.h"

#include <zlib.h>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"

namespace suyuan::deflate {
namespace {

absl::Status Invalid(absl::string_view problem) {
  return WithReason(absl::InvalidArgumentError(
                        absl::StrCat("not what was compressed: ", problem)),
                    "DEFLATE_INVALID");
}

const Bytef* BytesOf(absl::string_view text) {
  return reinterpret_cast<const Bytef*>(text.data());
}

}  // namespace

std::string Compress(absl::string_view bytes) {
  uLongf size = compressBound(bytes.size());
  std::string out(size, '\0');
  const int code = compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                             BytesOf(bytes), bytes.size(), Z_BEST_COMPRESSION);
  SUYUAN_CHECK(code == Z_OK);
  out.resize(size);
  return out;
}

absl::StatusOr<std::string> Decompress(absl::string_view bytes, size_t size) {
  std::string out(size, '\0');
  uLongf written = size;
  uLong read = bytes.size();
  const int code = uncompress2(reinterpret_cast<Bytef*>(out.data()), &written,
                               BytesOf(bytes), &read);
  if (code == Z_BUF_ERROR) {
    return Invalid("it holds more bytes than stated, or ends early");
  }
  if (code != Z_OK) return Invalid("it is damaged");
  if (read != bytes.size()) return Invalid("something follows its end");
  if (written != size) {
    return Invalid(absl::StrCat("it holds ", written, " bytes, not ", size));
  }
  return out;
}

}  // namespace suyuan::deflate
