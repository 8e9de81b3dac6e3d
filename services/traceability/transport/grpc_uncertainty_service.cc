#include "services/traceability/transport/grpc_uncertainty_service.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/decimal.h"
#include "libs/metrology/monte_carlo.h"
#include "libs/metrology/uncertainty.h"
#include "libs/rpc/fields.h"
#include "services/traceability/convert/question.h"
#include "services/traceability/transport/read_token.h"
#include "services/traceability/uncertainty/answer.h"
#include "services/traceability/uncertainty/recomputation.h"

namespace suyuan::traceability {
namespace {

constexpr size_t kMostResults = 100;

absl::StatusOr<double> ProbabilityOf(const std::string& text) {
  if (text.empty()) return metrology::kTwoSigma;
  const auto parsed = metrology::ParseProbabilityText(text);
  if (!parsed.ok() || parsed->value() < 0.5 || parsed->value() > 0.999) {
    return InvalidField("coverage_probability",
                        absl::StrCat("is \"", text,
                                     "\"; a decimal from 0.5 to 0.999 is "
                                     "wanted"));
  }
  return parsed->value();
}

absl::StatusOr<metrology::MonteCarloOptions> OptionsOf(
    const v1::MonteCarloSettings& settings, double probability) {
  if (settings.model() != v1::MonteCarloSettings::MODEL_UNSPECIFIED &&
      settings.model() != v1::MonteCarloSettings::MODEL_LINEAR_SUM) {
    return InvalidField("monte_carlo.model", "is none of the models");
  }
  if (settings.trials() != 0 && (settings.trials() < metrology::kFewestTrials ||
                                 settings.trials() > metrology::kMostTrials)) {
    return InvalidField("monte_carlo.trials",
                        absl::StrCat("is ", settings.trials(), "; 0, or ",
                                     metrology::kFewestTrials, " to ",
                                     metrology::kMostTrials, " is wanted"));
  }
  if (settings.digits() < 0 || settings.digits() > 2) {
    return InvalidField(
        "monte_carlo.digits",
        absl::StrCat("is ", settings.digits(), "; 1 or 2 is wanted"));
  }
  metrology::MonteCarloOptions out;
  out.seed = settings.seed();
  out.trials = settings.trials();
  out.digits = settings.digits() == 0 ? 2 : settings.digits();
  out.probability = probability;
  return out;
}

absl::StatusOr<TraceQuestion> QuestionOf(
    const v1::ComputeUncertaintyRequest& request, const QuestionTimes& times,
    const Profiles& profiles) {
  v1::TraceRequest one;
  one.set_target(request.target());
  one.set_issuer(request.issuer());
  one.set_result_id(request.result_id());
  one.set_profile(request.profile());
  one.set_view(v1::VIEW_VERDICT);
  SUYUAN_ASSIGN_OR_RETURN(TraceQuestion question,
                          ToQuestion(one, times, profiles));
  question.verdict_only = false;  // the chain is what is computed along
  return question;
}

// The results of the target's own certificates.
absl::StatusOr<std::vector<ResultIndex>> ResultsOf(const Chain& chain) {
  std::vector<ResultIndex> out;
  for (uint32_t c = 0; c < chain.rooted; ++c) {
    for (const uint32_t n : chain.certificates[c].nodes) {
      out.push_back(chain.nodes[n].result);
    }
  }
  if (out.size() <= kMostResults) return out;
  return InvalidField("result_id",
                      absl::StrCat("is empty, and the target has ", out.size(),
                                   " results; at most ", kMostResults,
                                   " are computed at once"));
}

using AllInputs = std::vector<absl::optional<SimulationInputs>>;

absl::StatusOr<AllInputs> FillResults(const Graph& graph,
                                      const RuleContext& context,
                                      const TraceAnswer& answer,
                                      double probability,
                                      const Deadline& deadline,
                                      v1::ComputeUncertaintyResponse& out) {
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<ResultIndex> targets,
                          ResultsOf(answer.chain));
  SUYUAN_ASSIGN_OR_RETURN(
      const Recomputation all,
      Recompute(context, answer.chain, answer.judgement, targets, deadline));
  AllInputs inputs;
  UnitReader units;
  for (const RecomputedResult& result : all.results) {
    inputs.push_back(FillRecomputed(graph, all, result, probability, units,
                                    *out.add_results()));
  }
  return inputs;
}

absl::Status Simulate(const AllInputs& inputs,
                      const metrology::MonteCarloOptions& options,
                      const Deadline& deadline,
                      v1::ComputeUncertaintyResponse& out) {
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (!inputs[i]) continue;
    SUYUAN_ASSIGN_OR_RETURN(
        const metrology::MonteCarloResult result,
        metrology::SimulateLinearSum(inputs[i]->estimate, inputs[i]->inputs,
                                     inputs[i]->correlations, options,
                                     [&deadline] { return deadline.Check(); }));
    FillSimulated(
        result, options.seed,
        *out.mutable_results(static_cast<int>(i))->mutable_simulated());
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status GrpcUncertaintyService::Compute(
    const v1::ComputeUncertaintyRequest& request,
    v1::ComputeUncertaintyResponse& response, rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(
      AwaitToken(engine_, followers_, request.token(), call));
  SUYUAN_ASSIGN_OR_RETURN(const QuestionTimes times,
                          TimesOf(request.as_of(), request.has_known_at(),
                                  request.known_at(), engine_.clock().Now()));
  SUYUAN_ASSIGN_OR_RETURN(const TraceQuestion question,
                          QuestionOf(request, times, profiles_));
  SUYUAN_ASSIGN_OR_RETURN(const double probability,
                          ProbabilityOf(request.coverage_probability()));
  SUYUAN_ASSIGN_OR_RETURN(const metrology::MonteCarloOptions options,
                          OptionsOf(request.monte_carlo(), probability));
  response.set_target(request.target());
  response.set_profile(question.profile->id);
  response.set_as_of(DayText(times.as_of));
  *response.mutable_known_at() = rpc::InstantProto(times.shown_known_at);
  response.set_coverage_probability(NumberText(probability));
  absl::StatusOr<AllInputs> inputs;
  SUYUAN_RETURN_IF_ERROR(
      engine_.Trace(question, call.deadline(),
                    [&](const Graph& graph, const RuleContext& context,
                        const TraceAnswer& answer) {
                      inputs = FillResults(graph, context, answer, probability,
                                           call.deadline(), response);
                      response.set_token(TokenOf(answer.positions));
                    }));
  SUYUAN_RETURN_IF_ERROR(inputs.status());
  if (!request.has_monte_carlo()) return absl::OkStatus();
  return Simulate(*inputs, options, call.deadline(), response);
}

grpc::ServerUnaryReactor* GrpcUncertaintyService::ComputeUncertainty(
    grpc::CallbackServerContext* context,
    const v1::ComputeUncertaintyRequest* request,
    v1::ComputeUncertaintyResponse* response) {
  return rpc::Unary(endpoint_, context, request, response,
                    [this](const v1::ComputeUncertaintyRequest& in,
                           v1::ComputeUncertaintyResponse& out,
                           rpc::Call& call) { return Compute(in, out, call); });
}

}  // namespace suyuan::traceability
