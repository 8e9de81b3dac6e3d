#include "services/traceability/convert/parts.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/numbers.h"
#include "libs/metrology/quantity_kind.h"
#include "libs/text/normalise.h"

namespace suyuan::traceability {
namespace {

namespace reg = registry::v1;

std::optional<SmallestUncertaintyFacts> StatedBy(
    const metrology::v1::Uncertainty& from, const UnitValue& unit) {
  if (from.expanded().empty() && from.standard().empty()) return std::nullopt;
  return ToFunction(from, unit);
}

// What a message with the fields of a capability says of a kind.
template <typename Message>
CapabilityFacts ToCapability(const metrology::v1::QuantityKind& kind,
                             const Message& from, UnitReader& units) {
  const UnitValue unit = units.Read(from.range().unit());
  CapabilityFacts out;
  if (!kind.code().empty()) out.kind = ToKind(kind, unit);
  out.dimension = unit.dimension;
  out.range = ToInterval(from.range(), unit);
  out.uncertainty = StatedBy(from.uncertainty(), unit);
  const auto mpe = NumberOf(from.maximum_permissible_error());
  if (mpe && unit.dimension) {
    out.maximum_permissible_error = unit.Difference(std::fabs(*mpe));
  }
  out.accuracy_class = text::NormaliseIdentifier(from.accuracy_class());
  return out;
}

}  // namespace

std::optional<double> NumberOf(const std::string& text) {
  double value;
  if (text.empty() || !absl::SimpleAtod(text, &value) || std::isnan(value)) {
    return std::nullopt;
  }
  return value;
}

Kind ToKind(const metrology::v1::QuantityKind& kind, const UnitValue& unit) {
  Kind out;
  if (kind.code().empty()) {
    out.code = unit.inferred_kind;
    out.inferred = true;
  } else {
    out.code = std::string(metrology::CanonicalKind(kind.code()));
  }
  out.qualifiers.assign(kind.qualifiers().begin(), kind.qualifiers().end());
  std::sort(out.qualifiers.begin(), out.qualifiers.end());
  return out;
}

std::optional<Interval> ToInterval(const metrology::v1::Range& range,
                                   const UnitValue& unit) {
  if (range.min().empty() && range.max().empty()) return std::nullopt;
  Interval out;
  if (const auto lo = NumberOf(range.min())) out.lo = unit.Value(*lo);
  if (const auto hi = NumberOf(range.max())) out.hi = unit.Value(*hi);
  return out;
}

// Of a scale whose zero is elsewhere a fraction of the value means nothing in
// coherent units.
SmallestUncertaintyFacts ToFunction(SmallestUncertaintyFacts::Form form,
                                    double constant, double proportional,
                                    const UnitValue& unit) {
  if ((constant != 0 && !unit.dimension) ||
      (proportional != 0 && unit.zero != 0)) {
    return {};
  }
  return {form, unit.Difference(constant), proportional, {}};
}

SmallestUncertaintyFacts ToFunction(const metrology::v1::Uncertainty& from,
                                    const UnitValue& unit) {
  std::optional<double> u = NumberOf(from.standard());
  const auto expanded = NumberOf(from.expanded());
  const auto k = NumberOf(from.coverage_factor());
  if (!u && expanded && k && *k >= 1) u = *expanded / *k;
  if (!u) return {};
  return ToFunction(SmallestUncertaintyFacts::Form::kLinear,
                    from.relative() ? 0 : *u, from.relative() ? *u : 0, unit);
}

std::vector<CapabilityFacts> ToCapabilities(
    const google::protobuf::RepeatedPtrField<reg::Capability>& from,
    UnitReader& units) {
  std::vector<CapabilityFacts> out;
  for (const reg::Capability& c : from) {
    out.push_back(ToCapability(c.kind(), c, units));
  }
  return out;
}

std::vector<DiagramBranchFacts> ToDiagram(const reg::TracingDiagram& from,
                                          UnitReader& units) {
  std::vector<DiagramBranchFacts> out;
  for (const reg::DiagramBranch& branch : from.branches()) {
    DiagramBranchFacts facts;
    facts.own = ToCapability(branch.kind(), branch.own(), units);
    facts.kind = facts.own.kind;
    facts.printed_upper_institution = branch.upper().institution();
    facts.upper_institution =
        text::NormaliseName(facts.printed_upper_institution);
    out.push_back(std::move(facts));
  }
  return out;
}

}  // namespace suyuan::traceability
