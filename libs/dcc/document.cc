#include "libs/dcc/document.h"

#include <algorithm>

namespace suyuan::dcc {

bool Element::HasRefType(absl::string_view token) const {
  return std::find(ref_types.begin(), ref_types.end(), token) !=
         ref_types.end();
}

const Element* ElementOf(const Document& document, const Scope& scope) {
  if (scope.index < 0) return nullptr;
  const auto i = static_cast<std::size_t>(scope.index);
  switch (scope.kind) {
    case ScopeKind::kDocument:
      return nullptr;
    case ScopeKind::kItem:
      return &document.items[i].element;
    case ScopeKind::kStatement:
      return &document.statements[i].element;
    case ScopeKind::kMeasurement:
      return &document.measurements[i].element;
    case ScopeKind::kMethod:
      return &document.methods[i].element;
    case ScopeKind::kEquipment:
      return &document.equipment[i].element;
    case ScopeKind::kCondition:
      return &document.conditions[i].element;
    case ScopeKind::kResult:
      return &document.results[i].element;
    case ScopeKind::kList:
      return &document.lists[i].element;
    case ScopeKind::kQuantity:
      return &document.quantities[i].element;
    case ScopeKind::kLink:
      return &document.links[i].element;
  }
  return nullptr;
}

Scope Enclosing(const Document& document, Scope scope, ScopeKind kind) {
  while (scope.kind != kind && scope.kind != ScopeKind::kDocument) {
    scope = ElementOf(document, scope)->within;
  }
  return scope;
}

bool IsResultData(const Document& document, const Quantity& quantity) {
  if (quantity.role != QuantityRole::kData) return false;
  Scope scope = quantity.element.within;
  while (scope.kind == ScopeKind::kList) {
    scope = ElementOf(document, scope)->within;
  }
  return scope.kind == ScopeKind::kResult;
}

absl::string_view InLanguage(const MultilingualText& text,
                             absl::string_view language) {
  for (const LanguageText& each : text) {
    if (each.language == language && !each.text.empty()) return each.text;
  }
  for (const LanguageText& each : text) {
    if (!each.text.empty()) return each.text;
  }
  return "";
}

const char* SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "INFO";
    case Severity::kWarning:
      return "WARNING";
    case Severity::kDefect:
      return "DEFECT";
  }
  return "";
}

}  // namespace suyuan::dcc
