#ifndef SERVICES_CERTIFICATES_CHECKS_SPECIFICATION_BOOK_H_
#define SERVICES_CERTIFICATES_CHECKS_SPECIFICATION_BOOK_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libs/base/mutex.h"
#include "services/certificates/checks/specification_facts.h"
#include "services/certificates/registry/registry_change.h"

namespace suyuan::certificates::checks {

// The registry's editions in memory, some hundred bytes each. Thread-safe.
class SpecificationBook final : public SpecificationFacts {
 public:
  // Takes the place of the record of that name.
  void Put(SpecificationEdition edition);
  // O(editions of the series).
  std::optional<int> VerificationMonths(
      const metrology::SpecificationNumber& cited,
      absl::CivilDay day) const override;

 private:
  struct Held {
    SpecificationEdition edition;
    metrology::SpecificationNumber number;
  };

  mutable Mutex mutex_;
  // By the number without its year, then by name.
  absl::flat_hash_map<std::string, absl::flat_hash_map<std::string, Held>>
      series_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, std::string> series_of_
      ABSL_GUARDED_BY(mutex_);  // by name
};

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_SPECIFICATION_BOOK_H_
