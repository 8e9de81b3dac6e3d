#ifndef SERVICES_CERTIFICATES_CHECKS_SPECIFICATION_FACTS_H_
#define SERVICES_CERTIFICATES_CHECKS_SPECIFICATION_FACTS_H_

#include <optional>
#include <string>

namespace suyuan::certificates::checks {

// What the checks ask about technical specifications; others keep them. What
// is not known is absent, and then nothing is said. Thread-safe.
class SpecificationFacts {
 public:
  virtual ~SpecificationFacts() = default;
  // The longest verification period of the edition with this normal form
  // (metrology::SpecificationNumber::key), in months.
  virtual std::optional<int> VerificationMonths(
      const std::string& key) const = 0;
};

// Knows nothing.
class NoSpecificationFacts final : public SpecificationFacts {
 public:
  std::optional<int> VerificationMonths(const std::string&) const override {
    return std::nullopt;
  }
};

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_SPECIFICATION_FACTS_H_
