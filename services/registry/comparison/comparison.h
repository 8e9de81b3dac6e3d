#ifndef SERVICES_REGISTRY_COMPARISON_COMPARISON_H_
#define SERVICES_REGISTRY_COMPARISON_COMPARISON_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/metrology/comparison.h"

// A comparison (计量比对) as its rules and its statistics see it. What it is
// called and who may read it is none of their business.

namespace suyuan::registry::comparison {

// Each follows the one before; CANCELLED follows any but CONSEQUENCES.
enum class State : uint8_t {
  kPlanned,
  kProtocolApproved,
  kPilotFirst,
  kRound,
  kPilotLast,
  kAnalysis,
  kDraftA,
  kDraftB,
  kFinal,
  kConsequences,
  kCancelled,
};
// "PILOT_FIRST".
absl::string_view CodeOf(State state);

enum class ReferenceMethod : uint8_t {
  kNone,
  kPilot,
  kWeightedMean,
  kMedian,
  kRobust,
  kAssigned,
};

struct Participant {
  std::string institution;
  // Consequences fall on it; empty: on none.
  std::string standard;
  // Whether its result may be part of the reference value.
  bool contributes = false;
  std::optional<absl::CivilDay> deadline;
  // Why it may stay away; empty: it must take part.
  std::string excuse;
};

// What is measured. All numbers of a point are in one unit.
struct Point {
  std::string id;
  // For ReferenceMethod::kAssigned.
  std::optional<metrology::LaboratoryResult> assigned;
  // σ_pt > 0.
  std::optional<double> proficiency_standard_deviation;
};

// What a laboratory found at a point, its u already U/k.
struct Result {
  std::string point;
  metrology::LaboratoryResult found;
};

// Which measurement of a laboratory a submission is.
enum class Round : uint8_t { kParticipant, kPilotFirst, kPilotLast };
// "PARTICIPANT", "PILOT_FIRST", "PILOT_LAST".
absl::string_view CodeOf(Round round);

struct Submission {
  std::string institution;
  Round round = Round::kParticipant;
  // On which it was measured.
  absl::CivilDay day;
  std::vector<Result> results;
  // See digest.h.
  std::string digest;
  // The laboratory said that these are its data.
  bool confirmed = false;
};

struct Comparison {
  std::string name;
  State state = State::kPlanned;
  std::string pilot;
  std::vector<Participant> participants;
  int travelling_standards = 0;
  std::vector<Point> points;
  ReferenceMethod reference_method = ReferenceMethod::kNone;
  std::string protocol_number;
  // In the order in which they were handed in.
  std::vector<Submission> submissions;
  // Who asked for a change of what it handed in.
  std::vector<std::string> contested_by;
};

// Null where there is none. The pointers are into `comparison`.
const Participant* FindParticipant(const Comparison& comparison,
                                   absl::string_view institution);
const Point* FindPoint(const Comparison& comparison, absl::string_view id);
const Submission* FindSubmission(const Comparison& comparison,
                                 absl::string_view institution, Round round);
const metrology::LaboratoryResult* FindResult(const Submission& submission,
                                              absl::string_view point);

}  // namespace suyuan::registry::comparison

#endif  // SERVICES_REGISTRY_COMPARISON_COMPARISON_H_
