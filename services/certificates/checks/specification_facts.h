#ifndef SERVICES_CERTIFICATES_CHECKS_SPECIFICATION_FACTS_H_
#define SERVICES_CERTIFICATES_CHECKS_SPECIFICATION_FACTS_H_

#include <optional>

#include "absl/time/civil_time.h"
#include "libs/metrology/identifiers.h"

namespace suyuan::certificates::checks {

// What the checks ask about technical specifications; others keep them. What
// is not known is absent, and then nothing is said. Thread-safe.
class SpecificationFacts {
 public:
  virtual ~SpecificationFacts() = default;
  // The longest verification period, in months, of the edition that is cited: a
  // number with a year names its edition, one without a year that which was in
  // force on `day`. The longest, where there are several.
  virtual std::optional<int> VerificationMonths(
      const metrology::SpecificationNumber& cited,
      absl::CivilDay day) const = 0;
};

// Knows nothing.
class NoSpecificationFacts final : public SpecificationFacts {
 public:
  std::optional<int> VerificationMonths(const metrology::SpecificationNumber&,
                                        absl::CivilDay) const override {
    return std::nullopt;
  }
};

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_SPECIFICATION_FACTS_H_
