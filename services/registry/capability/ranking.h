#ifndef SERVICES_REGISTRY_CAPABILITY_RANKING_H_
#define SERVICES_REGISTRY_CAPABILITY_RANKING_H_

#include <cstdint>
#include <optional>
#include <string>

namespace suyuan::registry {

// Where a capability stands among others: who fits wholly first, then the
// nearest, then the smallest uncertainty, then by names. What is not known
// comes after what is. No two rows of scopes have the same rank.
struct CapabilityRank {
  bool is_partial = false;
  std::optional<double> kilometres;
  std::optional<double> expanded_uncertainty;
  std::string institution;
  std::string source;  // the record that has the row
  int64_t row = 0;

  friend bool operator<(const CapabilityRank& a, const CapabilityRank& b);
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CAPABILITY_RANKING_H_
