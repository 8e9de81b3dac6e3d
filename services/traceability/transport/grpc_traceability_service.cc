#include "services/traceability/transport/grpc_traceability_service.h"

#include <memory>
#include <utility>

#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/reply.h"
#include "services/traceability/convert/answer.h"
#include "services/traceability/convert/question.h"
#include "services/traceability/transport/comparison.h"
#include "services/traceability/transport/read_token.h"

namespace suyuan::traceability {
namespace {

constexpr int kMostTargets = 1000;
constexpr size_t kAffectedPerMessage = 64;

void FillItem(const TraceAnswer& answer, v1::BatchTraceResponse::Item& out) {
  out.set_verdict(ToProto(answer.verdict));
  out.set_currency(ToProto(answer.currency));
  for (std::string& code : CodesOf(answer)) out.add_codes(std::move(code));
}

// Yields an affected list in messages; the last one is the summary alone.
class AffectedGenerator {
 public:
  AffectedGenerator(const Engine& engine, AffectedAnswer answer,
                    absl::Time known_at)
      : engine_(&engine), answer_(std::move(answer)), known_at_(known_at) {}

  absl::StatusOr<bool> operator()(v1::ListAffectedResponse& response) {
    if (done_) return false;
    if (next_ == answer_.certificates.size()) {
      Summarise(response);
      return true;
    }
    const size_t end =
        std::min(next_ + kAffectedPerMessage, answer_.certificates.size());
    engine_->Read([&](const Graph& graph) {
      for (; next_ < end; ++next_) {
        v1::AffectedCertificate& to = *response.add_affected();
        FillAffected(graph, known_at_, answer_.certificates[next_], to);
        digest_.Update(to.certificate());
        digest_.Update("\n");
      }
    });
    return true;
  }

 private:
  void Summarise(v1::ListAffectedResponse& response) {
    v1::ListAffectedResponse::Summary& summary = *response.mutable_summary();
    summary.set_certificates(static_cast<int64_t>(next_));
    summary.set_items(answer_.items);
    summary.set_digest(digest_.Finish().Hex());
    summary.set_token(TokenOf(answer_.positions));
    done_ = true;
  }

  const Engine* engine_;
  AffectedAnswer answer_;
  absl::Time known_at_;
  crypto::Hasher digest_ = crypto::Hasher::Sha256();
  size_t next_ = 0;
  bool done_ = false;
};

}  // namespace

absl::Status GrpcTraceabilityService::TraceOne(const v1::TraceRequest& request,
                                               v1::TraceResponse& response,
                                               rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(
      AwaitToken(engine_, followers_, request.token(), call));
  SUYUAN_ASSIGN_OR_RETURN(const QuestionTimes times,
                          TimesOf(request.as_of(), request.has_known_at(),
                                  request.known_at(), engine_.clock().Now()));
  SUYUAN_ASSIGN_OR_RETURN(const TraceQuestion question,
                          ToQuestion(request, times, profiles_));
  response.set_target(request.target());
  response.set_profile(question.profile->id);
  response.set_as_of(DayText(times.as_of));
  *response.mutable_known_at() = rpc::InstantProto(times.shown_known_at);
  return engine_.Trace(question, call.deadline(),
                       [&](const Graph& graph, const RuleContext& context,
                           const TraceAnswer& answer) {
                         FillAnswer(graph, context, answer, request.view(),
                                    response);
                         response.set_token(TokenOf(answer.positions));
                       });
}

absl::Status GrpcTraceabilityService::TraceMany(
    const v1::BatchTraceRequest& request, v1::BatchTraceResponse& response,
    rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(
      rpc::CheckCount("targets", request.targets_size(), kMostTargets));
  SUYUAN_RETURN_IF_ERROR(
      AwaitToken(engine_, followers_, request.token(), call));
  SUYUAN_RETURN_IF_ERROR(profiles_.Find(request.profile()).status());
  SUYUAN_ASSIGN_OR_RETURN(const QuestionTimes times,
                          TimesOf(request.as_of(), request.has_known_at(),
                                  request.known_at(), engine_.clock().Now()));
  response.set_token(TokenOf(engine_.positions()));
  for (const std::string& target : request.targets()) {
    v1::BatchTraceResponse::Item& item = *response.add_items();
    item.set_target(target);
    const absl::StatusOr<TraceQuestion> question =
        ToQuestion(request, target, times, profiles_);
    const absl::Status answered =
        question.ok() ? engine_.Trace(*question, call.deadline(),
                                      [&item](const Graph&, const RuleContext&,
                                              const TraceAnswer& answer) {
                                        FillItem(answer, item);
                                      })
                      : question.status();
    if (answered.ok()) continue;
    if (absl::IsDeadlineExceeded(answered) || absl::IsCancelled(answered)) {
      return answered;
    }
    item.set_error_reason(ReasonOf(answered));
    item.set_error_message(std::string(answered.message()));
  }
  return absl::OkStatus();
}

absl::Status GrpcTraceabilityService::Diff(const v1::DiffTracesRequest& request,
                                           v1::DiffTracesResponse& response,
                                           rpc::Call& call) {
  const auto trace = [&](const v1::TraceMoment& moment, v1::TraceMoment& used,
                         v1::TraceResponse& answer) -> absl::Status {
    v1::TraceRequest one;
    one.set_target(request.target());
    one.set_issuer(request.issuer());
    one.set_profile(request.profile());
    one.set_token(request.token());
    one.set_as_of(moment.as_of());
    if (moment.has_known_at()) *one.mutable_known_at() = moment.known_at();
    SUYUAN_RETURN_IF_ERROR(TraceOne(one, answer, call));
    used.set_as_of(answer.as_of());
    *used.mutable_known_at() = answer.known_at();
    return absl::OkStatus();
  };
  v1::TraceResponse before;
  v1::TraceResponse after;
  SUYUAN_RETURN_IF_ERROR(
      trace(request.before(), *response.mutable_before(), before));
  SUYUAN_RETURN_IF_ERROR(
      trace(request.after(), *response.mutable_after(), after));
  response.set_target(request.target());
  response.set_profile(after.profile());
  response.set_token(before.token());
  FillDifference(before, after, response);
  return absl::OkStatus();
}

absl::Status GrpcTraceabilityService::Shared(
    const v1::ListSharedAncestorsRequest& request,
    v1::ListSharedAncestorsResponse& response, rpc::Call& call) {
  v1::TraceRequest one;
  one.set_as_of(request.as_of());
  if (request.has_known_at()) *one.mutable_known_at() = request.known_at();
  one.set_token(request.token());
  v1::TraceResponse first;
  v1::TraceResponse second;
  one.set_target(request.first());
  SUYUAN_RETURN_IF_ERROR(TraceOne(one, first, call));
  one.set_target(request.second());
  SUYUAN_RETURN_IF_ERROR(TraceOne(one, second, call));
  response.set_token(first.token());
  FillShared(first, second, response);
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* GrpcTraceabilityService::Trace(
    grpc::CallbackServerContext* context, const v1::TraceRequest* request,
    v1::TraceResponse* response) {
  return rpc::Unary(
      endpoint_, context, request, response,
      [this](const v1::TraceRequest& in, v1::TraceResponse& out,
             rpc::Call& call) { return TraceOne(in, out, call); });
}

grpc::ServerUnaryReactor* GrpcTraceabilityService::BatchTrace(
    grpc::CallbackServerContext* context, const v1::BatchTraceRequest* request,
    v1::BatchTraceResponse* response) {
  return rpc::Unary(
      endpoint_, context, request, response,
      [this](const v1::BatchTraceRequest& in, v1::BatchTraceResponse& out,
             rpc::Call& call) { return TraceMany(in, out, call); });
}

grpc::ServerWriteReactor<v1::ListAffectedResponse>*
GrpcTraceabilityService::ListAffected(grpc::CallbackServerContext* context,
                                      const v1::ListAffectedRequest* request) {
  return rpc::Stream<v1::ListAffectedResponse>(
      endpoint_, context, request,
      [this](const v1::ListAffectedRequest& in, const rpc::StreamCall& stream)
          -> absl::StatusOr<AffectedGenerator> {
        rpc::Call& call = stream.call();
        SUYUAN_RETURN_IF_ERROR(
            AwaitToken(engine_, followers_, in.token(), call));
        SUYUAN_ASSIGN_OR_RETURN(const QuestionTimes times,
                                TimesOf(in.as_of(), in.has_known_at(),
                                        in.known_at(), engine_.clock().Now()));
        SUYUAN_ASSIGN_OR_RETURN(const AffectedQuestion question,
                                ToQuestion(in, times));
        SUYUAN_ASSIGN_OR_RETURN(
            AffectedAnswer answer,
            engine_.ListAffected(question, call.deadline()));
        return AffectedGenerator(engine_, std::move(answer), times.known_at);
      });
}

grpc::ServerUnaryReactor* GrpcTraceabilityService::DiffTraces(
    grpc::CallbackServerContext* context, const v1::DiffTracesRequest* request,
    v1::DiffTracesResponse* response) {
  return rpc::Unary(
      endpoint_, context, request, response,
      [this](const v1::DiffTracesRequest& in, v1::DiffTracesResponse& out,
             rpc::Call& call) { return Diff(in, out, call); });
}

grpc::ServerUnaryReactor* GrpcTraceabilityService::ListSharedAncestors(
    grpc::CallbackServerContext* context,
    const v1::ListSharedAncestorsRequest* request,
    v1::ListSharedAncestorsResponse* response) {
  return rpc::Unary(endpoint_, context, request, response,
                    [this](const v1::ListSharedAncestorsRequest& in,
                           v1::ListSharedAncestorsResponse& out,
                           rpc::Call& call) { return Shared(in, out, call); });
}

grpc::ServerUnaryReactor* GrpcTraceabilityService::ListProfiles(
    grpc::CallbackServerContext* context,
    const v1::ListProfilesRequest* request,
    v1::ListProfilesResponse* response) {
  return rpc::Unary(endpoint_, context, request, response,
                    [this](const v1::ListProfilesRequest&,
                           v1::ListProfilesResponse& out, rpc::Call&) {
                      for (const Profile* p : profiles_.All()) {
                        FillProfile(*p, *out.add_profiles());
                      }
                      return absl::OkStatus();
                    });
}

grpc::ServerUnaryReactor* GrpcTraceabilityService::GetGraphStatus(
    grpc::CallbackServerContext* context,
    const v1::GetGraphStatusRequest* request, v1::GraphStatus* response) {
  return rpc::Unary(endpoint_, context, request, response,
                    [this](const v1::GetGraphStatusRequest&,
                           v1::GraphStatus& out, rpc::Call&) {
                      const Positions positions = engine_.positions();
                      const GraphSize size = engine_.size();
                      out.set_registry_position(positions.registry);
                      out.set_certificates_position(positions.certificates);
                      out.set_certificates(size.certificates);
                      out.set_results(size.results);
                      out.set_references(size.references);
                      out.set_records(size.records);
                      out.set_bytes(size.bytes);
                      out.set_token(TokenOf(positions));
                      return absl::OkStatus();
                    });
}

}  // namespace suyuan::traceability
