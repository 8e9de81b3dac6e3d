#ifndef SERVICES_SUYUANCTL_COMMANDS_ISSUED_H_
#define SERVICES_SUYUANCTL_COMMANDS_ISSUED_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"
#include "suyuan/certificates/v1/issued.pb.h"

namespace suyuan::ctl {

// A list of what an issuer issued, and what it is complete for.
struct IssuedImportOptions {
  std::string path;  // .csv or .jsonl
  // Of the issuer, as its certificates print it: at least one.
  std::string institution;
  std::string title;
  std::string code;
  std::string from;  // first and last day of issue
  std::string to;
  std::vector<std::string> kinds;  // CALIBRATION, ...; empty: of all
  // Everything is checked, nothing kept.
  bool validate_only = false;
};

// One call of ImportIssuedNumbers.
using ImportIssued = std::function<absl::StatusOr<certificates::v1::IssuedSpan>(
    const certificates::v1::ImportIssuedNumbersRequest& request)>;
// Over gRPC. Borrows the connections.
ImportIssued ImportIssuedOver(Connections& connections);

// Sends a list to the certificates service and tells what it covers. Sent
// again, a list names nothing twice. INVALID_FIELD for
// a file that is neither a table nor JSON lines and for a kind that is none,
// before anybody is asked; then the refusals of the service.
absl::StatusOr<bool> ImportIssuedList(const IssuedImportOptions& options,
                                      ImportIssued import, Console& console);

struct IssuedListOptions {
  std::string issuer;  // record, title or code; empty: of all
  bool json = false;
};

// One call of ListIssuedSpans.
using ListIssuedSpans =
    std::function<absl::StatusOr<certificates::v1::ListIssuedSpansResponse>(
        const certificates::v1::ListIssuedSpansRequest& request)>;
ListIssuedSpans ListIssuedSpansOver(Connections& connections);

// Prints the spans that lists cover, all pages of them, newest first: as a
// table, or one JSON object a line.
absl::StatusOr<bool> ListIssued(const IssuedListOptions& options,
                                ListIssuedSpans list, Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_ISSUED_H_
