#ifndef SERVICES_CERTIFICATES_CHECKS_REGISTRY_FACTS_H_
#define SERVICES_CERTIFICATES_CHECKS_REGISTRY_FACTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/metrology/identifiers.h"

namespace suyuan::certificates::checks {

// An institution that registered a key.
struct KeyHolder {
  std::string institution;         // institutions/{institution}
  std::vector<std::string> names;  // titles and aliases, in normal form
};

// What the checks ask of the registry's records; others keep them. What is not
// known is absent, and then nothing is said. Thread-safe.
class RegistryFacts {
 public:
  virtual ~RegistryFacts() = default;
  // The longest verification period, in months, of the edition that is cited: a
  // number with a year names its edition, one without a year that which was in
  // force on `day`. The longest, where there are several.
  virtual std::optional<int> VerificationMonths(
      const metrology::SpecificationNumber& cited,
      absl::CivilDay day) const = 0;
  // Who registered the key whose certificate has this SHA-256 (lower-case hex).
  virtual std::vector<KeyHolder> HoldersOf(
      absl::string_view thumbprint) const = 0;
  // Everything that the registry told up to this position of its feed is known.
  virtual int64_t known_at() const = 0;
};

// Knows nothing.
class NoRegistryFacts final : public RegistryFacts {
 public:
  std::optional<int> VerificationMonths(const metrology::SpecificationNumber&,
                                        absl::CivilDay) const override {
    return std::nullopt;
  }
  std::vector<KeyHolder> HoldersOf(absl::string_view) const override {
    return {};
  }
  int64_t known_at() const override { return 0; }
};

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_REGISTRY_FACTS_H_
