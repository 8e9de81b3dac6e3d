#include "services/registry/transport/comparison_methods.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/status.h"
#include "services/registry/comparison/evaluation.h"
#include "services/registry/comparison/workflow.h"
#include "services/registry/convert/comparison_rules.h"
#include "services/registry/convert/convert.h"
#include "services/registry/errors.h"
#include "services/registry/transport/comparison_steps.h"

namespace suyuan::registry {
namespace {

// The record as `message` says from now on; it has ended where it had.
template <typename Message>
absl::StatusOr<Draft> DraftAfter(const Record& newest, const Message& message) {
  SUYUAN_ASSIGN_OR_RETURN(Draft draft, ToDraft(message));
  draft.end_reason = newest.end_reason;
  return draft;
}

// A draft that makes no revision.
Draft Unchanged(const Record& newest) {
  Draft draft;
  draft.kind = newest.kind;
  draft.name = newest.name;
  draft.period = newest.period;
  draft.end_reason = newest.end_reason;
  draft.payload = newest.payload;
  return draft;
}

RecordBook::Make AddDecided(
    const std::shared_ptr<std::vector<StandardEvents>>& decided) {
  return [decided](const Record& newest) -> absl::StatusOr<Draft> {
    const auto of = std::find_if(
        decided->begin(), decided->end(),
        [&](const StandardEvents& e) { return e.standard == newest.name; });
    if (of == decided->end()) return Unchanged(newest);
    auto standard = StoredMessage<proto::Standard>(newest);
    for (const proto::StandardEvent& event : of->events) {
      *standard.add_events() = event;
    }
    return DraftAfter(newest, standard);
  };
}

}  // namespace

void ComparisonMethods::Create(const proto::CreateComparisonRequest& request,
                               proto::Comparison& response,
                               const rpc::Call& call, rpc::Done done) {
  records_.Create(
      request, response, call, std::move(done),
      [](const proto::Comparison*, proto::Comparison& wanted) -> absl::Status {
        wanted.set_state(proto::Comparison::STATE_PLANNED);
        return absl::OkStatus();
      });
}

void ComparisonMethods::Update(const proto::UpdateComparisonRequest& request,
                               proto::Comparison& response,
                               const rpc::Call& call, rpc::Done done) {
  records_.Update(request, response, call, std::move(done),
                  [](const proto::Comparison* seen, proto::Comparison& wanted) {
                    return CheckUnlocked(*seen, wanted);
                  });
}

absl::StatusOr<std::vector<std::string>> ComparisonMethods::StandardsOf(
    const std::string& comparison, const rpc::Call& call) const {
  SUYUAN_RETURN_IF_ERROR(
      RecordMethods::CheckName("name", comparison, RecordKind::kComparison));
  SUYUAN_ASSIGN_OR_RETURN(
      const Record record,
      book_.Find(comparison, std::nullopt, call.deadline()));
  std::vector<std::string> standards;
  const auto stored = StoredMessage<proto::Comparison>(record);
  for (const auto& participant : stored.participants()) {
    if (participant.standard().empty()) continue;
    standards.push_back(participant.standard());
  }
  return standards;
}

template <typename Request>
RecordBook::Make ComparisonMethods::StepOf(
    const Request& request, const std::string& etag, Step<Request> step,
    const std::string& principal, const std::vector<std::string>& standards,
    const Decided& decided) const {
  return [request, etag, step, principal, standards, decided,
          &clock = clock_](const Record& newest) -> absl::StatusOr<Draft> {
    const auto before = StoredMessage<proto::Comparison>(newest);
    proto::Comparison after = before;
    SUYUAN_RETURN_IF_ERROR(step(request, {clock.Now(), principal}, after));
    *decided = EventsBetween(before, after);
    // A standard that came into the comparison since that was read.
    for (const StandardEvents& of : *decided) {
      if (std::find(standards.begin(), standards.end(), of.standard) ==
          standards.end()) {
        return EtagMismatch(etag, newest);
      }
    }
    return DraftAfter(newest, after);
  };
}

template <typename Request>
void ComparisonMethods::Take(const Request& request, const std::string& etag,
                             std::vector<std::string> standards,
                             Step<Request> step, proto::Comparison& response,
                             const rpc::Call& call, rpc::Done done) {
  const auto writing = RecordMethods::WritingOf(request, call);
  if (!writing.ok()) return done(writing.status());
  const absl::Status named =
      RecordMethods::CheckName("name", request.name(), RecordKind::kComparison);
  if (!named.ok()) return done(named);
  auto decided = std::make_shared<std::vector<StandardEvents>>();
  std::vector<RecordBook::Entry> entries;
  entries.push_back(RecordBook::Revision(
      request.name(), etag,
      StepOf(request, etag, step, call.principal(), standards, decided)));
  for (const std::string& standard : standards) {
    entries.push_back(RecordBook::Revision(standard, "", AddDecided(decided)));
  }
  book_.WriteTogether(std::move(entries), *writing,
                      [&response, done = std::move(done)](
                          absl::StatusOr<std::vector<Record>> written) {
                        if (written.ok()) {
                          response =
                              ToMessage<proto::Comparison>(written->front());
                        }
                        done(written.status());
                      });
}

template <typename Request>
void ComparisonMethods::Decide(const Request& request, const std::string& etag,
                               Step<Request> step, proto::Comparison& response,
                               const rpc::Call& call, rpc::Done done) {
  auto standards = StandardsOf(request.name(), call);
  if (!standards.ok()) return done(standards.status());
  Take(request, etag, *std::move(standards), step, response, call,
       std::move(done));
}

void ComparisonMethods::Advance(const proto::AdvanceComparisonRequest& request,
                                proto::Comparison& response,
                                const rpc::Call& call, rpc::Done done) {
  if (request.state() == proto::Comparison::STATE_CONSEQUENCES) {
    return Decide(request, request.etag(), registry::Advance, response, call,
                  std::move(done));
  }
  Take(request, request.etag(), {}, registry::Advance, response, call,
       std::move(done));
}

void ComparisonMethods::Submit(
    const proto::SubmitComparisonResultsRequest& request,
    proto::Comparison& response, const rpc::Call& call, rpc::Done done) {
  Take(request, "", {}, registry::Submit, response, call, std::move(done));
}

void ComparisonMethods::RequestCorrection(
    const proto::RequestComparisonCorrectionRequest& request,
    proto::Comparison& response, const rpc::Call& call, rpc::Done done) {
  Take(request, "", {}, registry::RequestCorrection, response, call,
       std::move(done));
}

void ComparisonMethods::Confirm(
    const proto::ConfirmComparisonResultsRequest& request,
    proto::Comparison& response, const rpc::Call& call, rpc::Done done) {
  Take(request, "", {}, registry::Confirm, response, call, std::move(done));
}

void ComparisonMethods::FollowUp(
    const proto::FollowUpComparisonRequest& request,
    proto::Comparison& response, const rpc::Call& call, rpc::Done done) {
  Decide(request, "", registry::FollowUp, response, call, std::move(done));
}

absl::Status ComparisonMethods::Evaluate(
    const proto::EvaluateComparisonRequest& request,
    proto::ComparisonEvaluation& response, const rpc::Call& call) {
  SUYUAN_RETURN_IF_ERROR(RecordMethods::CheckName("name", request.name(),
                                                  RecordKind::kComparison));
  SUYUAN_RETURN_IF_ERROR(records_.CheckToken(request.token()));
  SUYUAN_ASSIGN_OR_RETURN(
      const Record record,
      book_.Find(request.name(), std::nullopt, call.deadline()));
  const auto stored = StoredMessage<proto::Comparison>(record);
  const comparison::Comparison rules = ToRules(stored);
  SUYUAN_RETURN_IF_ERROR(CheckEvaluable(rules));
  response = stored.has_evaluation() ? stored.evaluation()
                                     : ToMessage(comparison::Evaluate(rules));
  return absl::OkStatus();
}

}  // namespace suyuan::registry
