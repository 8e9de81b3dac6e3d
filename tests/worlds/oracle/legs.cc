#include "tests/worlds/oracle/legs.h"

#include <algorithm>

namespace suyuan::oracle {
namespace {

using traceability::ItemFacts;
using traceability::Level;
using traceability::ReferenceFacts;

bool Has(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool NamesIssuer(const ReferenceFacts& reference) {
  return !reference.issuer.institution.empty() ||
         !reference.issuer.title.empty() || !reference.issuer.code.empty();
}

// The record by which the artefact is looked for; empty: by identifications.
std::string NamedRecord(const ReferenceFacts& reference) {
  if (!reference.artefact.record.empty()) return reference.artefact.record;
  return reference.artefact.identifications.empty() ? reference.standard
                                                    : std::string();
}

std::vector<const Certificate*> Cited(const View& view,
                                      const ReferenceFacts& reference) {
  std::vector<const Certificate*> out;
  for (const Certificate* c : view.certificates) {
    if (!Has(reference.numbers, c->number)) continue;
    if (NamesIssuer(reference) &&
        !SameIssuer(view, reference.issuer, c->issuer)) {
      continue;
    }
    out.push_back(c);
  }
  for (const Certificate* c : out) {
    if (!reference.digest.empty() && c->digest == reference.digest) return {c};
  }
  return out;
}

bool OneKey(const View& view, const std::vector<const Certificate*>& list) {
  for (const Certificate* c : list) {
    if (!SameKey(view, *list.front(), *c)) return false;
  }
  return true;
}

Leg Choose(const View& view, const ReferenceFacts& reference,
           const std::vector<const Certificate*>& candidates) {
  Leg leg;
  leg.keys = KeysOf(reference.artefact);
  const Keys of_record = KeysOfRecord(view, reference.artefact.record);
  leg.keys.insert(leg.keys.end(), of_record.begin(), of_record.end());
  if (OneKey(view, candidates)) {
    leg.kind = LegKind::kResolved;
    leg.certificate = candidates.front();
    return leg;
  }
  std::vector<const Certificate*> alike;
  for (const Certificate* c : candidates) {
    if (SharesIdentification(*c, reference)) alike.push_back(c);
  }
  if (!alike.empty() && OneKey(view, alike)) {
    leg.kind = LegKind::kResolved;
    leg.certificate = alike.front();
    return leg;
  }
  leg.kind = LegKind::kAmbiguous;
  leg.candidates = candidates;
  return leg;
}

Leg NewestLeg(const View& view, const Keys& keys, Day day) {
  Leg leg;
  leg.keys = keys;
  leg.certificate = NewestFor(view, keys, day);
  if (leg.certificate != nullptr) leg.kind = LegKind::kResolved;
  return leg;
}

// One leg by each way that the reference names its artefact.
std::vector<Leg> ByArtefact(const View& view, const ReferenceFacts& reference,
                            Day day) {
  const std::string record = NamedRecord(reference);
  std::vector<Leg> legs;
  const auto* standard = FindStandard(view, record);
  if (standard != nullptr) {
    for (const auto& component : standard->components) {
      if (!component.main) continue;
      legs.push_back(
          NewestLeg(view, KeysOfComponent(*standard, component), day));
    }
  }
  if (legs.empty()) {
    const Keys keys = record.empty() ? KeysOf(reference.artefact)
                                     : KeysOfRecord(view, record);
    legs.push_back(NewestLeg(view, keys, day));
  }
  for (const Leg& leg : legs) {
    if (leg.kind == LegKind::kResolved) return legs;
  }
  for (const std::string& end :
       {reference.artefact.record, reference.standard}) {
    const auto level = RegisteredLevel(view, end);
    if (!level || !MayEndAChain(*level)) continue;
    Leg terminal;
    terminal.kind = LegKind::kTerminal;
    terminal.record = end;
    return {terminal};
  }
  return legs;
}

std::vector<Leg> LegsOfReference(const View& view, const Certificate& c,
                                 const ReferenceFacts& reference) {
  if (!reference.numbers.empty()) {
    const auto candidates = Cited(view, reference);
    if (!candidates.empty()) return {Choose(view, reference, candidates)};
    if (reference.artefact.record.empty() && reference.standard.empty()) {
      return {Leg()};
    }
  }
  return ByArtefact(view, reference, WorkBegin(c));
}

enum class Listing { kNo, kMay, kExplicit };

Listing ListingOf(const ReferenceFacts& reference, const Result& result) {
  if (!result.reference_ids.empty()) {
    return Has(result.reference_ids, reference.id) ? Listing::kExplicit
                                                   : Listing::kNo;
  }
  if (!reference.result_ids.empty()) {
    return Has(reference.result_ids, result.id) ? Listing::kExplicit
                                                : Listing::kNo;
  }
  return Listing::kMay;
}

bool MeansItem(const ReferenceFacts& reference, const Leg& leg,
               const ItemFacts& item) {
  return Share(item.artefact.identifications,
               reference.artefact.identifications) ||
         Share(KeysOf(item.artefact), leg.keys);
}

// Results of the leg's certificate that may be meant.
std::vector<int> ResultsMeant(const ReferenceFacts& reference, const Leg& leg) {
  const Certificate& d = *leg.certificate;
  const std::vector<int> all = CountingResults(d);
  bool any = false;
  for (const ItemFacts& item : d.items) {
    any = any || MeansItem(reference, leg, item);
  }
  if (!any) return all;
  std::vector<int> out;
  for (const int r : all) {
    for (const ItemFacts* item : ItemsOf(d, r)) {
      if (!MeansItem(reference, leg, *item)) continue;
      out.push_back(r);
      break;
    }
  }
  return out;
}

// Of the results of one kind, those that a value rests on.
void UseSame(const Certificate& d, const std::vector<int>& same, Number x,
             Support& out) {
  std::vector<int> known;
  for (const int r : same) {
    if (CoveredBy(ResultAt(d, r))) known.push_back(r);
  }
  if (!x || known.empty()) {
    out.used = same;
    return;
  }
  Number below;
  Number above;
  for (const int r : known) {
    const auto range = *CoveredBy(ResultAt(d, r));
    if (Contains(range, *x)) {
      out.used.push_back(r);
    } else if (range.hi && *range.hi < *x) {
      below = std::max(below.value_or(*range.hi), *range.hi);
    } else {
      above = std::min(above.value_or(*range.lo), *range.lo);
    }
  }
  out.coverage = !out.used.empty() || (below && above) ? Coverage::kInside
                                                       : Coverage::kOutside;
  if (!out.used.empty()) return;
  for (const int r : known) {
    const auto range = *CoveredBy(ResultAt(d, r));
    if ((below && range.hi == below) || (above && range.lo == above)) {
      out.used.push_back(r);
    }
  }
}

// False where the leg is not applicable to the result.
bool Carry(const Result& result, const ReferenceFacts& reference,
           const Leg& leg, bool is_explicit, Support& out) {
  const Certificate& d = *leg.certificate;
  std::vector<int> same;
  std::vector<int> derived;
  std::vector<int> unknown;
  for (const int r : ResultsMeant(reference, leg)) {
    const Result& other = ResultAt(d, r);
    switch (
        Relate(result.kind, result.dimension, other.kind, other.dimension)) {
      case Relation::kSame:
        same.push_back(r);
        break;
      case Relation::kDerived:
        derived.push_back(r);
        break;
      case Relation::kUnknown:
        unknown.push_back(r);
        break;
      case Relation::kNone:
        break;
    }
  }
  if (!same.empty()) {
    out.relation = Relation::kSame;
    UseSame(d, same, result.value, out);
  } else if (!derived.empty()) {
    out.relation = Relation::kDerived;
    out.used = derived;
  } else if (!unknown.empty()) {
    out.relation = Relation::kUnknown;
    out.used = unknown;
  } else {
    out.relation = Relation::kNone;
    return is_explicit;
  }
  return true;
}

}  // namespace

std::vector<Leg> LegsOf(const View& view, const Certificate& c) {
  std::vector<Leg> out;
  for (size_t i = 0; i < c.references.size(); ++i) {
    for (Leg& leg : LegsOfReference(view, c, c.references[i])) {
      leg.reference = static_cast<int>(i);
      out.push_back(std::move(leg));
    }
  }
  return out;
}

std::optional<Level> RegisteredLevel(const View& view,
                                     const std::string& record) {
  if (const auto* standard = FindStandard(view, record)) {
    return standard->level;
  }
  if (const auto* material = FindMaterial(view, record)) {
    return material->level;
  }
  return std::nullopt;
}

bool MayEndAChain(Level level) {
  return level == Level::kSiRealisation || level == Level::kNationalPrimary ||
         level == Level::kForeignNmiCmc || level == Level::kCrmPrimary;
}

std::vector<const ItemFacts*> ItemsMeant(const ReferenceFacts& reference,
                                         const Leg& leg) {
  std::vector<const ItemFacts*> all;
  std::vector<const ItemFacts*> meant;
  for (const ItemFacts& item : leg.certificate->items) {
    all.push_back(&item);
    if (MeansItem(reference, leg, item)) meant.push_back(&item);
  }
  return meant.empty() ? all : meant;
}

Keys KeysMeant(const ReferenceFacts& reference, const Leg& leg) {
  Keys out;
  for (const ItemFacts* item : ItemsMeant(reference, leg)) {
    const Keys keys = KeysOf(item->artefact);
    out.insert(out.end(), keys.begin(), keys.end());
  }
  return out;
}

bool SharesIdentification(const Certificate& c,
                          const ReferenceFacts& reference) {
  for (const ItemFacts& item : c.items) {
    if (Share(item.artefact.identifications,
              reference.artefact.identifications)) {
      return true;
    }
  }
  return false;
}

std::vector<Support> SupportsOf(const Certificate& c, int result,
                                const std::vector<Leg>& legs) {
  const Result& r = ResultAt(c, result);
  std::vector<Support> out;
  for (const Leg& leg : legs) {
    const ReferenceFacts& reference = c.references[leg.reference];
    const Listing listing = ListingOf(reference, r);
    if (listing == Listing::kNo) continue;
    Support support;
    support.leg = &leg;
    if (leg.kind != LegKind::kResolved ||
        Carry(r, reference, leg, listing == Listing::kExplicit, support)) {
      out.push_back(std::move(support));
    }
  }
  return out;
}

}  // namespace suyuan::oracle
