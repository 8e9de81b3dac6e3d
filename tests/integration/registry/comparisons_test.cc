// A whole comparison over gRPC, with the numbers of the domain briefs.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "tests/integration/registry/suite.h"
#include "tests/integration/registry/voltages.h"
#include "tests/support/status_matchers.h"

namespace suyuan::registry {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using testing::kPilot;
using testing::kVoltage;
using testing::Voltages;
using State = proto::Comparison::State;
using Score = proto::ComparisonScore;

std::string FieldOf(const absl::Status& status) {
  const auto violations = ViolationsOf(status);
  return violations.empty() ? "" : violations[0].field;
}

bool ShowsResults(const proto::Comparison& comparison) {
  return std::any_of(comparison.submissions().begin(),
                     comparison.submissions().end(),
                     [](const auto& s) { return s.results_size() > 0; });
}

// Events of a standard that a comparison decided.
std::vector<proto::StandardEvent> EventsOf(Voltages& voltages,
                                           const std::string& laboratory) {
  const auto standard = voltages.StandardOf(laboratory);
  REQUIRE_THAT(standard.status(), IsOk());
  return {standard->events().begin(), standard->events().end()};
}

proto::AdvanceComparisonRequest Consequences() {
  proto::AdvanceComparisonRequest request;
  request.set_state(proto::Comparison::STATE_CONSEQUENCES);
  request.set_due("2025-03-31");
  return request;
}

// The vectors of a comparison over gRPC, end to end.
TEST_CASE("Two of six laboratories fail, which stands in their standards") {
  Registry registry;
  Voltages voltages(registry.channel());
  voltages.Measure();

  const auto evaluation = voltages.Evaluate();
  REQUIRE_THAT(evaluation.status(), IsOk());
  const double expected[] = {0.156, 1.406, -1.525, -0.312, -0.156, 0.469};
  REQUIRE(evaluation->scores_size() == 6);
  for (int i = 0; i < 6; ++i) {
    CHECK(evaluation->scores(i).en_number() ==
          Approx(expected[i]).margin(0.0005));
    CHECK(evaluation->scores(i).verdict() ==
          (i == 1 || i == 2 ? Score::VERDICT_UNSATISFACTORY
                            : Score::VERDICT_SATISFACTORY));
  }
  CHECK(evaluation->points(0).drift() == 0);

  voltages.Report();
  const auto kept = voltages.Get();
  REQUIRE_THAT(kept.status(), IsOk());
  CHECK(kept->evaluation().SerializeAsString() ==
        evaluation->SerializeAsString());
  CHECK(kept->report_number() == "XJBD-2024-07-R");
  CHECK(kept->follow_ups_size() == 0);

  const auto done = voltages.Advance(Consequences());
  REQUIRE_THAT(done.status(), IsOk());
  CHECK(done->steps_size() == 9);
  CHECK(done->consequences_day() == "2025-01-01");
  REQUIRE(done->follow_ups_size() == 2);
  CHECK(done->follow_ups(0).institution() == "institutions/lab-2");
  CHECK(done->follow_ups(0).due() == "2025-03-31");
  for (const std::string good : {"lab-1", "lab-4", "lab-5", "lab-6"}) {
    CHECK(EventsOf(voltages, good).empty());
  }
  for (const std::string bad : {"lab-2", "lab-3"}) {
    const auto events = EventsOf(voltages, bad);
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind() == proto::StandardEvent::KIND_COMPARISON_FAILED);
    CHECK(events[0].day() == "2025-01-01");
    CHECK(events[0].comparison() == kVoltage);
    CHECK(events[0].kind_of_quantity().code() == "ELPD");
    CHECK(events[0].document_number() == "XJBD-2024-07-R");
    CHECK(events[0].reason() == "1V");
  }
}

TEST_CASE("A failure that was put right stands in the standard as well") {
  Registry registry;
  Voltages voltages(registry.channel());
  voltages.Measure();
  voltages.Report();
  REQUIRE_THAT(voltages.Advance(Consequences()).status(), IsOk());

  const auto follow_up = [&](const std::string& institution,
                             const std::string& resolved) {
    proto::FollowUpComparisonRequest request;
    request.set_name(kVoltage);
    request.mutable_follow_up()->set_institution(institution);
    request.mutable_follow_up()->set_resolved(resolved);
    request.mutable_follow_up()->set_document_number("复比对 3 号");
    return voltages.Call(&proto::Comparisons::Stub::FollowUpComparison,
                         request);
  };
  CHECK(FieldOf(follow_up("institutions/lab-1", "2025-01-01").status()) ==
        "follow_up.institution");
  CHECK(FieldOf(follow_up("institutions/lab-2", "2024-12-31").status()) ==
        "follow_up.resolved");
  CHECK(FieldOf(follow_up("institutions/lab-2", "2025-01-02").status()) ==
        "follow_up.resolved");
  registry.clock().Advance(absl::Hours(24 * 30));
  const auto resolved = follow_up("institutions/lab-2", "2025-01-20");
  REQUIRE_THAT(resolved.status(), IsOk());
  CHECK(resolved->follow_ups(0).due() == "2025-03-31");
  CHECK(resolved->follow_ups(0).resolved() == "2025-01-20");
  const auto events = EventsOf(voltages, "lab-2");
  REQUIRE(events.size() == 2);
  CHECK(events[1].kind() == proto::StandardEvent::KIND_COMPARISON_RESOLVED);
  CHECK(events[1].day() == "2025-01-20");
  CHECK(events[1].document_number() == "复比对 3 号");
  CHECK(events[1].comparison() == kVoltage);
  CHECK(EventsOf(voltages, "lab-3").size() == 1);

  // Told again it is the same; told otherwise it is refused.
  CHECK_THAT(follow_up("institutions/lab-2", "2025-01-20").status(), IsOk());
  CHECK_THAT(follow_up("institutions/lab-2", "2025-01-21").status(),
             HasReason("COMPARISON_LOCKED"));
  CHECK(EventsOf(voltages, "lab-2").size() == 2);
}

TEST_CASE("Nobody sees a result before all are in") {
  Registry registry;
  Voltages voltages(registry.channel());
  voltages.Begin();
  const auto answer = voltages.Submit(Voltages::ResultOf(1));
  REQUIRE_THAT(answer.status(), IsOk());
  CHECK_FALSE(ShowsResults(*answer));
  const auto& shown = answer->submissions(1);
  CHECK(shown.institution() == "institutions/lab-1");
  CHECK(shown.has_submit_time());
  CHECK(shown.digest().size() == 64);
  CHECK_FALSE(ShowsResults(*voltages.Get()));

  proto::ListComparisonsRequest list;
  const auto listed =
      voltages.Call(&proto::Comparisons::Stub::ListComparisons, list);
  REQUIRE_THAT(listed.status(), IsOk());
  REQUIRE(listed->comparisons_size() == 1);
  CHECK_FALSE(ShowsResults(listed->comparisons(0)));
  // Nor can a filter be made to tell.
  list.set_filter("submissions.results.value > 1");
  CHECK(voltages.Call(&proto::Comparisons::Stub::ListComparisons, list)
            ->comparisons_size() == 0);

  proto::ListHistoryRequest history;
  history.set_name(kVoltage);
  const auto revisions =
      voltages.Call(&proto::Registry::Stub::ListHistory, history);
  REQUIRE_THAT(revisions.status(), IsOk());
  for (const auto& revision : revisions->revisions()) {
    CHECK_FALSE(ShowsResults(revision.comparison()));
  }
  proto::GetInForceRequest in_force;
  in_force.set_name(kVoltage);
  CHECK_FALSE(
      ShowsResults(voltages.Call(&proto::Registry::Stub::GetInForce, in_force)
                       ->comparison()));
  CHECK_THAT(voltages.Evaluate().status(), HasReason("COMPARISON_STATE"));
}

TEST_CASE("The feed tells results only once all are in") {
  Registry registry;
  Voltages voltages(registry.channel());
  voltages.Measure();
  grpc::ClientContext context;
  proto::WatchRequest watch;
  const auto reader = registry.stub().Watch(&context, watch);
  proto::WatchResponse batch;
  int hidden = 0;
  bool is_shown = false;
  while (!is_shown && reader->Read(&batch)) {
    for (const auto& change : batch.changes()) {
      if (!change.record().has_comparison()) continue;
      const proto::Comparison& comparison = change.record().comparison();
      const bool may_show =
          comparison.state() >= proto::Comparison::STATE_ANALYSIS;
      CHECK(ShowsResults(comparison) == may_show);
      is_shown = is_shown || may_show;
      if (!may_show) ++hidden;
    }
  }
  context.TryCancel();
  CHECK(is_shown);
  CHECK(hidden >= 8);
}

TEST_CASE("What is hidden is still there when all are in") {
  Registry registry;
  Voltages voltages(registry.channel());
  voltages.Measure();
  const auto comparison = voltages.Get();
  REQUIRE_THAT(comparison.status(), IsOk());
  REQUIRE(comparison->submissions_size() == 8);
  for (const auto& submission : comparison->submissions()) {
    CHECK(submission.results_size() == 1);
  }
  CHECK(comparison->submissions(1).results(0).value() == "1.000002");
}

TEST_CASE("A submission is locked, whatever is tried") {
  Registry registry;
  Voltages voltages(registry.channel());
  voltages.Begin();
  const auto first = voltages.Submit(Voltages::ResultOf(2));
  REQUIRE_THAT(first.status(), IsOk());
  proto::ComparisonSubmission better = Voltages::ResultOf(2);
  better.mutable_results(0)->set_value("1.000001");
  CHECK_THAT(voltages.Submit(better).status(), HasReason("COMPARISON_LOCKED"));
  // What only the service says is passed over in an update.
  proto::Comparison tampered = *voltages.Get();
  tampered.mutable_submissions(1)->add_results()->set_value("1.000001");
  tampered.set_state(proto::Comparison::STATE_FINAL);
  proto::UpdateComparisonRequest update;
  *update.mutable_comparison() = tampered;
  update.mutable_comparison()->clear_meta();
  REQUIRE_THAT(
      voltages.Call(&proto::Comparisons::Stub::UpdateComparison, update)
          .status(),
      IsOk());
  CHECK_THAT(voltages.Update(tampered, "submissions").status(),
             HasReason("INVALID_FIELD"));
  const auto after = voltages.Get();
  CHECK(after->state() == proto::Comparison::STATE_ROUND);
  CHECK(after->submissions(1).digest() == first->submissions(1).digest());
}

TEST_CASE("A late correction is recorded and changes no number") {
  Registry registry;
  Voltages voltages(registry.channel());
  voltages.Measure();
  const auto before = voltages.Evaluate();
  proto::RequestComparisonCorrectionRequest request;
  request.set_name(kVoltage);
  proto::ComparisonCorrection& correction = *request.mutable_correction();
  correction.set_institution("institutions/lab-2");
  *correction.mutable_results() = Voltages::ResultOf(2).results();
  correction.mutable_results(0)->set_value("1.000001");
  CHECK(
      FieldOf(voltages
                  .Call(&proto::Comparisons::Stub::RequestComparisonCorrection,
                        request)
                  .status()) == "correction.reason");
  correction.set_reason("小数点抄错");
  const auto corrected = voltages.Call(
      &proto::Comparisons::Stub::RequestComparisonCorrection, request);
  REQUIRE_THAT(corrected.status(), IsOk());
  CHECK(corrected->corrections(0).results(0).value() == "1.000001");
  CHECK(corrected->corrections(0).has_request_time());
  CHECK(corrected->submissions(2).results(0).value() == "1.000010");
  CHECK(voltages.Evaluate()->SerializeAsString() ==
        before->SerializeAsString());

  voltages.Report();
  CHECK_THAT(
      voltages
          .Call(&proto::Comparisons::Stub::RequestComparisonCorrection, request)
          .status(),
      HasReason("COMPARISON_STATE"));
}

TEST_CASE("A laboratory that stays away is absent and fails nothing") {
  Registry registry;
  Voltages voltages(registry.channel());
  voltages.Measure(/*absent=*/2);
  const auto evaluation = voltages.Evaluate();
  REQUIRE_THAT(evaluation.status(), IsOk());
  REQUIRE(evaluation->absent_size() == 1);
  CHECK(evaluation->absent(0) == "institutions/lab-2");
  CHECK(evaluation->scores_size() == 5);
  voltages.Report();
  const auto done = voltages.Advance(Consequences());
  REQUIRE_THAT(done.status(), IsOk());
  REQUIRE(done->follow_ups_size() == 1);
  CHECK(done->follow_ups(0).institution() == "institutions/lab-3");
  CHECK(EventsOf(voltages, "lab-2").empty());
}

TEST_CASE("The weighted mean is that of the laboratories that agree") {
  Registry registry;
  Voltages voltages(registry.channel());
  proto::Comparison plan = *voltages.Get();
  plan.set_reference_method(proto::Comparison::REFERENCE_METHOD_WEIGHTED_MEAN);
  REQUIRE_THAT(voltages.Update(plan, "reference_method").status(), IsOk());
  auto& pilot = *plan.add_participants();
  pilot.set_institution(kPilot);
  pilot.set_contributes(true);
  REQUIRE_THAT(voltages.Update(plan, "participants").status(), IsOk());
  voltages.Measure();
  const auto evaluation = voltages.Evaluate();
  REQUIRE_THAT(evaluation.status(), IsOk());
  const auto& point = evaluation->points(0);
  CHECK((point.reference_value() - 1) * 1e6 == Approx(1.180).margin(0.0005));
  CHECK(point.reference_standard_uncertainty() * 1e6 ==
        Approx(1.060).margin(0.0005));
  REQUIRE(point.removed_size() == 2);
  CHECK(point.removed(0) == "institutions/lab-3");
  CHECK(point.removed(1) == "institutions/lab-2");
  CHECK(point.chi_squared() < point.critical_chi_squared());
  CHECK(point.grubbs_outliers_size() == 0);
  const Score& sixth = evaluation->scores(5);
  CHECK(sixth.institution() == "institutions/lab-6");
  CHECK(sixth.contributed());
  CHECK(sixth.en_number() == Approx(0.623).margin(0.0005));
}

TEST_CASE("The plan is locked with the protocol, days and excuses are not") {
  Registry registry;
  Voltages voltages(registry.channel());
  proto::Comparison plan = *voltages.Get();
  plan.mutable_points(0)->set_conditions("20 °C");
  REQUIRE_THAT(voltages.Update(plan, "points").status(), IsOk());
  voltages.Begin();
  plan.mutable_points(0)->set_conditions("23 °C");
  CHECK_THAT(voltages.Update(plan, "points").status(),
             HasReason("COMPARISON_LOCKED"));
  proto::Comparison fewer = plan;
  fewer.mutable_participants()->RemoveLast();
  CHECK_THAT(voltages.Update(fewer, "participants").status(),
             HasReason("COMPARISON_LOCKED"));
  plan.mutable_participants(0)->set_deadline("2024-11-20");
  plan.mutable_participants(1)->set_excuse("标准送检");
  plan.mutable_participants(2)->set_received("2024-11-12");
  CHECK_THAT(voltages.Update(plan, "participants").status(), IsOk());
}

TEST_CASE("A step out of turn, or before its time, says what is missing") {
  Registry registry;
  Voltages voltages(registry.channel());
  CHECK_THAT(voltages.Advance(proto::Comparison::STATE_ANALYSIS).status(),
             HasReason("COMPARISON_STATE"));
  CHECK_THAT(voltages.Submit(Voltages::ResultOf(1)).status(),
             HasReason("COMPARISON_STATE"));
  proto::Comparison plan = *voltages.Get();
  plan.clear_points();
  REQUIRE_THAT(voltages.Update(plan, "points").status(), IsOk());
  const absl::Status incomplete =
      voltages.Advance(proto::Comparison::STATE_PROTOCOL_APPROVED).status();
  CHECK_THAT(incomplete, HasReason("COMPARISON_INCOMPLETE"));
  CHECK_THAT(std::string(incomplete.message()), Catch::Contains("no points"));

  proto::AdvanceComparisonRequest request;
  CHECK(FieldOf(voltages.Advance(request).status()) == "state");
  request.set_state(proto::Comparison::STATE_PROTOCOL_APPROVED);
  request.set_due("2025-01-01");
  CHECK(FieldOf(voltages.Advance(request).status()) == "due");
}

TEST_CASE("A result without k, without u or of no point is refused") {
  Registry registry;
  Voltages voltages(registry.channel());
  voltages.Begin();
  proto::ComparisonSubmission submission = Voltages::ResultOf(1);
  auto& uncertainty = *submission.mutable_results(0)->mutable_uncertainty();
  uncertainty.clear_coverage_factor();
  CHECK(FieldOf(voltages.Submit(submission).status()) ==
        "submission.results[0].uncertainty.coverage_factor");
  uncertainty.set_coverage_factor("2");
  uncertainty.set_expanded("0");
  CHECK(FieldOf(voltages.Submit(submission).status()) ==
        "submission.results[0].uncertainty");
  submission = Voltages::ResultOf(1);
  submission.mutable_results(0)->set_point("10V");
  CHECK(FieldOf(voltages.Submit(submission).status()) ==
        "submission.results[0].point");
  CHECK(voltages.Get()->submissions_size() == 1);
}

TEST_CASE("U at k = 3 is compared at k = 2") {
  Registry registry;
  Voltages voltages(registry.channel());
  voltages.Begin();
  for (int i = 1; i <= 6; ++i) {
    proto::ComparisonSubmission submission = Voltages::ResultOf(i);
    if (i == 2) {
      auto& stated = *submission.mutable_results(0)->mutable_uncertainty();
      stated.set_expanded("7.5e-6");
      stated.set_coverage_factor("3");
    }
    REQUIRE_THAT(voltages.Submit(submission).status(), IsOk());
  }
  REQUIRE_THAT(voltages.Advance(proto::Comparison::STATE_PILOT_LAST).status(),
               IsOk());
  REQUIRE_THAT(voltages
                   .Submit(Voltages::ResultOfPilot(
                       proto::ComparisonSubmission::ROUND_PILOT_LAST))
                   .status(),
               IsOk());
  REQUIRE_THAT(voltages.Advance(proto::Comparison::STATE_ANALYSIS).status(),
               IsOk());
  CHECK(voltages.Evaluate()->scores(1).en_number() ==
        Approx(1.406).margin(0.0005));
}

TEST_CASE("Consequences are drawn whole, once, and not before all measured") {
  Registry registry;
  Voltages voltages(registry.channel());
  voltages.Measure();
  voltages.Report();
  proto::AdvanceComparisonRequest request = Consequences();
  request.set_day("2024-11-30");  // the pilot measured on 1 December
  CHECK(FieldOf(voltages.Advance(request).status()) == "day");
  request.set_day("2025-01-02");  // tomorrow
  CHECK(FieldOf(voltages.Advance(request).status()) == "day");
  request.set_day("2024-12-20");
  request.set_due("2024-12-19");
  CHECK(FieldOf(voltages.Advance(request).status()) == "due");
  request.set_due("2024-12-20");
  request.set_validate_only(true);
  REQUIRE_THAT(voltages.Advance(request).status(), IsOk());
  CHECK(EventsOf(voltages, "lab-2").empty());
  CHECK(voltages.Get()->state() == proto::Comparison::STATE_FINAL);
  request.set_validate_only(false);
  REQUIRE_THAT(voltages.Advance(request).status(), IsOk());
  CHECK(EventsOf(voltages, "lab-2").at(0).day() == "2024-12-20");
  CHECK_THAT(voltages.Advance(request).status(), HasReason("COMPARISON_STATE"));
  CHECK(EventsOf(voltages, "lab-2").size() == 1);
}

TEST_CASE("A comparison given up keeps its results hidden") {
  Registry registry;
  Voltages voltages(registry.channel());
  voltages.Begin();
  REQUIRE_THAT(voltages.Submit(Voltages::ResultOf(1)).status(), IsOk());
  REQUIRE_THAT(voltages.Advance(proto::Comparison::STATE_CANCELLED).status(),
               IsOk());
  CHECK_FALSE(ShowsResults(*voltages.Get()));
  CHECK_THAT(voltages.Submit(Voltages::ResultOf(2)).status(),
             HasReason("COMPARISON_STATE"));
}

TEST_CASE("A comparison that ends keeps what was handed in") {
  Registry registry;
  Voltages voltages(registry.channel());
  voltages.Begin();
  for (int i = 1; i <= 6; ++i) {
    REQUIRE_THAT(voltages.Submit(Voltages::ResultOf(i)).status(), IsOk());
  }
  proto::EndComparisonRequest end;
  end.set_name(kVoltage);
  end.set_day("2025-06-30");
  end.set_reason("年度计划结束");
  REQUIRE_THAT(
      voltages.Call(&proto::Comparisons::Stub::EndComparison, end).status(),
      IsOk());
  REQUIRE_THAT(voltages.Advance(proto::Comparison::STATE_PILOT_LAST).status(),
               IsOk());
  REQUIRE_THAT(voltages
                   .Submit(Voltages::ResultOfPilot(
                       proto::ComparisonSubmission::ROUND_PILOT_LAST))
                   .status(),
               IsOk());
  const auto analysed = voltages.Advance(proto::Comparison::STATE_ANALYSIS);
  REQUIRE_THAT(analysed.status(), IsOk());
  CHECK(ShowsResults(*analysed));
  CHECK(analysed->meta().end_reason() == "年度计划结束");
  CHECK(voltages.Evaluate()->scores_size() == 6);
}

}  // namespace
}  // namespace suyuan::registry
