#ifndef SERVICES_SUYUANCTL_COMMANDS_RECORDS_EXPORT_H_
#define SERVICES_SUYUANCTL_COMMANDS_RECORDS_EXPORT_H_

#include <functional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"
#include "suyuan/registry/v1/queries.pb.h"

namespace suyuan::ctl {

struct RecordsExportOptions {
  std::string type;    // "standards"
  std::string format;  // "": by the name of the file, else csv
  std::string file;    // "": stdout
  std::string filter;
  std::string as_of;
  std::string known_at;
  std::string token;
};

// One stream of ExportRecords: hands each piece on until `take` fails.
using ExportStream = std::function<absl::Status(
    const registry::v1::ExportRecordsRequest& request,
    absl::FunctionRef<absl::Status(const registry::v1::ExportRecordsResponse&)>
        take)>;

// Over gRPC. Borrows the connections.
ExportStream ExportStreamOver(Connections& connections);

// Writes all records of a kind into a file, or to stdout. A stream that breaks
// off is taken up where it broke, as of the same instant. The file is written
// beside its name and has it only once it is whole. FILE_UNWRITABLE; or what
// the registry says.
absl::StatusOr<bool> ExportRecordsFile(const RecordsExportOptions& options,
                                       const ExportStream& stream,
                                       Console& console);

struct DatasetOptions {
  std::string file;  // "": stdout
  std::string known_at;
  std::string token;
};

// Writes the dataset of a registry as JSON lines, as ExportRecordsFile; one
// that breaks off is not taken up.
absl::StatusOr<bool> ExportDatasetFile(const DatasetOptions& options,
                                       Connections& connections,
                                       Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_RECORDS_EXPORT_H_
