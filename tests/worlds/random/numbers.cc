#include "tests/worlds/random/numbers.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/metrology/calendar.h"
#include "tests/worlds/random/disturb_numbers.h"
#include "tests/worlds/random/draft.h"

namespace suyuan::worlds {
namespace {

using traceability::BudgetComponentFacts;
using traceability::BudgetFacts;
using traceability::BudgetSource;
using traceability::InputDistribution;

class Numbers {
 public:
  Numbers(Dice& dice, Draft& draft) : dice_(dice), draft_(draft) {}

  void State() {
    AddHistories();
    for (size_t i = 0; i < draft_.certificates.size(); ++i) {
      AddReferences(i);
      AddPoints(draft_.certificates[i]);
      for (ResultFacts& result : draft_.certificates[i].results) {
        StateResult(draft_.certificates[i], result);
      }
      AddLinks(draft_.certificates[i]);
    }
  }

 private:
  // 1 to 2, never the same again: no two uncertainties are equal, for then
  // either might count as the worse.
  double Odd() { return 1 + static_cast<double>(dice_.Next() >> 11) * 0x1p-53; }

  // An earlier certificate of the same artefact, on which nothing else rests.
  void AddHistories() {
    const size_t n = draft_.certificates.size();
    for (size_t i = 0; i < n; ++i) {
      if (!dice_.Chance(35)) continue;
      CertificateFacts before = draft_.certificates[i];
      before.number = absl::StrCat("H", i);
      const int days = dice_.Pick({0, 100, 300, 300});
      for (traceability::Day* day :
           {&before.received, &before.begin, &before.end, &before.issued}) {
        if (*day) **day -= days;
      }
      if (before.issued) before.recorded_at = Noon(*before.issued + 1);
      draft_.certificates.push_back(std::move(before));
      draft_.tiers.push_back(draft_.tiers[i]);
    }
  }

  // To a certificate further up, so that two paths may meet.
  void AddReferences(size_t place) {
    std::vector<size_t> above;
    for (size_t i = 0; i < draft_.certificates.size(); ++i) {
      if (draft_.tiers[i] < draft_.tiers[place]) above.push_back(i);
    }
    for (int i = 0; i < 2 && !above.empty(); ++i) {
      if (!dice_.Chance(40)) continue;
      ReferenceFacts reference;
      reference.id = absl::StrCat("more", i);
      reference.numbers = {draft_.certificates[dice_.PickFrom(above)].number};
      draft_.certificates[place].references.push_back(reference);
    }
  }

  void AddPoints(CertificateFacts& c) {
    if (c.results.empty()) return;
    const ResultFacts first = c.results.front();
    if (dice_.Chance(40)) {
      c.results.clear();
      for (const double point : {1.0, 2.0, 5.0, 10.0}) {
        if (dice_.Chance(25)) continue;
        c.results.push_back(first);
        c.results.back().id = absl::StrCat("r", c.results.size() - 1);
        c.results.back().value = point;
      }
    }
    const bool derived = first.kind.code == "PRES" && dice_.Chance(20);
    for (ResultFacts& result : c.results) {
      if (dice_.Chance(60)) result.valid_range.reset();
      // Less than any point is told from another by.
      if (result.value) *result.value *= 1 + 1e-5 * Odd();
      if (!derived) continue;
      result.kind.code = "MASS";
      result.dimension = "M";
    }
  }

  void StateResult(const CertificateFacts& c, ResultFacts& result) {
    if (result.standard_uncertainty) *result.standard_uncertainty *= Odd();
    const double u = result.standard_uncertainty.value_or(1e-5 * Odd());
    if (dice_.Chance(30)) result.degrees_of_freedom = dice_.Between(3, 60);
    if (dice_.Chance(15)) {
      result.standard_uncertainty.reset();
      if (dice_.Chance(70)) result.maximum_permissible_error = 2 * u;
    }
    for (const ReferenceFacts& reference : c.references) {
      if (dice_.Chance(25)) {
        result.sensitivities.push_back(
            {reference.id, dice_.Pick({1.0, 0.5, -0.5, 0.8})});
      }
    }
    if (dice_.Chance(25)) result.multi_reference_average = true;
    if (dice_.Chance(60)) result.budget = Budget(c, u);
  }

  BudgetFacts Budget(const CertificateFacts& c, double u) {
    BudgetFacts out;
    out.readable = !dice_.Chance(4);
    for (const ReferenceFacts& reference : c.references) {
      for (int chance = 88; dice_.Chance(chance); chance = 8) {
        Add(BudgetSource::kReference, reference.id, 0.3 * u, out);
      }
      if (dice_.Chance(30)) {
        Add(BudgetSource::kDrift, reference.id, 0.1 * u, out);
      }
    }
    const size_t process = out.components.size();
    for (int n = dice_.Between(1, 3); n > 0; --n) {
      Add(dice_.Pick({BudgetSource::kRepeatability, BudgetSource::kResolution,
                      BudgetSource::kMethod}),
          "", 0.4 * u, out);
    }
    const size_t n = out.components.size();
    if (n - process > 1 && dice_.Chance(30)) {
      out.correlations.push_back(
          {process + 1, process, dice_.Pick({0.5, -0.5, 0.9, 0.0})});
    }
    if (process > 0 && dice_.Chance(12)) {
      out.correlations.push_back({0, n - 1, dice_.Pick({0.3, 0.3, 0.0})});
    }
    if (process > 1 && dice_.Chance(12)) {
      out.correlations.push_back({0, 1, 0.4});
    }
    return out;
  }

  void Add(BudgetSource source, const std::string& reference, double u,
           BudgetFacts& budget) {
    BudgetComponentFacts out;
    out.id = absl::StrCat("c", budget.components.size());
    out.source = source;
    out.reference_id = reference;
    out.sensitivity = dice_.Pick({1.0, 1.0, 1.0, -1.0, 0.5, 2.0});
    out.standard_uncertainty = u * Odd();
    out.type_a = dice_.Chance(30);
    if (dice_.Chance(out.type_a ? 90 : 30)) {
      out.degrees_of_freedom = dice_.Between(2, 50);
    }
    out.distribution =
        dice_.Pick({InputDistribution::kUnspecified, InputDistribution::kNormal,
                    InputDistribution::kRectangular});
    budget.components.push_back(out);
  }

  void AddLinks(CertificateFacts& c) {
    if (!c.begin || !c.end) return;
    for (ReferenceFacts& reference : c.references) {
      if (!dice_.Chance(15)) continue;
      reference.remote_link = AnyLink(dice_, *c.begin, *c.end);
      for (auto& one : reference.remote_link->comparisons) {
        one.standard_uncertainty = 1e-6 * Odd();
        if (dice_.Chance(2)) one.standard_uncertainty.reset();
      }
    }
  }

  Dice& dice_;
  Draft& draft_;
};

}  // namespace

Case RandomNumbersCase(uint64_t seed) {
  Dice dice(seed);
  Draft draft = SoundDraft(dice);
  Numbers(dice, draft).State();
  if (dice.Chance(30)) Disturb(dice, draft);
  const size_t target = dice.Chance(75)
                            ? LowestOf(draft)
                            : static_cast<size_t>(dice.Below(
                                  static_cast<int>(draft.certificates.size())));
  Case out;
  out.trace.target = CertificateName(target);
  out.world = Tell(std::move(draft));
  out.trace.profile = dice.Pick({ProfileId::kCnLegal, ProfileId::kCnasIlac});
  out.trace.known_at = out.world.events.back().recorded_at + absl::Hours(1);
  out.trace.now = out.trace.known_at;
  out.trace.as_of = metrology::LegalDay(out.trace.known_at);
  return out;
}

}  // namespace suyuan::worlds
