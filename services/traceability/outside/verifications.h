#ifndef SERVICES_TRACEABILITY_OUTSIDE_VERIFICATIONS_H_
#define SERVICES_TRACEABILITY_OUTSIDE_VERIFICATIONS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/traceability/graph/graph.h"
#include "services/traceability/suggest/place.h"

namespace suyuan::traceability {

// Mandatory verifications and where they were done (强检不出辖区).

// Which border counts.
enum class RegionLevel : uint8_t { kProvince, kPrefecture, kCounty };

enum class Whereabouts : uint8_t { kInside, kOutside, kUnknown };

// Whether a body is inside the region of an instrument. Unknown where the
// instrument's division does not say so much, or the body's is not recorded.
Whereabouts WhereIs(absl::string_view instrument_division,
                    const StandardPlace& body, RegionLevel level);

struct VerificationQuestion {
  DayNumber from = kNoDay;
  DayNumber to = kNoDay;
  RegionLevel level = RegionLevel::kProvince;
  std::string issuer;     // institutions/*; empty: any
  std::string kind_code;  // of the first result; empty: any
  absl::Time known_at;
};

struct Verification {
  CertificateIndex certificate = kNone;
  DayNumber day = kNoDay;
  std::string catalogue_item;
  std::string kind_code;                     // empty: not known
  const InstitutionFacts* issuer = nullptr;  // null: not registered
  StandardPlace issuer_place;
  Whereabouts where = Whereabouts::kUnknown;
};

// The mandatory verifications of an instrument whose work ended in the period,
// passed or not, by day and name; without those that were replaced, or void
// when they were done. O(certificates of the instrument).
std::vector<Verification> MandatoryVerificationsOf(
    const Graph& graph, const std::vector<const CatalogueFacts*>& catalogues,
    const InstrumentFacts& instrument, const VerificationQuestion& question);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_OUTSIDE_VERIFICATIONS_H_
