#ifndef TESTS_UNIT_REGISTRY_ANY_COMPARISON_H_
#define TESTS_UNIT_REGISTRY_ANY_COMPARISON_H_

#include <string>
#include <utility>
#include <vector>

#include "services/registry/comparison/comparison.h"

// A comparison that a test changes in one respect.

namespace suyuan::registry::comparison {

inline absl::CivilDay Day(int month, int day) {
  return absl::CivilDay(2026, month, day);
}

// What a laboratory reports with U at k = 2.
inline metrology::LaboratoryResult Reported(double value, double expanded) {
  return {value, metrology::StandardUncertainty::From(expanded / 2).value()};
}

// One point "p" of `laboratories` against the pilot, nothing handed in.
inline Comparison Planned(const std::vector<std::string>& laboratories,
                          ReferenceMethod method) {
  Comparison comparison;
  comparison.name = "comparisons/voltage";
  comparison.pilot = "institutions/pilot";
  for (const std::string& laboratory : laboratories) {
    Participant participant;
    participant.institution = laboratory;
    participant.standard = "standards/of-" + laboratory.substr(13);
    participant.contributes = true;
    comparison.participants.push_back(std::move(participant));
  }
  comparison.travelling_standards = 1;
  comparison.points = {{"p", std::nullopt, std::nullopt}};
  comparison.reference_method = method;
  comparison.protocol_number = "XJBD-2026-01";
  return comparison;
}

inline Submission HandedIn(std::string institution, Round round,
                           absl::CivilDay day,
                           const metrology::LaboratoryResult& found) {
  Submission submission;
  submission.institution = std::move(institution);
  submission.round = round;
  submission.day = day;
  submission.results = {{"p", found}};
  submission.digest = std::string(64, 'a');
  return submission;
}

// The pilot on 1 March and 1 May, the participants in their order on the first
// day of April; the state is ANALYSIS.
inline Comparison Measured(
    ReferenceMethod method, const metrology::LaboratoryResult& first,
    const metrology::LaboratoryResult& last,
    const std::vector<metrology::LaboratoryResult>& results) {
  std::vector<std::string> laboratories;
  for (size_t i = 1; i <= results.size(); ++i) {
    laboratories.push_back("institutions/lab-" + std::to_string(i));
  }
  Comparison comparison = Planned(laboratories, method);
  comparison.state = State::kAnalysis;
  comparison.submissions.push_back(
      HandedIn(comparison.pilot, Round::kPilotFirst, Day(3, 1), first));
  for (size_t i = 0; i < results.size(); ++i) {
    comparison.submissions.push_back(
        HandedIn(laboratories[i], Round::kParticipant, Day(4, 1), results[i]));
  }
  comparison.submissions.push_back(
      HandedIn(comparison.pilot, Round::kPilotLast, Day(5, 1), last));
  return comparison;
}

}  // namespace suyuan::registry::comparison

#endif  // TESTS_UNIT_REGISTRY_ANY_COMPARISON_H_
