#ifndef LIBS_DCC_FINDING_H_
#define LIBS_DCC_FINDING_H_

#include <string>

namespace suyuan::dcc {

enum class Severity {
  // Worth knowing; many sound certificates have it.
  kInfo,
  // Limits what can be concluded from the certificate.
  kWarning,
  // The certificate contradicts itself or its schema.
  kDefect,
};

// "INFO", "WARNING", "DEFECT".
const char* SeverityName(Severity severity);

// What is odd in a certificate that can be read all the same. `code` is
// stable and begins with "DCC_"; docs/dcc-findings.md lists them. Equal
// messages are one finding, placed where the first stood.
struct Finding {
  std::string code;
  Severity severity = Severity::kInfo;
  // Local names from the root, numbered among equal siblings:
  // "/digitalCalibrationCertificate/measurementResults/measurementResult[2]".
  std::string path;
  int line = 0;
  std::string message_en;
  std::string message_zh;
  int occurrences = 1;
};

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_FINDING_H_
