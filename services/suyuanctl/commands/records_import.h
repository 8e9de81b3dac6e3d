#ifndef SERVICES_SUYUANCTL_COMMANDS_RECORDS_IMPORT_H_
#define SERVICES_SUYUANCTL_COMMANDS_RECORDS_IMPORT_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"
#include "suyuan/registry/v1/queries.pb.h"

namespace suyuan::ctl {

struct RecordsImportOptions {
  std::string file;
  std::string type;    // "standards"
  std::string format;  // "": by the name of the file
  // Of a file of the KCDB; "": today.
  std::string snapshot_day;
  // What was acknowledged, and so is skipped the next time. "": none.
  std::string journal;
  // Where the refused rows are written as CSV. "": nowhere.
  std::string report;
  // Everything is checked, nothing kept.
  bool validate_only = false;
  int part_rows = 5000;
};

struct RecordsImportSummary {
  int64_t created = 0;
  int64_t updated = 0;
  int64_t unchanged = 0;
  int64_t refused = 0;
  int64_t skipped = 0;  // by the journal
};

// One call of ImportRecords.
using ImportPart =
    std::function<absl::StatusOr<registry::v1::ImportRecordsResponse>(
        const registry::v1::ImportRecordsRequest& request)>;

// Over gRPC. Borrows the connections.
ImportPart ImportPartOver(Connections& connections);

// Imports a file of records part by part. Tells the first refused rows and a
// summary; all refused rows are in the report. False if any was refused. An
// error (nothing answers, the file is none) ends it; a repeat leaves what is
// there already unchanged, and with the journal sends only what was not
// acknowledged. A journal remembers parts: it belongs to one registry and one
// --part-rows.
absl::StatusOr<bool> ImportRecordsFile(const RecordsImportOptions& options,
                                       ImportPart import, Console& console,
                                       RecordsImportSummary* summary = nullptr);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_RECORDS_IMPORT_H_
