#include "services/certificates/dcc_import_parts.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/dcc/links.h"
#include "libs/text/normalise.h"

namespace suyuan::certificates {
namespace {

std::string LanguageOf(const dcc::Document& document,
                       const dcc::LanguageText& words) {
  if (!words.language.empty()) return absl::AsciiStrToLower(words.language);
  const std::vector<std::string>& used = document.core.used_languages;
  return used.size() == 1 ? absl::AsciiStrToLower(used.front()) : "und";
}

bool HasToken(const dcc::Element& element, absl::string_view part) {
  return std::any_of(element.ref_types.begin(), element.ref_types.end(),
                     [part](const std::string& token) {
                       return absl::StrContains(absl::AsciiStrToLower(token),
                                                part);
                     });
}

bool EndsLike(const dcc::Element& element, absl::string_view end) {
  return std::any_of(
      element.ref_types.begin(), element.ref_types.end(),
      [end](const std::string& token) { return absl::EndsWith(token, end); });
}

// One of the names of the contract where the refType tells, else as printed.
std::string ConditionName(const dcc::Document& document,
                          const dcc::Condition& condition) {
  if (HasToken(condition.element, "temperature")) return "temperature";
  if (HasToken(condition.element, "humidity")) return "relative_humidity";
  if (HasToken(condition.element, "pressure")) return "pressure";
  return PrintedFrom(document, condition.name);
}

// The one number of a quantity that holds exactly one; null otherwise.
const dcc::Series* SingleNumber(const dcc::Quantity& quantity) {
  if (quantity.series.empty()) return nullptr;
  const dcc::Series& series = quantity.series.front();
  const bool is_single =
      series.values.size() == 1 && series.values.front().value.has_value();
  return is_single ? &series : nullptr;
}

std::string UnitOf(const dcc::Document& document, const dcc::Series& series) {
  const int* unit = dcc::At(series.units, 0);
  return unit == nullptr || *unit < 0 ? "" : document.units[*unit].text;
}

// Takes a number of a condition: its bounds, or its only value.
void AddNumber(const dcc::Document& document, const dcc::Quantity& quantity,
               v1::EnvironmentCondition& to) {
  const dcc::Series* series = SingleNumber(quantity);
  if (series == nullptr) return;
  const std::string unit = UnitOf(document, *series);
  if (!to.unit().empty() && to.unit() != unit) return;
  to.set_unit(unit);
  const std::string& text = series->values.front().text;
  if (EndsLike(quantity.element, "Max")) {
    to.set_max(text);
  } else if (to.min().empty()) {
    to.set_min(text);
  }
}

}  // namespace

metrology::v1::LocalizedText LocalizedFrom(const dcc::Document& document,
                                           const dcc::MultilingualText& text) {
  metrology::v1::LocalizedText out;
  for (const dcc::LanguageText& words : text) {
    if (words.text.empty()) continue;
    std::string& at = (*out.mutable_texts())[LanguageOf(document, words)];
    absl::StrAppend(&at, at.empty() ? "" : "\n", words.text);
  }
  return out;
}

std::string PrintedFrom(const dcc::Document& document,
                        const dcc::MultilingualText& text) {
  const std::vector<std::string>& used = document.core.used_languages;
  return std::string(
      dcc::InLanguage(text, used.empty() ? std::string() : used.front()));
}

void AddIdentifications(
    const std::vector<dcc::Identification>& from,
    google::protobuf::RepeatedPtrField<v1::ItemIdentification>& to) {
  for (const dcc::Identification& one : from) {
    if (dcc::IsPlaceholder(one.value) ||
        text::NormaliseIdentifier(one.value).empty()) {
      continue;
    }
    const bool is_there = std::any_of(
        to.begin(), to.end(), [&one](const v1::ItemIdentification& other) {
          return other.issuer() == one.issuer && other.value() == one.value;
        });
    if (is_there) continue;
    v1::ItemIdentification& added = *to.Add();
    added.set_issuer(one.issuer);
    added.set_value(one.value);
  }
}

void AddNote(absl::string_view code, absl::string_view path, int line,
             absl::string_view english, absl::string_view chinese,
             v1::Certificate& to) {
  v1::ImportFinding& finding = *to.add_findings();
  finding.set_code(std::string(code));
  finding.set_severity("note");
  finding.set_path(std::string(path));
  finding.set_line(line);
  auto& texts = *finding.mutable_message()->mutable_texts();
  texts["en"] = std::string(english);
  texts["zh"] = std::string(chinese);
}

// Where ids are not unique or look like one of ours, the number tells the items
// apart.
std::vector<std::string> ItemIds(const dcc::Document& document) {
  absl::flat_hash_map<std::string, int> uses;
  for (const dcc::Item& item : document.items) ++uses[item.element.id];
  std::vector<std::string> ids;
  for (const dcc::Item& item : document.items) {
    const std::string& own = item.element.id;
    const bool is_fit =
        !own.empty() && uses[own] == 1 && !absl::StartsWith(own, "item");
    ids.push_back(is_fit ? own : absl::StrCat("item", ids.size() + 1));
  }
  return ids;
}

void AddEnvironment(const dcc::Document& document, v1::Certificate& to) {
  constexpr size_t kMostConditions = 100;
  const size_t count = std::min(document.conditions.size(), kMostConditions);
  for (size_t i = 0; i < count; ++i) {
    to.add_environment()->set_quantity(
        ConditionName(document, document.conditions[i]));
  }
  for (const dcc::Quantity& quantity : document.quantities) {
    const dcc::Scope scope = dcc::Enclosing(document, quantity.element.within,
                                            dcc::ScopeKind::kCondition);
    if (scope.kind != dcc::ScopeKind::kCondition ||
        scope.index >= static_cast<int>(count)) {
      continue;
    }
    AddNumber(document, quantity, *to.mutable_environment(scope.index));
  }
}

}  // namespace suyuan::certificates
