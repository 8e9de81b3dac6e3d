#ifndef SERVICES_CERTIFICATES_PAGE_QR_CODE_H_
#define SERVICES_CERTIFICATES_PAGE_QR_CODE_H_

#include <string>

#include "absl/status/statusor.h"

namespace suyuan::certificates {

// A QR code (ISO/IEC 18004, error correction M) as what SVG draws: a square of
// `size` modules, of which `path` fills the dark ones. The quiet zone of four
// modules around it is the page's.
struct QrCode {
  int size = 0;
  std::string path;  // the `d` of a path: digits and the letters M, h, v, z
};

// Of `text` as bytes. OUT_OF_RANGE where it is too long for a code.
absl::StatusOr<QrCode> QrCodeOf(const std::string& text);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_PAGE_QR_CODE_H_
