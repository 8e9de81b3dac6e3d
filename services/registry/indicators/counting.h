#ifndef SERVICES_REGISTRY_INDICATORS_COUNTING_H_
#define SERVICES_REGISTRY_INDICATORS_COUNTING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "services/registry/indicators/facts.h"

// Which records an indicator counts on a day. None of these functions knows of
// reported counts: tally.h adds them.

namespace suyuan::registry::indicators {

// Something that counts on a day.
struct Counted {
  Source source;
  // The first day on which it counted; absent: since ever.
  std::optional<absl::CivilDay> since;
  int64_t value = 1;
};

// Designations of a kind in force on the day, of institutions in force on it.
// A title that an institution bears twice (a renewal) counts once.
std::vector<Counted> Designated(absl::Span<const InstitutionFact> institutions,
                                DesignationFact::Kind kind, absl::CivilDay day);

// Comparisons of more than one province whose report was final by the day and
// which were not cancelled by then.
std::vector<Counted> ComparisonsLed(
    absl::Span<const ComparisonFact> comparisons, absl::CivilDay day);

// Standards developed in the region and founded by the day: what was developed
// stays so, whatever became of it.
std::vector<Counted> StandardsDeveloped(
    absl::Span<const StandardFact> standards, absl::CivilDay day);

// Whether a public standard counts as one in force: its record is in force, it
// is neither sealed nor cancelled, and a public certificate, or an assessment
// where no public certificate is on record, is within its validity.
bool IsPublicInForce(const StandardFact& standard, absl::CivilDay day);
std::vector<Counted> PublicStandards(absl::Span<const StandardFact> standards,
                                     absl::CivilDay day);

// Editions of `region` published by the day, each number once. Where the day
// of publication is not recorded the effective day stands for it: an edition
// takes effect after it was published. `undated` counts those with neither.
std::vector<Counted> Editions(absl::Span<const SpecificationFact> editions,
                              const std::string& region, absl::CivilDay day,
                              int64_t& undated);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_COUNTING_H_
