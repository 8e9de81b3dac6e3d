#include "libs/rpc/run.h"

#include <grpc/support/log.h>
#include <signal.h>

#include <atomic>

namespace suyuan::rpc {
namespace {

std::atomic<log::Logger*> grpc_logger{nullptr};

sigset_t Termination() {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGTERM);
  ::sigaddset(&signals, SIGINT);
  return signals;
}

void LogLine(gpr_log_func_args* line) {
  log::Logger* logger = grpc_logger.load();
  if (logger == nullptr || line->severity != GPR_LOG_SEVERITY_ERROR) return;
  logger->Warning(
      "grpc",
      {{"text", line->message}, {"file", line->file}, {"line", line->line}});
}

}  // namespace

void HoldSignals() {
  const sigset_t signals = Termination();
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
}

int RunUntilSignal(const std::function<void()>& stop) {
  const sigset_t signals = Termination();
  int received = 0;
  while (::sigwait(&signals, &received) != 0) {
  }
  ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  stop();
  return received;
}

void LogGrpcTo(log::Logger& logger) {
  grpc_logger.store(&logger);
  gpr_set_log_function(LogLine);
}

}  // namespace suyuan::rpc
