#include "services/traceability/inventory/service_record.h"

#include <algorithm>
#include <vector>

#include "services/traceability/chain/resolution.h"
#include "services/traceability/chain/window.h"
#include "services/traceability/rules/capability_tests.h"

namespace suyuan::traceability {
namespace {

std::vector<uint32_t> KeysOfStandard(const Graph& graph,
                                     const StandardFacts& standard,
                                     absl::Time known_at) {
  std::vector<uint32_t> keys = KeysOfRecord(graph, standard.name, known_at);
  for (const ComponentFacts& component : standard.components) {
    if (!component.main) continue;
    const std::vector<uint32_t> more =
        KeysOfComponent(graph, standard, component);
    keys.insert(keys.end(), more.begin(), more.end());
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

// Certificates of the artefacts with these keys.
std::vector<CertificateIndex> CertificatesOf(const Graph& graph,
                                             const std::vector<uint32_t>& keys,
                                             absl::Time known_at) {
  std::vector<ItemIndex> items;
  for (const uint32_t key : keys) graph.ItemsByKey(key, items);
  std::vector<CertificateIndex> out;
  for (const ItemIndex item : items) {
    const CertificateIndex c = graph.item(item).certificate;
    if (graph.Known(c, known_at)) out.push_back(c);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// Everything that may be a use of the standard.
std::vector<CertificateIndex> MayUse(const Graph& graph,
                                     const StandardFacts& standard,
                                     const std::vector<uint32_t>& keys,
                                     const std::vector<CertificateIndex>& own,
                                     absl::Time known_at) {
  std::vector<ReferenceIndex> citing;
  graph.CitingRecord(standard.name, citing);
  for (const uint32_t key : keys) graph.CitingKey(key, citing);
  for (const CertificateIndex c : own) {
    graph.CitingNumber(graph.certificate(c).number, citing);
  }
  std::vector<CertificateIndex> out;
  for (const ReferenceIndex r : citing) {
    const CertificateIndex user = graph.reference(r).certificate;
    if (graph.Known(user, known_at)) out.push_back(user);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

LastCertificate LastCertificateOf(const Graph& graph,
                                  const InstrumentFacts& instrument,
                                  DayNumber as_of, absl::Time known_at) {
  LastCertificate last;
  last.certificate = NewestFor(
      graph, KeysOfRecord(graph, instrument.name, known_at), as_of, known_at);
  if (last.certificate != kNone) {
    last.valid_to = WindowOf(graph, last.certificate, known_at).to;
  }
  return last;
}

bool IsDue(const LastCertificate& last, DayNumber before) {
  if (last.certificate == kNone) return true;
  return last.valid_to != kNoDay && last.valid_to < before;
}

DayNumber LastUseOf(const Graph& graph, const StandardFacts& standard,
                    DayNumber as_of, absl::Time known_at) {
  const std::vector<uint32_t> keys = KeysOfStandard(graph, standard, known_at);
  const std::vector<CertificateIndex> own =
      CertificatesOf(graph, keys, known_at);
  std::vector<CertificateIndex> users =
      MayUse(graph, standard, keys, own, known_at);
  const auto ended = [&graph](CertificateIndex c) {
    return graph.certificate(c).work_end();
  };
  // The last of them first: mostly it is a use, and no other is looked at.
  std::sort(users.begin(), users.end(),
            [&ended](CertificateIndex a, CertificateIndex b) {
              return ended(a) > ended(b);
            });
  const auto leads_here = [&](const Leg& leg) {
    return leg.record == standard.name ||
           (leg.state == LegState::kResolved &&
            std::binary_search(own.begin(), own.end(), leg.certificate));
  };
  for (const CertificateIndex user : users) {
    if (ended(user) == kNoDay || ended(user) > as_of) continue;
    const std::vector<Leg> legs = LegsOf(graph, user, known_at);
    if (std::any_of(legs.begin(), legs.end(), leads_here)) return ended(user);
  }
  return kNoDay;
}

bool IsDormant(const StandardFacts& standard, DayNumber last_use,
               DayNumber since) {
  if (last_use != kNoDay && last_use >= since) return false;
  const DayNumber in_service = InServiceSince(standard);
  return in_service == kNoDay || in_service <= since;
}

}  // namespace suyuan::traceability
