#include "services/certificates/dcc/import_parts.h"

#include <algorithm>
#include <optional>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/dcc/links.h"
#include "libs/text/normalise.h"
#include "services/certificates/dcc/vocabulary.h"

namespace suyuan::certificates {
namespace {

// The language that a token of ours tells.
std::optional<std::string> OwnLanguage(const dcc::LanguageText& words) {
  for (const std::string& token : words.ref_types) {
    if (auto language = own::IdOf(own::kLanguage, token)) return language;
  }
  return std::nullopt;
}

// Who gave a printed identification in a document of ours; nullopt for one
// that says another field.
std::optional<std::string> GiverOf(const dcc::Identification& one) {
  if (one.ref_types.empty()) return one.issuer;
  if (own::Has(one.ref_types, own::kNoGiver)) return "";
  return own::IdOf(own::kGiver, one.ref_types.front());
}

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
  if (condition.element.HasRefType(own::kCondition)) {
    return PrintedFrom(document, condition.name);
  }
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

// A quantity of a condition of ours: a bound, its uncertainty, or a unit alone.
void TakeNumber(const dcc::Document& document, const dcc::Quantity& quantity,
                v1::EnvironmentCondition& to) {
  if (SaysUncertainty(quantity)) {
    TakeUncertainty(document, quantity, *to.mutable_uncertainty());
  }
  if (quantity.series.empty()) return;
  const dcc::Series& series = quantity.series.front();
  const bool is_min = quantity.element.HasRefType(own::kMin);
  const bool is_max = quantity.element.HasRefType(own::kMax);
  if (is_min) to.set_min(NumberOf(series));
  if (is_max) to.set_max(NumberOf(series));
  if (is_min || is_max || quantity.element.HasRefType(own::kUnit)) {
    to.set_unit(TextOfUnit(document, series));
  }
}

// Takes a number of a condition: its bounds, or its only value.
void AddNumber(const dcc::Document& document, const dcc::Quantity& quantity,
               v1::EnvironmentCondition& to) {
  const dcc::Series* series = SingleNumber(quantity);
  if (series == nullptr) return;
  const std::string unit = TextOfUnit(document, *series);
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
    if (own::Has(words.ref_types, own::kNotStated)) continue;
    if (const auto language = OwnLanguage(words)) {
      (*out.mutable_texts())[*language] = words.text;
      continue;
    }
    if (words.text.empty()) continue;
    std::string& at = (*out.mutable_texts())[LanguageOf(document, words)];
    absl::StrAppend(&at, at.empty() ? "" : "\n", words.text);
  }
  return out;
}

std::string PrintedFrom(const dcc::Document& document,
                        const dcc::MultilingualText& text) {
  const std::vector<std::string>& used = document.core.used_languages;
  dcc::MultilingualText stated;
  for (const dcc::LanguageText& words : text) {
    if (!own::Has(words.ref_types, own::kNotStated)) stated.push_back(words);
  }
  return std::string(
      dcc::InLanguage(stated, used.empty() ? std::string() : used.front()));
}

std::string ContentWith(const dcc::MultilingualText& text,
                        absl::string_view token) {
  for (const dcc::LanguageText& words : text) {
    if (own::Has(words.ref_types, token)) return words.text;
  }
  return "";
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

void TakeIdentifications(
    const std::vector<dcc::Identification>& from,
    google::protobuf::RepeatedPtrField<v1::ItemIdentification>& to) {
  for (const dcc::Identification& one : from) {
    const std::optional<std::string> giver = GiverOf(one);
    if (!giver.has_value()) continue;
    v1::ItemIdentification& added = *to.Add();
    added.set_issuer(*giver);
    added.set_value(one.value);
  }
}

void TakeFields(const dcc::MultilingualText& contents, absl::string_view prefix,
                google::protobuf::Message& to) {
  using google::protobuf::FieldDescriptor;
  for (const dcc::LanguageText& words : contents) {
    for (absl::string_view token : words.ref_types) {
      if (!absl::ConsumePrefix(&token, prefix)) continue;
      const FieldDescriptor* field =
          to.GetDescriptor()->FindFieldByName(std::string(token));
      if (field == nullptr || field->is_repeated()) continue;
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        to.GetReflection()->SetString(&to, field, words.text);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
        const auto* value = field->enum_type()->FindValueByName(words.text);
        if (value != nullptr) to.GetReflection()->SetEnum(&to, field, value);
      }
    }
  }
}

std::string OwnIdentification(const std::vector<dcc::Identification>& from,
                              absl::string_view token) {
  for (const dcc::Identification& one : from) {
    if (own::Has(one.ref_types, token)) return one.value;
  }
  return "";
}

std::string TextOfUnit(const dcc::Document& document,
                       const dcc::Series& series) {
  const int* unit = dcc::At(series.units, 0);
  return unit == nullptr || *unit < 0 ? "" : document.units[*unit].text;
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
    const std::string& id = item.element.id;
    if (item.element.HasRefType(own::kItem) && uses[id] == 1) {
      ids.push_back(own::IdOf(own::kItemId, id).value_or(""));
      continue;
    }
    const bool is_fit =
        !id.empty() && uses[id] == 1 && !absl::StartsWith(id, "item");
    ids.push_back(is_fit ? id : absl::StrCat("item", ids.size() + 1));
  }
  return ids;
}

void AddEnvironment(const dcc::Document& document, v1::Certificate& to) {
  constexpr size_t kMostConditions = 100;
  const size_t count = std::min(document.conditions.size(), kMostConditions);
  // By index into the document's conditions; -1 where nothing is stated.
  std::vector<int> places(count, -1);
  for (size_t i = 0; i < count; ++i) {
    const dcc::Condition& condition = document.conditions[i];
    if (condition.element.HasRefType(own::kNotStated)) continue;
    places[i] = to.environment_size();
    to.add_environment()->set_quantity(ConditionName(document, condition));
  }
  for (const dcc::Quantity& quantity : document.quantities) {
    const dcc::Scope scope = dcc::Enclosing(document, quantity.element.within,
                                            dcc::ScopeKind::kCondition);
    if (scope.kind != dcc::ScopeKind::kCondition ||
        scope.index >= static_cast<int>(count) || places[scope.index] < 0) {
      continue;
    }
    v1::EnvironmentCondition& at = *to.mutable_environment(places[scope.index]);
    if (document.conditions[scope.index].element.HasRefType(own::kCondition)) {
      TakeNumber(document, quantity, at);
    } else {
      AddNumber(document, quantity, at);
    }
  }
}

}  // namespace suyuan::certificates
