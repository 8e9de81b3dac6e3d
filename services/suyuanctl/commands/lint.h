#ifndef SERVICES_SUYUANCTL_COMMANDS_LINT_H_
#define SERVICES_SUYUANCTL_COMMANDS_LINT_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/dcc/schema_folder.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"
#include "suyuan/certificates/v1/lint.pb.h"

namespace suyuan::ctl {

struct LintOptions {
  std::vector<std::string> paths;
  // Folder of the XML schemas; "": no schema is checked. Not for the service,
  // which has its own.
  std::string schemas;
  // The service is asked.
  bool server = false;
  // One JSON object a document and line.
  bool json = false;
};

// Judges one document.
using LintDocument =
    std::function<absl::StatusOr<certificates::v1::LintDocumentResponse>(
        const std::string& document)>;

// On this machine, nobody is asked. DOCUMENT_NOT_XML for a canonical
// certificate, whose contract the service knows. Borrows the schemas, which may
// be null.
LintDocument LintHere(const dcc::SchemaFolder* schemas);
// Over gRPC. Borrows the connections.
LintDocument LintOver(Connections& connections);

// The worst of what was found is the exit code.
enum class LintOutcome {
  kSound = 0,
  kUnsound = 1,  // a verdict is INVALID, a finding a DEFECT, or no certificate
  kUnreadable = 2,  // a document could not be read or judged
};

// Tells the verdicts on each document below `paths`, then how many are sound. A
// document that cannot be read is told, and the others are judged all the same.
absl::StatusOr<LintOutcome> Lint(const LintOptions& options,
                                 const LintDocument& lint, Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_LINT_H_
