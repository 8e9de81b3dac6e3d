#include "services/registry/indicators/coverage.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/registry/indicators/counting.h"
#include "services/registry/indicators/division.h"

namespace suyuan::registry::indicators {
namespace {

using Denominator = CoverageMethod::Denominator;
using Numerator = CoverageMethod::Numerator;

template <typename T>
bool Contains(const std::vector<T>& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool IsCountedItem(const CatalogueFact& catalogue, size_t index,
                   const CoverageQuestion& question, IsPresent is_present) {
  const CatalogueItem& item = catalogue.items[index];
  if (!MustBeVerified(item, question.day)) return false;
  switch (question.method.denominator) {
    case Denominator::kAllItems:
      return true;
    case Denominator::kDutiesOfTier:
      return Contains(item.duties, question.tier);
    case Denominator::kPresentItems:
      return is_present(index);
  }
  return true;
}

// On record by the day, whatever became of it.
bool IsPublicOnRecord(const StandardFact& standard, absl::CivilDay day) {
  return standard.is_public &&
         (!standard.period.from.has_value() || *standard.period.from <= day);
}

bool IsCountedStandard(const StandardFact& standard,
                       const CoverageQuestion& question) {
  if (!IsWithin(standard.source.division, question.division)) return false;
  if (question.tier != Tier::kUnspecified && standard.tier != question.tier) {
    return false;
  }
  if (question.method.excludes_lower_tiers &&
      standard.tier != TierOf(question.division)) {
    return false;
  }
  return question.method.numerator == Numerator::kExisting
             ? IsPublicOnRecord(standard, question.day)
             : IsPublicInForce(standard, question.day);
}

// Names of the counted standards by the items that they verify, sorted.
std::map<std::string, std::vector<std::string>> ByItem(
    absl::Span<const StandardFact> standards,
    const CoverageQuestion& question) {
  std::map<std::string, std::vector<std::string>> out;
  for (const StandardFact& standard : standards) {
    if (!IsCountedStandard(standard, question)) continue;
    for (const ServiceFact& service : standard.services) {
      if (!service.verifies) continue;
      for (const std::string& item : service.items) {
        out[item].push_back(standard.source.record);
      }
    }
  }
  for (auto& [item, names] : out) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
  }
  return out;
}

}  // namespace

bool MustBeVerified(const CatalogueItem& item, absl::CivilDay day) {
  return item.must_be_verified && (!item.from.has_value() || *item.from <= day);
}

bool Verifies(const StandardFact& standard, const std::string& item) {
  return std::any_of(standard.services.begin(), standard.services.end(),
                     [&](const ServiceFact& service) {
                       return service.verifies && Contains(service.items, item);
                     });
}

Coverage Cover(const CatalogueFact& catalogue,
               absl::Span<const StandardFact> standards,
               const CoverageQuestion& question, IsPresent is_present) {
  auto by_item = ByItem(standards, question);
  Coverage out;
  for (size_t i = 0; i < catalogue.items.size(); ++i) {
    if (!IsCountedItem(catalogue, i, question, is_present)) continue;
    const auto it = by_item.find(catalogue.items[i].id);
    if (it == by_item.end()) {
      out.missing.push_back({i, {}});
    } else {
      out.covered.push_back({i, std::move(it->second)});
    }
  }
  const size_t counted = out.covered.size() + out.missing.size();
  if (counted > 0) {
    out.percentage =
        Hundredths::Percentage(static_cast<int64_t>(out.covered.size()),
                               static_cast<int64_t>(counted));
  }
  return out;
}

}  // namespace suyuan::registry::indicators
