#include "services/traceability/chain/resolution.h"

#include <algorithm>
#include <tuple>

namespace suyuan::traceability {
namespace {

void AddKey(const Graph& graph, absl::string_view key,
            std::vector<uint32_t>& out) {
  const uint32_t id = graph.FindKey(key);
  if (id != kUnknownText &&
      std::find(out.begin(), out.end(), id) == out.end()) {
    out.push_back(id);
  }
}

// Certificates of the cited numbers that fit what else the reference says.
std::vector<CertificateIndex> CandidatesByNumber(const Graph& graph,
                                                 const ReferenceRow& reference,
                                                 absl::Time known_at) {
  std::vector<CertificateIndex> all;
  for (const uint32_t number : graph.list(reference.numbers)) {
    graph.ByNumber(number, all);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  const PartyRow& issuer = reference.issuer;
  const bool names_issuer = issuer.institution != kNoText ||
                            issuer.title != kNoText || issuer.code != kNoText;
  std::vector<CertificateIndex> out;
  for (const CertificateIndex c : all) {
    if (!graph.Known(c, known_at)) continue;
    if (names_issuer &&
        !graph.SameIssuer(issuer, graph.certificate(c).issuer, known_at)) {
      continue;
    }
    out.push_back(c);
  }
  if (reference.digest != kNone) {
    const Digest& claimed = graph.claimed_digest(reference.digest);
    for (const CertificateIndex c : out) {
      if (graph.certificate(c).digest == claimed) return {c};
    }
  }
  return out;
}

bool OneKey(const Graph& graph, const std::vector<CertificateIndex>& of,
            absl::Time known_at) {
  return std::all_of(of.begin() + 1, of.end(), [&](CertificateIndex c) {
    return SameKey(graph, of[0], c, known_at);
  });
}

std::vector<CertificateIndex> NarrowByIdentification(
    const Graph& graph, const ReferenceRow& reference,
    const std::vector<CertificateIndex>& candidates) {
  std::vector<CertificateIndex> out;
  for (const CertificateIndex c : candidates) {
    const CertificateRow& row = graph.certificate(c);
    for (uint32_t i = 0; i < row.items; ++i) {
      if (SharesIdentification(graph, graph.item(row.first_item + i),
                               reference)) {
        out.push_back(c);
        break;
      }
    }
  }
  return out;
}

// Certificates were recorded in the order of their indexes.
Leg LegByNumber(const Graph& graph, ReferenceIndex index,
                std::vector<CertificateIndex> candidates, absl::Time known_at) {
  const ReferenceRow& reference = graph.reference(index);
  Leg leg{.reference = index};
  const auto keys = graph.list(reference.keys);
  leg.keys.assign(keys.begin(), keys.end());
  const std::vector<uint32_t> of_record =
      KeysOfRecord(graph, graph.text(reference.record), known_at);
  leg.keys.insert(leg.keys.end(), of_record.begin(), of_record.end());
  if (!OneKey(graph, candidates, known_at)) {
    std::vector<CertificateIndex> narrowed =
        NarrowByIdentification(graph, reference, candidates);
    if (narrowed.empty() || !OneKey(graph, narrowed, known_at)) {
      leg.state = LegState::kAmbiguous;
      leg.candidates = std::move(candidates);
      return leg;
    }
    candidates = std::move(narrowed);
  }
  leg.state = LegState::kResolved;
  leg.certificate = candidates.front();
  return leg;
}

Leg LegByKeys(const Graph& graph, ReferenceIndex index,
              std::vector<uint32_t> keys, absl::Time known_at) {
  Leg leg{.reference = index, .keys = std::move(keys)};
  const CertificateRow& user =
      graph.certificate(graph.reference(index).certificate);
  if (user.work_begin() == kNoDay) return leg;
  leg.certificate = NewestFor(graph, leg.keys, user.work_begin(), known_at);
  if (leg.certificate != kNone) leg.state = LegState::kResolved;
  return leg;
}

Level TerminalLevelOf(const Graph& graph, absl::string_view record,
                      absl::Time known_at) {
  if (const StandardFacts* s = graph.Standard(record, known_at)) {
    return s->level;
  }
  if (const auto* m = graph.ReferenceMaterial(record, known_at)) {
    return m->level;
  }
  return Level::kUnspecified;
}

void AddLegsByArtefact(const Graph& graph, ReferenceIndex index,
                       absl::Time known_at, std::vector<Leg>& out) {
  const ReferenceRow& reference = graph.reference(index);
  absl::string_view named = graph.text(reference.record);
  if (named.empty() && reference.keys.size == 0) {
    named = graph.text(reference.standard);
  }
  const size_t first = out.size();
  if (named.empty()) {
    const auto keys = graph.list(reference.keys);
    out.push_back(
        LegByKeys(graph, index, {keys.begin(), keys.end()}, known_at));
  } else if (const StandardFacts* standard = graph.Standard(named, known_at)) {
    for (const ComponentFacts& component : standard->components) {
      if (!component.main) continue;
      out.push_back(LegByKeys(graph, index,
                              KeysOfComponent(graph, *standard, component),
                              known_at));
    }
  }
  if (out.size() == first) {
    out.push_back(LegByKeys(graph, index, KeysOfRecord(graph, named, known_at),
                            known_at));
  }
  const bool none =
      std::all_of(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
                  [](const Leg& l) { return l.certificate == kNone; });
  if (!none) return;
  for (const TextId record : {reference.record, reference.standard}) {
    const Level level = TerminalLevelOf(graph, graph.text(record), known_at);
    if (!MayBeTerminal(level)) continue;
    out.resize(first);
    out.push_back({.reference = index,
                   .state = LegState::kTerminal,
                   .record = std::string(graph.text(record)),
                   .level = level});
    return;
  }
}

}  // namespace

bool MayBeTerminal(Level level) {
  return level == Level::kSiRealisation || level == Level::kNationalPrimary ||
         level == Level::kForeignNmiCmc || level == Level::kCrmPrimary;
}

bool SameKey(const Graph& graph, CertificateIndex a, CertificateIndex b,
             absl::Time known_at) {
  const CertificateRow& first = graph.certificate(a);
  const CertificateRow& second = graph.certificate(b);
  if (a == b) return true;
  return first.number == second.number && first.kind == second.kind &&
         graph.SameIssuer(first.issuer, second.issuer, known_at);
}

bool SharesIdentification(const Graph& graph, const ItemRow& item,
                          const ReferenceRow& reference) {
  for (const TextId a : graph.list(item.identifications)) {
    for (const TextId b : graph.list(reference.identifications)) {
      if (a == b && a != kNoText) return true;
    }
  }
  return false;
}

std::vector<uint32_t> KeysOfRecord(const Graph& graph, absl::string_view record,
                                   absl::Time known_at) {
  std::vector<uint32_t> out;
  AddKey(graph, record, out);
  if (const InstrumentFacts* i = graph.Instrument(record, known_at)) {
    for (const std::string& key : KeysOf(i->artefact)) AddKey(graph, key, out);
  }
  return out;
}

std::vector<uint32_t> KeysOfComponent(const Graph& graph,
                                      const StandardFacts& standard,
                                      const ComponentFacts& component) {
  std::vector<uint32_t> out;
  AddKey(graph, standard.name, out);
  for (const std::string& key : KeysOf(component.artefact)) {
    AddKey(graph, key, out);
  }
  return out;
}

bool Newer(const Graph& graph, CertificateIndex first,
           CertificateIndex second) {
  const auto rank = [&graph](CertificateIndex c) {
    const CertificateRow& row = graph.certificate(c);
    return std::tuple(row.work_end(), row.issued, row.recorded_micros,
                      graph.text(row.name));
  };
  return rank(second) < rank(first);
}

CertificateIndex NewestFor(const Graph& graph,
                           const std::vector<uint32_t>& keys, DayNumber day,
                           absl::Time known_at) {
  std::vector<ItemIndex> items;
  for (const uint32_t key : keys) graph.ItemsByKey(key, items);
  CertificateIndex newest = kNone;
  for (const ItemIndex item : items) {
    const CertificateIndex c = graph.item(item).certificate;
    const CertificateRow& row = graph.certificate(c);
    if (c == newest || row.kind == CertificateKind::kComparison ||
        row.work_end() == kNoDay || row.work_end() > day ||
        !graph.Known(c, known_at) || graph.VoidFrom(c, known_at) <= day) {
      continue;
    }
    if (newest == kNone || Newer(graph, c, newest)) newest = c;
  }
  return newest;
}

std::vector<Leg> LegsOf(const Graph& graph, CertificateIndex certificate,
                        absl::Time known_at) {
  std::vector<Leg> out;
  const CertificateRow& row = graph.certificate(certificate);
  for (uint32_t i = 0; i < row.references; ++i) {
    const ReferenceIndex index = row.first_reference + i;
    const ReferenceRow& reference = graph.reference(index);
    if (reference.numbers.size != 0) {
      std::vector<CertificateIndex> candidates =
          CandidatesByNumber(graph, reference, known_at);
      if (!candidates.empty()) {
        out.push_back(
            LegByNumber(graph, index, std::move(candidates), known_at));
        continue;
      }
      if (reference.record == kNoText && reference.standard == kNoText) {
        out.push_back({.reference = index});
        continue;
      }
    }
    AddLegsByArtefact(graph, index, known_at, out);
  }
  return out;
}

}  // namespace suyuan::traceability
