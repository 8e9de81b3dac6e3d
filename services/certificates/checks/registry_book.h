#ifndef SERVICES_CERTIFICATES_CHECKS_REGISTRY_BOOK_H_
#define SERVICES_CERTIFICATES_CHECKS_REGISTRY_BOOK_H_

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "libs/base/mutex.h"
#include "services/certificates/checks/registry_facts.h"
#include "services/certificates/registry/registry_change.h"

namespace suyuan::certificates::checks {

// What the checks ask of the registry, in memory: some hundred bytes a record.
// Thread-safe.
class RegistryBook final : public RegistryFacts {
 public:
  // Take the place of the record of that name.
  void Put(SpecificationEdition edition);
  void Put(InstitutionRecord institution);
  // All that was told up to there is put.
  void Reached(int64_t position) { known_at_.store(position); }

  // O(editions of the series).
  std::optional<int> VerificationMonths(
      const metrology::SpecificationNumber& cited,
      absl::CivilDay day) const override;
  std::vector<KeyHolder> HoldersOf(absl::string_view thumbprint) const override;
  int64_t known_at() const override { return known_at_.load(); }

 private:
  struct Held {
    SpecificationEdition edition;
    metrology::SpecificationNumber number;
  };

  std::atomic<int64_t> known_at_{0};
  mutable Mutex mutex_;
  // By the number without its year, then by name.
  absl::flat_hash_map<std::string, absl::flat_hash_map<std::string, Held>>
      series_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, std::string> series_of_
      ABSL_GUARDED_BY(mutex_);  // by name
  absl::flat_hash_map<std::string, InstitutionRecord> institutions_
      ABSL_GUARDED_BY(mutex_);  // by name
  absl::flat_hash_map<std::string, absl::flat_hash_set<std::string>> holders_
      ABSL_GUARDED_BY(mutex_);  // names of institutions by thumbprint
};

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_REGISTRY_BOOK_H_
