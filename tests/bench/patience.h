#ifndef TESTS_BENCH_PATIENCE_H_
#define TESTS_BENCH_PATIENCE_H_

#include <grpcpp/client_context.h>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/rpc/client.h"

namespace suyuan::bench {

// A call that waits for its server as long as it takes to be accepted: on a
// busy machine a first connection may fail, which is no figure.
inline absl::Status InvokePatiently(
    absl::FunctionRef<grpc::Status(grpc::ClientContext&)> call) {
  rpc::CallOptions options;
  options.timeout = absl::Minutes(5);
  return rpc::Invoke(options, [call](grpc::ClientContext& context) {
    context.set_wait_for_ready(true);
    return call(context);
  });
}

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_PATIENCE_H_
