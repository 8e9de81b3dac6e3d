#include "tests/integration/registry/voltages.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "tests/support/status_matchers.h"

namespace suyuan::registry::testing {
namespace {

using suyuan::testing::IsOk;

struct Reported {
  const char* value;  // V
  const char* expanded;
};
constexpr Reported kLead = {"1.000001", "4e-6"};
constexpr Reported kLaboratories[] = {
    {"1.000002", "5e-6"}, {"1.000010", "5e-6"}, {"0.999990", "6e-6"},
    {"0.999999", "5e-6"}, {"1.000000", "5e-6"}, {"1.000004", "5e-6"}};

proto::ComparisonSubmission SubmissionOf(const std::string& institution,
                                         const Reported& reported,
                                         const std::string& day) {
  proto::ComparisonSubmission submission;
  submission.set_institution(institution);
  submission.set_day(day);
  proto::ComparisonResult& result = *submission.add_results();
  result.set_point("1V");
  result.set_value(reported.value);
  result.mutable_uncertainty()->set_expanded(reported.expanded);
  result.mutable_uncertainty()->set_coverage_factor("2");
  return submission;
}

}  // namespace

Voltages::Voltages(std::shared_ptr<grpc::Channel> registry)
    : comparisons_(proto::Comparisons::NewStub(registry)),
      registry_(proto::Registry::NewStub(registry)) {
  RecordLaboratory("pilot", true);
  for (int i = 1; i <= 6; ++i) {
    RecordLaboratory(absl::StrCat("lab-", i), i % 2 == 0);
  }
  Plan();
}

std::string Voltages::Laboratory(int number) {
  return absl::StrCat("institutions/lab-", number);
}

proto::ComparisonSubmission Voltages::ResultOf(int number) {
  return SubmissionOf(Laboratory(number), kLaboratories[number - 1],
                      absl::StrCat("2024-11-1", number));
}

proto::ComparisonSubmission Voltages::ResultOfPilot(
    proto::ComparisonSubmission::Round round) {
  const bool is_first = round == proto::ComparisonSubmission::ROUND_PILOT_FIRST;
  auto submission =
      SubmissionOf(kPilot, kLead, is_first ? "2024-11-01" : "2024-12-01");
  submission.set_round(round);
  return submission;
}

void Voltages::RecordLaboratory(const std::string& id, bool is_statutory) {
  proto::CreateInstitutionRequest institution;
  institution.set_institution_id(id);
  auto& titles = *institution.mutable_institution()->mutable_title();
  (*titles.mutable_texts())["zh"] = absl::StrCat("计量所 ", id, "（模拟）");
  institution.mutable_institution()->set_kind(
      is_statutory ? proto::Institution::KIND_STATUTORY_PREFECTURE
                   : proto::Institution::KIND_COMMERCIAL_LABORATORY);
  REQUIRE_THAT(
      Call(&proto::Registry::Stub::CreateInstitution, institution).status(),
      IsOk());
  proto::CreateStandardRequest standard;
  standard.set_standard_id(absl::StrCat("of-", id));
  (*standard.mutable_standard()->mutable_title()->mutable_texts())["zh"] =
      "直流电压标准装置（模拟）";
  standard.mutable_standard()->set_level(proto::Standard::LEVEL_PUBLIC_HIGHEST);
  standard.mutable_standard()->set_holder(absl::StrCat("institutions/", id));
  REQUIRE_THAT(Call(&proto::Registry::Stub::CreateStandard, standard).status(),
               IsOk());
}

void Voltages::Plan() {
  proto::CreateComparisonRequest request;
  request.set_comparison_id("voltage");
  proto::Comparison& comparison = *request.mutable_comparison();
  (*comparison.mutable_title()->mutable_texts())["zh"] =
      "直流电压计量比对（模拟）";
  comparison.set_level(proto::Comparison::LEVEL_LOCAL);
  comparison.set_organiser(kPilot);
  comparison.set_pilot(kPilot);
  for (int i = 1; i <= 6; ++i) {
    auto& participant = *comparison.add_participants();
    participant.set_institution(Laboratory(i));
    participant.set_standard(absl::StrCat("standards/of-lab-", i));
    participant.set_contributes(true);
  }
  (*comparison.add_travelling_standards()
        ->mutable_title()
        ->mutable_texts())["zh"] = "固态电压标准（模拟）";
  proto::Comparison::Point& point = *comparison.add_points();
  point.set_id("1V");
  point.mutable_kind()->set_code("ELPD");
  point.set_unit("\\volt");
  comparison.set_reference_method(proto::Comparison::REFERENCE_METHOD_PILOT);
  comparison.set_protocol_number("XJBD-2024-07");
  REQUIRE_THAT(
      Call(&proto::Comparisons::Stub::CreateComparison, request).status(),
      IsOk());
}

absl::StatusOr<proto::Comparison> Voltages::Get() {
  proto::GetComparisonRequest request;
  request.set_name(kVoltage);
  return Call(&proto::Comparisons::Stub::GetComparison, request);
}

absl::StatusOr<proto::Comparison> Voltages::Update(
    const proto::Comparison& comparison, const std::string& path) {
  proto::UpdateComparisonRequest request;
  *request.mutable_comparison() = comparison;
  request.mutable_comparison()->set_name(kVoltage);
  request.mutable_comparison()->clear_meta();
  request.mutable_update_mask()->add_paths(path);
  return Call(&proto::Comparisons::Stub::UpdateComparison, request);
}

absl::StatusOr<proto::Comparison> Voltages::Advance(
    const proto::AdvanceComparisonRequest& request) {
  proto::AdvanceComparisonRequest named = request;
  named.set_name(kVoltage);
  return Call(&proto::Comparisons::Stub::AdvanceComparison, named);
}

absl::StatusOr<proto::Comparison> Voltages::Advance(
    proto::Comparison::State state) {
  proto::AdvanceComparisonRequest request;
  request.set_state(state);
  if (state == proto::Comparison::STATE_FINAL) {
    request.set_report_number("XJBD-2024-07-R");
  }
  if (state == proto::Comparison::STATE_CANCELLED) {
    request.set_reason("传递标准损坏");
  }
  return Advance(request);
}

absl::StatusOr<proto::Comparison> Voltages::Submit(
    const proto::ComparisonSubmission& submission) {
  proto::SubmitComparisonResultsRequest request;
  request.set_name(kVoltage);
  *request.mutable_submission() = submission;
  return Call(&proto::Comparisons::Stub::SubmitComparisonResults, request);
}

absl::StatusOr<proto::Comparison> Voltages::Confirm(
    const std::string& institution) {
  proto::ConfirmComparisonResultsRequest request;
  request.set_name(kVoltage);
  request.set_institution(institution);
  return Call(&proto::Comparisons::Stub::ConfirmComparisonResults, request);
}

absl::StatusOr<proto::ComparisonEvaluation> Voltages::Evaluate() {
  proto::EvaluateComparisonRequest request;
  request.set_name(kVoltage);
  return Call(&proto::Comparisons::Stub::EvaluateComparison, request);
}

absl::StatusOr<proto::Standard> Voltages::StandardOf(
    const std::string& laboratory) {
  proto::GetStandardRequest request;
  request.set_name(absl::StrCat("standards/of-", laboratory));
  return Call(&proto::Registry::Stub::GetStandard, request);
}

void Voltages::Go(proto::Comparison::State state) {
  REQUIRE_THAT(Advance(state).status(), IsOk());
}

void Voltages::Begin() {
  Go(proto::Comparison::STATE_PROTOCOL_APPROVED);
  Go(proto::Comparison::STATE_PILOT_FIRST);
  REQUIRE_THAT(
      Submit(ResultOfPilot(proto::ComparisonSubmission::ROUND_PILOT_FIRST))
          .status(),
      IsOk());
  Go(proto::Comparison::STATE_ROUND);
}

void Voltages::Measure(int absent) {
  Begin();
  for (int i = 1; i <= 6; ++i) {
    if (i == absent) continue;
    REQUIRE_THAT(Submit(ResultOf(i)).status(), IsOk());
  }
  if (absent > 0) {
    proto::Comparison comparison = *Get();
    comparison.mutable_participants(absent - 1)->set_deadline("2024-11-30");
    REQUIRE_THAT(Update(comparison, "participants").status(), IsOk());
  }
  Go(proto::Comparison::STATE_PILOT_LAST);
  REQUIRE_THAT(
      Submit(ResultOfPilot(proto::ComparisonSubmission::ROUND_PILOT_LAST))
          .status(),
      IsOk());
  Go(proto::Comparison::STATE_ANALYSIS);
}

void Voltages::Report() {
  Go(proto::Comparison::STATE_DRAFT_A);
  const proto::Comparison comparison = *Get();
  for (const auto& submission : comparison.submissions()) {
    REQUIRE_THAT(Confirm(submission.institution()).status(), IsOk());
  }
  Go(proto::Comparison::STATE_DRAFT_B);
  Go(proto::Comparison::STATE_FINAL);
}

}  // namespace suyuan::registry::testing
