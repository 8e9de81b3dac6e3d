#ifndef SERVICES_SUYUANCTL_COMMANDS_TABLE_IMPORT_H_
#define SERVICES_SUYUANCTL_COMMANDS_TABLE_IMPORT_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/certificate_table.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"
#include "services/suyuanctl/commands/import.h"
#include "suyuan/certificates/v1/certificates.pb.h"

namespace suyuan::ctl {

struct TableImportOptions {
  std::vector<std::string> paths;  // each a table, .csv
  // Which parts were acknowledged without a refusal, and so are skipped the
  // next time. "": none.
  std::string journal;
  // Where what is wrong is written as CSV. "": nowhere.
  std::string report;
  // Everything is checked, nothing kept.
  bool validate_only = false;
  TablePartLimits part;
};

// One call of ImportCertificateTable.
using ImportTablePart = std::function<
    absl::StatusOr<certificates::v1::ImportCertificateTableResponse>(
        const certificates::v1::ImportCertificateTableRequest& request)>;

// Over gRPC. Borrows the connections.
ImportTablePart ImportTablePartOver(Connections& connections);

// Imports tables of certificates part by part. Tells the first refused rows and
// a summary, in which `skipped` counts rows and everything else certificates;
// all that is wrong is in the report. False if any certificate was refused. An
// error (nothing answers, a file is none) ends it; a repeat does no harm, and
// with the journal sends only the parts that were not acknowledged. A journal
// belongs to one service and one size of parts.
absl::StatusOr<bool> ImportTables(const TableImportOptions& options,
                                  ImportTablePart import, Console& console,
                                  ImportSummary* summary = nullptr);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_TABLE_IMPORT_H_
