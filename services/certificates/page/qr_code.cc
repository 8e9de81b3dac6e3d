#include "services/certificates/page/qr_code.h"

#include <qrencode.h>

#include <memory>

#include "absl/strings/str_cat.h"

namespace suyuan::certificates {
namespace {

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

bool IsDark(const QRcode& code, int x, int y) {
  return (code.data[y * code.width + x] & 1) != 0;
}

// One rectangle for each run of dark modules in the row.
void AddRow(const QRcode& code, int y, std::string& path) {
  for (int x = 0; x < code.width;) {
    int end = x;
    while (end < code.width && IsDark(code, end, y)) ++end;
    if (end > x) {
      absl::StrAppend(&path, "M", x, " ", y, "h", end - x, "v1h-", end - x,
                      "z");
    }
    x = end + 1;
  }
}

}  // namespace

absl::StatusOr<QrCode> QrCodeOf(const std::string& text) {
  const std::unique_ptr<QRcode, FreeCode> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M));
  if (code == nullptr) {
    return absl::OutOfRangeError(absl::StrCat(
        "a text of ", text.size(), " bytes does not fit into a QR code"));
  }
  QrCode out{.size = code->width, .path = ""};
  for (int y = 0; y < code->width; ++y) AddRow(*code, y, out.path);
  return out;
}

}  // namespace suyuan::certificates
