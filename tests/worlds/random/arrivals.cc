#include "tests/worlds/random/arrivals.h"

#include "libs/base/check.h"

namespace suyuan::worlds {
namespace {

using traceability::Graph;

struct Apply {
  Graph& graph;
  absl::Time at;

  absl::Status operator()(const traceability::CertificateFacts& c) {
    return graph.Apply(c);
  }
  absl::Status operator()(const traceability::StatusFacts& s) {
    return graph.Apply(s);
  }
  template <typename Record>
  absl::Status operator()(const Record& record) {
    graph.Apply(at, record);
    return absl::OkStatus();
  }
};

}  // namespace

bool FromCertificates(const Event& event) {
  return std::holds_alternative<traceability::CertificateFacts>(event.facts) ||
         std::holds_alternative<traceability::StatusFacts>(event.facts);
}

std::vector<Event> Arrivals(const World& world, Dice& dice) {
  std::vector<const Event*> feeds[2];
  for (const Event& event : world.events) {
    feeds[FromCertificates(event) ? 1 : 0].push_back(&event);
  }
  const int chance_of_certificate = dice.Pick({5, 30, 50, 70, 95});
  std::vector<Event> out;
  size_t told[2] = {0, 0};
  while (out.size() < world.events.size()) {
    size_t feed = dice.Chance(chance_of_certificate) ? 1 : 0;
    if (told[feed] == feeds[feed].size()) feed = 1 - feed;
    out.push_back(*feeds[feed][told[feed]++]);
  }
  return out;
}

void Tell(const Event& event, traceability::Engine& engine) {
  const absl::Status told = engine.Apply([&event](Graph& graph, auto&) {
    return std::visit(Apply{graph, event.recorded_at}, event.facts);
  });
  SUYUAN_CHECK(told.ok());
}

}  // namespace suyuan::worlds
