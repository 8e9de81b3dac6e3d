#include <algorithm>

#include "libs/metrology/calendar.h"
#include "services/traceability/graph/graph.h"

namespace suyuan::traceability {

void Graph::Apply(absl::Time recorded_at, InstitutionFacts facts) {
  for (const std::string& title : facts.titles) {
    institutions_by_title_.Add(title, facts.name);
  }
  const InstitutionFacts* before =
      institutions_.At(facts.name, absl::InfiniteFuture());
  Note(recorded_at, {Change::Kind::kInstitution, kNone, facts.name,
                     before == nullptr || before->titles != facts.titles});
  institutions_.Add(recorded_at, std::move(facts));
}

void Graph::Apply(absl::Time recorded_at, CompetenceFacts facts) {
  competences_by_holder_.Add(facts.holder, facts.name);
  competences_by_number_.Add(facts.number, facts.name);
  const CompetenceFacts* before =
      competences_.At(facts.name, absl::InfiniteFuture());
  Note(recorded_at, {Change::Kind::kCompetence, kNone, facts.name,
                     before == nullptr || before->holder != facts.holder ||
                         before->number != facts.number});
  competences_.Add(recorded_at, std::move(facts));
}

void Graph::Apply(absl::Time recorded_at, StandardFacts facts) {
  standards_by_key_.Add(facts.name, facts.name);
  for (const ComponentFacts& component : facts.components) {
    if (!component.main) continue;
    for (const std::string& key : KeysOf(component.artefact)) {
      standards_by_key_.Add(key, facts.name);
    }
  }
  for (const AssessmentFacts& assessment : facts.assessments) {
    standards_by_assessment_.Add(assessment.number, facts.name);
  }
  standard_names_.insert(facts.name);
  Note(recorded_at, {Change::Kind::kStandard, kNone, facts.name});
  for (const ComparisonDecisionFacts& decision : facts.comparisons) {
    if (!decision.day) continue;
    last_decision_ = std::max(last_decision_, ToDayNumber(decision.day));
    const absl::Time since = metrology::BeginOf(*decision.day);
    if (since <= recorded_at) continue;
    changes_.push_back(
        {Change::Kind::kStandard, kNone, facts.name, false, since});
  }
  standards_.Add(recorded_at, std::move(facts));
}

void Graph::Apply(absl::Time recorded_at, ReferenceMaterialFacts facts) {
  Note(recorded_at, {Change::Kind::kReferenceMaterial, kNone, facts.name});
  materials_.Add(recorded_at, std::move(facts));
}

void Graph::Apply(absl::Time recorded_at, SpecificationFacts facts) {
  specifications_by_number_.Add(facts.number, facts.name);
  Note(recorded_at, {Change::Kind::kSpecification, kNone, facts.name});
  specifications_.Add(recorded_at, std::move(facts));
}

void Graph::Apply(absl::Time recorded_at, InstrumentFacts facts) {
  for (const std::string& key : KeysOf(facts.artefact)) {
    instruments_by_key_.Add(key, facts.name);
  }
  instrument_names_.insert(facts.name);
  Note(recorded_at, {Change::Kind::kInstrument, kNone, facts.name});
  instruments_.Add(recorded_at, std::move(facts));
}

void Graph::Apply(absl::Time recorded_at, PersonFacts facts) {
  persons_by_registration_.Add(facts.registration, facts.name);
  Note(recorded_at, {Change::Kind::kPerson, kNone, facts.name});
  persons_.Add(recorded_at, std::move(facts));
}

void Graph::Apply(absl::Time recorded_at, VerificationSchemeFacts facts) {
  scheme_names_.insert(facts.name);
  Note(recorded_at, {Change::Kind::kVerificationScheme, kNone, facts.name});
  schemes_.Add(recorded_at, std::move(facts));
}

void Graph::Apply(absl::Time recorded_at, CatalogueFacts facts) {
  catalogue_names_.insert(facts.name);
  catalogues_.Add(recorded_at, std::move(facts));
}

size_t Graph::records() const {
  return institutions_.size() + competences_.size() + standards_.size() +
         materials_.size() + specifications_.size() + instruments_.size() +
         persons_.size() + schemes_.size() + catalogues_.size();
}

const InstitutionFacts* Graph::InstitutionByTitle(absl::string_view title,
                                                  absl::Time known_at) const {
  for (const std::string& name : institutions_by_title_.Find(title)) {
    const InstitutionFacts* found = institutions_.At(name, known_at);
    if (found != nullptr &&
        std::find(found->titles.begin(), found->titles.end(), title) !=
            found->titles.end()) {
      return found;
    }
  }
  return nullptr;
}

const InstitutionFacts* Graph::ResolveParty(const PartyRow& party,
                                            absl::Time known_at) const {
  if (party.institution != kNoText) {
    return institutions_.At(text(party.institution), known_at);
  }
  const InstitutionFacts* titled =
      InstitutionByTitle(text(party.title), known_at);
  if (titled != nullptr) return titled;
  const absl::string_view code = text(party.code);
  for (const std::string& name : competences_by_number_.Find(code)) {
    const CompetenceFacts* found = competences_.At(name, known_at);
    if (found == nullptr || found->number != code) continue;
    const InstitutionFacts* holder = institutions_.At(found->holder, known_at);
    if (holder != nullptr) return holder;
  }
  return nullptr;
}

bool Graph::SameIssuer(const PartyRow& a, const PartyRow& b,
                       absl::Time known_at) const {
  if (a.institution != kNoText && a.institution == b.institution) return true;
  const bool both_named = a.institution != kNoText && b.institution != kNoText;
  if (!both_named && a.title != kNoText && a.title == b.title) return true;
  const InstitutionFacts* first = ResolveParty(a, known_at);
  return first != nullptr && first == ResolveParty(b, known_at);
}

std::vector<const CompetenceFacts*> Graph::CompetencesOf(
    absl::string_view holder, absl::Time known_at) const {
  std::vector<const CompetenceFacts*> out;
  for (const std::string& name : competences_by_holder_.Find(holder)) {
    const CompetenceFacts* found = competences_.At(name, known_at);
    if (found != nullptr && found->holder == holder) out.push_back(found);
  }
  return out;
}

std::vector<const StandardFacts*> Graph::StandardsByKey(
    absl::string_view key, absl::Time known_at) const {
  std::vector<const StandardFacts*> out;
  for (const std::string& name : standards_by_key_.Find(key)) {
    const StandardFacts* found = standards_.At(name, known_at);
    if (found == nullptr) continue;
    bool has = found->name == key;
    for (const ComponentFacts& component : found->components) {
      if (has) break;
      const std::vector<std::string> keys = KeysOf(component.artefact);
      has = component.main &&
            std::find(keys.begin(), keys.end(), key) != keys.end();
    }
    if (has) out.push_back(found);
  }
  return out;
}

std::vector<const InstrumentFacts*> Graph::InstrumentsByKey(
    absl::string_view key, absl::Time known_at) const {
  std::vector<const InstrumentFacts*> out;
  for (const std::string& name : instruments_by_key_.Find(key)) {
    const InstrumentFacts* found = instruments_.At(name, known_at);
    if (found == nullptr) continue;
    const std::vector<std::string> keys = KeysOf(found->artefact);
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) {
      out.push_back(found);
    }
  }
  return out;
}

const StandardFacts* Graph::StandardByAssessment(absl::string_view number,
                                                 absl::Time known_at) const {
  for (const std::string& name : standards_by_assessment_.Find(number)) {
    const StandardFacts* found = standards_.At(name, known_at);
    if (found == nullptr) continue;
    for (const AssessmentFacts& assessment : found->assessments) {
      if (assessment.number == number) return found;
    }
  }
  return nullptr;
}

std::vector<const SpecificationFacts*> Graph::SpecificationsByNumber(
    absl::string_view number, absl::Time known_at) const {
  std::vector<const SpecificationFacts*> out;
  for (const std::string& name : specifications_by_number_.Find(number)) {
    const SpecificationFacts* found = specifications_.At(name, known_at);
    if (found != nullptr && found->number == number) out.push_back(found);
  }
  return out;
}

std::vector<const VerificationSchemeFacts*> Graph::Schemes(
    absl::Time known_at) const {
  std::vector<const VerificationSchemeFacts*> out;
  for (const std::string& name : scheme_names_) {
    const VerificationSchemeFacts* found = schemes_.At(name, known_at);
    if (found != nullptr) out.push_back(found);
  }
  return out;
}

std::vector<const CatalogueFacts*> Graph::Catalogues(
    absl::Time known_at) const {
  std::vector<const CatalogueFacts*> out;
  for (const std::string& name : catalogue_names_) {
    const CatalogueFacts* found = catalogues_.At(name, known_at);
    if (found != nullptr) out.push_back(found);
  }
  return out;
}

const PersonFacts* Graph::PersonByRegistration(absl::string_view registration,
                                               absl::Time known_at) const {
  for (const std::string& name : persons_by_registration_.Find(registration)) {
    const PersonFacts* found = persons_.At(name, known_at);
    if (found != nullptr && found->registration == registration) return found;
  }
  return nullptr;
}

const SpecificationFacts* Graph::SpecificationWithRatio(
    absl::string_view number, absl::Time known_at) const {
  for (const std::string& name : specifications_by_number_.Find(number)) {
    const SpecificationFacts* found = specifications_.At(name, known_at);
    if (found != nullptr && found->number == number && found->ratio) {
      return found;
    }
  }
  return nullptr;
}

}  // namespace suyuan::traceability
