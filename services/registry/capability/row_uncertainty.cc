#include "services/registry/capability/row_uncertainty.h"

#include "absl/status/statusor.h"
#include "libs/base/status.h"
#include "libs/metrology/cmc.h"

namespace suyuan::registry {
namespace {

using metrology::Cmc;

// The row at one value: of a function its range is nobody's matter here.
absl::StatusOr<Cmc> CmcAt(const RowUncertainty& uncertainty, double value,
                          metrology::CoverageFactor k) {
  const Cmc::Range range = {value, value};
  switch (uncertainty.form) {
    case RowUncertainty::Form::kRootSum:
      return Cmc::RootSum(range, uncertainty.a, uncertainty.b, k);
    case RowUncertainty::Form::kTable:
      return Cmc::Table(uncertainty.points, Cmc::Stated::kAbsolute, k);
    case RowUncertainty::Form::kRelativeTable:
      return Cmc::Table(uncertainty.points, Cmc::Stated::kRelative, k);
    case RowUncertainty::Form::kLinear:
    case RowUncertainty::Form::kNone:
      break;
  }
  return Cmc::Linear(range, uncertainty.a, uncertainty.b, k);
}

absl::StatusOr<double> Expanded(const RowUncertainty& uncertainty,
                                double value) {
  SUYUAN_ASSIGN_OR_RETURN(
      const auto stated_k,
      metrology::CoverageFactor::From(*uncertainty.coverage_factor));
  SUYUAN_ASSIGN_OR_RETURN(const auto two, metrology::CoverageFactor::From(2));
  SUYUAN_ASSIGN_OR_RETURN(const Cmc cmc, CmcAt(uncertainty, value, stated_k));
  SUYUAN_ASSIGN_OR_RETURN(const auto stated, cmc.At(value));
  SUYUAN_ASSIGN_OR_RETURN(const auto expanded, stated.At(two));
  return expanded.value();
}

bool IsFunction(const RowUncertainty& uncertainty) {
  return uncertainty.form == RowUncertainty::Form::kLinear ||
         uncertainty.form == RowUncertainty::Form::kRootSum;
}

bool IsSameEverywhere(const RowUncertainty& uncertainty) {
  return IsFunction(uncertainty) && uncertainty.b == 0;
}

}  // namespace

bool IsFraction(const RowUncertainty& uncertainty) {
  return IsFunction(uncertainty) && uncertainty.a == 0;
}

std::optional<double> ExpandedAt(const RowUncertainty& uncertainty,
                                 std::optional<double> value) {
  if (uncertainty.form == RowUncertainty::Form::kNone ||
      !uncertainty.coverage_factor.has_value()) {
    return std::nullopt;
  }
  if (!value.has_value() && !IsSameEverywhere(uncertainty)) return std::nullopt;
  const absl::StatusOr<double> expanded =
      Expanded(uncertainty, value.value_or(1));
  if (!expanded.ok()) return std::nullopt;
  return *expanded;
}

}  // namespace suyuan::registry
