#ifndef SERVICES_SUYUANCTL_COMMANDS_IMPORT_H_
#define SERVICES_SUYUANCTL_COMMANDS_IMPORT_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"
#include "suyuan/certificates/v1/certificates.pb.h"

namespace suyuan::ctl {

struct ImportOptions {
  std::vector<std::string> paths;
  // What was acknowledged, and so is skipped the next time. "": none.
  std::string journal;
  // Goes on after a refusal.
  bool keep_going = false;
  // Everything is checked, nothing kept.
  bool validate_only = false;
  // Documents a call; a call also ends at kBatchBytes.
  int batch = 200;
  // Of documents that do not say what they are: "VERIFICATION", ...
  std::string kind;
  // The signature of the one document that is imported; "": none.
  std::string signature;
  // Each document comes with the signature beside it, where there is one.
  bool with_signatures = false;
};

inline constexpr int64_t kBatchBytes = 16 << 20;

struct ImportSummary {
  int64_t created = 0;
  int64_t held = 0;     // by the service already
  int64_t skipped = 0;  // by the journal
  int64_t refused = 0;
  int64_t left = 0;  // not tried after a refusal
};

// "CALIBRATION", ...; unspecified for "". INVALID_FIELD (--kind).
absl::StatusOr<certificates::v1::Certificate::Kind> ParseKind(
    const std::string& text);

// One call of BatchImportCertificates.
using BatchImport = std::function<
    absl::StatusOr<certificates::v1::BatchImportCertificatesResponse>(
        const certificates::v1::BatchImportCertificatesRequest& request)>;

// Over gRPC. Borrows the connections.
BatchImport BatchImportOver(Connections& connections);

// Imports DCCs and canonical certificates from files and folders. Tells each
// refusal with its file, code, reason and text, and a summary. False if
// anything was refused. An error (nothing answers, a file is missing, the
// journal is none) ends it; what was acknowledged before is in the journal.
absl::StatusOr<bool> Import(const ImportOptions& options, BatchImport import,
                            Console& console, ImportSummary* summary = nullptr);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_IMPORT_H_
