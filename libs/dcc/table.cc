#include "libs/dcc/table.h"

#include <map>
#include <optional>
#include <utility>

namespace suyuan::dcc {
namespace {

bool IsKnownUnit(const Document& document, int unit) {
  return unit >= 0 && document.units[unit].unit.has_value();
}

bool IsDimensional(const Document& document, const Series& series) {
  for (const int unit : series.units) {
    if (IsKnownUnit(document, unit) &&
        !document.units[unit].unit->dimension().IsOne()) {
      return true;
    }
  }
  return false;
}

bool IsReal(const Series& series) {
  return series.form != SeriesForm::kComplex &&
         series.form != SeriesForm::kComplexList &&
         series.form != SeriesForm::kComplexXmlList;
}

bool States(const Quantity& quantity, const Series& series) {
  return !series.uncertainty.expanded.empty() ||
         !series.uncertainty.standard.empty() ||
         !series.uncertainty.interval_min.empty() ||
         quantity.relative_uncertainty.has_value();
}

// The alternative of a hybrid that counts.
int ChosenAlternative(const Document& document, const Quantity& quantity) {
  for (const Series& each : quantity.series) {
    if (each.uncertainty.IsStated()) return each.alternative;
  }
  for (const Series& each : quantity.series) {
    if (!each.units.empty() && IsKnownUnit(document, each.units.front())) {
      return each.alternative;
    }
  }
  return 0;
}

std::string NameOf(const Document& document, const Element& element,
                   const MultilingualText& own) {
  std::string name(InLanguage(own, "en"));
  Scope scope = element.within;
  while (name.empty() && scope.kind == ScopeKind::kList) {
    const List& list = document.lists[scope.index];
    name = std::string(InLanguage(list.name, "en"));
    scope = list.element.within;
  }
  if (name.empty() && scope.kind == ScopeKind::kResult) {
    name = std::string(InLanguage(document.results[scope.index].name, "en"));
  }
  return name;
}

Column ToColumn(const Document& document, int index, const Series& series) {
  const Quantity& quantity = document.quantities[index];
  Column column;
  column.role = RoleOf(quantity.element.ref_types);
  column.name = series.label;
  if (column.name.empty()) {
    column.name = NameOf(document, quantity.element, quantity.name);
  }
  column.is_dimensional = IsDimensional(document, series);
  column.states_uncertainty = States(quantity, series);
  for (std::size_t i = 0; i < series.values.size(); ++i) {
    column.cells.push_back({index, &series, i});
  }
  return column;
}

void AppendColumns(const Document& document, int index, Block& block) {
  const Quantity& quantity = document.quantities[index];
  const int alternative = ChosenAlternative(document, quantity);
  for (const Series& series : quantity.series) {
    if (series.alternative != alternative || !IsReal(series)) continue;
    block.columns.push_back(ToColumn(document, index, series));
  }
  if (!quantity.series.empty()) return;
  Column column;
  column.role = RoleOf(quantity.element.ref_types);
  column.name = NameOf(document, quantity.element, quantity.name);
  column.words = quantity.chars;
  if (quantity.no_quantity.has_value()) {
    column.words.emplace_back(InLanguage(*quantity.no_quantity, "en"));
  }
  block.columns.push_back(std::move(column));
}

// The quantities of one parent, in order.
struct Group {
  Scope within;
  std::vector<int> quantities;
};

// A list that is one column: named, of nameless single values of one unit.
bool IsColumnList(const Document& document, const Group& group) {
  if (group.within.kind != ScopeKind::kList ||
      InLanguage(document.lists[group.within.index].name, "").empty()) {
    return false;
  }
  std::optional<int> unit;
  for (const int index : group.quantities) {
    const Quantity& one = document.quantities[index];
    if (!one.name.empty() || one.series.size() != 1) return false;
    const Series& series = one.series.front();
    if (series.form != SeriesForm::kReal || series.values.size() != 1 ||
        series.units.size() != 1) {
      return false;
    }
    if (unit.has_value() && *unit != series.units.front()) return false;
    unit = series.units.front();
  }
  return true;
}

Column OneColumn(const Document& document, const Group& group) {
  Column all;
  for (const int index : group.quantities) {
    Column one =
        ToColumn(document, index, document.quantities[index].series.front());
    if (all.cells.empty()) {
      all = std::move(one);
      continue;
    }
    all.cells.push_back(one.cells.front());
    all.states_uncertainty = all.states_uncertainty || one.states_uncertainty;
  }
  const List& list = document.lists[group.within.index];
  all.name = NameOf(document, list.element, list.name);
  const ColumnRole role = RoleOf(list.element.ref_types);
  if (role != ColumnRole::kUnclassed) all.role = role;
  return all;
}

Block ToBlock(const Document& document, const Group& group) {
  Block block{group.within, {}};
  for (const int index : group.quantities) {
    AppendColumns(document, index, block);
  }
  return block;
}

// The groups from `first` on that are columns of one block: sibling lists of
// equal length. At least 1.
std::size_t CountSiblings(const Document& document,
                          const std::vector<Group>& groups, std::size_t first) {
  std::size_t count = 0;
  const Group& start = groups[first];
  for (std::size_t i = first; i < groups.size(); ++i, ++count) {
    const Group& group = groups[i];
    if (!IsColumnList(document, group) ||
        group.quantities.size() != start.quantities.size() ||
        document.lists[group.within.index].element.within !=
            document.lists[start.within.index].element.within) {
      break;
    }
  }
  return count > 0 ? count : 1;
}

Table ToTable(const Document& document, int result,
              const std::vector<Group>& groups) {
  Table table{result, {}};
  for (std::size_t i = 0; i < groups.size();) {
    const std::size_t columns = CountSiblings(document, groups, i);
    if (columns < 2) {
      table.blocks.push_back(ToBlock(document, groups[i++]));
      continue;
    }
    Block block{document.lists[groups[i].within.index].element.within, {}};
    for (const std::size_t end = i + columns; i < end; ++i) {
      block.columns.push_back(OneColumn(document, groups[i]));
    }
    table.blocks.push_back(std::move(block));
  }
  return table;
}

}  // namespace

std::vector<Table> TablesOf(const Document& document) {
  // Groups of each result, in order of their first quantity.
  std::map<int, std::vector<Group>> by_result;
  std::map<std::pair<ScopeKind, int>, std::size_t> place;
  for (std::size_t i = 0; i < document.quantities.size(); ++i) {
    const Quantity& quantity = document.quantities[i];
    if (!IsResultData(document, quantity)) continue;
    const Scope within = quantity.element.within;
    const int result = Enclosing(document, within, ScopeKind::kResult).index;
    std::vector<Group>& groups = by_result[result];
    const auto [at, is_new] =
        place.emplace(std::pair(within.kind, within.index), groups.size());
    if (is_new) groups.push_back({within, {}});
    groups[at->second].quantities.push_back(static_cast<int>(i));
  }
  std::vector<Table> tables;
  for (const auto& [result, groups] : by_result) {
    tables.push_back(ToTable(document, result, groups));
  }
  return tables;
}

int UnitOf(const Cell& cell) {
  const int* unit = At(cell.series->units, cell.index);
  return unit == nullptr ? -1 : *unit;
}

}  // namespace suyuan::dcc
