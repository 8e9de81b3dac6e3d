#include "services/certificates/dcc/export_parts.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/dcc/iso_codes.h"
#include "libs/metrology/unit_text.h"
#include "services/certificates/dcc/vocabulary.h"

namespace suyuan::certificates {
namespace {

using LocalizedText = ::suyuan::metrology::v1::LocalizedText;

constexpr char kChinese[] = "zh";
constexpr char kEnglish[] = "en";

using Languages = std::set<std::string>;

// Where a text says something in known languages, and nothing in others.
std::optional<Languages> LanguagesOf(const LocalizedText& text) {
  Languages languages;
  for (const auto& [language, words] : text.texts()) {
    if (!dcc::IsLanguageCode(language) || words.empty()) return std::nullopt;
    languages.insert(language);
  }
  if (languages.empty()) return std::nullopt;
  return languages;
}

std::vector<std::string> UsedLanguages(const v1::Certificate& certificate) {
  std::map<Languages, int> uses;
  const auto count = [&uses](const LocalizedText& text) {
    if (const auto languages = LanguagesOf(text)) ++uses[*languages];
  };
  for (const v1::Item& item : certificate.items()) count(item.title());
  for (const v1::ReferenceUse& use : certificate.references()) {
    count(use.title());
  }
  for (const v1::Result& result : certificate.results()) count(result.title());
  const auto most = std::max_element(
      uses.begin(), uses.end(),
      [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == uses.end()) return {kChinese};
  std::vector<std::string> used(most->first.begin(), most->first.end());
  // The certificate's own language first.
  std::stable_partition(used.begin(), used.end(),
                        [](const std::string& one) { return one == kChinese; });
  return used;
}

// Who may have given an identification, by the schema.
bool IsGiver(absl::string_view word) {
  return word == "manufacturer" || word == "calibrationLaboratory" ||
         word == "customer" || word == "owner" || word == "other";
}

}  // namespace

DccDraft::DccDraft(const v1::Certificate& certificate) {
  document.core.used_languages = UsedLanguages(certificate);
  document.core.mandatory_languages = {document.core.used_languages.front()};
}

dcc::MultilingualText DccDraft::Text(const LocalizedText& text) const {
  if (text.texts().empty()) return NotStated();
  const std::vector<std::string>& used = document.core.used_languages;
  dcc::MultilingualText out;
  if (LanguagesOf(text) == Languages(used.begin(), used.end())) {
    for (const std::string& language : used) {
      out.push_back({language, text.texts().at(language)});
    }
    return out;
  }
  const std::map<std::string, std::string> sorted(text.texts().begin(),
                                                  text.texts().end());
  for (const auto& [language, words] : sorted) {
    out.push_back({"", words, {own::XmlId(own::kLanguage, language)}});
  }
  return out;
}

dcc::MultilingualText DccDraft::Words(absl::string_view zh,
                                      absl::string_view en) const {
  dcc::MultilingualText out;
  for (const std::string& language : document.core.used_languages) {
    if (language != kChinese && language != kEnglish) {
      return {{"", std::string(en)}};
    }
    out.push_back({language, std::string(language == kChinese ? zh : en)});
  }
  return out;
}

dcc::MultilingualText DccDraft::NotStated() const {
  dcc::MultilingualText text = Words("未说明", "not stated");
  for (dcc::LanguageText& one : text) one.ref_types = {own::kNotStated};
  return text;
}

dcc::MultilingualText DccDraft::Printed(const std::string& text,
                                        Tokens tokens) {
  return {{"", text, std::move(tokens)}};
}

dcc::MultilingualText DccDraft::PrintedOrNot(const std::string& text) const {
  return text.empty() ? NotStated() : Printed(text);
}

void DccDraft::NoteNotStated(absl::string_view element) {
  not_stated_.emplace_back(element);
}

dcc::Statement& DccDraft::AddStatement(const dcc::Scope& within,
                                       bool is_metadata, Tokens tokens) {
  dcc::Statement statement;
  statement.element.within = within;
  statement.element.ref_types = std::move(tokens);
  statement.is_metadata = is_metadata;
  document.statements.push_back(std::move(statement));
  return document.statements.back();
}

int DccDraft::UnitIndex(const std::string& unit) {
  std::string text = WithoutUnitBlanks(unit);
  const auto [at, is_new] =
      units_.emplace(text, static_cast<int>(document.units.size()));
  if (is_new) document.units.push_back({.text = text, .unit = {}});
  return at->second;
}

dcc::Quantity& DccDraft::AddNumber(const dcc::Scope& within, Tokens tokens,
                                   const std::string& number,
                                   const std::string& unit) {
  dcc::Series series;
  series.values.push_back({number, std::nullopt});
  series.units.push_back(UnitIndex(unit));
  dcc::Quantity quantity;
  quantity.element.within = within;
  quantity.element.ref_types = std::move(tokens);
  quantity.series.push_back(std::move(series));
  document.quantities.push_back(std::move(quantity));
  return document.quantities.back();
}

dcc::Quantity& DccDraft::AddWords(const dcc::Scope& within, Tokens tokens,
                                  dcc::MultilingualText words) {
  dcc::Quantity quantity;
  quantity.element.within = within;
  quantity.element.ref_types = std::move(tokens);
  quantity.no_quantity = std::move(words);
  document.quantities.push_back(std::move(quantity));
  return document.quantities.back();
}

void DccDraft::Finish() {
  if (not_stated_.empty()) return;
  dcc::Statement& statement = AddStatement({}, false, {own::kNotStated});
  statement.declaration =
      Words("所列元素为格式所必需，证书未说明",
            "the schema wants these elements; the certificate does not state "
            "them");
  statement.references = not_stated_;
}

std::string WithoutUnitBlanks(const std::string& text) {
  std::string plain = absl::StrReplaceAll(
      text, {{" ", ""}, {"\t", ""}, {"\n", ""}, {"\r", ""}});
  if (plain == text || !metrology::ParseDsi(text).ok()) return text;
  return plain;
}

void AddIdentifications(
    const google::protobuf::RepeatedPtrField<v1::ItemIdentification>& from,
    std::vector<dcc::Identification>& to) {
  for (const v1::ItemIdentification& one : from) {
    dcc::Identification identification;
    identification.issuer = one.issuer();
    identification.value = one.value();
    if (!IsGiver(one.issuer())) {
      identification.issuer = "other";
      identification.ref_types = {one.issuer().empty()
                                      ? own::kNoGiver
                                      : own::XmlId(own::kGiver, one.issuer())};
    }
    to.push_back(std::move(identification));
  }
}

void AddContent(const char* token, const std::string& text,
                dcc::MultilingualText& to) {
  if (!text.empty()) to.push_back({"", text, {token}});
}

dcc::MultilingualText FieldContents(const google::protobuf::Message& message,
                                    absl::string_view prefix,
                                    const std::vector<std::string>& elsewhere) {
  using google::protobuf::FieldDescriptor;
  dcc::MultilingualText contents;
  std::vector<const FieldDescriptor*> fields;
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (own::Has(elsewhere, field->name())) continue;
    const bool is_enum = field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM;
    contents.push_back({"",
                        is_enum ? reflection.GetEnum(message, field)->name()
                                : reflection.GetString(message, field),
                        {absl::StrCat(prefix, field->name())}});
  }
  return contents;
}

void AddOwnIdentification(const char* token, const std::string& value,
                          std::vector<dcc::Identification>& to) {
  if (!value.empty()) to.push_back({"other", value, {}, {token}});
}

}  // namespace suyuan::certificates
