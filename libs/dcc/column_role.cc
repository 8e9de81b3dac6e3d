#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "libs/dcc/points.h"

namespace suyuan::dcc {
namespace {

ColumnRole RoleOfToken(absl::string_view token) {
  static const auto& kRoles =
      *new absl::flat_hash_map<absl::string_view, ColumnRole>{
          {"measuredValue", ColumnRole::kMeasured},
          {"measurementValue", ColumnRole::kMeasured},
          {"indicatedValue", ColumnRole::kMeasured},
          {"referenceValue", ColumnRole::kReference},
          {"referencedValue", ColumnRole::kReference},
          {"nominalValue", ColumnRole::kNominal},
          {"calibrationValue", ColumnRole::kNominal},
          {"measurementError", ColumnRole::kMeasurementError},
          {"indicationError", ColumnRole::kMeasurementError},
          {"acceptanceLimitLower", ColumnRole::kLowerLimit},
          {"toleranceLimitLower", ColumnRole::kLowerLimit},
          {"acceptanceLimitUpper", ColumnRole::kUpperLimit},
          {"toleranceLimitUpper", ColumnRole::kUpperLimit},
          {"conformity", ColumnRole::kConformity},
      };
  // The vocabulary's name: basic_, gp_, math_, ...
  if (const std::size_t at = token.find('_'); at != absl::string_view::npos) {
    token.remove_prefix(at + 1);
  }
  const auto found = kRoles.find(token);
  if (found != kRoles.end()) return found->second;
  if (absl::StartsWith(token, "formula") ||
      absl::StrContains(token, "ncertainty") ||
      absl::StartsWith(token, "coverage")) {
    return ColumnRole::kNoResult;
  }
  return ColumnRole::kUnclassed;
}

}  // namespace

ColumnRole RoleOf(const std::vector<std::string>& ref_types) {
  for (const std::string& token : ref_types) {
    const ColumnRole role = RoleOfToken(token);
    if (role != ColumnRole::kUnclassed) return role;
  }
  return ColumnRole::kUnclassed;
}

}  // namespace suyuan::dcc
