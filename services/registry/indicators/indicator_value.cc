#include "services/registry/indicators/indicator_value.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "services/registry/indicators/counting.h"
#include "services/registry/indicators/coverage.h"
#include "services/registry/indicators/notes.h"

namespace suyuan::registry::indicators {
namespace {

std::vector<EntryFact> EntriesOf(Indicator indicator, const Facts& facts) {
  std::vector<EntryFact> out;
  for (const EntryFact& entry : facts.entries) {
    if (entry.indicator == indicator) out.push_back(entry);
  }
  return out;
}

Tally Count(Indicator indicator, const Plan& plan, const Facts& facts,
            absl::CivilDay day) {
  using Kind = DesignationFact::Kind;
  std::vector<EntryFact> entries = EntriesOf(indicator, facts);
  const auto total = [&](std::vector<Counted> records) {
    return AddUp(std::move(records), entries, plan, day);
  };
  int64_t left_out = 0;
  Tally tally;
  switch (indicator) {
    case Indicator::kInnovationBases:
      return total(Designated(facts.institutions, Kind::kInnovationBase, day));
    case Indicator::kComparisonsLed:
      return total(ComparisonsLed(facts.comparisons, day));
    case Indicator::kStandardsDeveloped:
      return total(StandardsDeveloped(facts.standards, day));
    case Indicator::kResearchProjects:
      entries = DistinctProjects(std::move(entries), day, left_out);
      tally = total({});
      if (left_out > 0) tally.notes.push_back(SameProjectNote(left_out));
      return tally;
    case Indicator::kPublicStandards:
      return total(PublicStandards(facts.standards, day));
    case Indicator::kIndustryCentres:
      return total(
          Designated(facts.institutions, Kind::kNationalIndustryCentre, day));
    case Indicator::kRegionalSpecifications:
      tally = total(Editions(facts.specifications, plan.specification_region,
                             day, left_out));
      if (left_out > 0) tally.notes.push_back(UndatedEditionNote(left_out));
      return tally;
    case Indicator::kTechnicalCommittees:
      return total(
          Designated(facts.institutions, Kind::kTechnicalCommittee, day));
    case Indicator::kMandatoryCoverage:
      break;
  }
  return tally;
}

IndicatorValue Counting(const Definition& definition, Tally tally,
                        absl::CivilDay day) {
  const Hundredths value = Hundredths::Whole(tally.value);
  IndicatorValue out;
  out.definition = definition;
  out.value = value.WholeText();
  out.progress = ProgressOn(day, definition, value);
  out.evidence = std::move(tally.evidence);
  out.parts = std::move(tally.parts);
  out.notes = std::move(tally.notes);
  return out;
}

// The catalogue and the standards that cover any of its items, sorted.
std::vector<std::string> EvidenceOf(const CatalogueFact& catalogue,
                                    const Coverage& coverage) {
  std::vector<std::string> names = {catalogue.source.record};
  for (const CoveredItem& item : coverage.covered) {
    names.insert(names.end(), item.standards.begin(), item.standards.end());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

bool AnySample(const Facts& facts, const std::vector<std::string>& names) {
  if (facts.catalogue->source.is_sample) return true;
  const absl::flat_hash_set<absl::string_view> counted(names.begin(),
                                                       names.end());
  return std::any_of(facts.standards.begin(), facts.standards.end(),
                     [&](const StandardFact& standard) {
                       return standard.source.is_sample &&
                              counted.contains(standard.source.record);
                     });
}

IndicatorValue Covering(const Definition& definition, const Plan& plan,
                        const Facts& facts, absl::CivilDay day) {
  IndicatorValue out;
  out.definition = definition;
  if (!facts.catalogue.has_value()) {
    out.progress = ProgressOn(day, definition, std::nullopt);
    out.notes.push_back(NoCatalogueNote());
    return out;
  }
  CoverageQuestion question;
  question.division = plan.division;
  question.day = day;
  const Coverage coverage = Cover(*facts.catalogue, facts.standards, question,
                                  [](size_t) { return true; });
  if (coverage.percentage.has_value()) {
    out.value = coverage.percentage->FractionText();
  }
  out.progress = ProgressOn(day, definition, coverage.percentage);
  out.evidence = EvidenceOf(*facts.catalogue, coverage);
  if (AnySample(facts, out.evidence)) out.notes.push_back(SampleDataNote());
  if (facts.catalogue->partial) out.notes.push_back(PartialCatalogueNote());
  if (!coverage.percentage.has_value()) out.notes.push_back(NoItemsNote());
  return out;
}

}  // namespace

std::vector<IndicatorValue> Compute(const Plan& plan, const Facts& facts,
                                    absl::CivilDay day) {
  std::vector<IndicatorValue> out;
  for (const Definition& definition : plan.definitions) {
    out.push_back(definition.indicator == Indicator::kMandatoryCoverage
                      ? Covering(definition, plan, facts, day)
                      : Counting(definition,
                                 Count(definition.indicator, plan, facts, day),
                                 day));
  }
  return out;
}

}  // namespace suyuan::registry::indicators
