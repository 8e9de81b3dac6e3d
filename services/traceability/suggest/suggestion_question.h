#ifndef SERVICES_TRACEABILITY_SUGGEST_SUGGESTION_QUESTION_H_
#define SERVICES_TRACEABILITY_SUGGEST_SUGGESTION_QUESTION_H_

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "services/traceability/graph/facts.h"
#include "services/traceability/graph/rows.h"
#include "services/traceability/rules/profile.h"

namespace suyuan::traceability {

// What is to be calibrated or verified, and how well. Numbers in coherent SI
// units.
struct SuggestionQuestion {
  const Profile* profile = nullptr;  // never null
  DayNumber day = kNoDay;            // of the work; never kNoDay
  absl::Time known_at;
  Kind kind;  // named
  DimensionText dimension;
  std::optional<double> value;  // absent: any
  // The result shall have no more than this.
  std::optional<double> standard_uncertainty;
  // Of the item; absent: no ratio is asked for.
  std::optional<double> maximum_permissible_error;
  RatioFacts ratio;
  // kCalibration or kVerification.
  CertificateKind work = CertificateKind::kCalibration;
  std::string equipment_class;  // empty: any
  std::string accuracy_class;   // normalised; empty: not known
  std::string division;         // GB/T 2260; empty: not known
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SUGGEST_SUGGESTION_QUESTION_H_
