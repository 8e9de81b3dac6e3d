#include "tests/worlds/oracle/results.h"

#include <cmath>

#include "libs/metrology/quantity_kind.h"

namespace suyuan::oracle {
namespace {

using traceability::DimensionText;
using traceability::Interval;
using traceability::Kind;
using traceability::Stage;

bool Named(const Kind& kind) { return !kind.inferred && !kind.code.empty(); }

bool QualifiersClash(const Kind& a, const Kind& b) {
  for (const auto& [key, value] : a.qualifiers) {
    for (const auto& [other_key, other_value] : b.qualifiers) {
      if (key == other_key && value != other_value) return true;
    }
  }
  return false;
}

Relation DerivedOrNone(const Kind& kind, const Kind& reference) {
  if (kind.code.empty() || reference.code.empty()) return Relation::kNone;
  return metrology::DerivationAllows(kind.code, reference.code) != nullptr
             ? Relation::kDerived
             : Relation::kNone;
}

}  // namespace

const Result& ResultAt(const Certificate& c, int place) {
  static const auto* const kNothing = new Result();
  return c.results.empty() ? *kNothing : c.results[place];
}

std::vector<int> CountingResults(const Certificate& c) {
  if (c.results.empty()) return {0};
  bool adjusted = false;
  for (const Result& result : c.results) {
    adjusted = adjusted || result.stage == Stage::kAfter;
  }
  std::vector<int> out;
  for (size_t i = 0; i < c.results.size(); ++i) {
    if (adjusted && c.results[i].stage == Stage::kBefore) continue;
    out.push_back(static_cast<int>(i));
  }
  return out;
}

std::vector<const traceability::ItemFacts*> ItemsOf(const Certificate& c,
                                                    int result) {
  const std::string& wanted = ResultAt(c, result).item_id;
  std::vector<const traceability::ItemFacts*> out;
  for (const auto& item : c.items) {
    if (wanted.empty() || item.id == wanted) out.push_back(&item);
  }
  return out;
}

Number UncertaintyOf(const Result& result, worlds::ProfileId profile) {
  if (result.standard_uncertainty) return result.standard_uncertainty;
  if (profile == worlds::ProfileId::kCnLegal &&
      result.maximum_permissible_error) {
    return *result.maximum_permissible_error / std::sqrt(3.0);
  }
  return std::nullopt;
}

bool KindUnknown(const Kind& kind, const DimensionText& dimension) {
  return !Named(kind) && !dimension;
}

Relation Relate(const Kind& kind, const DimensionText& dimension,
                const Kind& reference,
                const DimensionText& reference_dimension) {
  if (KindUnknown(kind, dimension)) return Relation::kUnknown;
  if (KindUnknown(reference, reference_dimension)) return Relation::kUnknown;
  if (Named(kind) && Named(reference)) {
    if (kind.code != reference.code) return DerivedOrNone(kind, reference);
    return QualifiersClash(kind, reference) ? Relation::kNone : Relation::kSame;
  }
  if (dimension && dimension == reference_dimension) return Relation::kSame;
  return DerivedOrNone(kind, reference);
}

bool Contains(const Interval& range, double x) {
  double tolerance = 0;
  if (range.lo && range.hi) {
    tolerance = *range.lo == *range.hi ? 0.001 * std::fabs(*range.lo)
                                       : 0.001 * (*range.hi - *range.lo);
  }
  const auto slack = [](double bound) { return 1e-9 * std::fabs(bound); };
  return (!range.lo || *range.lo - tolerance - slack(*range.lo) <= x) &&
         (!range.hi || x <= *range.hi + tolerance + slack(*range.hi));
}

std::optional<Interval> CoveredBy(const Result& result) {
  if (result.valid_range) return result.valid_range;
  if (result.value) return Interval{result.value, result.value};
  return std::nullopt;
}

}  // namespace suyuan::oracle
