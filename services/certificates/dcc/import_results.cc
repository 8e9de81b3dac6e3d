#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "libs/base/status.h"
#include "libs/dcc/points.h"
#include "libs/metrology/unit_text.h"
#include "services/certificates/dcc/import_parts.h"

namespace suyuan::certificates {
namespace {

// The shortest decimal that reads back as `value`: a printed number that went
// through a double comes back as printed, but for trailing zeros. Without
// exponent where people would write none.
std::string DecimalText(double value) {
  const double size = std::abs(value);
  const bool is_plain = size == 0 || (size >= 1e-12 && size < 1e15);
  char text[64];
  const std::to_chars_result end = std::to_chars(
      text, text + sizeof(text), value,
      is_plain ? std::chars_format::fixed : std::chars_format::scientific);
  return std::string(text, end.ptr);
}

// The units of a document in D-SI, each read once.
class Units {
 public:
  explicit Units(const dcc::Document& document) {
    for (const dcc::UnitText& unit : document.units) {
      Read read{.text = unit.text};
      auto lenient = metrology::ParseDsiLenient(unit.text);
      if (lenient.ok()) {
        read.unit = std::move(lenient->unit);
        auto dsi = metrology::FormatDsi(*read.unit);
        if (!unit.is_dsi && dsi.ok()) read.text = *std::move(dsi);
      }
      units_.push_back(std::move(read));
    }
  }

  // As printed where it is D-SI or cannot be read, else in D-SI.
  const std::string& Text(int index) const {
    static const auto* const kNone = new std::string();
    return index < 0 ? *kNone : units_[index].text;
  }

  bool AreSame(int a, int b) const {
    return a == b || (a >= 0 && b >= 0 && units_[a].text == units_[b].text);
  }

  // What turns differences in unit `from` into differences in unit `to`;
  // nullopt where they do not convert.
  std::optional<metrology::Conversion> Between(int from, int to) const {
    if (from < 0 || to < 0) return std::nullopt;
    const auto& a = units_[from].unit;
    const auto& b = units_[to].unit;
    if (!a.has_value() || !b.has_value()) return std::nullopt;
    auto conversion = metrology::Conversion::Between(*a, *b);
    if (!conversion.ok()) return std::nullopt;
    return *conversion;
  }

 private:
  struct Read {
    std::string text;
    std::optional<metrology::Unit> unit;
  };
  std::vector<Read> units_;
};

v1::Result::Stage StageOf(dcc::Stage stage) {
  switch (stage) {
    case dcc::Stage::kUnspecified:
      return v1::Result::STAGE_UNSPECIFIED;
    case dcc::Stage::kBeforeAdjustment:
    case dcc::Stage::kBeforeRepair:
      return v1::Result::STAGE_BEFORE;
    case dcc::Stage::kAfterAdjustment:
    case dcc::Stage::kAfterRepair:
      return v1::Result::STAGE_AFTER;
  }
  return v1::Result::STAGE_UNSPECIFIED;
}

// Half the width of limits that lie evenly about `middle`; nullopt for others:
// those are no maximum permissible error (VIM 4.26).
std::optional<double> HalfWidth(const dcc::PointValue& lower,
                                const dcc::PointValue& upper, double middle) {
  constexpr double kTolerance = 1e-9;
  const double up = upper.value - middle;
  const double down = middle - lower.value;
  if (!(up >= 0) || std::abs(up - down) > kTolerance * std::abs(up)) {
    return std::nullopt;
  }
  return up;
}

// Writes the points of one document as results.
class ResultWriter {
 public:
  // Borrows all three.
  ResultWriter(const dcc::Document& document, const dcc::Points& points,
               const ImportedReferences& references)
      : document_(document),
        points_(points),
        references_(references),
        units_(document),
        item_ids_(ItemIds(document)) {}

  void Add(const dcc::Point& point, v1::Result& to) {
    const dcc::PointContext& context = points_.contexts[point.context];
    to.set_id(point.id);
    if (context.items.size() == 1) {
      to.set_item_id(item_ids_[context.items.front()]);
    }
    AddTitle(point, to);
    AddNumbers(point, to);
    to.set_stage(StageOf(context.stage));
    to.set_conformity(ConformityOf(point.conformity));
    AddReferenceIds(point, context.equipment, to);
  }

 private:
  // A number as printed where it is in the unit of the result, else nothing.
  void Set(const std::optional<dcc::PointValue>& value, int unit,
           std::string* to) const {
    if (value.has_value() && units_.AreSame(value->unit, unit)) {
      *to = value->text;
    }
  }

  void AddTitle(const dcc::Point& point, v1::Result& to) const {
    const dcc::MultilingualText& name =
        document_.quantities[point.quantity].name;
    *to.mutable_title() = LocalizedFrom(document_, name);
    if (to.title().texts().empty() && !point.name.empty()) {
      *to.mutable_title() = LocalizedFrom(document_, {{"", point.name}});
    }
  }

  // All numbers of a result share one unit. An error and its uncertainty in
  // another unit of the same kind (mK at °C) are converted to that of the
  // point; where nothing converts (mA at °C), the result stands alone.
  void AddNumbers(const dcc::Point& point, v1::Result& to) const {
    const bool is_error = point.role == dcc::ColumnRole::kMeasurementError;
    int unit = point.value.unit;
    std::optional<metrology::Conversion> conversion;
    if (is_error && point.at.has_value() &&
        !units_.AreSame(point.at->unit, unit)) {
      conversion = units_.Between(unit, point.at->unit);
      if (conversion.has_value()) unit = point.at->unit;
    }
    to.set_unit(units_.Text(unit));
    Set(point.at, unit, to.mutable_value());
    Set(point.measured, unit, to.mutable_indication());
    if (is_error) {
      to.set_error(conversion.has_value()
                       ? DecimalText(conversion->Difference(point.value.value))
                       : point.value.text);
    } else {
      Set(point.measurement_error, unit, to.mutable_error());
      if (to.value().empty()) to.set_value(point.value.text);
    }
    AddUncertainty(point, conversion, to);
    AddMaximumPermissibleError(point, unit, to);
  }

  // What is not stated stays empty: no coverage factor is assumed.
  void AddUncertainty(const dcc::Point& point,
                      const std::optional<metrology::Conversion>& conversion,
                      v1::Result& to) const {
    const auto text = [&conversion](double value) {
      return DecimalText(conversion.has_value() ? conversion->Difference(value)
                                                : value);
    };
    metrology::v1::Uncertainty u;
    if (point.expanded_uncertainty.has_value()) {
      u.set_expanded(text(*point.expanded_uncertainty));
    } else if (point.standard_uncertainty.has_value()) {
      u.set_standard(text(*point.standard_uncertainty));
    } else {
      return;
    }
    if (point.coverage_factor.has_value()) {
      u.set_coverage_factor(DecimalText(*point.coverage_factor));
    }
    if (point.coverage_probability.has_value()) {
      u.set_coverage_probability(DecimalText(*point.coverage_probability));
    }
    u.set_distribution(point.distribution);
    *to.mutable_uncertainty() = u;
  }

  void AddMaximumPermissibleError(const dcc::Point& point, int unit,
                                  v1::Result& to) const {
    if (!point.lower_limit.has_value() || !point.upper_limit.has_value() ||
        !units_.AreSame(point.lower_limit->unit, unit) ||
        !units_.AreSame(point.upper_limit->unit, unit)) {
      return;
    }
    const std::optional<dcc::PointValue>& nominal =
        point.nominal.has_value() ? point.nominal : point.reference;
    std::optional<double> width;
    if (point.role == dcc::ColumnRole::kMeasurementError) {
      width = HalfWidth(*point.lower_limit, *point.upper_limit, 0);
    }
    if (!width.has_value() && nominal.has_value() &&
        units_.AreSame(nominal->unit, unit)) {
      width = HalfWidth(*point.lower_limit, *point.upper_limit, nominal->value);
    }
    if (width.has_value()) {
      to.set_maximum_permissible_error(DecimalText(*width));
    }
  }

  // The ids that refId names on the quantity or around it.
  absl::flat_hash_set<std::string> NamedIds(const dcc::Point& point) const {
    absl::flat_hash_set<std::string> named;
    dcc::Scope scope{dcc::ScopeKind::kQuantity, point.quantity};
    while (const dcc::Element* element = dcc::ElementOf(document_, scope)) {
      named.insert(element->ref_ids.begin(), element->ref_ids.end());
      scope = element->within;
    }
    return named;
  }

  // Whether the document says of this point that it rests on the equipment, and
  // not only that the equipment was there during the work.
  static bool IsOfPoint(const dcc::Equipment& equipment,
                        const absl::flat_hash_set<std::string>& named) {
    switch (equipment.element.within.kind) {
      case dcc::ScopeKind::kQuantity:
      case dcc::ScopeKind::kList:
      case dcc::ScopeKind::kResult:
        return true;
      default:
        return !equipment.element.id.empty() &&
               named.contains(equipment.element.id);
    }
  }

  void AddReferenceIds(const dcc::Point& point,
                       const std::vector<int>& equipment, v1::Result& to) {
    if (equipment.empty()) return;
    // Points of one quantity share what they rest on.
    const auto known = references_of_quantity_.find(point.quantity);
    if (known == references_of_quantity_.end()) {
      std::vector<std::string>& ids = references_of_quantity_[point.quantity];
      const absl::flat_hash_set<std::string> named = NamedIds(point);
      for (const int index : equipment) {
        if (!IsOfPoint(document_.equipment[index], named)) continue;
        for (const std::string& id : references_.of_equipment[index]) {
          if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
            ids.push_back(id);
          }
        }
      }
    }
    for (const std::string& id : references_of_quantity_[point.quantity]) {
      to.add_reference_ids(id);
    }
  }

  const dcc::Document& document_;
  const dcc::Points& points_;
  const ImportedReferences& references_;
  const Units units_;
  const std::vector<std::string> item_ids_;
  absl::flat_hash_map<int, std::vector<std::string>> references_of_quantity_;
};

}  // namespace

absl::Status AddResults(const dcc::Document& document,
                        const ImportedReferences& references,
                        v1::Certificate& to) {
  OwnResults own(document);
  dcc::Points points;
  if (!own.HasAll()) {
    SUYUAN_ASSIGN_OR_RETURN(points, dcc::PointsOf(document));
  }
  ResultWriter writer(document, points, references);
  auto point = points.points.begin();
  for (int i = 0; i < static_cast<int>(document.results.size()); ++i) {
    if (own.Has(i)) own.Add(i, *to.add_results());
    for (; point != points.points.end() && point->result == i; ++point) {
      if (!own.Has(i)) writer.Add(*point, *to.add_results());
    }
  }
  return absl::OkStatus();
}

v1::Result::Conformity ConformityOf(absl::string_view word) {
  if (word == "pass") return v1::Result::CONFORMITY_PASS;
  if (word == "fail") return v1::Result::CONFORMITY_FAIL;
  if (word == "conditionalPass") return v1::Result::CONFORMITY_CONDITIONAL_PASS;
  if (word == "conditionalFail") return v1::Result::CONFORMITY_CONDITIONAL_FAIL;
  if (word == "noPass" || word == "noFail") {
    return v1::Result::CONFORMITY_UNDECIDED;
  }
  return v1::Result::CONFORMITY_UNSPECIFIED;
}

}  // namespace suyuan::certificates
