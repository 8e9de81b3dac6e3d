#include "tests/worlds/random/questions.h"

#include <algorithm>
#include <string>
#include <vector>

#include "libs/metrology/calendar.h"
#include "tests/worlds/random/draft.h"

namespace suyuan::worlds {
namespace {

std::vector<const CertificateFacts*> Certificates(const World& world) {
  std::vector<const CertificateFacts*> out;
  for (const Event& event : world.events) {
    if (const auto* c = std::get_if<CertificateFacts>(&event.facts)) {
      out.push_back(c);
    }
  }
  return out;
}

// Mostly after everything; else at the moment of something, or just before.
absl::Time AnyKnowledge(Dice& dice, const World& world) {
  if (dice.Chance(75)) return world.events.back().recorded_at + absl::Hours(1);
  const int n = static_cast<int>(world.events.size());
  const absl::Time at =
      world.events[dice.Between(std::max(0, n - 4), n - 1)].recorded_at;
  return dice.Chance(70) ? at : at - absl::Microseconds(1);
}

absl::CivilDay AnyDay(Dice& dice, const World& world) {
  const auto certificates = Certificates(world);
  const CertificateFacts& c = *dice.PickFrom(certificates);
  return dice.Pick({c.begin, c.end, c.issued, c.valid_to})
             .value_or(absl::CivilDay(2022, 6, 1)) +
         dice.Pick({-1, 0, 1, 30, 300});
}

// A name that somebody registered, mostly.
std::string AnyRecord(Dice& dice, const World& world) {
  std::vector<std::string> names = {"instruments/unknown", "standards/s0"};
  for (const Event& event : world.events) {
    if (const auto* s = std::get_if<StandardFacts>(&event.facts)) {
      names.push_back(s->name);
    } else if (const auto* i = std::get_if<InstrumentFacts>(&event.facts)) {
      names.push_back(i->name);
    } else if (const auto* m =
                   std::get_if<ReferenceMaterialFacts>(&event.facts)) {
      names.push_back(m->name);
    }
  }
  return dice.PickFrom(names);
}

// The certificate furthest from the top, or another one.
const CertificateFacts& AnyCertificate(Dice& dice, const World& world,
                                       const std::string& lowest) {
  const auto certificates = Certificates(world);
  if (dice.Chance(75)) {
    for (const CertificateFacts* c : certificates) {
      if (c->name == lowest) return *c;
    }
  }
  return *dice.PickFrom(certificates);
}

TraceQuestion AskTrace(Dice& dice, const World& world,
                       const std::string& lowest) {
  TraceQuestion question;
  const CertificateFacts& c = AnyCertificate(dice, world, lowest);
  const int way = dice.Below(100);
  if (way < 55) {
    question.target = c.name;
  } else if (way < 70) {
    question.target = c.number;
    if (dice.Chance(20)) question.issuer = c.issuer;
  } else if (way < 88 && !c.items.front().artefact.record.empty()) {
    question.target = c.items.front().artefact.record;
  } else {
    question.target = AnyRecord(dice, world);
  }
  if (dice.Chance(6)) question.result_id = dice.Pick({"r0", "r1"});
  question.profile = dice.Pick({ProfileId::kCnLegal, ProfileId::kCnasIlac});
  question.known_at = AnyKnowledge(dice, world);
  if (dice.Chance(85)) {
    question.known_at = std::max(question.known_at, c.recorded_at);
  }
  question.as_of = dice.Chance(60) ? metrology::LegalDay(question.known_at)
                                   : AnyDay(dice, world);
  question.now = Noon(AnyDay(dice, world));
  return question;
}

AffectedQuestion AskAffected(Dice& dice, const World& world) {
  AffectedQuestion question;
  const auto certificates = Certificates(world);
  // The first are nearest to the top and have most below them.
  const CertificateFacts& c =
      dice.Chance(50) ? *certificates.front() : *dice.PickFrom(certificates);
  const int way = dice.Below(100);
  if (way < 60) {
    question.target = c.name;
  } else if (way < 75) {
    question.target = c.number;
    if (dice.Chance(30)) question.issuer = c.issuer;
  } else if (way < 82) {
    question.target =
        dice.Pick({"institutions/i0", "institutions/i1", "institutions/i2"});
    question.include_targets = dice.Chance(40);
  } else if (way < 90) {
    question.target = dice.Pick({"persons/p0a", "persons/p0c", "persons/p1a",
                                 "persons/p1b", "persons/p2c"});
    question.include_targets = dice.Chance(40);
  } else {
    question.target = AnyRecord(dice, world);
  }
  if (dice.Chance(25)) question.from = AnyDay(dice, world);
  if (dice.Chance(25)) question.to = AnyDay(dice, world);
  if (dice.Chance(20)) question.void_from = AnyDay(dice, world);
  if (dice.Chance(15)) question.void_to = AnyDay(dice, world);
  question.known_at = AnyKnowledge(dice, world);
  question.as_of = AnyDay(dice, world);
  question.current_only = dice.Chance(20);
  return question;
}

}  // namespace

Case RandomCase(uint64_t seed) {
  Dice dice(seed);
  Draft draft = SoundDraft(dice);
  const int changes = dice.Pick({0, 1, 1, 1, 2, 2, 2, 3, 3, 5});
  for (int i = 0; i < changes; ++i) Disturb(dice, draft);
  const std::string lowest = CertificateName(LowestOf(draft));
  Case out;
  out.world = Tell(std::move(draft));
  out.trace = AskTrace(dice, out.world, lowest);
  out.affected = AskAffected(dice, out.world);
  return out;
}

}  // namespace suyuan::worlds
