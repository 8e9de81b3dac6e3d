#ifndef SERVICES_TRACEABILITY_GRAPH_FACT_FIELDS_H_
#define SERVICES_TRACEABILITY_GRAPH_FACT_FIELDS_H_

#include <concepts>
#include <tuple>
#include <type_traits>

#include "services/traceability/graph/facts.h"

// The fields of what the graph keeps as facts, for what treats them all alike:
// fact_codec.h, fact_bytes.h. A field that is added to a struct of facts.h does
// not compile here until it is named. What is plain bytes (a Period, a
// RatioFacts) is treated as such and not named.

namespace suyuan::traceability {

template <typename T, typename Facts>
concept Is = std::same_as<std::remove_const_t<T>, Facts>;

auto Fields(Is<Kind> auto& facts) {
  auto& [code, qualifiers, inferred] = facts;
  return std::tie(code, qualifiers, inferred);
}

auto Fields(Is<ArtefactName> auto& facts) {
  auto& [record, manufacturer, identifications] = facts;
  return std::tie(record, manufacturer, identifications);
}

auto Fields(Is<RemoteLinkFacts> auto& facts) {
  auto& [spells, comparisons, maximum_gap, dimension] = facts;
  return std::tie(spells, comparisons, maximum_gap, dimension);
}

auto Fields(Is<BudgetComponentFacts> auto& facts) {
  auto& [id, title_zh, title_en, source, reference_id, type_a, distribution,
         standard_uncertainty, sensitivity, degrees_of_freedom] = facts;
  return std::tie(id, title_zh, title_en, source, reference_id, type_a,
                  distribution, standard_uncertainty, sensitivity,
                  degrees_of_freedom);
}

auto Fields(Is<BudgetFacts> auto& facts) {
  auto& [readable, components, correlations, stated] = facts;
  return std::tie(readable, components, correlations, stated);
}

auto Fields(Is<SiteFacts> auto& facts) {
  auto& [id, names, division] = facts;
  return std::tie(id, names, division);
}

auto Fields(Is<InstitutionFacts> auto& facts) {
  auto& [name, titles, period, suspensions, sites, division, country] = facts;
  return std::tie(name, titles, period, suspensions, sites, division, country);
}

auto Fields(Is<SmallestUncertaintyFacts> auto& facts) {
  auto& [form, constant, proportional, points] = facts;
  return std::tie(form, constant, proportional, points);
}

auto Fields(Is<ScopeRowFacts> auto& facts) {
  auto& [services, kind, dimension, range, equipment_class,
         smallest_uncertainty, sites] = facts;
  return std::tie(services, kind, dimension, range, equipment_class,
                  smallest_uncertainty, sites);
}

auto Fields(Is<SignatoryFacts> auto& facts) {
  auto& [person, period] = facts;
  return std::tie(person, period);
}

auto Fields(Is<CompetenceFacts> auto& facts) {
  auto& [name, holder, kind, number, period, suspensions, scope, signatories] =
      facts;
  return std::tie(name, holder, kind, number, period, suspensions, scope,
                  signatories);
}

auto Fields(Is<ProjectFacts> auto& facts) {
  auto& [scope, period] = facts;
  return std::tie(scope, period);
}

auto Fields(Is<PersonFacts> auto& facts) {
  auto& [name, registration, employer, period, suspensions, projects] = facts;
  return std::tie(name, registration, employer, period, suspensions, projects);
}

auto Fields(Is<CapabilityFacts> auto& facts) {
  auto& [kind, dimension, range, uncertainty, maximum_permissible_error,
         accuracy_class] = facts;
  return std::tie(kind, dimension, range, uncertainty,
                  maximum_permissible_error, accuracy_class);
}

auto Fields(Is<ComponentFacts> auto& facts) {
  auto& [main, artefact, recalibration_months, accuracy_classes,
         put_into_service, printed_identifications] = facts;
  return std::tie(main, artefact, recalibration_months, accuracy_classes,
                  put_into_service, printed_identifications);
}

auto Fields(Is<DiagramBranchFacts> auto& facts) {
  auto& [kind, upper_institution, printed_upper_institution, own] = facts;
  return std::tie(kind, upper_institution, printed_upper_institution, own);
}

auto Fields(Is<ComparisonDecisionFacts> auto& facts) {
  auto& [resolved, day, comparison, kind, dimension] = facts;
  return std::tie(resolved, day, comparison, kind, dimension);
}

auto Fields(Is<AssessmentFacts> auto& facts) {
  auto& [number, period] = facts;
  return std::tie(number, period);
}

auto Fields(Is<ConditionLimitFacts> auto& facts) {
  auto& [kind, dimension, range] = facts;
  return std::tie(kind, dimension, range);
}

auto Fields(Is<StandardFacts> auto& facts) {
  auto& [name, holder, level, components, assessments, events, comparisons,
         reviews, period, environment, established, tests, accuracy_classes,
         title_zh, title_en, site, capabilities, services, diagram,
         replacements] = facts;
  return std::tie(name, holder, level, components, assessments, events,
                  comparisons, reviews, period, environment, established, tests,
                  accuracy_classes, title_zh, title_en, site, capabilities,
                  services, diagram, replacements);
}

auto Fields(Is<MaterialValueFacts> auto& facts) {
  auto& [kind, dimension, certified] = facts;
  return std::tie(kind, dimension, certified);
}

auto Fields(Is<ReferenceMaterialFacts> auto& facts) {
  auto& [name, level, number, period, suspensions, values] = facts;
  return std::tie(name, level, number, period, suspensions, values);
}

auto Fields(Is<SpecificationFacts> auto& facts) {
  auto& [name, number, ratio, period, kind, transition, equipment_classes,
         environment] = facts;
  return std::tie(name, number, ratio, period, kind, transition,
                  equipment_classes, environment);
}

auto Fields(Is<InstrumentFacts> auto& facts) {
  auto& [name, owner, division, fleet, purpose, artefact, equipment_class,
         recalibration_months, period, accuracy_classes, catalogue_item,
         capabilities] = facts;
  return std::tie(name, owner, division, fleet, purpose, artefact,
                  equipment_class, recalibration_months, period,
                  accuracy_classes, catalogue_item, capabilities);
}

auto Fields(Is<CatalogueItemFacts> auto& facts) {
  auto& [id, purposes, equipment_classes, from] = facts;
  return std::tie(id, purposes, equipment_classes, from);
}

auto Fields(Is<CatalogueFacts> auto& facts) {
  auto& [name, period, items] = facts;
  return std::tie(name, period, items);
}

auto Fields(Is<SchemeNodeFacts> auto& facts) {
  auto& [id, tier, accuracy_class, equipment_classes] = facts;
  return std::tie(id, tier, accuracy_class, equipment_classes);
}

auto Fields(Is<SchemeEdgeFacts> auto& facts) {
  auto& [from, to, ratio] = facts;
  return std::tie(from, to, ratio);
}

auto Fields(Is<VerificationSchemeFacts> auto& facts) {
  auto& [name, kind, dimension, period, nodes, edges] = facts;
  return std::tie(name, kind, dimension, period, nodes, edges);
}

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_GRAPH_FACT_FIELDS_H_
