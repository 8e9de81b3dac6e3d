#include "tests/worlds/oracle/uncertainty.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "libs/metrology/calendar.h"
#include "tests/worlds/oracle/legs.h"
#include "tests/worlds/oracle/oracle.h"
#include "tests/worlds/oracle/results.h"
#include "tests/worlds/oracle/view.h"

namespace suyuan::oracle {
namespace {

using traceability::BudgetComponentFacts;
using traceability::BudgetFacts;
using traceability::BudgetSource;
using traceability::ReferenceFacts;
using worlds::PlainGapKind;
using worlds::PlainUncertainty;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// A random input with u = 1, so that sensitivities to it are contributions.
struct Input {
  Number degrees_of_freedom;  // absent: not known
};

// A result as a row over the inputs; shorter rows end in zeros.
struct Row {
  bool known = false;
  std::vector<double> sensitivities;
  std::set<worlds::PlainGap> gaps;

  double At(size_t input) const {
    return input < sensitivities.size() ? sensitivities[input] : 0;
  }
  void Add(size_t input, double sensitivity) {
    known = true;
    if (sensitivities.size() <= input) sensitivities.resize(input + 1, 0);
    sensitivities[input] += sensitivity;
  }
};

using Place = std::pair<const Certificate*, int>;

class Propagation {
 public:
  Propagation(const worlds::World& world, const worlds::TraceQuestion& question)
      : view_(ViewAt(world, question.known_at)) {
    for (const worlds::Event& event : world.events) {
      const auto* c = std::get_if<Certificate>(&event.facts);
      if (c != nullptr) certificates_.push_back(c);
    }
    for (const auto& node : Trace(world, question).answer.nodes) {
      if (!node.terminal) continue;
      terminal_.insert({certificates_[node.certificate], node.result});
    }
  }

  std::vector<PlainUncertainty> Of(const std::string& name) {
    std::vector<PlainUncertainty> out;
    for (const Certificate* c : view_.certificates) {
      if (c->name != name) continue;
      for (const int result : CountingResults(*c)) {
        // A cycle is said of those alone that are below it.
        rows_.clear();
        cyclic_ = false;
        const Row row = RowOf({c, result});
        out.push_back(Told({c, result}, row));
      }
    }
    return out;
  }

 private:
  // --- the inputs
  // -------------------------------------------------------------

  size_t NewInput(Number degrees_of_freedom) {
    inputs_.push_back({degrees_of_freedom});
    return inputs_.size() - 1;
  }

  static std::pair<size_t, size_t> Pair(size_t a, size_t b) {
    return {std::min(a, b), std::max(a, b)};
  }

  // r of two inputs.
  double Correlation(size_t a, size_t b) const {
    if (a == b) return 1;
    const auto at = correlations_.find(Pair(a, b));
    return at == correlations_.end() ? 0 : at->second;
  }

  Number UncertaintyOf(const Row& row) const {
    if (!row.known) return std::nullopt;
    double variance = 0;
    for (size_t a = 0; a < row.sensitivities.size(); ++a) {
      for (size_t b = 0; b < row.sensitivities.size(); ++b) {
        variance += row.At(a) * Correlation(a, b) * row.At(b);
      }
    }
    return std::sqrt(std::max(variance, 0.0));
  }

  double OrInfinity(Number u) const { return u.value_or(kInfinity); }

  Number DegreesOf(const Row& row) const {
    const Number u = UncertaintyOf(row);
    if (!u) return std::nullopt;
    double sum = 0;
    for (size_t a = 0; a < row.sensitivities.size(); ++a) {
      if (!Contributes(row, a)) continue;
      if (!inputs_[a].degrees_of_freedom) return std::nullopt;
      for (size_t b = 0; b < a; ++b) {
        if (Contributes(row, b) && Correlation(a, b) != 0) return std::nullopt;
      }
      sum += std::pow(row.At(a), 4) / *inputs_[a].degrees_of_freedom;
    }
    return sum == 0 ? kInfinity : std::pow(*u, 4) / sum;
  }

  bool Contributes(const Row& row, size_t input) const {
    return row.At(input) != 0;
  }

  // --- the rows
  // ---------------------------------------------------------------

  // Each once; itself again on the way up is a chain that closes.
  Row RowOf(const Place& place) {
    const auto done = rows_.find(place);
    if (done != rows_.end()) return done->second;
    if (!open_.insert(place).second) {
      cyclic_ = true;
      return {};
    }
    Row row = Propagated(place);
    open_.erase(place);
    rows_[place] = row;
    return row;
  }

  Row Propagated(const Place& place) {
    const Result& result = ResultAt(*place.first, place.second);
    if (terminal_.count(place) != 0) return AsStated(place);
    if (result.budget && result.budget->readable) return ByBudget(place);
    Row row;
    if (!result.standard_uncertainty && result.maximum_permissible_error) {
      row = AsStated(place);
    } else {
      row = WithoutBudget(place);
    }
    if (result.budget) Miss(row, PlainGapKind::kBudgetUnreadable, place);
    return row;
  }

  int PlaceOf(const Certificate* c) const {
    return static_cast<int>(
        std::find(certificates_.begin(), certificates_.end(), c) -
        certificates_.begin());
  }

  void Miss(Row& row, PlainGapKind kind, const Place& place,
            int reference = -1) const {
    row.gaps.insert({kind, PlaceOf(place.first), place.second, reference});
  }

  Row AsStated(const Place& place) {
    const Result& result = ResultAt(*place.first, place.second);
    Row row;
    if (result.standard_uncertainty) {
      row.Add(NewInput(result.degrees_of_freedom.value_or(kInfinity)),
              *result.standard_uncertainty);
    } else if (result.maximum_permissible_error) {
      row.Add(NewInput(kInfinity),
              *result.maximum_permissible_error / std::sqrt(3.0));
    } else {
      Miss(row, PlainGapKind::kNoUncertainty, place);
    }
    return row;
  }

  static void AddRow(Row& row, const Row& other, double sensitivity) {
    row.gaps.insert(other.gaps.begin(), other.gaps.end());
    for (size_t a = 0; a < other.sensitivities.size(); ++a) {
      if (other.At(a) != 0) row.Add(a, sensitivity * other.At(a));
    }
    row.known = row.known || other.known;
  }

  // The worst used result of what a reference leads to; absent where it leads
  // to nothing that says anything, which is noted.
  std::optional<Row> Above(const Place& place, const Support& support,
                           Row& row) {
    const Leg& leg = *support.leg;
    if (leg.kind == LegKind::kOpenEnd) {
      Miss(row, PlainGapKind::kOpenEnd, place, leg.reference);
    } else if (leg.kind == LegKind::kAmbiguous) {
      Miss(row, PlainGapKind::kAmbiguous, place, leg.reference);
    }
    if (leg.kind != LegKind::kResolved) return std::nullopt;
    if (support.used.empty()) {
      Miss(row, PlainGapKind::kNoSensitivity, place, leg.reference);
    }
    std::optional<Row> worst;
    for (const int used : support.used) {
      const Row one = RowOf({leg.certificate, used});
      if (!worst ||
          OrInfinity(UncertaintyOf(one)) > OrInfinity(UncertaintyOf(*worst))) {
        worst = one;
      }
    }
    return worst;
  }

  // --- without a budget
  // -------------------------------------------------------

  Number DeclaredSensitivity(const Result& result,
                             const ReferenceFacts& reference) const {
    for (const auto& one : result.sensitivities) {
      if (one.reference_id == reference.id) return one.coefficient;
    }
    return std::nullopt;
  }

  Row WithoutBudget(const Place& place) {
    const auto& [c, number] = place;
    const Result& result = ResultAt(*c, number);
    const std::vector<Leg> legs = LegsOf(view_, *c);
    const std::vector<Support> supports = SupportsOf(*c, number, legs);
    if (supports.empty()) {
      Row row = AsStated(place);
      Miss(row, PlainGapKind::kNoReferences, place);
      return row;
    }
    Row row;
    std::vector<Row> undeclared;
    for (const Support& support : supports) {
      const std::optional<Row> above = Above(place, support, row);
      if (!above) continue;
      const Number declared =
          DeclaredSensitivity(result, c->references[support.leg->reference]);
      if (declared) {
        AddRow(row, *above, *declared);
      } else if (support.relation == Relation::kSame) {
        undeclared.push_back(*above);
      } else {
        Miss(row, PlainGapKind::kNoSensitivity, place, support.leg->reference);
      }
    }
    AddUndeclared(place, undeclared, row);
    Miss(row, PlainGapKind::kNoBudget, place);
    if (!result.standard_uncertainty) {
      Miss(row, PlainGapKind::kNoUncertainty, place);
      return row;
    }
    AddRemainder(place, *result.standard_uncertainty, row);
    return row;
  }

  void AddUndeclared(const Place& place, const std::vector<Row>& all,
                     Row& row) {
    if (ResultAt(*place.first, place.second).multi_reference_average) {
      for (const Row& one : all) {
        AddRow(row, one, 1.0 / static_cast<double>(all.size()));
      }
      return;
    }
    if (all.size() > 1) Miss(row, PlainGapKind::kNoModel, place);
    const Row* worst = nullptr;
    for (const Row& one : all) {
      if (worst == nullptr ||
          OrInfinity(UncertaintyOf(one)) > OrInfinity(UncertaintyOf(*worst))) {
        worst = &one;
      }
    }
    if (worst != nullptr) AddRow(row, *worst, 1);
  }

  // What the stated uncertainty holds beyond the references.
  void AddRemainder(const Place& place, double stated, Row& row) {
    const double references = UncertaintyOf(row).value_or(0);
    if (references > stated * (1 + 1e-9)) {
      Miss(row, PlainGapKind::kExceedsStated, place);
    } else if (references < stated * (1 - 1e-9) || stated == 0) {
      row.Add(NewInput(kInfinity),
              std::sqrt(stated * stated - references * references));
    }
  }

  // --- by a budget
  // ------------------------------------------------------------

  Row ByBudget(const Place& place) {
    const auto& [c, number] = place;
    const BudgetFacts& budget = *ResultAt(*c, number).budget;
    const std::vector<Leg> legs = LegsOf(view_, *c);
    const std::vector<Support> supports = SupportsOf(*c, number, legs);
    Row row;
    // The input that stands for a component, if none of the chain's does.
    std::map<size_t, size_t> own;
    for (size_t i = 0; i < budget.components.size(); ++i) {
      const BudgetComponentFacts& one = budget.components[i];
      if (one.source == BudgetSource::kReference &&
          AddReference(place, supports, budget, i, row)) {
        continue;
      }
      const bool unknown = one.type_a && !one.degrees_of_freedom;
      if (unknown) Miss(row, PlainGapKind::kNoDegreesOfFreedom, place);
      own[i] = NewInput(unknown ? Number()
                                : one.degrees_of_freedom.value_or(kInfinity));
      row.Add(own[i], one.sensitivity * one.standard_uncertainty);
    }
    for (const auto& pair : budget.correlations) {
      if (own.count(pair.first) == 0 || own.count(pair.second) == 0) continue;
      correlations_[Pair(own[pair.first], own[pair.second])] = pair.coefficient;
    }
    for (const Support& support : supports) {
      const std::string& id = c->references[support.leg->reference].id;
      if (!Mentions(budget, BudgetSource::kReference, id)) {
        Miss(row, PlainGapKind::kNotInBudget, place, support.leg->reference);
      }
    }
    return row;
  }

  static bool Mentions(const BudgetFacts& budget, BudgetSource source,
                       const std::string& id) {
    for (const BudgetComponentFacts& one : budget.components) {
      if (one.source == source && one.reference_id == id) return true;
    }
    return false;
  }

  // What comes in by the reference of a component: its sum, what a remote link
  // adds, and the drift that the budget leaves out. False where the budget's
  // own figure has to do.
  bool AddReference(const Place& place, const std::vector<Support>& supports,
                    const BudgetFacts& budget, size_t component, Row& row) {
    const BudgetComponentFacts& one = budget.components[component];
    const Support* worst = nullptr;
    std::optional<Row> above;
    for (const Support& support : supports) {
      const ReferenceFacts& reference =
          place.first->references[support.leg->reference];
      if (reference.id != one.reference_id) continue;
      const std::optional<Row> found = Above(place, support, row);
      const bool worse =
          found && (!above || OrInfinity(UncertaintyOf(*found)) >
                                  OrInfinity(UncertaintyOf(*above)));
      if (worst == nullptr || worse) {
        worst = &support;
        above = found;
      }
    }
    if (worst == nullptr) return false;
    if (!Mentions(budget, BudgetSource::kDrift, one.reference_id)) {
      AddDrift(place, *worst, one.sensitivity, row);
    }
    if (TiedToProcess(budget, component)) {
      Miss(row, PlainGapKind::kCorrelatedReference, place,
           worst->leg->reference);
      return false;
    }
    if (!above) return false;
    if (!UncertaintyOf(*above)) {
      row.gaps.insert(above->gaps.begin(), above->gaps.end());
      return false;
    }
    AddRow(row, *above, one.sensitivity);
    AddLink(place, *worst->leg, one.sensitivity, row);
    return true;
  }

  static bool TiedToProcess(const BudgetFacts& budget, size_t component) {
    for (const auto& pair : budget.correlations) {
      if (pair.coefficient == 0) continue;
      for (const auto& [self, other] : {std::pair(pair.first, pair.second),
                                        std::pair(pair.second, pair.first)}) {
        if (self == component &&
            budget.components[other].source != BudgetSource::kReference) {
          return true;
        }
      }
    }
    return false;
  }

  // One input for all that rests on the link during the work.
  void AddLink(const Place& place, const Leg& leg, double sensitivity,
               Row& row) {
    const auto& link = place.first->references[leg.reference].remote_link;
    if (!link) return;
    const Number u = LinkUncertainty(*link, *place.first);
    if (!u) {
      Miss(row, PlainGapKind::kNoLinkUncertainty, place, leg.reference);
      return;
    }
    row.Add(Shared({place.first, leg.reference, -1}), sensitivity * *u);
  }

  static Number LinkUncertainty(const traceability::RemoteLinkFacts& link,
                                const Certificate& c) {
    const Day first = WorkBegin(c);
    const Day last = WorkEnd(c);
    if (!first || !last) return std::nullopt;
    const absl::Time begin = metrology::BeginOf(*first);
    const absl::Time end = metrology::EndOf(*last);
    absl::Time last_before = absl::InfinitePast();
    for (const auto& one : link.comparisons) {
      if (one.accepted && one.time < begin) {
        last_before = std::max(last_before, one.time);
      }
    }
    Number largest;
    for (const auto& one : link.comparisons) {
      if (!one.accepted || one.time >= end ||
          (one.time < begin && one.time != last_before)) {
        continue;
      }
      if (!one.standard_uncertainty) return std::nullopt;
      largest = std::max(largest.value_or(0), *one.standard_uncertainty);
    }
    return largest;
  }

  // --- drift
  // ------------------------------------------------------------------

  void AddDrift(const Place& place, const Support& support, double sensitivity,
                Row& row) {
    const Certificate& c = *place.first;
    const Leg& leg = *support.leg;
    if (leg.kind != LegKind::kResolved ||
        c.references[leg.reference].remote_link) {
      return;
    }
    const Day calibrated = WorkEnd(*leg.certificate);
    if (WorkBegin(c) && calibrated && *WorkBegin(c) <= *calibrated) return;
    double widest = 0;
    int drifted = -1;
    for (const int used : support.used) {
      const double change = ChangeOf(c.references[leg.reference], leg, used);
      if (change <= widest) continue;
      widest = change;
      drifted = used;
    }
    if (drifted < 0) {
      Miss(row, PlainGapKind::kNoDrift, place, leg.reference);
      return;
    }
    row.Add(Shared({place.first, leg.reference, drifted}),
            sensitivity * widest / std::sqrt(3.0));
  }

  // Of the value of a used result since the artefact's certificate before; 0
  // where nothing says so.
  double ChangeOf(const ReferenceFacts& reference, const Leg& leg,
                  int used) const {
    const Certificate& cited = *leg.certificate;
    const Result& now = ResultAt(cited, used);
    if (!now.value || !WorkEnd(cited)) return 0;
    const Certificate* before = nullptr;
    for (const Certificate* c : view_.certificates) {
      if (c->kind == traceability::CertificateKind::kComparison ||
          !HasItemWith(*c, KeysMeant(reference, leg)) || !WorkEnd(*c) ||
          *WorkEnd(*c) >= *WorkEnd(cited) ||
          VoidOn(view_, *c, *WorkEnd(cited))) {
        continue;
      }
      if (before == nullptr || Order(*before) < Order(*c)) before = c;
    }
    if (before == nullptr) return 0;
    Number least;
    for (const int result : CountingResults(*before)) {
      const Result& then = ResultAt(*before, result);
      if (!then.value ||
          Relate(now.kind, now.dimension, then.kind, then.dimension) !=
              Relation::kSame ||
          !Contains({then.value, then.value}, *now.value)) {
        continue;
      }
      const double change = std::fabs(*now.value - *then.value);
      least = std::min(least.value_or(change), change);
    }
    return least.value_or(0);
  }

  static std::tuple<Day, Day, absl::Time, std::string> Order(
      const Certificate& c) {
    return {WorkEnd(c), c.issued, c.recorded_at, c.name};
  }

  // One input, however often it is asked for.
  size_t Shared(const std::tuple<const Certificate*, int, int>& what) {
    const auto at = shared_.find(what);
    if (at != shared_.end()) return at->second;
    return shared_[what] = NewInput(kInfinity);
  }

  PlainUncertainty Told(const Place& place, const Row& row) const {
    PlainUncertainty out;
    out.certificate = PlaceOf(place.first);
    out.result = place.second;
    out.cyclic = cyclic_;
    out.standard_uncertainty = UncertaintyOf(row);
    out.degrees_of_freedom = DegreesOf(row);
    for (const double one : row.sensitivities) {
      if (one != 0) out.contributions.push_back(one);
    }
    std::sort(out.contributions.begin(), out.contributions.end());
    out.gaps.assign(row.gaps.begin(), row.gaps.end());
    return out;
  }

  const View view_;
  std::vector<const Certificate*> certificates_;
  std::set<Place> terminal_;
  std::vector<Input> inputs_;
  std::map<std::pair<size_t, size_t>, double> correlations_;
  std::map<std::tuple<const Certificate*, int, int>, size_t> shared_;
  std::map<Place, Row> rows_;
  std::set<Place> open_;
  bool cyclic_ = false;
};

}  // namespace

std::vector<PlainUncertainty> ComputeUncertainty(
    const worlds::World& world, const worlds::TraceQuestion& question) {
  return Propagation(world, question).Of(question.target);
}

}  // namespace suyuan::oracle
