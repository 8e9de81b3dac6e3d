#include "services/traceability/uncertainty/recomputation.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/status.h"
#include "services/traceability/errors.h"
#include "services/traceability/rules/remote_link.h"
#include "services/traceability/uncertainty/drift.h"

namespace suyuan::traceability {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
// Rounding on the way to coherent units must not decide.
constexpr double kSlack = 1e-9;
constexpr size_t kNoSource = std::numeric_limits<size_t>::max();

// A result as a sum over sources, with all that is not known of it.
struct Sum {
  struct Part {
    double amount = 0;
    int paths = 0;
  };
  bool known = false;  // its uncertainty
  std::map<size_t, Part> parts;
  std::set<Gap> gaps;
  std::set<Assumption> assumptions;

  void Add(size_t source, double amount, int paths = 1) {
    known = true;
    Part& part = parts[source];
    part.amount += amount;
    part.paths += paths;
  }
  void Note(const Sum& other) {
    gaps.insert(other.gaps.begin(), other.gaps.end());
    assumptions.insert(other.assumptions.begin(), other.assumptions.end());
  }
  // What comes through a reference, with its sensitivity.
  void AddThrough(const Sum& other, double sensitivity) {
    Note(other);
    for (const auto& [source, part] : other.parts) {
      Add(source, sensitivity * part.amount, part.paths);
    }
  }
};

std::vector<Contribution> ContributionsOf(const Sum& sum) {
  std::vector<Contribution> out;
  for (const auto& [source, part] : sum.parts) {
    out.push_back({source, part.amount, part.paths});
  }
  return out;
}

// A leg that carries the node's result, with what it rests on.
struct Carried {
  const Leg* leg = nullptr;
  const Support* support = nullptr;
  const std::vector<uint32_t>* above = nullptr;
};

class Recomputing {
 public:
  Recomputing(const RuleContext& context, const Chain& chain,
              const Judgement& judgement)
      : context_(context),
        graph_(context.graph),
        chain_(chain),
        judgement_(judgement),
        sums_(chain.nodes.size()),
        states_(chain.nodes.size(), State::kUntouched) {}

  absl::StatusOr<Recomputation> Run(absl::Span<const ResultIndex> targets,
                                    const Deadline& deadline) {
    for (const ResultIndex target : targets) {
      const auto at =
          std::find_if(chain_.nodes.begin(), chain_.nodes.end(),
                       [&](const ChainNode& n) { return n.result == target; });
      SUYUAN_CHECK(at != chain_.nodes.end());
      const auto node = static_cast<uint32_t>(at - chain_.nodes.begin());
      SUYUAN_RETURN_IF_ERROR(Compute(node, deadline));
      out_.results.push_back(ToResult(node));
    }
    return std::move(out_);
  }

 private:
  enum class State : uint8_t { kUntouched, kWaiting, kDone };

  // Those above a node first, without recursion.
  absl::Status Compute(uint32_t target, const Deadline& deadline) {
    std::vector<uint32_t> open = {target};
    while (!open.empty()) {
      SUYUAN_RETURN_IF_ERROR(deadline.Check());
      const uint32_t n = open.back();
      if (states_[n] == State::kUntouched) {
        states_[n] = State::kWaiting;
        AddAbove(n, open);
        continue;
      }
      open.pop_back();
      if (states_[n] == State::kDone) continue;
      sums_[n] = SumOf(n);
      states_[n] = State::kDone;
      held_ += sums_[n].parts.size();
      if (held_ > kMaxSources) return ChainTooLarge(kMaxSources);
    }
    return absl::OkStatus();
  }

  // What its sum does not need closes no chain.
  void AddAbove(uint32_t n, std::vector<uint32_t>& open) {
    const ChainNode& node = chain_.nodes[n];
    if (judgement_.nodes[n].terminal) return;
    const BudgetFacts* const budget = ReadableBudget(node.result);
    if (budget == nullptr && IsByClass(node.result)) return;
    for (const Carried& carried : CarriedBy(node)) {
      if (budget != nullptr &&
          !Mentions(*budget, BudgetSource::kReference, carried)) {
        continue;
      }
      for (const uint32_t m : *carried.above) {
        if (states_[m] == State::kUntouched) open.push_back(m);
      }
    }
  }

  Sum SumOf(uint32_t n) {
    const ChainNode& node = chain_.nodes[n];
    if (judgement_.nodes[n].terminal) return AsStated(node.result);
    const BudgetFacts* const budget = ReadableBudget(node.result);
    if (budget != nullptr) return ByBudget(node, *budget);
    Sum out =
        IsByClass(node.result) ? AsStated(node.result) : ByReferences(node);
    if (graph_.Budget(node.result) != nullptr) {
      Miss(GapKind::kBudgetUnreadable, node.result, out);
    }
    return out;
  }

  const BudgetFacts* ReadableBudget(ResultIndex result) const {
    const BudgetFacts* const budget = graph_.Budget(result);
    return budget != nullptr && budget->readable ? budget : nullptr;
  }

  // 按级使用.
  bool IsByClass(ResultIndex result) const {
    const ResultRow& row = graph_.result(result);
    return std::isnan(row.standard_uncertainty) &&
           !std::isnan(row.maximum_permissible_error);
  }

  // --- what a result has by itself -----------------------------------------

  size_t AddSource(const UncertaintySource& source) {
    out_.sources.push_back(source);
    return out_.sources.size() - 1;
  }

  static void Miss(GapKind kind, ResultIndex result, Sum& out,
                   ReferenceIndex reference = kNone) {
    out.gaps.insert({kind, result, reference});
  }
  static void Assume(AssumptionKind kind, ResultIndex result, Sum& out,
                     ReferenceIndex reference = kNone) {
    out.assumptions.insert({kind, result, reference});
  }

  // Stated, or by class; nothing where neither is there.
  Sum AsStated(ResultIndex result) {
    const ResultRow& row = graph_.result(result);
    Sum out;
    if (!std::isnan(row.standard_uncertainty)) {
      double degrees = graph_.DegreesOfFreedom(result);
      if (std::isnan(degrees)) {
        degrees = kInfinity;
        Assume(AssumptionKind::kInfiniteDegrees, result, out);
      }
      const auto distribution = std::isinf(degrees)
                                    ? InputDistribution::kNormal
                                    : InputDistribution::kStudentT;
      out.Add(AddSource({SourceKind::kStated, result, kNone, nullptr,
                         distribution, degrees}),
              row.standard_uncertainty);
    } else if (!std::isnan(row.maximum_permissible_error)) {
      Assume(AssumptionKind::kClass, result, out);
      out.Add(AddSource({SourceKind::kClass, result, kNone, nullptr,
                         InputDistribution::kRectangular, kInfinity}),
              row.maximum_permissible_error / std::sqrt(3.0));
    } else {
      Miss(GapKind::kNoUncertainty, result, out);
    }
    return out;
  }

  // --- what a result has through its references ------------------------------

  std::vector<Carried> CarriedBy(const ChainNode& node) const {
    const std::vector<Leg>& legs = chain_.certificates[node.certificate].legs;
    std::vector<Carried> out;
    for (size_t s = 0; s < node.supports.size(); ++s) {
      out.push_back(
          {&legs[node.supports[s].leg], &node.supports[s], &node.above[s]});
    }
    return out;
  }

  double Uncertainty(const Sum& sum) const {
    return sum.known ? CombinedUncertainty(out_, ContributionsOf(sum)) : kNan;
  }

  // To find the worst of several: unknown is worse than any.
  double Rank(const Sum& sum) const {
    const double u = Uncertainty(sum);
    return std::isnan(u) ? kInfinity : u;
  }

  // The used result of a reference that is worst, the first of them. Null where
  // there is none, or all are below this one again.
  const Sum* WorstAbove(const Carried& carried, ResultIndex result, Sum& out) {
    const Sum* worst = nullptr;
    for (const uint32_t m : *carried.above) {
      if (states_[m] != State::kDone) {
        Miss(GapKind::kCycle, result, out, carried.leg->reference);
      } else if (worst == nullptr || Rank(sums_[m]) > Rank(*worst)) {
        worst = &sums_[m];
      }
    }
    if (carried.above->empty()) {
      Miss(GapKind::kNoSensitivity, result, out, carried.leg->reference);
    }
    if (IsBetweenPoints(carried, result)) {
      Assume(AssumptionKind::kLargerNeighbour, result, out,
             carried.leg->reference);
    }
    return worst;
  }

  // No used result speaks for the value itself: two points around it do.
  bool IsBetweenPoints(const Carried& carried, ResultIndex result) const {
    const double x = graph_.result(result).value;
    if (carried.above->size() < 2 ||
        carried.support->coverage != Coverage::kInside) {
      return false;
    }
    const std::vector<ResultIndex>& used = carried.support->used;
    return std::none_of(used.begin(), used.end(), [&](ResultIndex r) {
      const ResultRow& row = graph_.result(r);
      const bool has_range = !std::isnan(row.lo) || !std::isnan(row.hi);
      return has_range ? RangeContains(row.lo, row.hi, x)
                       : RangeContains(row.value, row.value, x);
    });
  }

  // Names what a leg does not lead to. False where it leads to nothing.
  static bool NoteEnd(const Leg& leg, ResultIndex result, Sum& out) {
    switch (leg.state) {
      case LegState::kResolved:
        return true;
      case LegState::kOpenEnd:
        Miss(GapKind::kOpenEnd, result, out, leg.reference);
        return false;
      case LegState::kAmbiguous:
        Miss(GapKind::kAmbiguous, result, out, leg.reference);
        return false;
      case LegState::kTerminal:
        return false;  // a national standard: no paper states its uncertainty
    }
    return false;
  }

  // c of a leg without a budget; NaN where nobody says it.
  double SensitivityOf(ResultIndex result, const Carried& carried) const {
    const auto [c, declared] =
        graph_.Sensitivity(result, graph_.reference(carried.leg->reference).id);
    if (declared) return c;
    return carried.support->relation == Relation::kSame ? 1 : kNan;
  }

  bool IsDeclared(ResultIndex result, const Carried& carried) const {
    return graph_
        .Sensitivity(result, graph_.reference(carried.leg->reference).id)
        .second;
  }

  // The source of that kind which a reference brings in, from the result that
  // it leads to where that matters: one, however many results rest on it.
  size_t SharedSource(const UncertaintySource& source, ResultIndex from) {
    const auto [at, is_new] =
        shared_.try_emplace({source.kind, source.reference, from}, 0);
    if (is_new) at->second = AddSource(source);
    return at->second;
  }

  // What a remote link adds while it was used.
  void AddLink(const ChainNode& node, const Leg& leg, double sensitivity,
               Sum& out) {
    const RemoteLinkFacts* const link = graph_.RemoteLink(leg.reference);
    if (link == nullptr) return;
    const auto u = LinkUncertainty(*link, WorkOf(CertificateOf(node)));
    if (!u) {
      Miss(GapKind::kNoLinkUncertainty, node.result, out, leg.reference);
      return;
    }
    out.Add(SharedSource({SourceKind::kLink, node.result, leg.reference,
                          nullptr, InputDistribution::kNormal, kInfinity},
                         kNone),
            sensitivity * *u);
  }

  const CertificateRow& CertificateOf(const ChainNode& node) const {
    return graph_.certificate(graph_.result(node.result).certificate);
  }

  // Without a budget: the references, and what remains of the stated
  // uncertainty as the process's own.
  Sum ByReferences(const ChainNode& node) {
    Sum out;
    const ResultIndex result = node.result;
    const double stated = graph_.result(result).standard_uncertainty;
    if (node.supports.empty()) {
      out = AsStated(result);
      Miss(GapKind::kNoReferences, result, out);
      return out;
    }
    AddReferences(node, out);
    Miss(GapKind::kNoBudget, result, out);
    if (std::isnan(stated)) {
      Miss(GapKind::kNoUncertainty, result, out);
      return out;
    }
    const double references = out.known ? Uncertainty(out) : 0;
    if (references > stated * (1 + kSlack)) {
      Miss(GapKind::kExceedsStated, result, out);
    } else if (references < stated * (1 - kSlack) || stated == 0) {
      Assume(AssumptionKind::kInfiniteDegrees, result, out);
      out.Add(AddSource({SourceKind::kRemainder, result, kNone, nullptr,
                         InputDistribution::kNormal, kInfinity}),
              std::sqrt((stated - references) * (stated + references)));
    }
    return out;
  }

  void AddReferences(const ChainNode& node, Sum& out) {
    const ResultIndex result = node.result;
    std::vector<std::pair<const Sum*, double>> undeclared;
    for (const Carried& carried : CarriedBy(node)) {
      if (!NoteEnd(*carried.leg, result, out)) continue;
      const Sum* const above = WorstAbove(carried, result, out);
      if (above == nullptr) continue;
      const double c = SensitivityOf(result, carried);
      if (std::isnan(c)) {
        Miss(GapKind::kNoSensitivity, result, out, carried.leg->reference);
      } else if (IsDeclared(result, carried)) {
        out.AddThrough(*above, c);
      } else {
        undeclared.emplace_back(above, c);
      }
    }
    AddUndeclared(result, undeclared, out);
  }

  // References of the result's own kind, of which nobody says how they enter:
  // one, with all of its value; a declared average, with equal parts; of
  // several the worst.
  void AddUndeclared(ResultIndex result,
                     const std::vector<std::pair<const Sum*, double>>& all,
                     Sum& out) {
    if (all.empty()) return;
    if (graph_.result(result).multi_reference_average) {
      for (const auto& [sum, c] : all) {
        out.AddThrough(*sum, c / static_cast<double>(all.size()));
      }
      return;
    }
    if (all.size() > 1) Miss(GapKind::kNoModel, result, out);
    const auto worst = std::max_element(
        all.begin(), all.end(), [this](const auto& a, const auto& b) {
          return Rank(*a.first) < Rank(*b.first);
        });
    out.AddThrough(*worst->first, worst->second);
  }

  // --- by the budget ---------------------------------------------------------

  bool IsAbout(const BudgetComponentFacts& component,
               const Carried& carried) const {
    return graph_.text(graph_.reference(carried.leg->reference).id) ==
           component.reference_id;
  }

  bool Mentions(const BudgetFacts& budget, BudgetSource source,
                const Carried& carried) const {
    return std::any_of(budget.components.begin(), budget.components.end(),
                       [&](const BudgetComponentFacts& one) {
                         return one.source == source && IsAbout(one, carried);
                       });
  }

  // The carrying leg by which a reference of the budget comes in, and its sum;
  // null where there is none.
  struct Route {
    const Carried* carried = nullptr;
    const Sum* sum = nullptr;
  };

  // Of those that the component names the worst: a standard has one for each of
  // its main components. What leads nowhere is noted.
  Route RouteOf(const ChainNode& node, const std::vector<Carried>& legs,
                const BudgetComponentFacts& component, Sum& out) {
    Route worst;
    if (component.source != BudgetSource::kReference) return worst;
    for (const Carried& one : legs) {
      if (!IsAbout(component, one)) continue;
      const Sum* const sum = NoteEnd(*one.leg, node.result, out)
                                 ? WorstAbove(one, node.result, out)
                                 : nullptr;
      const bool is_worse = sum != nullptr && (worst.sum == nullptr ||
                                               Rank(*sum) > Rank(*worst.sum));
      if (worst.carried == nullptr || is_worse) worst = {&one, sum};
    }
    return worst;
  }

  Sum ByBudget(const ChainNode& node, const BudgetFacts& budget) {
    Sum out;
    const std::vector<Carried> legs = CarriedBy(node);
    const size_t n = budget.components.size();
    // The source of each component that its reference does not stand for.
    std::vector<size_t> own(n, kNoSource);
    Entering entering;
    for (size_t i = 0; i < n; ++i) {
      const BudgetComponentFacts& one = budget.components[i];
      const Route route = RouteOf(node, legs, one, out);
      if (route.carried != nullptr) entering[route.carried] += one.sensitivity;
      const bool tied = route.carried != nullptr && IsTied(budget, i);
      if (tied) {
        Miss(GapKind::kCorrelatedReference, node.result, out,
             route.carried->leg->reference);
      }
      if (tied || !Substitute(node, route, one, out)) {
        own[i] = AddComponent(node, one, route.carried, out);
      }
    }
    for (const BudgetCorrelationFacts& pair : budget.correlations) {
      const size_t first = own[pair.first];
      const size_t second = own[pair.second];
      if (first == kNoSource || second == kNoSource || pair.coefficient == 0) {
        continue;
      }
      out_.correlations.push_back({first, second, pair.coefficient});
    }
    NoteLeftOut(node, legs, entering, budget, out);
    return out;
  }

  // Correlated with something that is no reference: what is known of its parts
  // says nothing of that.
  static bool IsTied(const BudgetFacts& budget, size_t component) {
    return std::any_of(
        budget.correlations.begin(), budget.correlations.end(),
        [&](const BudgetCorrelationFacts& pair) {
          if (pair.coefficient == 0 ||
              (pair.first != component && pair.second != component)) {
            return false;
          }
          const size_t other =
              pair.first == component ? pair.second : pair.first;
          return budget.components[other].source != BudgetSource::kReference;
        });
  }

  // Puts what the chain says of a reference in the place of what the budget
  // says. False where the chain says nothing.
  bool Substitute(const ChainNode& node, const Route& route,
                  const BudgetComponentFacts& component, Sum& out) {
    if (route.sum == nullptr) return false;
    if (std::isnan(Uncertainty(*route.sum))) {
      out.Note(*route.sum);
      return false;
    }
    out.AddThrough(*route.sum, component.sensitivity);
    AddLink(node, *route.carried->leg, component.sensitivity, out);
    return true;
  }

  size_t AddComponent(const ChainNode& node, const BudgetComponentFacts& one,
                      const Carried* carried, Sum& out) {
    double degrees = one.degrees_of_freedom.value_or(kInfinity);
    if (!one.degrees_of_freedom && one.type_a) {
      degrees = kNan;
      Miss(GapKind::kNoDegreesOfFreedom, node.result, out);
    } else if (!one.degrees_of_freedom) {
      Assume(AssumptionKind::kInfiniteDegrees, node.result, out);
    }
    InputDistribution distribution = one.distribution;
    if (distribution == InputDistribution::kUnspecified) {
      distribution = std::isfinite(degrees) ? InputDistribution::kStudentT
                                            : InputDistribution::kNormal;
      Assume(AssumptionKind::kNormal, node.result, out);
    }
    const size_t source =
        AddSource({SourceKind::kBudget, node.result,
                   carried == nullptr ? kNone : carried->leg->reference, &one,
                   distribution, degrees});
    out.Add(source, one.sensitivity * one.standard_uncertainty);
    return source;
  }

  // With which sensitivity the references of a budget come in.
  using Entering = std::map<const Carried*, double>;

  // References that the budget does not mention, and drift that it leaves out.
  void NoteLeftOut(const ChainNode& node, const std::vector<Carried>& legs,
                   const Entering& entering, const BudgetFacts& budget,
                   Sum& out) {
    for (const Carried& carried : legs) {
      if (!Mentions(budget, BudgetSource::kReference, carried)) {
        Miss(GapKind::kNotInBudget, node.result, out, carried.leg->reference);
      }
      const auto at = entering.find(&carried);
      if (at != entering.end() &&
          !Mentions(budget, BudgetSource::kDrift, carried)) {
        AddDrift(node, carried, at->second, out);
      }
    }
  }

  // What the reference's own history shows, where time passed since its
  // calibration. A remote link is followed all the time.
  void AddDrift(const ChainNode& node, const Carried& carried,
                double sensitivity, Sum& out) {
    const Leg& leg = *carried.leg;
    if (leg.state != LegState::kResolved ||
        graph_.RemoteLink(leg.reference) != nullptr) {
      return;
    }
    const Work work = WorkOf(CertificateOf(node));
    const DayNumber calibrated = graph_.certificate(leg.certificate).work_end();
    if (work.known() && calibrated != kNoDay && work.begin <= calibrated) {
      return;
    }
    double widest = 0;
    ResultIndex drifted = kNone;
    for (const ResultIndex r : carried.support->used) {
      const double one = DriftOf(graph_, leg, r, context_.known_at);
      if (!(one > widest)) continue;
      widest = one;
      drifted = r;
    }
    if (drifted == kNone) {
      Miss(GapKind::kNoDrift, node.result, out, leg.reference);
      return;
    }
    out.Add(SharedSource({SourceKind::kDrift, node.result, leg.reference,
                          nullptr, InputDistribution::kRectangular, kInfinity},
                         drifted),
            sensitivity * widest / std::sqrt(3.0));
  }

  RecomputedResult ToResult(uint32_t n) const {
    const Sum& sum = sums_[n];
    RecomputedResult out;
    out.result = chain_.nodes[n].result;
    out.standard_uncertainty = Uncertainty(sum);
    out.contributions = ContributionsOf(sum);
    std::stable_sort(out.contributions.begin(), out.contributions.end(),
                     [](const Contribution& a, const Contribution& b) {
                       return std::fabs(a.amount) > std::fabs(b.amount);
                     });
    out.gaps = sum.gaps;
    out.assumptions = sum.assumptions;
    return out;
  }

  const RuleContext& context_;
  const Graph& graph_;
  const Chain& chain_;
  const Judgement& judgement_;
  std::vector<Sum> sums_;
  std::vector<State> states_;
  // What references bring in besides their own sums, by what it is of.
  std::map<std::tuple<SourceKind, ReferenceIndex, ResultIndex>, size_t> shared_;
  size_t held_ = 0;
  Recomputation out_;
};

std::vector<metrology::Component> ComponentsOf(
    const Recomputation& all, absl::Span<const Contribution> contributions) {
  std::vector<metrology::Component> out;
  for (const Contribution& one : contributions) {
    metrology::Component component;
    component.sensitivity = one.amount < 0 ? -1 : 1;
    const auto u = metrology::StandardUncertainty::From(std::fabs(one.amount));
    if (u.ok()) component.uncertainty = *u;
    const auto degrees = metrology::DegreesOfFreedom::From(
        all.sources[one.source].degrees_of_freedom);
    if (degrees.ok()) component.degrees_of_freedom = *degrees;
    out.push_back(component);
  }
  return out;
}

}  // namespace

absl::StatusOr<Recomputation> Recompute(const RuleContext& context,
                                        const Chain& chain,
                                        const Judgement& judgement,
                                        absl::Span<const ResultIndex> targets,
                                        const Deadline& deadline) {
  return Recomputing(context, chain, judgement).Run(targets, deadline);
}

std::vector<metrology::Correlation> CorrelationsAmong(
    const Recomputation& all, absl::Span<const Contribution> contributions) {
  if (all.correlations.empty()) return {};
  std::map<size_t, size_t> places;
  for (size_t i = 0; i < contributions.size(); ++i) {
    places[contributions[i].source] = i;
  }
  std::vector<metrology::Correlation> out;
  for (const SourceCorrelation& pair : all.correlations) {
    const auto first = places.find(pair.first);
    const auto second = places.find(pair.second);
    if (first == places.end() || second == places.end()) continue;
    out.push_back({first->second, second->second, pair.coefficient});
  }
  return out;
}

double CombinedUncertainty(const Recomputation& all,
                           absl::Span<const Contribution> contributions) {
  const auto combined = metrology::CombineCorrelated(
      ComponentsOf(all, contributions), CorrelationsAmong(all, contributions));
  return combined.ok() ? combined->value() : kNan;
}

double EffectiveDegreesOfFreedom(const Recomputation& all,
                                 absl::Span<const Contribution> contributions) {
  // What cancels, or has u = 0, is nobody's to know the degrees of.
  std::vector<Contribution> counting;
  std::copy_if(contributions.begin(), contributions.end(),
               std::back_inserter(counting),
               [](const Contribution& one) { return one.amount != 0; });
  for (const Contribution& one : counting) {
    if (std::isnan(all.sources[one.source].degrees_of_freedom)) return kNan;
  }
  if (!CorrelationsAmong(all, counting).empty()) return kNan;
  const auto degrees =
      metrology::WelchSatterthwaite(ComponentsOf(all, counting));
  return degrees.ok() ? degrees->value() : kNan;
}

}  // namespace suyuan::traceability
