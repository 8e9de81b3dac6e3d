#include "libs/dcc/uncertainties.h"

#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "libs/dcc/number.h"
#include "libs/dcc/quantity_checks.h"

namespace suyuan::dcc {
namespace {

// Elements that only hold others, without the suffix "XMLList".
bool IsHolder(absl::string_view name) {
  static const auto& kHolders = *new absl::flat_hash_set<absl::string_view>{
      "expandedUnc", "coverageInterval", "measurementUncertaintyUnivariate",
      // Thus spelt inside realList/real by the schema of D-SI 2.2.1.
      "measurementUncertaintyUnivaraite", "listUnivariateUnc",
      "listMeasurementUncertaintyUnivariate", "standardMU", "expandedMU",
      "coverageIntervalMU"};
  return kHolders.contains(name);
}

bool IsCovariance(absl::string_view name) {
  static const auto& kNames = *new absl::flat_hash_set<absl::string_view>{
      "ellipsoidalRegion", "rectangularRegion", "listBivariateUnc",
      "measurementUncertaintyBivariate", "measurementUncertaintyMultivariate"};
  return kNames.contains(name);
}

enum class Check { kUncertainty, kDecimal, kFactor, kProbability };

void CheckNumber(Build& build, const xmlNode* node, Check check,
                 const Number& number) {
  const absl::string_view text = number.text;
  if (check == Check::kFactor) {
    if (!IsCoverageFactor(text)) {
      build.log.Add("DCC_COVERAGE_FACTOR_INVALID", node, {text});
    }
  } else if (check == Check::kProbability) {
    if (!IsProbability(text)) {
      build.log.Add("DCC_PROBABILITY_INVALID", node, {text});
    }
  } else if (!IsDecimal(text)) {
    build.log.Add("DCC_NUMBER_INVALID", node, {text});
  } else if (check == Check::kUncertainty && number.value.value_or(0) < 0) {
    build.log.Add("DCC_UNCERTAINTY_NEGATIVE", node, {text});
  }
}

void Append(Build& build, const xmlNode* node, Check check,
            std::vector<Number>& numbers) {
  std::vector<std::string> words = WordsOf(node);
  if (words.empty()) words.emplace_back();
  for (const std::string& word : words) {
    numbers.push_back(ToNumber(word));
    CheckNumber(build, node, check, numbers.back());
  }
}

void ReadLeaf(Build& build, const xmlNode* leaf, absl::string_view name,
              Uncertainty& u) {
  if (name == "uncertainty" || name == "valueExpandedMU") {
    Append(build, leaf, Check::kUncertainty, u.expanded);
  } else if (name == "standardUnc" || name == "valueStandardMU") {
    Append(build, leaf, Check::kUncertainty, u.standard);
  } else if (name == "coverageFactor") {
    Append(build, leaf, Check::kFactor, u.coverage_factor);
  } else if (name == "coverageProbability") {
    Append(build, leaf, Check::kProbability, u.coverage_probability);
  } else if (name == "intervalMin") {
    Append(build, leaf, Check::kDecimal, u.interval_min);
  } else if (name == "intervalMax") {
    Append(build, leaf, Check::kDecimal, u.interval_max);
  } else if (name == "distribution") {
    const std::vector<std::string> words = WordsOf(leaf);
    u.distribution.insert(u.distribution.end(), words.begin(), words.end());
  }
}

absl::string_view BaseName(const xmlNode* node) {
  return absl::StripSuffix(LocalName(node), "XMLList");
}

// si:constant states a standard uncertainty without a holder.
void ReadConstant(Build& build, const xmlNode* node, Uncertainty& u) {
  for (const xmlNode* child = FirstElement(node); child != nullptr;
       child = NextElement(child)) {
    const absl::string_view name = BaseName(child);
    if (name == "uncertainty" || name == "valueStandardMU") {
      Append(build, child, Check::kUncertainty, u.standard);
    }
  }
}

template <typename T>
void Pad(const std::vector<T>& from, bool is_used, std::vector<T>& to) {
  if (is_used) to.push_back(from.empty() ? T() : from.front());
}

}  // namespace

Uncertainty ReadUncertainty(Build& build, const xmlNode* node) {
  Uncertainty u;
  if (LocalName(node) == "constant") ReadConstant(build, node, u);
  for (const xmlNode* child = FirstElement(node); child != nullptr;
       child = NextElement(child)) {
    if (NamespaceOf(child) != kSiNamespace) continue;
    if (IsCovariance(BaseName(child))) u.has_covariance = true;
    if (!IsHolder(BaseName(child))) continue;
    int depth = 0;
    for (const xmlNode* at = child; at != nullptr;
         at = NextInOrder(child, at, IsHolder(BaseName(at)), &depth)) {
      if (absl::EndsWith(LocalName(at), "XMLList")) CheckBlanks(build, at);
      ReadLeaf(build, at, BaseName(at), u);
    }
  }
  if (!u.expanded.empty() && u.coverage_factor.empty()) {
    build.log.Add("DCC_UNCERTAINTY_WITHOUT_FACTOR", node);
  }
  return u;
}

Uncertainty Merge(const Uncertainty& common,
                  const std::vector<Uncertainty>& own) {
  bool expanded = false, standard = false, interval = false;
  Uncertainty all;
  for (const Uncertainty& each : own) {
    expanded = expanded || !each.expanded.empty();
    standard = standard || !each.standard.empty();
    interval = interval || !each.interval_min.empty();
    all.has_covariance = all.has_covariance || each.has_covariance;
  }
  all.has_covariance = all.has_covariance || common.has_covariance;
  if (!expanded && !standard && !interval) {
    const bool has_covariance = all.has_covariance;
    all = common;
    all.has_covariance = has_covariance;
    return all;
  }
  expanded = expanded || !common.expanded.empty();
  standard = standard || !common.standard.empty();
  interval = interval || !common.interval_min.empty();
  for (const Uncertainty& each : own) {
    const Uncertainty& from = each.IsStated() ? each : common;
    Pad(from.expanded, expanded, all.expanded);
    Pad(from.standard, standard, all.standard);
    Pad(from.interval_min, interval, all.interval_min);
    Pad(from.interval_max, interval, all.interval_max);
    Pad(from.coverage_factor, true, all.coverage_factor);
    Pad(from.coverage_probability, true, all.coverage_probability);
    Pad(from.distribution, true, all.distribution);
  }
  return all;
}

}  // namespace suyuan::dcc
