#ifndef LIBS_RPC_TRACE_CONTEXT_H_
#define LIBS_RPC_TRACE_CONTEXT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace suyuan::rpc {

// Where a call stands in its trace: W3C Trace Context, header "traceparent",
// version 00. Ids are lower-case hexadecimal and never all zeros.
class TraceContext {
 public:
  // "00-" 32 hex "-" 16 hex "-" 2 hex; a later version may have more after a
  // further "-" (W3C Trace Context 4.3). InvalidArgument otherwise.
  static absl::StatusOr<TraceContext> Parse(absl::string_view traceparent);
  // A new trace. Random, not secret.
  static TraceContext New();

  // The same trace, a new span: what an outgoing call carries.
  TraceContext Child() const;

  const std::string& trace_id() const { return trace_id_; }
  const std::string& span_id() const { return span_id_; }
  std::string ToHeader() const;

 private:
  TraceContext(std::string trace_id, std::string span_id, std::string flags);

  std::string trace_id_;
  std::string span_id_;
  std::string flags_;
};

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_TRACE_CONTEXT_H_
