#include "services/certificates/convert/check_budget.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "libs/metrology/decimal.h"
#include "libs/metrology/uncertainty.h"
#include "libs/metrology/unit.h"
#include "libs/metrology/unit_text.h"

namespace suyuan::certificates {
namespace {

using Component = v1::BudgetComponent;
using Ids = absl::flat_hash_set<std::string>;

constexpr int kMostComponents = 100;
constexpr size_t kMostIdBytes = 256;

double ValueOf(const std::string& text) {
  return metrology::Decimal::Parse(text)->value();
}

bool HasReference(Component::Source source) {
  return source == Component::SOURCE_REFERENCE ||
         source == Component::SOURCE_DRIFT;
}

// Checks one budget: what its parts share is the ids of the components.
class BudgetChecker {
 public:
  BudgetChecker(const FieldPath& path, const v1::Result& result,
                const Ids& references, Violations& found)
      : path_(path), result_(result), references_(references), found_(found) {}

  void Run() {
    const v1::UncertaintyBudget& budget = result_.budget();
    const FieldPath components = path_.Field("components");
    if (budget.components().empty()) {
      found_.AddMissing(components, "at least one component");
    }
    found_.CheckCount(components, budget.components_size(), kMostComponents);
    found_.CheckCount(path_.Field("correlations"), budget.correlations_size(),
                      kMostComponents * kMostComponents / 2);
    for (int i = 0; i < budget.components_size(); ++i) {
      CheckComponent(components.At(i), budget.components(i));
    }
    for (int i = 0; i < budget.correlations_size(); ++i) {
      CheckCorrelation(path_.Field("correlations").At(i),
                       budget.correlations(i));
    }
    const FieldPath digit = path_.Field("reported_digit");
    if (found_.CheckDecimal(digit, budget.reported_digit()) &&
        ValueOf(budget.reported_digit()) <= 0) {
      Bad(digit, budget.reported_digit(), "a number above 0");
    }
    if (sound_) CheckVariance();
  }

 private:
  void Bad(const FieldPath& path, absl::string_view found,
           absl::string_view wanted) {
    sound_ = false;
    found_.Add(path, found, wanted);
  }

  void CheckComponent(const FieldPath& path, const Component& one) {
    CheckId(path.Field("id"), one.id());
    for (const auto& [language, words] : one.title().texts()) {
      found_.CheckLength(path.Field("title").Field("texts").Key(language),
                         words);
    }
    CheckSource(path, one);
    if (!Component::Evaluation_IsValid(one.evaluation())) {
      Bad(path.Field("evaluation"), absl::StrCat(one.evaluation()),
          "one of the evaluations");
    }
    CheckDistribution(path, one);
    if (one.standard_uncertainty().empty()) {
      sound_ = false;
      found_.AddMissing(path.Field("standard_uncertainty"), "a decimal");
    } else if (!found_.CheckNotNegative(path.Field("standard_uncertainty"),
                                        one.standard_uncertainty())) {
      sound_ = false;
    }
    CheckSensitivity(path, one);
  }

  void CheckId(const FieldPath& path, const std::string& id) {
    if (id.empty()) {
      found_.AddMissing(path, "an id");
      return;
    }
    found_.CheckLength(path, id, kMostIdBytes);
    if (!index_.emplace(id, index_.size()).second) {
      Bad(path, id, "an id that no other component has");
    }
  }

  void CheckSource(const FieldPath& path, const Component& one) {
    if (!Component::Source_IsValid(one.source())) {
      Bad(path.Field("source"), absl::StrCat(one.source()),
          "one of the sources");
      return;
    }
    const FieldPath reference = path.Field("reference_id");
    if (!HasReference(one.source())) {
      if (!one.reference_id().empty()) {
        Bad(reference, one.reference_id(),
            "none, or a source SOURCE_REFERENCE or SOURCE_DRIFT,");
      }
    } else if (one.reference_id().empty()) {
      found_.AddMissing(reference, "the id of a reference");
    } else if (!references_.contains(one.reference_id())) {
      Bad(reference, one.reference_id(), "the id of a reference");
    }
  }

  void CheckDistribution(const FieldPath& path, const Component& one) {
    if (!Component::Distribution_IsValid(one.distribution())) {
      Bad(path.Field("distribution"), absl::StrCat(one.distribution()),
          "one of the distributions");
    }
    const FieldPath freedom = path.Field("degrees_of_freedom");
    if (one.degrees_of_freedom().empty()) {
      if (one.distribution() == Component::DISTRIBUTION_STUDENT_T) {
        found_.AddMissing(freedom, "those of the t distribution");
      }
    } else if (found_.CheckDecimal(freedom, one.degrees_of_freedom()) &&
               ValueOf(one.degrees_of_freedom()) <= 0) {
      Bad(freedom, one.degrees_of_freedom(), "a number above 0");
    }
  }

  void CheckSensitivity(const FieldPath& path, const Component& one) {
    found_.CheckUnit(path.Field("unit"), one.unit());
    if (one.unit().empty() && result_.unit().empty()) {
      found_.AddMissing(path.Field("unit"),
                        "the D-SI unit of the component (\\one for a ratio)");
    }
    const FieldPath sensitivity = path.Field("sensitivity");
    if (!one.sensitivity().empty()) {
      if (!found_.CheckDecimal(sensitivity, one.sensitivity())) sound_ = false;
      return;
    }
    const auto own = metrology::ParseDsi(one.unit());
    const auto unit = metrology::ParseDsi(result_.unit());
    if (!one.unit().empty() && own.ok() && unit.ok() &&
        !metrology::Convertible(*own, *unit)) {
      found_.AddMissing(sensitivity,
                        absl::StrCat("a decimal, as ", one.unit(),
                                     " does not convert to ", result_.unit()));
    }
  }

  void CheckCorrelation(const FieldPath& path,
                        const v1::BudgetCorrelation& one) {
    const bool has_first = CheckPart(path.Field("first_id"), one.first_id());
    const bool has_second = CheckPart(path.Field("second_id"), one.second_id());
    if (has_first && has_second) CheckPair(path, one);
    const FieldPath coefficient = path.Field("coefficient");
    if (one.coefficient().empty()) {
      sound_ = false;
      found_.AddMissing(coefficient, "a decimal from -1 to 1");
    } else if (!found_.CheckDecimal(coefficient, one.coefficient())) {
      sound_ = false;
    } else if (ValueOf(one.coefficient()) < -1 ||
               ValueOf(one.coefficient()) > 1) {
      Bad(coefficient, one.coefficient(), "a number from -1 to 1");
    }
  }

  bool CheckPart(const FieldPath& path, const std::string& id) {
    if (index_.contains(id)) return true;
    Bad(path, id, "the id of a component");
    return false;
  }

  void CheckPair(const FieldPath& path, const v1::BudgetCorrelation& one) {
    const size_t first = index_[one.first_id()];
    const size_t second = index_[one.second_id()];
    if (first == second) {
      Bad(path.Field("second_id"), one.second_id(), "another component");
    } else if (!pairs_.insert(std::minmax(first, second)).second) {
      Bad(path.Field("second_id"), one.second_id(),
          "a pair that is not listed yet");
    }
  }

  // In the unit of the result over that of the component; 1 where a unit
  // cannot be read, which is told already.
  double SensitivityOf(const Component& one) const {
    if (!one.sensitivity().empty()) return ValueOf(one.sensitivity());
    const auto own = metrology::ParseDsi(one.unit());
    const auto unit = metrology::ParseDsi(result_.unit());
    if (!own.ok() || !unit.ok()) return 1;
    const auto conversion = metrology::Conversion::Between(*own, *unit);
    return conversion.ok() ? conversion->Difference(1) : 1;
  }

  // Only numbers and ids that stood the checks above.
  void CheckVariance() {
    std::vector<metrology::Component> components;
    for (const Component& one : result_.budget().components()) {
      auto u = metrology::StandardUncertainty::From(
          ValueOf(one.standard_uncertainty()));
      if (!u.ok()) {
        return found_.Add(path_.Field("components"), u.status());
      }
      components.push_back({SensitivityOf(one), *u, {}});
    }
    std::vector<metrology::Correlation> correlations;
    for (const v1::BudgetCorrelation& one : result_.budget().correlations()) {
      correlations.push_back({index_[one.first_id()], index_[one.second_id()],
                              ValueOf(one.coefficient())});
    }
    const auto combined =
        metrology::CombineCorrelated(components, correlations);
    if (!combined.ok()) found_.Add(path_, combined.status());
  }

  const FieldPath path_;
  const v1::Result& result_;
  const Ids& references_;
  Violations& found_;
  absl::flat_hash_map<std::string, size_t> index_;
  absl::flat_hash_set<std::pair<size_t, size_t>> pairs_;
  bool sound_ = true;
};

}  // namespace

void CheckBudget(const FieldPath& path, const v1::Result& result,
                 const absl::flat_hash_set<std::string>& references,
                 Violations& found) {
  BudgetChecker(path, result, references, found).Run();
}

}  // namespace suyuan::certificates
