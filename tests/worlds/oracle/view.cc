#include "tests/worlds/oracle/view.h"

#include <algorithm>
#include <tuple>

namespace suyuan::oracle {
namespace {

using traceability::ArtefactName;
using traceability::CertificateKind;
using traceability::InstitutionFacts;
using traceability::PartyFacts;
using traceability::StatusFacts;
using traceability::StatusKind;

template <typename Facts>
void Keep(std::vector<const Facts*>& records, const Facts& revision) {
  for (const Facts*& record : records) {
    if (record->name == revision.name) {
      record = &revision;
      return;
    }
  }
  records.push_back(&revision);
}

template <typename Facts>
void SortByName(std::vector<const Facts*>& records) {
  std::sort(records.begin(), records.end(),
            [](const Facts* a, const Facts* b) { return a->name < b->name; });
}

struct Learn {
  View& view;

  void operator()(const Certificate& c) { view.certificates.push_back(&c); }
  void operator()(const StatusFacts& s) { view.statuses.push_back(&s); }
  void operator()(const traceability::InstitutionFacts& r) {
    Keep(view.institutions, r);
  }
  void operator()(const traceability::CompetenceFacts& r) {
    Keep(view.competences, r);
  }
  void operator()(const traceability::StandardFacts& r) {
    Keep(view.standards, r);
  }
  void operator()(const traceability::ReferenceMaterialFacts& r) {
    Keep(view.materials, r);
  }
  void operator()(const traceability::SpecificationFacts& r) {
    Keep(view.specifications, r);
  }
  void operator()(const traceability::InstrumentFacts& r) {
    Keep(view.instruments, r);
  }
  void operator()(const traceability::VerificationSchemeFacts& r) {
    Keep(view.schemes, r);
  }
  void operator()(const traceability::PersonFacts& r) { Keep(view.persons, r); }
};

template <typename Facts>
const Facts* Find(const std::vector<const Facts*>& records,
                  const std::string& name) {
  for (const Facts* record : records) {
    if (record->name == name) return record;
  }
  return nullptr;
}

bool Has(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

void Append(Keys& keys, const Keys& more) {
  keys.insert(keys.end(), more.begin(), more.end());
}

}  // namespace

View ViewAt(const World& world, absl::Time known_at) {
  View view;
  view.known_at = known_at;
  for (const worlds::Event& event : world.events) {
    if (event.recorded_at > known_at) continue;
    std::visit(Learn{view}, event.facts);
  }
  SortByName(view.institutions);
  SortByName(view.competences);
  SortByName(view.standards);
  SortByName(view.materials);
  SortByName(view.specifications);
  SortByName(view.instruments);
  SortByName(view.persons);
  SortByName(view.schemes);
  return view;
}

const InstitutionFacts* FindInstitution(const View& view,
                                        const std::string& name) {
  return Find(view.institutions, name);
}

const traceability::StandardFacts* FindStandard(const View& view,
                                                const std::string& name) {
  return Find(view.standards, name);
}

const traceability::ReferenceMaterialFacts* FindMaterial(
    const View& view, const std::string& name) {
  return Find(view.materials, name);
}

const traceability::InstrumentFacts* FindInstrument(const View& view,
                                                    const std::string& name) {
  return Find(view.instruments, name);
}

Day WorkBegin(const Certificate& c) { return c.begin ? c.begin : c.end; }

Day WorkEnd(const Certificate& c) { return c.end ? c.end : c.begin; }

Day VoidFrom(const View& view, const Certificate& c) {
  Day first;
  for (const StatusFacts* status : view.statuses) {
    if (status->certificate != c.name) continue;
    if (status->kind != StatusKind::kVoided || !status->void_from) continue;
    if (!first || *status->void_from < *first) first = status->void_from;
  }
  if (first && c.issued && *first <= *c.issued) return absl::CivilDay::min();
  return first;
}

bool VoidOn(const View& view, const Certificate& c, absl::CivilDay day) {
  const Day from = VoidFrom(view, c);
  return from && *from <= day;
}

bool Replaced(const View& view, const Certificate& c) {
  for (const StatusFacts* status : view.statuses) {
    if (status->certificate != c.name) continue;
    if (status->kind == StatusKind::kAmended ||
        status->kind == StatusKind::kSubstituted) {
      return true;
    }
  }
  return false;
}

traceability::SignatureState SignatureOf(const View& view,
                                         const Certificate& c) {
  const StatusFacts* last = nullptr;
  for (const StatusFacts* status : view.statuses) {
    if (status->certificate != c.name) continue;
    if (status->kind != StatusKind::kSigned) continue;
    if (last == nullptr || last->recorded_at <= status->recorded_at) {
      last = status;
    }
  }
  return last == nullptr ? c.signature : last->signature;
}

bool Linked(const View& view, const Certificate& a, const Certificate& b) {
  for (const StatusFacts* status : view.statuses) {
    if (status->replaced_by.empty()) continue;
    if (status->certificate == a.name && status->replaced_by == b.name) {
      return true;
    }
    if (status->certificate == b.name && status->replaced_by == a.name) {
      return true;
    }
  }
  const auto replaces = [](const Certificate& newer, const Certificate& older) {
    return !newer.replaces_number.empty() &&
           newer.replaces_number == older.number;
  };
  return replaces(a, b) || replaces(b, a);
}

Keys KeysOf(const ArtefactName& artefact) {
  Keys keys;
  if (!artefact.record.empty()) keys.push_back(artefact.record);
  for (const std::string& identification : artefact.identifications) {
    keys.push_back(artefact.manufacturer + " # " + identification);
  }
  return keys;
}

Keys KeysOfComponent(const traceability::StandardFacts& standard,
                     const traceability::ComponentFacts& component) {
  Keys keys = KeysOf(component.artefact);
  keys.push_back(standard.name);
  return keys;
}

Keys KeysOfRecord(const View& view, const std::string& record) {
  Keys keys = {record};
  if (const auto* instrument = FindInstrument(view, record)) {
    Append(keys, KeysOf(instrument->artefact));
  }
  if (const auto* standard = FindStandard(view, record)) {
    for (const auto& component : standard->components) {
      if (component.main) Append(keys, KeysOf(component.artefact));
    }
  }
  return keys;
}

bool Share(const Keys& a, const Keys& b) {
  for (const std::string& key : a) {
    if (Has(b, key)) return true;
  }
  return false;
}

bool HasItemWith(const Certificate& c, const Keys& keys) {
  for (const auto& item : c.items) {
    if (Share(KeysOf(item.artefact), keys)) return true;
  }
  return false;
}

const Certificate* NewestFor(const View& view, const Keys& keys, Day day) {
  if (!day) return nullptr;
  const auto rank = [](const Certificate& c) {
    return std::make_tuple(*WorkEnd(c), c.issued, c.recorded_at, c.name);
  };
  const Certificate* newest = nullptr;
  for (const Certificate* c : view.certificates) {
    if (c->kind == CertificateKind::kComparison) continue;
    if (!WorkEnd(*c) || *WorkEnd(*c) > *day) continue;
    if (VoidOn(view, *c, *day) || !HasItemWith(*c, keys)) continue;
    if (newest == nullptr || rank(*newest) < rank(*c)) newest = c;
  }
  return newest;
}

const InstitutionFacts* Resolve(const View& view, const PartyFacts& party) {
  if (!party.institution.empty()) {
    return FindInstitution(view, party.institution);
  }
  for (const InstitutionFacts* institution : view.institutions) {
    if (!party.title.empty() && Has(institution->titles, party.title)) {
      return institution;
    }
  }
  for (const auto* competence : view.competences) {
    if (party.code.empty() || competence->number != party.code) continue;
    if (const auto* holder = FindInstitution(view, competence->holder)) {
      return holder;
    }
  }
  return nullptr;
}

bool SameIssuer(const View& view, const PartyFacts& a, const PartyFacts& b) {
  if (!a.institution.empty() && a.institution == b.institution) return true;
  const bool both_named = !a.institution.empty() && !b.institution.empty();
  if (!both_named && !a.title.empty() && a.title == b.title) return true;
  const InstitutionFacts* registered = Resolve(view, a);
  return registered != nullptr && registered == Resolve(view, b);
}

bool SameKey(const View& view, const Certificate& a, const Certificate& b) {
  return &a == &b || (a.kind == b.kind && a.number == b.number &&
                      SameIssuer(view, a.issuer, b.issuer));
}

}  // namespace suyuan::oracle
