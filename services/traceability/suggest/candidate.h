#ifndef SERVICES_TRACEABILITY_SUGGEST_CANDIDATE_H_
#define SERVICES_TRACEABILITY_SUGGEST_CANDIDATE_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "services/traceability/rules/rule.h"
#include "services/traceability/suggest/place.h"
#include "services/traceability/suggest/standard_numbers.h"

namespace suyuan::traceability {

// A standard that realises the kind of quantity, with what speaks for and
// against it.
struct Candidate {
  std::string standard;
  std::string title_zh;
  std::string title_en;
  std::string holder;
  std::string division;
  Zone zone = Zone::kUnknown;
  std::optional<double> kilometres;
  StandardNumbers numbers;
  // The first of its certificates to end; kNoDay: not known, or none.
  DayNumber valid_to = kNoDay;
  // Rules as they would be judged of a certificate made with it on the day.
  // What was asked for is a blocker in every profile.
  std::vector<Finding> findings;
  // Of its own chain on the day; meaningless where it was not judged.
  bool chain_judged = false;
  Verdict chain = Verdict::kIndeterminate;
  // Calibrations from where its chain ends to the item; 0: not known.
  int32_t hops = 0;
};

// The verdict that a certificate made with it could reach.
Verdict ExpectedOf(const Candidate& candidate);

// Whether it can carry the item: TRACEABLE, perhaps with reservations.
bool IsSuitable(const Candidate& candidate);

// Nearest first: by zone, distance (unknown last), uncertainty, name.
bool Nearer(const Candidate& a, const Candidate& b);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SUGGEST_CANDIDATE_H_
