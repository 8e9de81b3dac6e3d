#ifndef SERVICES_REGISTRY_RECORDS_DIAGRAM_CHECKS_H_
#define SERVICES_REGISTRY_RECORDS_DIAGRAM_CHECKS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "libs/metrology/qualifiers.h"
#include "libs/metrology/unit.h"

// What a tracing diagram (量值溯源与传递框图) must show, JJF 1033. Numbers
// that the record does not state, or states in forms that cannot be compared (a
// class above, an uncertainty below), decide nothing: a diagram without
// findings is one in which no fault was found.

namespace suyuan::registry {

// A number as printed and what it is.
struct StatedNumber {
  double value = 0;
  std::string text;
};

// One tier of a branch. Numbers are in `unit`.
struct DiagramTierFacts {
  std::string field;  // "diagram.branches[0].own"
  std::optional<metrology::Unit> unit;
  std::optional<StatedNumber> min;
  std::optional<StatedNumber> max;
  // U at k = 2: in `unit`, or a fraction of the value.
  std::optional<StatedNumber> expanded;
  bool is_relative = false;
  std::optional<StatedNumber> maximum_permissible_error;
};

// A kind of quantity with what narrows it.
struct KindFacts {
  std::string code;
  metrology::Qualifiers qualifiers;
};

struct DiagramBranchFacts {
  std::string field;
  KindFacts kind;
  DiagramTierFacts upper;
  DiagramTierFacts own;
  std::vector<DiagramTierFacts> lower;
};

struct DiagramFinding {
  std::string field;
  std::string zh;
  std::string en;

  friend bool operator==(const DiagramFinding&,
                         const DiagramFinding&) = default;
};

// In the order of the branches:
//   - every quantity that the standard realises has a branch of its own;
//   - uncertainty, and maximum permissible error, grow from tier to tier;
//   - the range of a tier lies in that of the tier above.
// A standard without any branch has no diagram, which is the one finding then.
// O(quantities · branches).
std::vector<DiagramFinding> CheckDiagram(
    absl::Span<const KindFacts> quantities,
    absl::Span<const DiagramBranchFacts> branches);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_RECORDS_DIAGRAM_CHECKS_H_
