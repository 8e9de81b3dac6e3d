#include "services/registry/transport/grpc_comparisons_service.h"

#include <utility>

#include "libs/rpc/reply.h"

namespace suyuan::registry {

GrpcComparisonsService::GrpcComparisonsService(RecordBook& book,
                                               RecordStore& store,
                                               const Clock& clock,
                                               std::string secret,
                                               rpc::Dispatcher& dispatcher)
    : endpoint_(dispatcher, "suyuan.registry.v1.Comparisons"),
      records_(book, store, clock, std::move(secret)),
      methods_(book, records_, clock) {}

// A write ends on the store's thread, a read on the handler's.
#define SUYUAN_COMPARISONS_WRITE(Name, call_method)                          \
  grpc::ServerUnaryReactor* GrpcComparisonsService::Name(                    \
      grpc::CallbackServerContext* context,                                  \
      const proto::Name##Request* request, proto::Comparison* response) {    \
    return rpc::UnaryAsync(                                                  \
        endpoint_, context, request, response,                               \
        [this](const auto& in, auto& out, rpc::Call& call, rpc::Done done) { \
          call_method(in, out, call, std::move(done));                       \
        });                                                                  \
  }
#define SUYUAN_COMPARISONS_READ(Name, Response, call_method)             \
  grpc::ServerUnaryReactor* GrpcComparisonsService::Name(                \
      grpc::CallbackServerContext* context,                              \
      const proto::Name##Request* request, proto::Response* response) {  \
    return rpc::Unary(                                                   \
        endpoint_, context, request, response,                           \
        [this](const proto::Name##Request& in, proto::Response& out,     \
               rpc::Call& call) { return call_method(in, out, call); }); \
  }

SUYUAN_COMPARISONS_WRITE(CreateComparison, methods_.Create)
SUYUAN_COMPARISONS_READ(GetComparison, Comparison, records_.Get)
SUYUAN_COMPARISONS_READ(ListComparisons, ListComparisonsResponse,
                        records_.List<proto::Comparison>)
SUYUAN_COMPARISONS_WRITE(UpdateComparison, methods_.Update)
SUYUAN_COMPARISONS_WRITE(EndComparison, records_.End)
SUYUAN_COMPARISONS_WRITE(AdvanceComparison, methods_.Advance)
SUYUAN_COMPARISONS_WRITE(SubmitComparisonResults, methods_.Submit)
SUYUAN_COMPARISONS_WRITE(RequestComparisonCorrection,
                         methods_.RequestCorrection)
SUYUAN_COMPARISONS_WRITE(ConfirmComparisonResults, methods_.Confirm)
SUYUAN_COMPARISONS_WRITE(FollowUpComparison, methods_.FollowUp)
SUYUAN_COMPARISONS_READ(EvaluateComparison, ComparisonEvaluation,
                        methods_.Evaluate)
#undef SUYUAN_COMPARISONS_WRITE
#undef SUYUAN_COMPARISONS_READ

}  // namespace suyuan::registry
