#ifndef SERVICES_REGISTRY_INDICATORS_COVERAGE_H_
#define SERVICES_REGISTRY_INDICATORS_COVERAGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "services/registry/indicators/facts.h"
#include "services/registry/indicators/progress.h"

// 强检项目建标覆盖率: which items of the mandatory catalogue a public standard
// covers. The plan defines no formula; this one has the switches that the
// published figures leave open.

namespace suyuan::registry::indicators {

struct CoverageMethod {
  enum class Denominator {
    kAllItems,      // every item that must be verified
    kDutiesOfTier,  // those whose duty the catalogue gives to `tier`
    kPresentItems,  // those of which an instrument is on record there
  };
  enum class Numerator {
    kInForce,   // public standards in force with a verification service
    kExisting,  // public standards on record by the day, in force or not
  };
  Denominator denominator = Denominator::kAllItems;
  Numerator numerator = Numerator::kInForce;
  // Only standards of holders of the tier that the division itself has.
  bool excludes_lower_tiers = false;
};

struct CoverageQuestion {
  std::string division;            // standards of holders in it count
  Tier tier = Tier::kUnspecified;  // only of holders of this tier
  CoverageMethod method;
  absl::CivilDay day;
};

// An item of the catalogue and the standards that cover it, by name.
struct CoveredItem {
  size_t item = 0;  // index in the catalogue
  std::vector<std::string> standards;
};

struct Coverage {
  std::vector<CoveredItem> covered;  // both in the order of the catalogue
  std::vector<CoveredItem> missing;
  // Absent where no item is counted.
  std::optional<Hundredths> percentage;
};

// Whether an item must be verified, by an edition in force, on the day.
bool MustBeVerified(const CatalogueItem& item, absl::CivilDay day);

// Whether a row of a standard's services verifies instruments of an item. Only
// a row that names the item does: a kind of instrument alone says too little.
bool Verifies(const StandardFact& standard, const std::string& item);

// `is_present` is asked for kPresentItems only: whether an instrument of the
// item is on record in the division.
using IsPresent = absl::FunctionRef<bool(size_t item)>;
Coverage Cover(const CatalogueFact& catalogue,
               absl::Span<const StandardFact> standards,
               const CoverageQuestion& question, IsPresent is_present);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_COVERAGE_H_
