#include "libs/dcc/points.h"

#include <cmath>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/dcc/point_context.h"
#include "libs/dcc/table.h"
#include "libs/metrology/unit.h"

namespace suyuan::dcc {
namespace {

// Statements looked through for one point; certificates have one or two.
constexpr std::size_t kMostStatements = 64;

std::optional<PointValue> ToValue(const Cell* cell) {
  if (cell == nullptr || !cell->number().value.has_value()) return std::nullopt;
  return PointValue{cell->number().text, *cell->number().value, UnitOf(*cell)};
}

const Column* WithRole(const Block& block, ColumnRole role) {
  for (const Column& column : block.columns) {
    if (column.role == role && !column.cells.empty()) return &column;
  }
  return nullptr;
}

bool HasNumbers(const Column& column) { return !column.cells.empty(); }

constexpr ColumnRole kResultRoles[] = {ColumnRole::kMeasurementError,
                                       ColumnRole::kMeasured,
                                       ColumnRole::kReference};

bool IsClassed(const Block& block) {
  for (const ColumnRole role : kResultRoles) {
    if (WithRole(block, role) != nullptr) return true;
  }
  return WithRole(block, ColumnRole::kNominal) != nullptr;
}

// Unclassed columns that pass `test`.
template <typename Test>
std::vector<const Column*> Unclassed(const Block& block, Test test) {
  std::vector<const Column*> found;
  for (const Column& column : block.columns) {
    if (column.role == ColumnRole::kUnclassed && HasNumbers(column) &&
        test(column)) {
      found.push_back(&column);
    }
  }
  return found;
}

bool States(const Column& column) { return column.states_uncertainty; }

// Rule 1 of points.h.
std::vector<const Column*> ClassedResults(const Block& block) {
  for (const ColumnRole role : kResultRoles) {
    const Column* column = WithRole(block, role);
    if (column != nullptr && States(*column)) return {column};
  }
  std::vector<const Column*> stated = Unclassed(block, States);
  if (!stated.empty()) return stated;
  for (const ColumnRole role : kResultRoles) {
    const Column* column = WithRole(block, role);
    if (column != nullptr) return {column};
  }
  return {};
}

struct TableTraits {
  bool states_uncertainty = false;
  bool is_dimensional = false;
};

TableTraits TraitsOf(const Table& table) {
  TableTraits traits;
  for (const Block& block : table.blocks) {
    for (const Column& column : block.columns) {
      traits.states_uncertainty =
          traits.states_uncertainty || column.states_uncertainty;
      traits.is_dimensional = traits.is_dimensional || column.is_dimensional;
    }
  }
  return traits;
}

std::vector<const Column*> ResultsOf(const Block& block,
                                     const TableTraits& traits) {
  if (IsClassed(block)) return ClassedResults(block);
  if (traits.states_uncertainty) return Unclassed(block, States);
  return Unclassed(block, [&](const Column& column) {
    return column.is_dimensional || !traits.is_dimensional;
  });
}

std::optional<double> NumberAt(const std::vector<Number>& numbers,
                               std::size_t index) {
  const Number* number = At(numbers, index);
  return number == nullptr ? std::nullopt : number->value;
}

// How many ones the unit is: 0.01 for percent; absent for what is no ratio.
std::optional<double> AsRatio(const Document& document, int unit) {
  if (unit < 0 || !document.units[unit].unit.has_value()) return std::nullopt;
  const auto conversion = metrology::Conversion::Between(
      *document.units[unit].unit, metrology::Unit());
  if (!conversion.ok()) return std::nullopt;
  return conversion->Difference(1);
}

void AddRelative(const Document& document, const Series& relative,
                 std::size_t row, Point& point) {
  const auto ratio = NumberAt(relative.values, row);
  const int* unit = At(relative.units, row);
  const auto one = AsRatio(document, unit == nullptr ? -1 : *unit);
  if (!ratio.has_value() || !one.has_value() || point.value.value == 0) return;
  point.expanded_uncertainty = std::abs(point.value.value) * *ratio * *one;
  point.is_relative = true;
  point.coverage_factor = NumberAt(relative.uncertainty.coverage_factor, row);
  point.coverage_probability =
      NumberAt(relative.uncertainty.coverage_probability, row);
}

void AddUncertainty(const Document& document, const Cell& cell, Point& point) {
  const Uncertainty& u = cell.series->uncertainty;
  point.expanded_uncertainty = NumberAt(u.expanded, cell.index);
  point.standard_uncertainty = NumberAt(u.standard, cell.index);
  point.coverage_factor = NumberAt(u.coverage_factor, cell.index);
  point.coverage_probability = NumberAt(u.coverage_probability, cell.index);
  point.interval_min = NumberAt(u.interval_min, cell.index);
  point.interval_max = NumberAt(u.interval_max, cell.index);
  if (const std::string* name = At(u.distribution, cell.index)) {
    point.distribution = *name;
  }
  const auto& relative =
      document.quantities[cell.quantity].relative_uncertainty;
  if (!u.IsStated() && relative.has_value()) {
    AddRelative(document, *relative, cell.index, point);
  }
  if (!point.standard_uncertainty.has_value() &&
      point.expanded_uncertainty.has_value() &&
      point.coverage_factor.has_value() && *point.coverage_factor > 0) {
    point.standard_uncertainty =
        *point.expanded_uncertainty / *point.coverage_factor;
  }
}

void AddRow(const Block& block, const Column& result, std::size_t row,
            Point& point) {
  for (const Column& column : block.columns) {
    if (&column == &result || column.cells.empty()) continue;
    if (static_cast<int>(point.neighbours.size()) >= kMostNeighbours) break;
    const auto value = ToValue(column.At(row));
    if (!value.has_value()) continue;
    point.neighbours.push_back({column.name, column.role, *value});
  }
  const auto set = [&](ColumnRole role, std::optional<PointValue>& to) {
    const Column* column = WithRole(block, role);
    if (column != nullptr) to = ToValue(column->At(row));
  };
  set(ColumnRole::kNominal, point.nominal);
  set(ColumnRole::kReference, point.reference);
  set(ColumnRole::kMeasured, point.measured);
  set(ColumnRole::kMeasurementError, point.measurement_error);
  set(ColumnRole::kLowerLimit, point.lower_limit);
  set(ColumnRole::kUpperLimit, point.upper_limit);
  const auto is_conformity = [](const Column& column) {
    return column.role == ColumnRole::kConformity && !column.words.empty();
  };
  for (const Column& column : block.columns) {
    if (!is_conformity(column)) continue;
    if (const std::string* word = At(column.words, row)) {
      point.conformity = *word;
    }
  }
}

// The value for `row` of a quantity inside a statement.
std::optional<PointValue> StatedValue(const Document& document, int index,
                                      std::size_t row) {
  for (const Series& series : document.quantities[index].series) {
    const Number* number = At(series.values, row);
    if (number == nullptr || !number->value.has_value()) continue;
    const int* unit = At(series.units, row);
    return PointValue{number->text, *number->value,
                      unit == nullptr ? -1 : *unit};
  }
  return std::nullopt;
}

void AddStatement(const Document& document, const ScopeIndex& scopes, int index,
                  std::size_t row, Point& point) {
  const Statement& statement = document.statements[index];
  if (point.conformity.empty()) {
    const std::string* word = At(statement.conformity, row);
    if (word != nullptr) point.conformity = *word;
  }
  for (const std::string& token : statement.element.ref_types) {
    const std::optional<bool>* valid = At(statement.valid, row);
    if (absl::EndsWith(token, "isInCMC") && valid != nullptr) {
      point.in_cmc = *valid;
    }
  }
  const ColumnRole own = RoleOf(statement.element.ref_types);
  for (const int quantity : scopes.QuantitiesOf(index)) {
    ColumnRole role = RoleOf(document.quantities[quantity].element.ref_types);
    if (role == ColumnRole::kUnclassed) role = own;
    std::optional<PointValue>* to =
        role == ColumnRole::kNominal      ? &point.nominal
        : role == ColumnRole::kLowerLimit ? &point.lower_limit
        : role == ColumnRole::kUpperLimit ? &point.upper_limit
                                          : nullptr;
    if (to == nullptr || to->has_value()) continue;
    *to = StatedValue(document, quantity, row);
  }
}

// Makes the points of a document, table by table.
class Maker {
 public:
  explicit Maker(const Document& document)
      : document_(document), scopes_(document) {}

  absl::StatusOr<Points> Run() {
    for (const Table& table : TablesOf(document_)) {
      const TableTraits traits = TraitsOf(table);
      count_ = 0;
      for (const Block& block : table.blocks) {
        for (const Column* column : ResultsOf(block, traits)) {
          SUYUAN_RETURN_IF_ERROR(AddColumn(table, block, *column));
        }
      }
    }
    return std::move(points_);
  }

 private:
  absl::Status AddColumn(const Table& table, const Block& block,
                         const Column& column) {
    std::vector<int> statements;
    int statements_of = -1;
    for (std::size_t row = 0; row < column.cells.size(); ++row) {
      const Cell& cell = column.cells[row];
      if (!cell.number().value.has_value()) continue;
      if (IsFull()) return TooMany();
      if (statements_of != cell.quantity) {
        statements = StatementsFor(block, cell, row);
        statements_of = cell.quantity;
      }
      Point point = NewPoint(table, column, cell);
      AddUncertainty(document_, cell, point);
      AddRow(block, column, row, point);
      for (const int statement : statements) {
        AddStatement(document_, scopes_, statement, row, point);
      }
      Place(point);
      points_.points.push_back(std::move(point));
    }
    return absl::OkStatus();
  }

  bool IsFull() const {
    return static_cast<int>(points_.points.size()) >= kMostPoints ||
           context_entries_ > kMostContextEntries;
  }

  static absl::Status TooMany() {
    return WithReason(
        absl::InvalidArgumentError(absl::StrCat(
            "more than ", kMostPoints, " points, or more than ",
            kMostContextEntries, " mentions of equipment and methods by them")),
        "DCC_TOO_MANY_POINTS");
  }

  Point NewPoint(const Table& table, const Column& column, const Cell& cell) {
    Point point;
    point.id = absl::StrCat("r", table.result + 1, ".p", ++count_);
    point.result = table.result;
    point.quantity = cell.quantity;
    point.context = ContextFor(cell.quantity);
    point.name = column.name;
    point.role = column.role;
    point.quantity_kind = cell.series->quantity_kind;
    point.value = *ToValue(&cell);
    return point;
  }

  static void Place(Point& point) {
    point.at = point.nominal.has_value()     ? point.nominal
               : point.reference.has_value() ? point.reference
                                             : point.measured;
    const bool is_error = point.role == ColumnRole::kMeasurementError;
    if (!point.at.has_value() && !is_error) point.at = point.value;
  }

  // Those at the result's own quantity; in a classed block those of the other
  // columns of the row; those of what encloses them, below the document.
  std::vector<int> StatementsFor(const Block& block, const Cell& cell,
                                 std::size_t row) {
    std::vector<int> found;
    const auto add = [&](const Scope& scope) {
      for (const int each : scopes_.StatementsIn(scope)) {
        if (found.size() < kMostStatements) found.push_back(each);
      }
    };
    const int own = cell.quantity;
    const std::vector<Scope> around = scopes_.Around(own);
    add(around.front());
    for (const Column& other : block.columns) {
      const Cell* beside = IsClassed(block) ? other.At(row) : nullptr;
      if (beside == nullptr || beside->quantity == own) continue;
      add({ScopeKind::kQuantity, beside->quantity});
    }
    for (std::size_t i = 1; i + 1 < around.size(); ++i) add(around[i]);
    return found;
  }

  int ContextFor(int quantity) {
    const Scope within = document_.quantities[quantity].element.within;
    const auto key = scopes_.IsPlain(quantity)
                         ? std::pair(within.kind, within.index)
                         : std::pair(ScopeKind::kQuantity, quantity);
    const auto [at, is_new] =
        contexts_.emplace(key, static_cast<int>(points_.contexts.size()));
    if (is_new) {
      points_.contexts.push_back(scopes_.ContextOf(quantity));
      const PointContext& made = points_.contexts.back();
      context_entries_ +=
          static_cast<int>(made.equipment.size() + made.methods.size());
    }
    return at->second;
  }

  const Document& document_;
  const ScopeIndex scopes_;
  std::map<std::pair<ScopeKind, int>, int> contexts_;
  int context_entries_ = 0;
  int count_ = 0;
  Points points_;
};

}  // namespace

absl::StatusOr<Points> PointsOf(const Document& document) {
  return Maker(document).Run();
}

}  // namespace suyuan::dcc
