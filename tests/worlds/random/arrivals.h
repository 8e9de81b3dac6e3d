#ifndef TESTS_WORLDS_RANDOM_ARRIVALS_H_
#define TESTS_WORLDS_RANDOM_ARRIVALS_H_

#include <vector>

#include "services/traceability/engine.h"
#include "tests/worlds/oracle/world.h"
#include "tests/worlds/random/dice.h"

// A world as it comes to a service: each of the two feeds in its own order,
// one event after the other.

namespace suyuan::worlds {

// The events of both feeds in one of the orders in which they may be heard.
std::vector<Event> Arrivals(const World& world, Dice& dice);

bool FromCertificates(const Event& event);

// Tells the engine of one event.
void Tell(const Event& event, traceability::Engine& engine);

}  // namespace suyuan::worlds

#endif  // TESTS_WORLDS_RANDOM_ARRIVALS_H_
