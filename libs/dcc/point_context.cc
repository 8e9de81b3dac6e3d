#include "libs/dcc/point_context.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace suyuan::dcc {
namespace {

const std::vector<int>& None() {
  static const auto& kNone = *new std::vector<int>;
  return kNone;
}

std::pair<ScopeKind, int> KeyOf(const Scope& scope) {
  return {scope.kind, scope.index};
}

template <typename T, typename Map>
void IndexByScope(const std::vector<T>& all, Map& map) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    map[KeyOf(all[i].element.within)].push_back(static_cast<int>(i));
  }
}

template <typename T>
void IndexById(const std::vector<T>& all,
               absl::flat_hash_map<std::string, int>& map) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].element.id.empty()) {
      map.emplace(all[i].element.id, static_cast<int>(i));
    }
  }
}

Stage ToStage(absl::string_view status) {
  if (status == "beforeAdjustment") return Stage::kBeforeAdjustment;
  if (status == "afterAdjustment") return Stage::kAfterAdjustment;
  if (status == "beforeRepair") return Stage::kBeforeRepair;
  if (status == "afterRepair") return Stage::kAfterRepair;
  return Stage::kUnspecified;
}

Stage InRefTypes(const std::vector<std::string>& ref_types) {
  for (absl::string_view token : ref_types) {
    const std::size_t at = token.find('_');
    if (at != absl::string_view::npos) token.remove_prefix(at + 1);
    const Stage stage = ToStage(token);
    if (stage != Stage::kUnspecified) return stage;
  }
  return Stage::kUnspecified;
}

Stage InWords(const MultilingualText& name) {
  for (const LanguageText& each : name) {
    const std::string words = absl::AsciiStrToLower(each.text);
    const bool found = absl::StrContains(words, "as found");
    const bool left = absl::StrContains(words, "as left");
    if (found && !left) return Stage::kBeforeAdjustment;
    if (left && !found) return Stage::kAfterAdjustment;
  }
  return Stage::kUnspecified;
}

const MultilingualText& NameAt(const Document& document, const Scope& scope) {
  static const auto& kNone = *new MultilingualText;
  switch (scope.kind) {
    case ScopeKind::kQuantity:
      return document.quantities[scope.index].name;
    case ScopeKind::kList:
      return document.lists[scope.index].name;
    case ScopeKind::kResult:
      return document.results[scope.index].name;
    case ScopeKind::kMeasurement:
      return document.measurements[scope.index].name;
    default:
      return kNone;
  }
}

}  // namespace

ScopeIndex::ScopeIndex(const Document& document) : document_(document) {
  IndexByScope(document.equipment, equipment_);
  IndexByScope(document.methods, methods_);
  IndexByScope(document.statements, statements_);
  IndexByScope(document.conditions, conditions_);
  IndexById(document.items, items_by_id_);
  IndexById(document.equipment, equipment_by_id_);
  for (std::size_t i = 0; i < document.quantities.size(); ++i) {
    const Scope statement = Enclosing(
        document, document.quantities[i].element.within, ScopeKind::kStatement);
    if (statement.kind != ScopeKind::kStatement) continue;
    statement_quantities_[statement.index].push_back(static_cast<int>(i));
  }
}

const std::vector<int>& ScopeIndex::In(const Lists& lists, const Scope& scope) {
  const auto found = lists.find(KeyOf(scope));
  return found == lists.end() ? None() : found->second;
}
const std::vector<int>& ScopeIndex::EquipmentIn(const Scope& scope) const {
  return In(equipment_, scope);
}
const std::vector<int>& ScopeIndex::MethodsIn(const Scope& scope) const {
  return In(methods_, scope);
}
const std::vector<int>& ScopeIndex::StatementsIn(const Scope& scope) const {
  return In(statements_, scope);
}
const std::vector<int>& ScopeIndex::QuantitiesOf(int statement) const {
  const auto found = statement_quantities_.find(statement);
  return found == statement_quantities_.end() ? None() : found->second;
}

std::vector<Scope> ScopeIndex::Around(int quantity) const {
  std::vector<Scope> around = {{ScopeKind::kQuantity, quantity}};
  while (around.back().kind != ScopeKind::kDocument) {
    around.push_back(ElementOf(document_, around.back())->within);
  }
  return around;
}

bool ScopeIndex::IsPlain(int quantity) const {
  const Scope scope{ScopeKind::kQuantity, quantity};
  const Element& element = document_.quantities[quantity].element;
  return element.ref_ids.empty() && EquipmentIn(scope).empty() &&
         MethodsIn(scope).empty() && StageAt(scope) == Stage::kUnspecified;
}

std::vector<int> ScopeIndex::Named(
    const std::vector<std::string>& ids,
    const absl::flat_hash_map<std::string, int>& by) const {
  std::vector<int> named;
  for (const std::string& id : ids) {
    const auto found = by.find(id);
    if (found != by.end()) named.push_back(found->second);
  }
  return named;
}

void ScopeIndex::AddItems(const std::vector<Scope>& around,
                          PointContext& context) const {
  for (const Scope& scope : around) {
    const Element* element = ElementOf(document_, scope);
    if (element == nullptr) break;
    context.items = Named(element->ref_ids, items_by_id_);
    if (!context.items.empty()) return;
  }
  std::vector<int> whole;  // items that are no part of another
  for (std::size_t i = 0; i < document_.items.size() && whole.size() < 2; ++i) {
    if (document_.items[i].element.within.kind != ScopeKind::kItem) {
      whole.push_back(static_cast<int>(i));
    }
  }
  if (whole.size() == 1) context.items = std::move(whole);
}

void ScopeIndex::AddEquipment(const std::vector<Scope>& around,
                              PointContext& context) const {
  std::vector<int>& used = context.equipment;
  std::vector<int> named;
  for (const Scope& scope : around) {
    const std::vector<int>& here = EquipmentIn(scope);
    const bool is_wide = scope.kind == ScopeKind::kMeasurement ||
                         scope.kind == ScopeKind::kDocument;
    if (!is_wide) {
      used.insert(used.end(), here.begin(), here.end());
      const Element* element = ElementOf(document_, scope);
      const std::vector<int> more = Named(element->ref_ids, equipment_by_id_);
      named.insert(named.end(), more.begin(), more.end());
    } else if (named.empty()) {
      used.insert(used.end(), here.begin(), here.end());
    }
  }
  for (const int index : named) {
    if (std::find(used.begin(), used.end(), index) == used.end()) {
      used.push_back(index);
    }
  }
}

Stage ScopeIndex::StageAt(const Scope& scope) const {
  const Element* element = ElementOf(document_, scope);
  if (element == nullptr) return Stage::kUnspecified;
  const Stage token = InRefTypes(element->ref_types);
  if (token != Stage::kUnspecified) return token;
  std::optional<Stage> agreed;
  for (const int index : In(conditions_, scope)) {
    const Stage one = ToStage(document_.conditions[index].status);
    if (one == Stage::kUnspecified) continue;
    if (agreed.has_value() && *agreed != one) return Stage::kUnspecified;
    agreed = one;
  }
  return agreed.has_value() ? *agreed : InWords(NameAt(document_, scope));
}

PointContext ScopeIndex::ContextOf(int quantity) const {
  PointContext context;
  const std::vector<Scope> around = Around(quantity);
  AddItems(around, context);
  AddEquipment(around, context);
  for (const Scope& scope : around) {
    const std::vector<int>& methods = MethodsIn(scope);
    context.methods.insert(context.methods.end(), methods.begin(),
                           methods.end());
    if (context.stage == Stage::kUnspecified) context.stage = StageAt(scope);
  }
  return context;
}

}  // namespace suyuan::dcc
