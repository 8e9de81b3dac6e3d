#include "services/registry/capability/scope_match.h"

#include <algorithm>
#include <cmath>

#include "libs/metrology/quantity_kind.h"

namespace suyuan::registry {
namespace {

constexpr double kSlack = 1e-9;

// Values, uncertainties and limits in one unit.
bool AtMost(double value, double limit) {
  return value <= limit + kSlack * std::abs(limit);
}
bool AtLeast(double value, double limit) {
  return value >= limit - kSlack * std::abs(limit);
}

bool AllowsService(const CapabilityQuestion& question, const ScopeRow& row) {
  return !question.service.has_value() || row.services.empty() ||
         std::find(row.services.begin(), row.services.end(),
                   *question.service) != row.services.end();
}

bool AllowsKind(const CapabilityQuestion& question, const ScopeRow& row) {
  return row.kind.empty() ||
         metrology::Compatible(question.kind, question.qualifiers, row.kind,
                               row.qualifiers);
}

bool AllowsClass(const CapabilityQuestion& question, const ScopeRow& row) {
  return question.equipment_class.empty() || row.equipment_class.empty() ||
         question.equipment_class == row.equipment_class;
}

bool SaysLess(const CapabilityQuestion& question, const ScopeRow& row) {
  if (row.kind.empty()) return true;
  if (!question.equipment_class.empty() && row.equipment_class.empty()) {
    return true;
  }
  return std::any_of(question.qualifiers.begin(), question.qualifiers.end(),
                     [&](const auto& qualifier) {
                       return row.qualifiers.count(qualifier.first) == 0;
                     });
}

bool HasRange(const ScopeRow& row) {
  return row.min.has_value() || row.max.has_value();
}

// `value` in the unit of the row.
bool Contains(const ScopeRow& row, double value) {
  return (!row.min.has_value() || AtLeast(value, *row.min)) &&
         (!row.max.has_value() || AtMost(value, *row.max));
}

// U (k = 2) of the row at the value asked, in the unit of the question.
std::optional<double> ExpandedIn(const CapabilityQuestion& question,
                                 const ScopeRow& row) {
  // Fractions are the same in any unit; nothing else is.
  if (!row.unit.has_value() && !IsFraction(row.uncertainty)) {
    return std::nullopt;
  }
  const metrology::Unit unit = row.unit.value_or(question.unit);
  const auto there = metrology::Conversion::Between(question.unit, unit);
  const auto back = metrology::Conversion::Between(unit, question.unit);
  if (!there.ok() || !back.ok()) return std::nullopt;
  std::optional<double> value;
  if (question.value.has_value()) value = there->Value(*question.value);
  const std::optional<double> expanded = ExpandedAt(row.uncertainty, value);
  if (!expanded.has_value()) return std::nullopt;
  return back->Difference(*expanded);
}

bool AllowsValue(const CapabilityQuestion& question, const ScopeRow& row) {
  if (!question.value.has_value() || !HasRange(row)) return true;
  if (!row.unit.has_value()) return false;
  const auto there = metrology::Conversion::Between(question.unit, *row.unit);
  return there.ok() && Contains(row, there->Value(*question.value));
}

bool AllowsUncertainty(const CapabilityQuestion& question,
                       const std::optional<double>& expanded) {
  return !question.expanded_uncertainty.has_value() ||
         (expanded.has_value() &&
          AtMost(*expanded, *question.expanded_uncertainty));
}

}  // namespace

std::optional<ScopeMatch> MatchScope(const CapabilityQuestion& question,
                                     const ScopeRow& row) {
  if (!AllowsService(question, row) || !AllowsKind(question, row) ||
      !AllowsClass(question, row) || !AllowsValue(question, row)) {
    return std::nullopt;
  }
  ScopeMatch match;
  match.is_partial = SaysLess(question, row);
  match.expanded_uncertainty = ExpandedIn(question, row);
  if (!AllowsUncertainty(question, match.expanded_uncertainty)) {
    return std::nullopt;
  }
  return match;
}

}  // namespace suyuan::registry
