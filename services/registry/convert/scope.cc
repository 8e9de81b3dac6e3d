#include "services/registry/convert/scope.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/registry/convert/parts.h"

namespace suyuan::registry {
namespace {

void CheckServices(const FieldPath& path, const proto::ScopeRow& row,
                   FieldErrors& errors) {
  CheckCount(path, row.services_size(), errors);
  for (int i = 0; i < row.services_size(); ++i) {
    if (row.services(i) == proto::ScopeRow::SERVICE_UNSPECIFIED) {
      errors.Add(path[i],
                 "is unspecified; leave the list empty for any service");
    }
  }
}

void CheckTable(const FieldPath& path, const proto::UncertaintyTable& table,
                FieldErrors& errors) {
  CheckAtLeast(path / "points", table.points_size(), 2, errors);
  std::optional<double> last;
  for (int i = 0; i < table.points_size(); ++i) {
    const proto::UncertaintyPoint& point = table.points(i);
    const FieldPath at = (path / "points")[i];
    const std::optional<double> value =
        ReadRequiredDecimal(at / "value", point.value(), errors);
    if (value.has_value() && last.has_value() && *value <= *last) {
      errors.Add(at / "value",
                 absl::StrCat(point.value(), " is not above the value before, ",
                              table.points(i - 1).value()));
    }
    last = value;
    if (point.expanded().empty()) errors.Add(at / "expanded", "is required");
    ReadNotNegative(at / "expanded", point.expanded(), errors);
  }
  if (table.coverage_factor().empty()) {
    errors.Add(path / "coverage_factor", "is required");
  }
  CheckCoverageFactor(path / "coverage_factor", table.coverage_factor(),
                      errors);
}

void CheckFunction(const FieldPath& path,
                   const proto::UncertaintyFunction& function,
                   FieldErrors& errors) {
  CheckChosen(path / "form", function.form(), errors);
  if (function.constant().empty() && function.proportional().empty()) {
    errors.Add(path, "has neither constant nor proportional");
  }
  ReadNotNegative(path / "constant", function.constant(), errors);
  ReadNotNegative(path / "proportional", function.proportional(), errors);
  if (function.coverage_factor().empty()) {
    errors.Add(path / "coverage_factor", "is required");
  }
  CheckCoverageFactor(path / "coverage_factor", function.coverage_factor(),
                      errors);
}

// The smallest uncertainty in one of its three forms, or none.
void CheckSmallest(const FieldPath& path, const proto::ScopeRow& row,
                   FieldErrors& errors) {
  if (row.has_smallest_uncertainty()) {
    CheckUncertainty(path / "smallest_uncertainty", row.smallest_uncertainty(),
                     errors);
  }
  if (row.has_uncertainty_table()) {
    CheckTable(path / "uncertainty_table", row.uncertainty_table(), errors);
  }
  if (row.has_uncertainty_function()) {
    CheckFunction(path / "uncertainty_function", row.uncertainty_function(),
                  errors);
  }
  const bool is_by_value =
      row.has_uncertainty_table() || row.has_uncertainty_function();
  if (is_by_value && row.range().unit().empty()) {
    errors.Add(path / "range" / "unit",
               "is required: the D-SI unit of the values by which the "
               "uncertainty is given");
  }
  if (row.has_smallest_uncertainty() + row.has_uncertainty_table() +
          row.has_uncertainty_function() >
      1) {
    errors.Add(path,
               "has more than one of smallest_uncertainty, uncertainty_table "
               "and uncertainty_function; give one");
  }
}

void CheckRow(const FieldPath& path, const proto::ScopeRow& row,
              FieldErrors& errors) {
  CheckServices(path / "services", row, errors);
  const std::optional<metrology::Unit> unit =
      CheckRange(path / "range", row.range(), errors);
  if (row.has_kind()) CheckKind(path / "kind", row.kind(), unit, errors);
  CheckWord(path / "equipment_class", row.equipment_class(), errors);
  CheckSmallest(path, row, errors);
  CheckTexts(path / "specifications", row.specifications(), errors);
  CheckOptionalText(path / "remarks", row.remarks(), errors);
  CheckOptionalText(path / "item", row.item(), errors);
  CheckOptionalText(path / "conditions", row.conditions(), errors);
  CheckWords(path / "catalogue_items", row.catalogue_items(), errors);
  CheckOptionalText(path / "accuracy_class", row.accuracy_class(), errors);
}

}  // namespace

void CheckScope(const FieldPath& path, const ScopeRows& rows,
                absl::string_view holder, Drafting& drafting) {
  CheckCount(path, rows.size(), drafting.errors);
  for (int i = 0; i < rows.size(); ++i) {
    CheckRow(path[i], rows[i], drafting.errors);
    CheckTexts(path[i] / "sites", rows[i].sites(), drafting.errors);
    if (holder.empty()) continue;
    for (int j = 0; j < rows[i].sites_size(); ++j) {
      drafting.NeedsTerm((path[i] / "sites")[j], holder,
                         {"sites.id", rows[i].sites(j)});
    }
  }
}

void FindByScope(absl::string_view field, const ScopeRows& rows,
                 Drafting& drafting) {
  const std::string kind = absl::StrCat(field, ".kind.code");
  const std::string equipment = absl::StrCat(field, ".equipment_class");
  const std::string catalogue = absl::StrCat(field, ".catalogue_items");
  const std::string specifications = absl::StrCat(field, ".specifications");
  for (const proto::ScopeRow& row : rows) {
    drafting.FindBy(kind, row.kind().code());
    if (row.kind().code().empty()) {
      drafting.FindBy(kAnyKindTerm, kAnyKindValue);
    }
    drafting.FindBy(equipment, row.equipment_class());
    drafting.SearchBy(row.item());
    for (const std::string& item : row.catalogue_items()) {
      drafting.FindBy(catalogue, item);
    }
    for (const std::string& number : row.specifications()) {
      drafting.FindByNumber(specifications, number);
    }
  }
}

}  // namespace suyuan::registry
