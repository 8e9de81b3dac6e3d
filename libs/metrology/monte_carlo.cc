#include "libs/metrology/monte_carlo.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/random_draws.h"

namespace suyuan::metrology {
namespace {

constexpr int64_t kBlock = 10000;  // JCGM 101 7.9.4 b, for p up to 0.99

absl::Status Invalid(absl::string_view message) {
  return WithReason(absl::InvalidArgumentError(message), "UNCERTAINTY_INVALID");
}

absl::Status CheckOptions(const MonteCarloOptions& options) {
  if (options.trials != 0 &&
      (options.trials < kFewestTrials || options.trials > kMostTrials)) {
    return Invalid(absl::StrCat(options.trials, " trials; ", kFewestTrials,
                                " to ", kMostTrials, " are wanted, or 0"));
  }
  if (options.digits != 1 && options.digits != 2) {
    return Invalid(
        absl::StrCat(options.digits, " significant digits; 1 or 2 are wanted"));
  }
  if (!(options.probability >= 0.5 && options.probability <= 0.999)) {
    return Invalid(absl::StrCat("a coverage probability of ",
                                options.probability,
                                "; 0.5 to 0.999 is wanted"));
  }
  return absl::OkStatus();
}

// Refuses as CombineCorrelated does.
absl::Status CheckInputs(absl::Span<const RandomInput> inputs,
                         absl::Span<const Correlation> correlations) {
  std::vector<Component> components;
  for (const RandomInput& input : inputs) {
    SUYUAN_ASSIGN_OR_RETURN(const StandardUncertainty u,
                            StandardUncertainty::From(std::abs(input.amount)));
    components.push_back({input.amount < 0 ? -1.0 : 1.0, u, {}});
  }
  SUYUAN_RETURN_IF_ERROR(CombineCorrelated(components, correlations).status());
  for (const Correlation& pair : correlations) {
    for (const size_t i : {pair.first, pair.second}) {
      if (inputs[i].shape != InputShape::kNormal) {
        return Invalid(absl::StrCat("input ", i,
                                    " is correlated and not normal; only "
                                    "normal inputs are drawn together"));
      }
    }
  }
  return absl::OkStatus();
}

// Draws together what is correlated: L with L Lᵀ = R, row by row (Cholesky). A
// pivot of 0 is an input that the ones before it determine.
class JointNormal {
 public:
  static absl::StatusOr<JointNormal> From(
      size_t inputs, absl::Span<const Correlation> correlations) {
    JointNormal out;
    for (const Correlation& pair : correlations) {
      out.members_.push_back(pair.first);
      out.members_.push_back(pair.second);
    }
    std::sort(out.members_.begin(), out.members_.end());
    out.members_.erase(std::unique(out.members_.begin(), out.members_.end()),
                       out.members_.end());
    std::vector<size_t> place(inputs);
    for (size_t i = 0; i < out.members_.size(); ++i) {
      place[out.members_[i]] = i;
    }
    const size_t n = out.members_.size();
    std::vector<double> r(n * n, 0);
    for (size_t i = 0; i < n; ++i) r[i * n + i] = 1;
    for (const Correlation& pair : correlations) {
      const size_t i = place[pair.first];
      const size_t j = place[pair.second];
      r[i * n + j] = r[j * n + i] = pair.coefficient;
    }
    if (!out.Factor(r)) {
      return Invalid("the correlations contradict each other");
    }
    out.drawn_.resize(n);
    return out;
  }

  const std::vector<size_t>& members() const { return members_; }

  // Σ amount·x of the members.
  double Draw(absl::Span<const RandomInput> inputs, RandomDraws& draws) {
    const size_t n = members_.size();
    double sum = 0;
    for (size_t i = 0; i < n; ++i) {
      drawn_[i] = draws.Normal();
      double x = 0;
      for (size_t j = 0; j <= i; ++j) x += lower_[i * n + j] * drawn_[j];
      sum += inputs[members_[i]].amount * x;
    }
    return sum;
  }

 private:
  bool Factor(const std::vector<double>& r) {
    constexpr double kSlack = 1e-9;
    const size_t n = members_.size();
    lower_.assign(n * n, 0);
    for (size_t i = 0; i < n; ++i) {
      for (size_t j = 0; j <= i; ++j) {
        double left = r[i * n + j];
        for (size_t k = 0; k < j; ++k) {
          left -= lower_[i * n + k] * lower_[j * n + k];
        }
        if (i == j) {
          if (left < -kSlack) return false;
          lower_[i * n + i] = left > kSlack ? std::sqrt(left) : 0;
        } else if (lower_[j * n + j] > 0) {
          lower_[i * n + j] = left / lower_[j * n + j];
        } else if (std::abs(left) > kSlack) {
          return false;
        }
      }
    }
    return true;
  }

  std::vector<size_t> members_;
  std::vector<double> lower_;
  std::vector<double> drawn_;
};

struct Moments {
  double mean = 0;
  double deviation = 0;
};

Moments MomentsOf(absl::Span<const double> values) {
  double sum = 0;
  for (const double v : values) sum += v;
  const double mean = sum / static_cast<double>(values.size());
  double squares = 0;
  for (const double v : values) squares += (v - mean) * (v - mean);
  return {mean, std::sqrt(squares / (static_cast<double>(values.size()) - 1))};
}

// The number of steps between the ends of an interval (JCGM 101 7.7.2).
size_t StepsWithin(size_t trials, double probability) {
  return static_cast<size_t>(
      std::floor(probability * static_cast<double>(trials) + 0.5));
}

CoverageInterval Symmetric(absl::Span<const double> sorted, double p) {
  const size_t steps = StepsWithin(sorted.size(), p);
  const size_t first = (sorted.size() - steps + 1) / 2;  // counted from 1
  return {sorted[first - 1], sorted[first - 1 + steps]};
}

CoverageInterval Shortest(absl::Span<const double> sorted, double p) {
  const size_t steps = StepsWithin(sorted.size(), p);
  size_t best = 0;
  for (size_t i = 1; i + steps < sorted.size(); ++i) {
    if (sorted[i + steps] - sorted[i] < sorted[best + steps] - sorted[best]) {
      best = i;
    }
  }
  return {sorted[best], sorted[best + steps]};
}

// What one block says of estimate, uncertainty and both ends.
using BlockFigures = std::array<double, 4>;

// Half a unit of the last of `digits` digits of u (JCGM 101 7.9.2).
double ToleranceOf(double u, int digits) {
  if (u <= 0) return 0;
  const double exponent = std::floor(std::log10(u)) - (digits - 1);
  return 0.5 * std::pow(10, exponent);
}

bool IsStable(const std::vector<BlockFigures>& blocks, double tolerance) {
  if (blocks.size() < 2) return false;
  const auto n = static_cast<double>(blocks.size());
  for (size_t f = 0; f < BlockFigures().size(); ++f) {
    double mean = 0;
    for (const BlockFigures& block : blocks) mean += block[f] / n;
    double squares = 0;
    for (const BlockFigures& block : blocks) {
      squares += (block[f] - mean) * (block[f] - mean);
    }
    if (2 * std::sqrt(squares / (n * (n - 1))) > tolerance) return false;
  }
  return true;
}

class Simulation {
 public:
  Simulation(double estimate, absl::Span<const RandomInput> inputs,
             JointNormal joint, const MonteCarloOptions& options)
      : estimate_(estimate),
        inputs_(inputs),
        joint_(std::move(joint)),
        options_(options),
        draws_(options.seed) {
    std::vector<bool> is_joint(inputs.size(), false);
    for (const size_t i : joint_.members()) is_joint[i] = true;
    for (const RandomInput& input : inputs) {
      if (!is_joint[static_cast<size_t>(&input - inputs.data())]) {
        alone_.push_back(input);
      }
    }
  }

  absl::StatusOr<MonteCarloResult> Run(
      absl::FunctionRef<absl::Status()> proceed) {
    const bool adaptive = options_.trials == 0;
    const int64_t most = adaptive ? kMostTrials : options_.trials;
    bool stable = false;
    while (static_cast<int64_t>(values_.size()) < most && !stable) {
      SUYUAN_RETURN_IF_ERROR(proceed());
      AddBlock(std::min(kBlock, most - static_cast<int64_t>(values_.size())));
      stable = adaptive && IsStableNow();
    }
    const Moments moments = MomentsOf(values_);
    std::sort(values_.begin(), values_.end());
    return MonteCarloResult{static_cast<int64_t>(values_.size()),
                            moments.mean,
                            moments.deviation,
                            Symmetric(values_, options_.probability),
                            Shortest(values_, options_.probability),
                            stable};
  }

 private:
  void AddBlock(int64_t trials) {
    for (int64_t t = 0; t < trials; ++t) {
      double y = estimate_ + joint_.Draw(inputs_, draws_);
      for (const RandomInput& input : alone_) {
        y += input.amount * draws_.Of(input);
      }
      values_.push_back(y);
    }
  }

  bool IsStableNow() {
    std::vector<double> block(values_.end() - kBlock, values_.end());
    const Moments moments = MomentsOf(block);
    std::sort(block.begin(), block.end());
    const CoverageInterval ends = Symmetric(block, options_.probability);
    blocks_.push_back({moments.mean, moments.deviation, ends.low, ends.high});
    double u = 0;
    for (const BlockFigures& one : blocks_) {
      u += one[1] / static_cast<double>(blocks_.size());
    }
    return IsStable(blocks_, ToleranceOf(u, options_.digits));
  }

  const double estimate_;
  const absl::Span<const RandomInput> inputs_;
  JointNormal joint_;
  const MonteCarloOptions options_;
  RandomDraws draws_;
  std::vector<RandomInput> alone_;
  std::vector<double> values_;
  std::vector<BlockFigures> blocks_;
};

}  // namespace

absl::StatusOr<MonteCarloResult> SimulateLinearSum(
    double estimate, absl::Span<const RandomInput> inputs,
    absl::Span<const Correlation> correlations,
    const MonteCarloOptions& options,
    absl::FunctionRef<absl::Status()> proceed) {
  SUYUAN_RETURN_IF_ERROR(CheckOptions(options));
  SUYUAN_RETURN_IF_ERROR(CheckInputs(inputs, correlations));
  SUYUAN_ASSIGN_OR_RETURN(JointNormal joint,
                          JointNormal::From(inputs.size(), correlations));
  return Simulation(estimate, inputs, std::move(joint), options).Run(proceed);
}

}  // namespace suyuan::metrology
