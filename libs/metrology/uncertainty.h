#ifndef LIBS_METROLOGY_UNCERTAINTY_H_
#define LIBS_METROLOGY_UNCERTAINTY_H_

#include "absl/status/statusor.h"
#include "absl/types/span.h"

// Measurement uncertainty after the GUM (JCGM 100:2008; JJF 1059.1). Numbers
// are in the unit of the quantity they belong to: who mixes units converts
// first (Conversion::Difference). Refusals have reason UNCERTAINTY_INVALID.

namespace suyuan::metrology {

// k >= 1 (VIM 2.38), finite. Never assumed: a U without k is not usable.
class CoverageFactor {
 public:
  static absl::StatusOr<CoverageFactor> From(double k);
  double value() const { return k_; }

 private:
  explicit CoverageFactor(double k) : k_(k) {}
  double k_;
};

// Uncertainty as a standard deviation (VIM 2.30). Finite, not negative.
class StandardUncertainty {
 public:
  static absl::StatusOr<StandardUncertainty> From(double u);
  // None: an exact number.
  StandardUncertainty() = default;

  double value() const { return u_; }
  double Expanded(CoverageFactor k) const { return k.value() * u_; }

 private:
  friend class ExpandedUncertainty;
  explicit StandardUncertainty(double u) : u_(u) {}
  double u_ = 0;
};

// U with its k (VIM 2.35): never one without the other.
class ExpandedUncertainty {
 public:
  static absl::StatusOr<ExpandedUncertainty> From(double expanded,
                                                  CoverageFactor k);
  double value() const { return expanded_; }
  CoverageFactor k() const { return k_; }
  StandardUncertainty Standard() const;
  // The same u at another k: U(k=3) = 1.5 mg is U(k=2) = 1.0 mg. Refuses what
  // a double does not hold.
  absl::StatusOr<ExpandedUncertainty> At(CoverageFactor k) const;

 private:
  ExpandedUncertainty(double expanded, CoverageFactor k)
      : expanded_(expanded), k_(k) {}
  double expanded_;
  CoverageFactor k_;
};

// ν > 0; infinity for what is known exactly.
class DegreesOfFreedom {
 public:
  static absl::StatusOr<DegreesOfFreedom> From(double nu);
  DegreesOfFreedom();  // infinite
  double value() const { return nu_; }
  bool IsInfinite() const;
  // The next lower integer, as tables of k have it (GUM G.4.1 b): its k is
  // never too small. The same below 1 and where infinite.
  DegreesOfFreedom Truncated() const;

 private:
  explicit DegreesOfFreedom(double nu) : nu_(nu) {}
  double nu_;
};

// --- Combination (GUM 5.1, 5.2) -------------------------------------------

// One input of a model: c = ∂f/∂x, u, ν.
struct Component {
  double sensitivity = 1;
  StandardUncertainty uncertainty;
  DegreesOfFreedom degrees_of_freedom;
};

// u_c for independent inputs. Neither overflows nor underflows on the way to a
// result that a double holds; refuses one that it does not hold and a
// sensitivity that is not finite, as all below do. O(n), no allocation.
absl::StatusOr<StandardUncertainty> Combine(
    absl::Span<const Component> components);

// r between inputs `first` and `second`, given once per pair.
struct Correlation {
  size_t first = 0;
  size_t second = 0;
  double coefficient = 0;
};

// u_c with correlations. Refuses an index outside the components, a pair twice
// or of an input with itself, |r| > 1, and correlations that contradict each
// other so that the variance would be negative. O(n + pairs log pairs).
absl::StatusOr<StandardUncertainty> CombineCorrelated(
    absl::Span<const Component> components,
    absl::Span<const Correlation> correlations);

// A contribution by the ancestor that it came through: certificates calibrated
// against one reference share its error wholly.
struct SharedComponent {
  double sensitivity = 1;
  StandardUncertainty uncertainty;
  // Equal for contributions with one common source; below 0: independent.
  int ancestor = -1;
};

// u² = Σ over ancestors (Σ c·u)² + Σ over independents (c·u)².
// O(n log n).
absl::StatusOr<StandardUncertainty> CombineByAncestor(
    absl::Span<const SharedComponent> components);

// Effective degrees of freedom after Welch-Satterthwaite (GUM G.4.1), for
// independent inputs; infinite where no input with finite ν contributes.
absl::StatusOr<DegreesOfFreedom> WelchSatterthwaite(
    absl::Span<const Component> components);

// k such that y ± k·u covers `probability` (0 < p < 1) of a t distribution with
// ν; of the normal one where ν is infinite. 95.45 % and ν = 12 give 2.23.
// Refuses ν < 0.5 and a probability whose k is below 1.
absl::StatusOr<CoverageFactor> CoverageFactorFor(double probability,
                                                 DegreesOfFreedom nu);
inline constexpr double kTwoSigma = 0.9544997361036416;

// --- Evaluation of single inputs (GUM 4.2, 4.3) ----------------------------

// s / √n of n >= 2 readings with experimental standard deviation s.
absl::StatusOr<StandardUncertainty> TypeA(double standard_deviation, int n);

// What is assumed about a value within ± a.
enum class Distribution { kRectangular, kTriangular, kUShaped, kNormal };
// a over √3, √6, √2; for kNormal a is taken as three standard deviations
// (99.73 %).
absl::StatusOr<StandardUncertainty> TypeB(double half_width,
                                          Distribution distribution);

// An instrument used by its nominal value (按级): MPEV/√3.
absl::StatusOr<StandardUncertainty> FromMaximumPermissibleError(double mpev);

// --- Down the chain ---------------------------------------------------------

// One calibration: u of the reference at the point used, its sensitivity, what
// the process adds (repeatability, resolution, drift, environment), and their
// correlation, 0 unless declared.
struct Hop {
  StandardUncertainty reference;
  double sensitivity = 1;
  StandardUncertainty process;
  double correlation = 0;  // in [-1, 1]
};
absl::StatusOr<StandardUncertainty> Propagate(const Hop& hop);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_UNCERTAINTY_H_
