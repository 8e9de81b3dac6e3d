#ifndef SERVICES_CREDIT_COMPARISON_FACTS_H_
#define SERVICES_CREDIT_COMPARISON_FACTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/credit/fact.h"

// What a comparison between laboratories (计量比对) means for the credit of
// those who should have taken part (domain brief 6.3; 计量比对管理办法 7).

namespace suyuan::credit {

// A laboratory with an unsatisfactory result, and what became of it.
struct ComparisonFailure {
  std::string institution;
  // By when it must have been put right; absent: not set.
  std::optional<absl::CivilDay> due;
  std::optional<absl::CivilDay> rectified_on;
  // The document that shows it, or who says so. Never empty where it is
  // rectified.
  std::string verified_by;
};

// A comparison whose consequences are drawn. Institutions are institutions/*.
struct ComparisonReport {
  enum class Level { kNational, kMultiRegion, kLocal };

  std::string comparison;  // comparisons/*
  std::string report_number;
  std::string digest;  // of what was handed in, 64 hexadecimal digits
  Level level = Level::kLocal;
  std::string pilot;
  absl::CivilDay decided_on;
  std::vector<std::string> satisfactory;
  std::vector<ComparisonFailure> failed;
  // Without an excuse.
  std::vector<std::string> absent;
};

// A fact about whoever the institution is among the subjects.
struct InstitutionFact {
  std::string institution;
  // Version 1, still without subject; put right as far as is known.
  Fact fact;
};

// M-202 for each failure, M-604 for each satisfactory laboratory, M-203 for
// each absent one and M-605 for the pilot, its variant by the level. Who was
// neither satisfactory nor unsatisfactory has no fact. The same comparison and
// institution give facts of the same keys and ids, however often told.
std::vector<InstitutionFact> FactsOf(const ComparisonReport& report);

// The fact as now told, where that says more about its rectification than
// `latest`: a due day, or that it was put right on a day that is not after
// `today`. nullopt where it says nothing new, or the fact has ended.
std::optional<Fact> CaughtUp(const Fact& latest, const Fact& told,
                             absl::CivilDay today);

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_COMPARISON_FACTS_H_
