#ifndef LIBS_RPC_RUN_H_
#define LIBS_RPC_RUN_H_

#include <functional>

#include "libs/log/log.h"

namespace suyuan::rpc {

// Keeps SIGTERM and SIGINT for RunUntilSignal and ignores SIGPIPE. Call first
// in main, before any thread exists: threads inherit it.
void HoldSignals();

// Waits for SIGTERM or SIGINT (held by HoldSignals), then runs `stop` and
// returns the signal's number. A second signal while `stop` runs ends the
// process at once.
int RunUntilSignal(const std::function<void()>& stop);

// Sends what gRPC itself reports (errors alone, as warnings) to `logger`, which
// is never destroyed, instead of plain lines on stderr.
void LogGrpcTo(log::Logger& logger);

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_RUN_H_
