#ifndef SERVICES_SUYUANCTL_COMMANDS_TRACE_H_
#define SERVICES_SUYUANCTL_COMMANDS_TRACE_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"
#include "services/suyuanctl/commands/chain_question.h"
#include "suyuan/traceability/v1/traceability.pb.h"

namespace suyuan::ctl {

struct TraceOptions {
  ChainQuestion question;
  bool full = false;  // findings that hold, too
  bool json = false;
};

// Judges and draws the chain of a number or name. False where the number fits
// several certificates, so that nothing was judged; a bad verdict is an answer.
absl::StatusOr<bool> Trace(const TraceOptions& options,
                           Connections& connections, Console& console);

struct AffectedOptions {
  std::string target;
  std::string issuer;
  std::string from;
  std::string to;
  std::string void_from;
  std::string void_to;
  bool include_targets = false;
  bool current_only = false;
  std::string as_of;
  std::string known_at;  // RFC 3339
  std::string token;
  bool json = false;
  std::string freeze;  // file to keep the list in; "": it is printed
  std::string check;   // file with a kept list, in place of a target
};

// Lists what rests on a certificate, a standard or an institution, as it comes;
// keeps it (FreezeAffected) or checks a kept one (CheckFrozenAffected).
// DATA_LOSS where the stream is not what its summary says: a list that may lack
// one certificate is no list.
absl::StatusOr<bool> Affected(const AffectedOptions& options,
                              Connections& connections, Console& console);

// Shows the profiles with every rule's severity; one of them if named.
absl::StatusOr<bool> Profiles(const std::string& only, bool json,
                              Connections& connections, Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_TRACE_H_
