#ifndef SERVICES_REGISTRY_CAPABILITY_SCOPE_MATCH_H_
#define SERVICES_REGISTRY_CAPABILITY_SCOPE_MATCH_H_

#include <optional>
#include <string>
#include <vector>

#include "libs/metrology/qualifiers.h"
#include "libs/metrology/unit.h"
#include "services/registry/capability/row_uncertainty.h"

// Whether a row of a scope allows a measurement that somebody asks for.

namespace suyuan::registry {

enum class ScopeService {
  kLegalVerification,            // 检定
  kCalibration,                  // 校准
  kReferenceMaterialAssignment,  // 标准物质定值
};

// The measurement that is wanted.
struct CapabilityQuestion {
  std::string kind;  // a listed code
  metrology::Qualifiers qualifiers;
  // Of the two numbers below and of the answers.
  metrology::Unit unit;
  // At which value; absent: any.
  std::optional<double> value;
  // U (k = 2) not more than this; absent: any.
  std::optional<double> expanded_uncertainty;
  // Absent: any.
  std::optional<ScopeService> service;
  // "": any.
  std::string equipment_class;
};

// A row of a scope, as questions read it.
struct ScopeRow {
  // None: any.
  std::vector<ScopeService> services;
  // "": any kind.
  std::string kind;
  metrology::Qualifiers qualifiers;
  // Of the range and the uncertainty; absent where the row has none.
  std::optional<metrology::Unit> unit;
  // Absent: open to that side.
  std::optional<double> min;
  std::optional<double> max;
  // "": any.
  std::string equipment_class;
  RowUncertainty uncertainty;
};

struct ScopeMatch {
  // The row says nothing of something that was asked for (the kind, a
  // qualifier, the class of instrument) and so may mean it or not.
  bool is_partial = false;
  // U (k = 2) at the value asked, in the unit of the question; absent where the
  // row states none there, or not with its coverage factor.
  std::optional<double> expanded_uncertainty;
};

// nullopt where the row does not allow it: another service, kind or class; a
// qualifier that contradicts; a value outside the range (V07, V08), both ends
// being inside; a U that is larger than wanted, or that the row does not state.
// Units are converted exactly; what binary rounding makes of a decimal (parts
// in 10^9) decides nothing.
std::optional<ScopeMatch> MatchScope(const CapabilityQuestion& question,
                                     const ScopeRow& row);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CAPABILITY_SCOPE_MATCH_H_
