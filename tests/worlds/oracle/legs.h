#ifndef TESTS_WORLDS_ORACLE_LEGS_H_
#define TESTS_WORLDS_ORACLE_LEGS_H_

#include <string>
#include <vector>

#include "tests/worlds/oracle/results.h"
#include "tests/worlds/oracle/view.h"

// docs/rules.md 3: where references lead, and which results they carry.

namespace suyuan::oracle {

using worlds::LegKind;

struct Leg {
  int reference = 0;
  LegKind kind = LegKind::kOpenEnd;
  const Certificate* certificate = nullptr;    // kResolved
  std::string record;                          // kTerminal
  std::vector<const Certificate*> candidates;  // kAmbiguous
  Keys keys;
};

// In the order of the references.
std::vector<Leg> LegsOf(const View& view, const Certificate& c);

// The level of a registered standard or reference material; absent where
// nobody registered it.
std::optional<traceability::Level> RegisteredLevel(const View& view,
                                                   const std::string& record);
// May end a chain under one profile or another.
bool MayEndAChain(traceability::Level level);

enum class Coverage { kUnknown, kInside, kOutside };

// A leg that carries a result.
struct Support {
  const Leg* leg = nullptr;
  Relation relation = Relation::kUnknown;
  std::vector<int> used;  // results of the leg's certificate
  Coverage coverage = Coverage::kUnknown;
};

// Borrows the legs.
std::vector<Support> SupportsOf(const Certificate& c, int result,
                                const std::vector<Leg>& legs);

// The items of the leg's certificate that its reference means, and their keys.
std::vector<const traceability::ItemFacts*> ItemsMeant(
    const traceability::ReferenceFacts& reference, const Leg& leg);
Keys KeysMeant(const traceability::ReferenceFacts& reference, const Leg& leg);

bool SharesIdentification(const Certificate& c,
                          const traceability::ReferenceFacts& reference);

}  // namespace suyuan::oracle

#endif  // TESTS_WORLDS_ORACLE_LEGS_H_
