#ifndef SERVICES_CERTIFICATES_CHECKS_CHECKER_H_
#define SERVICES_CERTIFICATES_CHECKS_CHECKER_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "services/certificates/checks/checked_certificate.h"
#include "services/certificates/checks/memory.h"
#include "services/certificates/checks/registry_facts.h"
#include "services/certificates/checks/thresholds.h"

namespace suyuan::certificates::checks {

// Every check, over certificates in the order in which they were held. What it
// says depends on the certificates up to then and on nothing else but the
// facts: the same order gives the same findings. Borrows the facts.
class Checker {
 public:
  explicit Checker(const RegistryFacts& facts,
                   const Thresholds& thresholds = {})
      : facts_(facts), thresholds_(thresholds) {}

  // What follows from this certificate and those before it; remembers it. A
  // finding may be one that was made before: it has the same Id() then. Each
  // once. Errors are those of the memory.
  absl::StatusOr<std::vector<Finding>> Check(
      const CheckedCertificate& certificate, Memory& memory) const;
  // Only what rests on outside facts, as they are known now.
  std::vector<Finding> CheckAgain(const CheckedCertificate& certificate) const;
  // Of the facts.
  int64_t known_at() const { return facts_.known_at(); }

 private:
  absl::Status CheckItems(const CheckedCertificate& certificate, Memory& memory,
                          std::vector<Finding>& found) const;
  absl::Status CheckReferences(const CheckedCertificate& certificate,
                               Memory& memory,
                               std::vector<Finding>& found) const;

  const RegistryFacts& facts_;
  const Thresholds thresholds_;
};

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_CHECKER_H_
