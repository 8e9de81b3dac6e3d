#include "services/certificates/checks/registry_book.h"

#include <algorithm>
#include <utility>

namespace suyuan::certificates::checks {

void RegistryBook::Put(SpecificationEdition edition) {
  metrology::SpecificationNumber number =
      metrology::ReadSpecificationNumber(edition.number);
  MutexLock lock(mutex_);
  std::string& series = series_of_[edition.name];
  if (const auto held = series_.find(series); held != series_.end()) {
    held->second.erase(edition.name);
    if (held->second.empty()) series_.erase(held);
  }
  series = number.series;
  const std::string name = edition.name;
  series_[series][name] = {std::move(edition), std::move(number)};
}

std::optional<int> RegistryBook::VerificationMonths(
    const metrology::SpecificationNumber& cited, absl::CivilDay day) const {
  MutexLock lock(mutex_);
  const auto series = series_.find(cited.series);
  if (series == series_.end()) return std::nullopt;
  std::optional<int> months;
  for (const auto& [name, held] : series->second) {
    const bool is_cited = cited.year == 0 ? held.edition.in_force.Contains(day)
                                          : held.number.year == cited.year;
    if (!is_cited || held.edition.verification_months <= 0) continue;
    months = std::max(months.value_or(0), held.edition.verification_months);
  }
  return months;
}

void RegistryBook::Put(InstitutionRecord institution) {
  MutexLock lock(mutex_);
  InstitutionRecord& held = institutions_[institution.name];
  for (const std::string& thumbprint : held.signing_keys) {
    holders_[thumbprint].erase(held.name);
    if (holders_[thumbprint].empty()) holders_.erase(thumbprint);
  }
  held = std::move(institution);
  for (const std::string& thumbprint : held.signing_keys) {
    holders_[thumbprint].insert(held.name);
  }
}

std::vector<KeyHolder> RegistryBook::HoldersOf(
    absl::string_view thumbprint) const {
  MutexLock lock(mutex_);
  std::vector<KeyHolder> holders;
  const auto found = holders_.find(thumbprint);
  if (found == holders_.end()) return holders;
  for (const std::string& name : found->second) {
    holders.push_back({name, institutions_.at(name).names});
  }
  return holders;
}

}  // namespace suyuan::certificates::checks
