#ifndef SERVICES_SUYUANCTL_COMMANDS_TABLE_EXPORT_H_
#define SERVICES_SUYUANCTL_COMMANDS_TABLE_EXPORT_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"
#include "suyuan/certificates/v1/certificates.pb.h"

namespace suyuan::ctl {

struct TableExportOptions {
  std::string file;      // "": stdout
  std::string filter;    // as in ListCertificates
  std::string language;  // of the header: "zh" or "en"
};

// One call of ExportCertificateTable.
using ExportTablePage = std::function<
    absl::StatusOr<certificates::v1::ExportCertificateTableResponse>(
        const certificates::v1::ExportCertificateTableRequest& request)>;

// Over gRPC. Borrows the connections.
ExportTablePage ExportTablePageOver(Connections& connections);

// Writes the canonical certificates that the filter names as one table. Tells
// each that a table cannot say, and is false where there is one.
absl::StatusOr<bool> ExportTable(const TableExportOptions& options,
                                 const ExportTablePage& page, Console& console);

struct TableTemplateOptions {
  std::string file;  // "": stdout
  std::string language;
  bool examples = false;
};

// Writes the service's template of a table.
absl::StatusOr<bool> WriteTableTemplate(const TableTemplateOptions& options,
                                        Connections& connections,
                                        Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_TABLE_EXPORT_H_
