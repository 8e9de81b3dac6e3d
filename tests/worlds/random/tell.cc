#include <algorithm>
#include <map>

#include "tests/worlds/random/draft.h"

namespace suyuan::worlds {
namespace {

template <typename Facts>
void TellRecords(std::vector<Told<Facts>>& records, World& world) {
  for (Told<Facts>& told : records) {
    world.events.push_back({told.at, std::move(told.facts)});
  }
}

}  // namespace

size_t LowestOf(const Draft& draft) {
  size_t lowest = 0;
  for (size_t i = 0; i < draft.tiers.size(); ++i) {
    if (draft.tiers[i] >= draft.tiers[lowest]) lowest = i;
  }
  return lowest;
}

World Tell(Draft draft) {
  World world;
  TellRecords(draft.institutions, world);
  TellRecords(draft.competences, world);
  TellRecords(draft.standards, world);
  TellRecords(draft.materials, world);
  TellRecords(draft.specifications, world);
  TellRecords(draft.instruments, world);
  TellRecords(draft.persons, world);
  TellRecords(draft.schemes, world);
  std::map<std::string, absl::Time> recorded;
  for (size_t i = 0; i < draft.certificates.size(); ++i) {
    CertificateFacts& c = draft.certificates[i];
    c.name = CertificateName(i);
    c.digest = DigestOf(i);
    recorded[c.name] = c.recorded_at;
    world.events.push_back({c.recorded_at, std::move(c)});
  }
  for (StatusFacts& status : draft.statuses) {
    status.recorded_at =
        std::max(status.recorded_at, recorded[status.certificate]);
    world.events.push_back({status.recorded_at, std::move(status)});
  }
  // A status never comes before its certificate: the sort is stable.
  std::stable_sort(world.events.begin(), world.events.end(),
                   [](const Event& a, const Event& b) {
                     return a.recorded_at < b.recorded_at;
                   });
  absl::Time last = absl::InfinitePast();
  for (Event& event : world.events) {
    event.recorded_at =
        std::max(event.recorded_at, last + absl::Microseconds(1));
    last = event.recorded_at;
    if (auto* c = std::get_if<CertificateFacts>(&event.facts)) {
      c->recorded_at = last;
    } else if (auto* s = std::get_if<StatusFacts>(&event.facts)) {
      s->recorded_at = last;
    }
  }
  return world;
}

}  // namespace suyuan::worlds
