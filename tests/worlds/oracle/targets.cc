#include "tests/worlds/oracle/targets.h"

#include <algorithm>

#include "libs/text/normalise.h"

namespace suyuan::oracle {
namespace {

using traceability::PartyFacts;

bool StartsWith(const std::string& text, const char* prefix) {
  return text.rfind(prefix, 0) == 0;
}

bool IsRecord(const std::string& target) {
  return StartsWith(target, "instruments/") ||
         StartsWith(target, "standards/") ||
         StartsWith(target, "referenceMaterials/");
}

bool Registered(const View& view, const std::string& record) {
  return FindInstrument(view, record) != nullptr ||
         FindStandard(view, record) != nullptr ||
         FindMaterial(view, record) != nullptr;
}

const Certificate* ByName(const View& view, const std::string& name) {
  for (const Certificate* c : view.certificates) {
    if (c->name == name) return c;
  }
  return nullptr;
}

// Every known certificate of a number, narrowed to an issuer if one is named.
std::vector<const Certificate*> OfNumber(const View& view,
                                         const std::string& target,
                                         const PartyFacts& issuer) {
  const std::string number = text::NormaliseIdentifier(target);
  const bool named = !issuer.institution.empty() || !issuer.title.empty();
  std::vector<const Certificate*> out;
  for (const Certificate* c : view.certificates) {
    if (number.empty() || c->number != number) continue;
    if (!named || SameIssuer(view, issuer, c->issuer)) out.push_back(c);
  }
  return out;
}

void AddNewest(const View& view, const Keys& keys, absl::CivilDay as_of,
               Target& out) {
  out.keys.insert(out.keys.end(), keys.begin(), keys.end());
  const Certificate* newest = NewestFor(view, keys, as_of);
  if (newest == nullptr) {
    out.incomplete = true;
  } else if (std::find(out.certificates.begin(), out.certificates.end(),
                       newest) == out.certificates.end()) {
    out.certificates.push_back(newest);
  }
}

Target OfRecord(const View& view, const std::string& record,
                absl::CivilDay as_of) {
  Target out;
  out.found = Registered(view, record);
  if (!out.found) return out;
  bool components = false;
  if (const auto* standard = FindStandard(view, record)) {
    for (const auto& component : standard->components) {
      if (!component.main) continue;
      components = true;
      AddNewest(view, KeysOfComponent(*standard, component), as_of, out);
    }
  }
  if (!components) AddNewest(view, KeysOfRecord(view, record), as_of, out);
  return out;
}

const traceability::PersonFacts* FindPerson(const View& view,
                                            const std::string& name) {
  for (const auto* person : view.persons) {
    if (person->name == name) return person;
  }
  return nullptr;
}

bool SignedBy(const Certificate& c, const traceability::PersonFacts& person) {
  return !person.registration.empty() &&
         std::any_of(c.signers.begin(), c.signers.end(), [&](const auto& s) {
           return s.registration == person.registration;
         });
}

}  // namespace

Target FindTarget(const View& view, const std::string& target,
                  const PartyFacts& issuer, absl::CivilDay as_of) {
  if (IsRecord(target)) return OfRecord(view, target, as_of);
  Target out;
  if (StartsWith(target, "certificates/")) {
    const Certificate* c = ByName(view, target);
    out.found = c != nullptr;
    if (out.found) out.certificates = {c};
    return out;
  }
  const auto all = OfNumber(view, target, issuer);
  out.found = !all.empty();
  if (all.size() > 1) out.candidates = all;
  for (const Certificate* c : all) {
    out.ambiguous = out.ambiguous || !SameKey(view, *all.front(), *c);
  }
  if (out.found && !out.ambiguous) out.certificates = {all.front()};
  return out;
}

bool InFault(const Certificate& c, const worlds::AffectedQuestion& question) {
  const Day begin = WorkBegin(c);
  const Day end = WorkEnd(c);
  if (!begin || !end) return true;
  const bool over = question.void_to && *question.void_to < *begin;
  const bool ahead = question.void_from && *end < *question.void_from;
  return !over && !ahead;
}

Source FindSource(const View& view, const worlds::AffectedQuestion& question) {
  const std::string& target = question.target;
  Source out;
  if (StartsWith(target, "certificates/")) {
    if (const Certificate* c = ByName(view, target)) out.certificates = {c};
    out.found = !out.certificates.empty();
  } else if (IsRecord(target)) {
    out.found = Registered(view, target);
    out.record = target;
    const Keys keys = KeysOfRecord(view, target);
    for (const Certificate* c : view.certificates) {
      if (out.found && HasItemWith(*c, keys)) out.certificates.push_back(c);
    }
  } else if (StartsWith(target, "institutions/")) {
    const auto* institution = FindInstitution(view, target);
    out.found = institution != nullptr;
    out.maker = true;
    for (const Certificate* c : view.certificates) {
      if (out.found && Resolve(view, c->issuer) == institution &&
          InFault(*c, question)) {
        out.certificates.push_back(c);
      }
    }
  } else if (StartsWith(target, "persons/")) {
    const auto* person = FindPerson(view, target);
    out.found = person != nullptr;
    out.maker = true;
    for (const Certificate* c : view.certificates) {
      if (out.found && SignedBy(*c, *person) && InFault(*c, question)) {
        out.certificates.push_back(c);
      }
    }
  } else {
    out.certificates = OfNumber(view, target, question.issuer);
    out.found = !out.certificates.empty();
  }
  return out;
}

}  // namespace suyuan::oracle
