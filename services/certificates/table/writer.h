#ifndef SERVICES_CERTIFICATES_TABLE_WRITER_H_
#define SERVICES_CERTIFICATES_TABLE_WRITER_H_

#include <string>

#include "absl/status/status.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates {

enum class TableLanguage { kChinese, kEnglish };  // of the header

// A table of certificates that ReadTable reads back as the same ones: UTF-8
// with the byte order mark, CRLF.
class TableWriter {
 public:
  explicit TableWriter(TableLanguage language);

  // Adds the rows of a canonical certificate; what the service alone says of it
  // is left out. INVALID_FIELD with the first field that a table cannot say;
  // nothing is added then.
  absl::Status Add(const v1::Certificate& certificate);

  const std::string& text() const { return text_; }

 private:
  std::string header_;
  std::string text_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TABLE_WRITER_H_
