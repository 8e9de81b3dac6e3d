#include "services/registry/kcdb/cmc_uncertainty.h"

#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/registry/kcdb/equation.h"
#include "services/registry/kcdb/numbers.h"

namespace suyuan::registry::kcdb {
namespace {

using metrology::Unit;
using Json = nlohmann::json;

// How U is stated: in the unit of the values, or as a fraction of them.
enum class Mode { kAbsolute, kRelative, kUnknown };

Mode ModeOf(const Cmc& cmc) {
  if (absl::EqualsIgnoreCase(cmc.uncertainty_mode, "Absolute")) {
    return Mode::kAbsolute;
  }
  if (absl::EqualsIgnoreCase(cmc.uncertainty_mode, "Relative")) {
    return Mode::kRelative;
  }
  return Mode::kUnknown;
}

std::optional<double> InMode(Mode mode, double expanded, const Unit& printed,
                             const Unit& unit) {
  switch (mode) {
    case Mode::kAbsolute:
      return Absolute(expanded, printed, unit);
    case Mode::kRelative:
      return Fraction(expanded, printed);
    case Mode::kUnknown:
      break;
  }
  return std::nullopt;
}

bool AddNumber(const Cmc& cmc, const Unit& unit, v1::ScopeRow& row) {
  const Limits& stated = cmc.uncertainty;
  const std::string& text = stated.lower.empty() ? stated.upper : stated.lower;
  const bool is_one = stated.lower.empty() || stated.upper.empty() ||
                      stated.lower == stated.upper;
  const std::optional<double> number = NumberOf(text);
  const std::optional<Unit> printed = UnitOf(stated.unit);
  if (!is_one || !number.has_value() || !printed.has_value()) return false;
  const std::optional<double> expanded =
      InMode(ModeOf(cmc), *number, *printed, unit);
  if (!expanded.has_value() || *expanded < 0) return false;
  auto& uncertainty = *row.mutable_smallest_uncertainty();
  uncertainty.set_expanded(TextOf(*expanded));
  uncertainty.set_coverage_factor(cmc.coverage_factor);
  uncertainty.set_relative(ModeOf(cmc) == Mode::kRelative);
  const std::optional<double> percent = NumberOf(cmc.confidence_level);
  if (percent.has_value() && *percent > 0 && *percent <= 100) {
    uncertainty.set_coverage_probability(TextOf(*percent / 100));
  }
  return true;
}

bool AddEquation(const Cmc& cmc, const Unit& unit, v1::ScopeRow& row) {
  const std::optional<Equation> equation = ReadEquation(cmc.equation);
  const std::optional<Unit> printed = UnitOf(cmc.uncertainty.unit);
  if (!equation.has_value() || !printed.has_value() ||
      ModeOf(cmc) != Mode::kAbsolute) {
    return false;
  }
  const std::optional<Unit> of_variable =
      UnitOf(UnitOfVariable(equation->variable, cmc.equation_comment));
  if (!of_variable.has_value()) return false;
  const std::optional<double> constant =
      Absolute(equation->constant, *printed, unit);
  const std::optional<double> slope =
      Absolute(equation->proportional, *printed, unit);
  const std::optional<double> step = Absolute(1, *of_variable, unit);
  if (!constant.has_value() || !slope.has_value() || !step.has_value()) {
    return false;
  }
  auto& function = *row.mutable_uncertainty_function();
  function.set_form(equation->quadratic
                        ? v1::UncertaintyFunction::FORM_QUADRATIC
                        : v1::UncertaintyFunction::FORM_LINEAR);
  function.set_constant(TextOf(*constant));
  function.set_proportional(TextOf(*slope / *step));
  function.set_coverage_factor(cmc.coverage_factor);
  return true;
}

// The texts of a table with two columns, row by row in the order of their
// numbers; empty for any other.
std::vector<std::pair<std::string, std::string>> PairsOf(const Table& table) {
  std::vector<std::pair<std::string, std::string>> pairs;
  const Json contents = Json::parse(table.contents, nullptr, false);
  if (!contents.is_object()) return pairs;
  std::map<int, const Json*> rows;
  for (const auto& [key, row] : contents.items()) {
    int number = 0;
    if (!absl::SimpleAtoi(key.substr(key.rfind('_') + 1), &number)) return {};
    rows[number] = &row;
  }
  for (const auto& [number, row] : rows) {
    const auto is_text = [row = row](const char* key) {
      return row->contains(key) && row->at(key).is_string();
    };
    if (!row->is_object() || row->size() != 2 || !is_text("col_1") ||
        !is_text("col_2")) {
      return {};
    }
    pairs.emplace_back(row->at("col_1").get<std::string>(),
                       row->at("col_2").get<std::string>());
  }
  return pairs;
}

// "kHz" of "Frequency / kHz", "Frequency (kHz)" and "Frequency in kHz".
std::optional<Unit> UnitOfHeading(absl::string_view heading) {
  if (absl::EndsWith(heading, ")") || absl::EndsWith(heading, "]")) {
    const size_t begin = heading.find_last_of("([");
    if (begin == absl::string_view::npos) return std::nullopt;
    return UnitOf(heading.substr(begin + 1, heading.size() - begin - 2));
  }
  for (const absl::string_view sign : {" / ", " in "}) {
    const size_t at = heading.rfind(sign);
    if (at != absl::string_view::npos) {
      return UnitOf(heading.substr(at + sign.size()));
    }
  }
  return std::nullopt;
}

bool AddTable(const Cmc& cmc, const Unit& unit, v1::ScopeRow& row) {
  const auto pairs = PairsOf(cmc.table);
  if (pairs.size() < 3) return false;
  const std::optional<Unit> of_value = UnitOfHeading(pairs[0].first);
  const std::optional<Unit> of_expanded = UnitOfHeading(pairs[0].second);
  if (!of_value.has_value() || !of_expanded.has_value()) return false;
  const auto to_unit = metrology::Conversion::Between(*of_value, unit);
  if (!to_unit.ok()) return false;
  v1::UncertaintyTable table;
  table.set_coverage_factor(cmc.coverage_factor);
  table.set_relative(ModeOf(cmc) == Mode::kRelative);
  std::optional<double> last;
  for (size_t i = 1; i < pairs.size(); ++i) {
    const std::optional<double> value = NumberOf(pairs[i].first);
    const std::optional<double> stated = NumberOf(pairs[i].second);
    if (!value.has_value() || !stated.has_value()) return false;
    const std::optional<double> expanded =
        InMode(ModeOf(cmc), *stated, *of_expanded, unit);
    const bool is_rising = !last.has_value() || *last < *value;
    if (!expanded.has_value() || *expanded < 0 || !is_rising) return false;
    last = value;
    v1::UncertaintyPoint& point = *table.add_points();
    point.set_value(TextOf(to_unit->Value(*value)));
    point.set_expanded(TextOf(*expanded));
  }
  *row.mutable_uncertainty_table() = std::move(table);
  return true;
}

}  // namespace

bool AddUncertainty(const Cmc& cmc, const Unit& unit, v1::ScopeRow& row) {
  // Never taken to be 2.
  const std::optional<double> factor = NumberOf(cmc.coverage_factor);
  if (!factor.has_value() || *factor < 1) return false;
  if (!cmc.equation.empty()) return AddEquation(cmc, unit, row);
  if (!cmc.table.name.empty() || !cmc.table.contents.empty()) {
    return AddTable(cmc, unit, row);
  }
  return AddNumber(cmc, unit, row);
}

std::string UncertaintyText(const Cmc& cmc) {
  std::vector<std::string> parts;
  const Limits& stated = cmc.uncertainty;
  if (!stated.lower.empty() || !stated.upper.empty()) {
    const std::string to = stated.lower == stated.upper || stated.upper.empty()
                               ? ""
                               : absl::StrCat(" to ", stated.upper);
    parts.push_back(absl::StrCat("U ", stated.lower, to, " ", stated.unit));
  }
  if (!cmc.uncertainty_mode.empty()) parts.push_back(cmc.uncertainty_mode);
  if (!cmc.equation.empty()) {
    parts.push_back(absl::StrCat("U = ", cmc.equation));
  }
  if (!cmc.equation_comment.empty()) parts.push_back(cmc.equation_comment);
  if (!cmc.table.name.empty() || !cmc.table.contents.empty()) {
    parts.push_back(absl::StrCat("table ", cmc.table.name, " ",
                                 cmc.table.comment, " ", cmc.table.contents));
  }
  if (!cmc.coverage_factor.empty()) {
    parts.push_back(absl::StrCat("k = ", cmc.coverage_factor));
  }
  if (!cmc.confidence_level.empty()) {
    parts.push_back(absl::StrCat(cmc.confidence_level, " %"));
  }
  return absl::StrJoin(parts, "; ");
}

}  // namespace suyuan::registry::kcdb
