#include "libs/metrology/uncertainty.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::metrology {
namespace {

absl::Status Invalid(absl::string_view message) {
  return WithReason(absl::InvalidArgumentError(message), "UNCERTAINTY_INVALID");
}

// √(Σ x²), scaled by the largest so that no square leaves the range.
class RootSumOfSquares {
 public:
  explicit RootSumOfSquares(double largest) : largest_(largest) {}
  void Add(double x) {
    if (largest_ > 0) sum_ += (x / largest_) * (x / largest_);
  }
  double value() const { return largest_ * std::sqrt(sum_); }

 private:
  const double largest_;
  double sum_ = 0;
};

double Contribution(const Component& component) {
  return component.sensitivity * component.uncertainty.value();
}

double Largest(absl::Span<const Component> components) {
  double largest = 0;
  for (const Component& component : components) {
    const double size = std::abs(Contribution(component));
    if (!std::isfinite(size)) return size;
    largest = std::max(largest, size);
  }
  return largest;
}

// A product or sum that no double holds gives no uncertainty.
absl::StatusOr<StandardUncertainty> Combined(double u) {
  if (!std::isfinite(u)) {
    return Invalid(
        "the combined uncertainty is beyond a double, or a "
        "sensitivity is not finite");
  }
  return StandardUncertainty::From(u);
}

absl::Status CheckCorrelations(size_t inputs,
                               absl::Span<const Correlation> correlations) {
  std::set<std::pair<size_t, size_t>> pairs;
  for (const Correlation& pair : correlations) {
    if (pair.first >= inputs || pair.second >= inputs ||
        pair.first == pair.second) {
      return Invalid(absl::StrCat("correlation between inputs ", pair.first,
                                  " and ", pair.second, " of ", inputs));
    }
    if (!(std::abs(pair.coefficient) <= 1)) {
      return Invalid(absl::StrCat("correlation coefficient ", pair.coefficient,
                                  "; -1 to 1 is wanted"));
    }
    if (!pairs.insert(std::minmax(pair.first, pair.second)).second) {
      return Invalid(absl::StrCat("the correlation between inputs ", pair.first,
                                  " and ", pair.second, " is given twice"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CoverageFactor> CoverageFactor::From(double k) {
  if (!(k >= 1) || !std::isfinite(k)) {
    return Invalid(absl::StrCat("coverage factor ", k,
                                "; a finite number of at least 1 is wanted"));
  }
  return CoverageFactor(k);
}

absl::StatusOr<StandardUncertainty> StandardUncertainty::From(double u) {
  if (!(u >= 0) || !std::isfinite(u)) {
    return Invalid(absl::StrCat("standard uncertainty ", u,
                                "; a finite number of at least 0 is wanted"));
  }
  return StandardUncertainty(u);
}

absl::StatusOr<ExpandedUncertainty> ExpandedUncertainty::From(
    double expanded, CoverageFactor k) {
  if (!(expanded >= 0) || !std::isfinite(expanded)) {
    return Invalid(absl::StrCat("expanded uncertainty ", expanded,
                                "; a finite number of at least 0 is wanted"));
  }
  return ExpandedUncertainty(expanded, k);
}

StandardUncertainty ExpandedUncertainty::Standard() const {
  return StandardUncertainty(expanded_ / k_.value());
}

absl::StatusOr<ExpandedUncertainty> ExpandedUncertainty::At(
    CoverageFactor k) const {
  return From(expanded_ * (k.value() / k_.value()), k);
}

DegreesOfFreedom::DegreesOfFreedom()
    : nu_(std::numeric_limits<double>::infinity()) {}

absl::StatusOr<DegreesOfFreedom> DegreesOfFreedom::From(double nu) {
  if (!(nu > 0)) {
    return Invalid(absl::StrCat("degrees of freedom ", nu,
                                "; a number above 0 is wanted"));
  }
  return DegreesOfFreedom(nu);
}

bool DegreesOfFreedom::IsInfinite() const { return std::isinf(nu_); }

DegreesOfFreedom DegreesOfFreedom::Truncated() const {
  return nu_ < 1 ? *this : DegreesOfFreedom(std::floor(nu_));
}

absl::StatusOr<StandardUncertainty> Combine(
    absl::Span<const Component> components) {
  RootSumOfSquares sum(Largest(components));
  for (const Component& component : components) {
    sum.Add(Contribution(component));
  }
  return Combined(sum.value());
}

absl::StatusOr<StandardUncertainty> CombineCorrelated(
    absl::Span<const Component> components,
    absl::Span<const Correlation> correlations) {
  SUYUAN_RETURN_IF_ERROR(CheckCorrelations(components.size(), correlations));
  const double largest = Largest(components);
  if (largest == 0) return StandardUncertainty();
  if (!std::isfinite(largest)) return Combined(largest);
  double variance = 0;
  for (const Component& component : components) {
    variance += std::pow(Contribution(component) / largest, 2);
  }
  const double independent = variance;
  for (const Correlation& pair : correlations) {
    variance += 2 * pair.coefficient *
                (Contribution(components[pair.first]) / largest) *
                (Contribution(components[pair.second]) / largest);
  }
  // Full anticorrelation may leave less than the rounding of the sum.
  if (variance < -1e-12 * independent) {
    return Invalid(
        "the correlations contradict each other: the combined "
        "variance would be negative");
  }
  return Combined(largest * std::sqrt(std::max(variance, 0.0)));
}

absl::StatusOr<StandardUncertainty> CombineByAncestor(
    absl::Span<const SharedComponent> components) {
  std::vector<std::pair<int, double>> terms;
  for (const SharedComponent& component : components) {
    terms.emplace_back(component.ancestor,
                       component.sensitivity * component.uncertainty.value());
  }
  std::stable_sort(
      terms.begin(), terms.end(),
      [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<double> sums;
  for (size_t i = 0; i < terms.size(); ++i) {
    const bool continues =
        i > 0 && terms[i].first >= 0 && terms[i].first == terms[i - 1].first;
    if (continues) {
      sums.back() += terms[i].second;
    } else {
      sums.push_back(terms[i].second);
    }
  }
  double largest = 0;
  for (const double sum : sums) {
    if (!std::isfinite(sum)) return Combined(sum);
    largest = std::max(largest, std::abs(sum));
  }
  RootSumOfSquares root(largest);
  for (const double sum : sums) root.Add(sum);
  return Combined(root.value());
}

absl::StatusOr<DegreesOfFreedom> WelchSatterthwaite(
    absl::Span<const Component> components) {
  SUYUAN_ASSIGN_OR_RETURN(const StandardUncertainty u_c, Combine(components));
  const double combined = u_c.value();
  if (combined == 0) return DegreesOfFreedom();
  double sum = 0;
  for (const Component& component : components) {
    sum += std::pow(Contribution(component) / combined, 4) /
           component.degrees_of_freedom.value();
  }
  if (sum == 0) return DegreesOfFreedom();
  return DegreesOfFreedom::From(1 / sum);
}

absl::StatusOr<CoverageFactor> CoverageFactorFor(double probability,
                                                 DegreesOfFreedom nu) {
  if (!(probability > 0 && probability < 1)) {
    return Invalid(absl::StrCat("coverage probability ", probability,
                                "; a number between 0 and 1 is wanted"));
  }
  const double tail = (1 - probability) / 2;
  // Beyond a million the two quantiles agree to every digit that counts, and
  // the t quantile's series would only lose some.
  if (nu.value() > 1e6) {
    return CoverageFactor::From(boost::math::quantile(
        boost::math::complement(boost::math::normal(), tail)));
  }
  if (nu.value() < 0.5) {
    return Invalid(absl::StrCat(nu.value(),
                                " degrees of freedom are too few for a "
                                "coverage interval; at least 0.5 are wanted"));
  }
  return CoverageFactor::From(boost::math::quantile(
      boost::math::complement(boost::math::students_t(nu.value()), tail)));
}

absl::StatusOr<StandardUncertainty> TypeA(double standard_deviation, int n) {
  if (n < 2) {
    return Invalid(absl::StrCat(n, " readings; at least 2 are wanted"));
  }
  return StandardUncertainty::From(standard_deviation / std::sqrt(n));
}

absl::StatusOr<StandardUncertainty> TypeB(double half_width,
                                          Distribution distribution) {
  double divisor = 0;
  switch (distribution) {
    case Distribution::kRectangular:
      divisor = std::sqrt(3);
      break;
    case Distribution::kTriangular:
      divisor = std::sqrt(6);
      break;
    case Distribution::kUShaped:
      divisor = std::sqrt(2);
      break;
    case Distribution::kNormal:
      divisor = 3;
      break;
  }
  return StandardUncertainty::From(half_width / divisor);
}

absl::StatusOr<StandardUncertainty> FromMaximumPermissibleError(double mpev) {
  return TypeB(mpev, Distribution::kRectangular);
}

absl::StatusOr<StandardUncertainty> Propagate(const Hop& hop) {
  return CombineCorrelated(
      {{.sensitivity = hop.sensitivity, .uncertainty = hop.reference},
       {.uncertainty = hop.process}},
      {{.first = 0, .second = 1, .coefficient = hop.correlation}});
}

}  // namespace suyuan::metrology
