#include "libs/dcc/values.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "libs/dcc/number.h"
#include "libs/dcc/quantity_checks.h"
#include "libs/dcc/uncertainties.h"

namespace suyuan::dcc {
namespace {

bool IsSi(const xmlNode* node) { return NamespaceOf(node) == kSiNamespace; }

// The first D-SI child of that name, or null.
const xmlNode* SiChild(const xmlNode* parent, absl::string_view name) {
  const xmlNode* child = FirstElement(parent);
  while (child != nullptr && !(IsSi(child) && LocalName(child) == name)) {
    child = NextElement(child);
  }
  return child;
}

Number ReadNumber(Build& build, const xmlNode* node, absl::string_view text) {
  if (!IsDecimal(text)) build.log.Add("DCC_NUMBER_INVALID", node, {text});
  return ToNumber(text);
}

void AppendNumbers(Build& build, const xmlNode* node,
                   std::vector<Number>& numbers) {
  for (const std::string& word : WordsOf(node)) {
    numbers.push_back(ReadNumber(build, node, word));
  }
}

void AppendUnits(Build& build, const xmlNode* node, std::vector<int>& units) {
  for (const std::string& word : WordsOf(node)) {
    units.push_back(UnitIndex(build, node, word));
  }
}

// A single unit may hold blanks between its tokens; a list of units may not.
void AppendUnit(Build& build, const xmlNode* node, std::vector<int>& units) {
  units.push_back(UnitIndex(build, node, TextOf(node)));
}

// The children that say values, units and names, in single and list forms.
// The uncertainty is read apart.
void ReadLeaf(Build& build, const xmlNode* leaf, Series& series) {
  absl::string_view name = LocalName(leaf);
  const bool is_list = absl::ConsumeSuffix(&name, "XMLList");
  if (is_list) CheckBlanks(build, leaf);
  if (name == "value" || name == "valueReal" || name == "valueMagnitude") {
    series.is_polar = series.is_polar || name == "valueMagnitude";
    if (is_list) return AppendNumbers(build, leaf, series.values);
    series.values.push_back(ReadNumber(build, leaf, TextOf(leaf)));
  } else if (name == "valueImag" || name == "valuePhase") {
    if (is_list) return AppendNumbers(build, leaf, series.imaginary_or_phase);
    series.imaginary_or_phase.push_back(ReadNumber(build, leaf, TextOf(leaf)));
  } else if (name == "unit" || name == "listUnit") {
    if (is_list) return AppendUnits(build, leaf, series.units);
    AppendUnit(build, leaf, series.units);
  } else if (name == "unitPhase" || name == "listUnitPhase") {
    if (is_list) return AppendUnits(build, leaf, series.phase_units);
    AppendUnit(build, leaf, series.phase_units);
  } else if (name == "label") {
    series.label = TextOf(leaf);
  } else if (name == "dateTime") {
    const std::vector<std::string> words = WordsOf(leaf);
    series.date_times.insert(series.date_times.end(), words.begin(),
                             words.end());
  } else if (absl::StartsWith(name, "quantityType") ||
             absl::StartsWith(name, "listQuantityType")) {
    series.quantity_kind = TextOf(leaf);
  }
}

void CheckLength(Build& build, const xmlNode* node, absl::string_view what,
                 std::size_t length, std::size_t values) {
  if (length <= 1 || length == values) return;
  build.log.Add("DCC_LIST_LENGTHS", node,
                {what, std::to_string(length), std::to_string(values)});
}

void CheckIntervals(Build& build, const xmlNode* node, const Uncertainty& u) {
  const std::size_t n = std::min(u.interval_min.size(), u.interval_max.size());
  for (std::size_t i = 0; i < n; ++i) {
    const Number& low = u.interval_min[i];
    const Number& high = u.interval_max[i];
    if (low.value.has_value() && high.value.has_value() &&
        *low.value > *high.value) {
      build.log.Add("DCC_INTERVAL_REVERSED", node, {low.text, high.text});
    }
  }
}

void CheckSeries(Build& build, const xmlNode* node, const Series& series) {
  const std::size_t n = series.values.size();
  const Uncertainty& u = series.uncertainty;
  CheckLength(build, node, "unit", series.units.size(), n);
  CheckLength(build, node, "uncertainty", u.expanded.size(), n);
  CheckLength(build, node, "standard uncertainty", u.standard.size(), n);
  CheckLength(build, node, "coverage factor", u.coverage_factor.size(), n);
  CheckLength(build, node, "coverage probability",
              u.coverage_probability.size(), n);
  CheckLength(build, node, "interval", u.interval_min.size(), n);
  CheckLength(build, node, "interval", u.interval_max.size(), n);
  CheckLength(build, node, "second component", series.imaginary_or_phase.size(),
              n);
  if (series.form == SeriesForm::kRealXmlList ||
      series.form == SeriesForm::kComplexXmlList) {
    CheckLength(build, node, "distribution", u.distribution.size(), n);
    CheckLength(build, node, "dateTime", series.date_times.size(), n);
  }
  CheckIntervals(build, node, u);
  if (series.units.empty() && n > 0) build.log.Add("DCC_UNIT_EMPTY", node);
}

Series ReadFlat(Build& build, const xmlNode* node, SeriesForm form) {
  Series series;
  series.form = form;
  series.line = LineOf(node);
  for (const xmlNode* leaf = FirstElement(node); leaf != nullptr;
       leaf = NextElement(leaf)) {
    if (IsSi(leaf)) ReadLeaf(build, leaf, series);
  }
  series.uncertainty = ReadUncertainty(build, node);
  CheckSeries(build, node, series);
  return series;
}

// What a member of a list states of its own beside its value.
void AppendMember(Build& build, const xmlNode* member, Series& series,
                  std::vector<int>& own_units, std::vector<Uncertainty>& own) {
  Series one;
  for (const xmlNode* leaf = FirstElement(member); leaf != nullptr;
       leaf = NextElement(leaf)) {
    if (IsSi(leaf)) ReadLeaf(build, leaf, one);
  }
  if (one.values.empty()) one.values.emplace_back();
  series.values.push_back(std::move(one.values.front()));
  if (!one.imaginary_or_phase.empty()) {
    series.imaginary_or_phase.push_back(one.imaginary_or_phase.front());
  }
  series.is_polar = series.is_polar || one.is_polar;
  own_units.push_back(one.units.empty() ? -1 : one.units.front());
  own.push_back(ReadUncertainty(build, member));
  series.date_times.insert(series.date_times.end(), one.date_times.begin(),
                           one.date_times.end());
}

// si:realList and si:complexList, and si:list of reals or complexes: members
// one by one; what the list states holds for members that state nothing.
Series ReadMembers(Build& build, const xmlNode* node, SeriesForm form) {
  Series series;
  series.form = form;
  series.line = LineOf(node);
  std::vector<int> own_units;
  std::vector<Uncertainty> own;
  for (const xmlNode* child = FirstElement(node); child != nullptr;
       child = NextElement(child)) {
    if (!IsSi(child)) continue;
    if (LocalName(child) == "real" || LocalName(child) == "complex") {
      AppendMember(build, child, series, own_units, own);
    } else {
      ReadLeaf(build, child, series);
    }
  }
  const int common = series.units.empty() ? -1 : series.units.front();
  bool any_own = false;
  for (int& unit : own_units) {
    any_own = any_own || unit >= 0;
    if (unit < 0) unit = common;
  }
  if (any_own) series.units = std::move(own_units);
  series.uncertainty = Merge(ReadUncertainty(build, node), own);
  CheckSeries(build, node, series);
  return series;
}

std::optional<SeriesForm> FlatForm(absl::string_view name) {
  if (name == "real") return SeriesForm::kReal;
  if (name == "constant") return SeriesForm::kConstant;
  if (name == "complex") return SeriesForm::kComplex;
  if (name == "realListXMLList") return SeriesForm::kRealXmlList;
  if (name == "complexListXMLList") return SeriesForm::kComplexXmlList;
  return std::nullopt;
}

std::optional<SeriesForm> MemberForm(const xmlNode* node) {
  if (LocalName(node) == "realList") return SeriesForm::kRealList;
  if (LocalName(node) == "complexList") return SeriesForm::kComplexList;
  if (LocalName(node) != "list") return std::nullopt;
  if (SiChild(node, "real") != nullptr) return SeriesForm::kRealList;
  if (SiChild(node, "complex") != nullptr) return SeriesForm::kComplexList;
  return std::nullopt;
}

// The series in `node`, which is one form or an si:list of forms, nested to
// any depth: each form is one more column.
void ReadColumns(Build& build, const xmlNode* node, int alternative,
                 std::vector<Series>& all) {
  int column = 0;
  int depth = 0;
  bool down = true;
  for (const xmlNode* at = node; at != nullptr;
       at = NextInOrder(node, at, down, &depth)) {
    const auto flat = FlatForm(LocalName(at));
    const auto member = MemberForm(at);
    down = !flat.has_value() && !member.has_value();
    if (!IsSi(at) || down) continue;
    all.push_back(flat.has_value() ? ReadFlat(build, at, *flat)
                                   : ReadMembers(build, at, *member));
    all.back().alternative = alternative;
    all.back().column = column++;
  }
}

}  // namespace

std::vector<Series> ReadSeries(Build& build, const xmlNode* quantity) {
  std::vector<Series> all;
  for (const xmlNode* child = FirstElement(quantity); child != nullptr;
       child = NextElement(child)) {
    if (!IsSi(child)) continue;
    if (LocalName(child) != "hybrid") {
      ReadColumns(build, child, 0, all);
      continue;
    }
    int alternative = 0;
    for (const xmlNode* each = FirstElement(child); each != nullptr;
         each = NextElement(each)) {
      if (IsSi(each)) ReadColumns(build, each, alternative++, all);
    }
  }
  return all;
}

Series ReadOneSeries(Build& build, const xmlNode* node, bool is_list) {
  return ReadFlat(build, node,
                  is_list ? SeriesForm::kRealXmlList : SeriesForm::kReal);
}

}  // namespace suyuan::dcc
