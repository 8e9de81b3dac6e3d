#include "services/registry/indicators/counting.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "services/registry/records/in_force.h"

namespace suyuan::registry::indicators {
namespace {

bool IsInForce(absl::CivilDay day, const Period& period,
               absl::Span<const Spell> spells) {
  return StandingOn(day, period, spells).state == Standing::State::kInForce;
}

// What a public standard rests on.
const std::vector<Period>& GrantsOf(const StandardFact& standard) {
  return standard.public_certificates.empty() ? standard.assessments
                                              : standard.public_certificates;
}

// The first day of the earliest; absent where one is open there.
std::optional<absl::CivilDay> FirstDayOf(absl::Span<const Period> periods) {
  std::optional<absl::CivilDay> first;
  for (const Period& period : periods) {
    if (!period.from.has_value()) return std::nullopt;
    if (!first.has_value() || *period.from < *first) first = period.from;
  }
  return first;
}

std::optional<absl::CivilDay> PublishedOn(const SpecificationFact& edition) {
  return edition.issued.has_value() ? edition.issued : edition.effective;
}

}  // namespace

std::vector<Counted> Designated(absl::Span<const InstitutionFact> institutions,
                                DesignationFact::Kind kind,
                                absl::CivilDay day) {
  std::vector<Counted> out;
  for (const InstitutionFact& institution : institutions) {
    if (!IsInForce(day, institution.period, institution.spells)) continue;
    absl::flat_hash_set<absl::string_view> titles;
    for (const DesignationFact& designation : institution.designations) {
      if (designation.kind != kind || !designation.period.Contains(day)) {
        continue;
      }
      if (!titles.insert(designation.title).second) continue;
      out.push_back({institution.source, designation.period.from});
    }
  }
  return out;
}

std::vector<Counted> ComparisonsLed(
    absl::Span<const ComparisonFact> comparisons, absl::CivilDay day) {
  std::vector<Counted> out;
  for (const ComparisonFact& comparison : comparisons) {
    if (!comparison.is_national && !comparison.is_multi_region) continue;
    if (!comparison.final_day.has_value() || day < *comparison.final_day) {
      continue;
    }
    if (comparison.cancelled_day.has_value() &&
        *comparison.cancelled_day <= day) {
      continue;
    }
    out.push_back({comparison.source, comparison.final_day});
  }
  return out;
}

std::vector<Counted> StandardsDeveloped(
    absl::Span<const StandardFact> standards, absl::CivilDay day) {
  std::vector<Counted> out;
  for (const StandardFact& standard : standards) {
    if (!standard.developed_in_region) continue;
    if (standard.period.from.has_value() && day < *standard.period.from) {
      continue;
    }
    out.push_back({standard.source, standard.period.from});
  }
  return out;
}

bool IsPublicInForce(const StandardFact& standard, absl::CivilDay day) {
  if (!standard.is_public) return false;
  if (!IsInForce(day, standard.period, standard.spells)) return false;
  const std::vector<Period>& grants = GrantsOf(standard);
  return std::any_of(grants.begin(), grants.end(), [day](const Period& grant) {
    return grant.Contains(day);
  });
}

std::vector<Counted> PublicStandards(absl::Span<const StandardFact> standards,
                                     absl::CivilDay day) {
  std::vector<Counted> out;
  for (const StandardFact& standard : standards) {
    if (!IsPublicInForce(standard, day)) continue;
    out.push_back({standard.source, FirstDayOf(GrantsOf(standard))});
  }
  return out;
}

std::vector<Counted> Editions(absl::Span<const SpecificationFact> editions,
                              const std::string& region, absl::CivilDay day,
                              int64_t& undated) {
  std::vector<Counted> out;
  undated = 0;
  absl::flat_hash_set<absl::string_view> numbers;
  for (const SpecificationFact& edition : editions) {
    if (!edition.is_technical || edition.region != region) continue;
    const std::optional<absl::CivilDay> published = PublishedOn(edition);
    if (!published.has_value()) ++undated;
    if (!published.has_value() || day < *published) continue;
    if (!numbers.insert(edition.number).second) continue;
    out.push_back({edition.source, published});
  }
  return out;
}

}  // namespace suyuan::registry::indicators
