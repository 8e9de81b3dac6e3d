#include "services/traceability/proof/closure.h"

#include <iostream>
#include <string>
#include <utility>
#include <variant>

#include "catch2/catch.hpp"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "libs/base/status.h"
#include "services/traceability/proof/described_answer.h"
#include "tests/support/status_matchers.h"
#include "tests/worlds/random/questions.h"

// A proof holds the closure of an answer and nothing else: told that alone, the
// engine must say the same.

namespace suyuan::worlds {
namespace {

using traceability::Closure;
using traceability::Engine;
using traceability::Graph;
using traceability::RecordKind;

constexpr uint64_t kWorlds = 20000;

traceability::TraceQuestion ToEngine(const TraceQuestion& question) {
  traceability::TraceQuestion out;
  out.target = {question.target, question.issuer,
                traceability::ToDayNumber(question.as_of), question.known_at};
  out.profile =
      &traceability::BuiltInProfiles()[static_cast<size_t>(question.profile)];
  out.result_id = question.result_id;
  out.explain = true;
  return out;
}

struct Answered {
  absl::Status status;
  std::string text;
  absl::btree_set<std::string> certificates;
  absl::btree_set<std::pair<RecordKind, std::string>> records;
};

Answered Ask(const Engine& engine,
             const traceability::TraceQuestion& question) {
  Answered out;
  out.status = engine.Trace(
      question, Deadline::Infinite(),
      [&](const Graph& graph, const auto& context, const auto& answer) {
        out.text = DescribeAnswer(graph, answer);
        Closure closure = ClosureOf(graph, context, question, answer);
        for (const auto c : closure.certificates) {
          out.certificates.emplace(graph.text(graph.certificate(c).name));
        }
        out.records = std::move(closure.records);
      });
  return out;
}

template <typename Facts>
constexpr RecordKind KindOf() {
  using namespace traceability;
  if constexpr (std::is_same_v<Facts, InstitutionFacts>) {
    return RecordKind::kInstitution;
  } else if constexpr (std::is_same_v<Facts, CompetenceFacts>) {
    return RecordKind::kCompetence;
  } else if constexpr (std::is_same_v<Facts, StandardFacts>) {
    return RecordKind::kStandard;
  } else if constexpr (std::is_same_v<Facts, ReferenceMaterialFacts>) {
    return RecordKind::kReferenceMaterial;
  } else if constexpr (std::is_same_v<Facts, SpecificationFacts>) {
    return RecordKind::kSpecification;
  } else if constexpr (std::is_same_v<Facts, InstrumentFacts>) {
    return RecordKind::kInstrument;
  } else if constexpr (std::is_same_v<Facts, PersonFacts>) {
    return RecordKind::kPerson;
  } else {
    return RecordKind::kVerificationScheme;
  }
}

// Tells what `chosen` names, all of it where that is null. Of records only what
// was known at the time is told, as in a proof.
struct Telling {
  Graph& graph;
  const Answered* chosen;
  absl::Time known_at;
  absl::Time at;

  absl::Status operator()(const traceability::CertificateFacts& c) {
    const bool told =
        chosen == nullptr || chosen->certificates.contains(c.name);
    return told ? graph.Apply(c) : absl::OkStatus();
  }
  absl::Status operator()(const traceability::StatusFacts& s) {
    const bool told =
        chosen == nullptr || chosen->certificates.contains(s.certificate);
    return told ? graph.Apply(s) : absl::OkStatus();
  }
  template <typename Facts>
  absl::Status operator()(const Facts& record) {
    if (chosen == nullptr) {
      graph.Apply(at, record);
    } else if (at <= known_at &&
               chosen->records.contains({KindOf<Facts>(), record.name})) {
      graph.Apply(absl::InfinitePast(), record);
    }
    return absl::OkStatus();
  }
};

void Tell(const World& world, const Answered* chosen, absl::Time known_at,
          Engine& engine) {
  const absl::Status told = engine.Apply([&](Graph& graph, auto&) {
    for (const Event& event : world.events) {
      SUYUAN_RETURN_IF_ERROR(std::visit(
          Telling{graph, chosen, known_at, event.recorded_at}, event.facts));
    }
    return absl::OkStatus();
  });
  REQUIRE_THAT(told, testing::IsOk());
}

TEST_CASE("Told its closure alone, the engine gives each answer again") {
  int answered = 0;
  size_t told = 0;
  size_t all = 0;
  for (uint64_t seed = 1; seed <= kWorlds; ++seed) {
    const Case c = RandomCase(seed);
    const FakeClock clock(c.trace.now);
    const auto question = ToEngine(c.trace);
    Engine whole(clock);
    Tell(c.world, nullptr, c.trace.known_at, whole);
    const Answered wanted = Ask(whole, question);
    if (!wanted.status.ok()) continue;
    Engine part(clock);
    Tell(c.world, &wanted, c.trace.known_at, part);
    const Answered given = Ask(part, question);
    CAPTURE(seed, c.trace.target, wanted.text);
    REQUIRE_THAT(given.status, testing::IsOk());
    REQUIRE(given.text == wanted.text);
    ++answered;
    told += wanted.certificates.size() + wanted.records.size();
    all += c.world.events.size();
  }
  std::cout << answered << " answers given again from " << told << " of " << all
            << " things told\n";
  CHECK(answered * 2 >= static_cast<int>(kWorlds));
}

}  // namespace
}  // namespace suyuan::worlds
