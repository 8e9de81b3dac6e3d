#ifndef SERVICES_SUYUANCTL_COMMANDS_CERTIFICATE_EXPORT_H_
#define SERVICES_SUYUANCTL_COMMANDS_CERTIFICATE_EXPORT_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"

namespace suyuan::ctl {

struct CertificateExportOptions {
  std::string name;            // "certificates/..."
  std::string format = "dcc";  // dcc, page or original
  std::string file;            // "": stdout
  std::string token;
};

// Writes one certificate into a file, or to stdout: as a DCC made from its
// record, as a page in the language of the command line, or byte for byte as it
// came. The file has its name only once it is whole. INVALID_FIELD (format),
// FILE_UNWRITABLE; or what the service says.
absl::StatusOr<bool> ExportCertificate(const CertificateExportOptions& options,
                                       Connections& connections,
                                       Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_CERTIFICATE_EXPORT_H_
