#include "services/suyuanctl/cli/words.h"

#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "services/suyuanctl/cli/word_files.h"

namespace suyuan::ctl {
namespace {

using Texts = std::map<std::string, std::string>;

std::map<std::string, Texts> ReadAll() {
  std::map<std::string, Texts> all;
  for (const WordFile& file : WordFiles()) {
    const nlohmann::json words = nlohmann::json::parse(
        file.text.data(), file.text.data() + file.text.size());
    for (const auto& [key, text] : words.items()) {
      all[std::string(file.language)][key] = text.get<std::string>();
    }
  }
  return all;
}

// The files are compiled in: that they are JSON is for our tests to see.
const std::map<std::string, Texts>& All() {
  static const auto& all = *new std::map<std::string, Texts>(ReadAll());
  return all;
}

const std::string* FindIn(const std::string& language, absl::string_view key) {
  const auto texts = All().find(language);
  if (texts == All().end()) return nullptr;
  const auto text = texts->second.find(std::string(key));
  return text == texts->second.end() ? nullptr : &text->second;
}

}  // namespace

absl::StatusOr<Words> Words::In(absl::string_view language) {
  if (All().count(std::string(language)) == 0) {
    return InvalidField(
        "lang", absl::StrCat("\"", language, "\" is not spoken here; ",
                             absl::StrJoin(Languages(), " or "), " is wanted"));
  }
  return Words(std::string(language));
}

std::vector<std::string> Words::Languages() {
  std::vector<std::string> languages;
  for (const auto& [language, texts] : All()) languages.push_back(language);
  return languages;
}

const std::map<std::string, std::string>& Words::OwnWords(
    absl::string_view language) {
  return All().at(std::string(language));
}

const std::string* Words::Find(absl::string_view key) const {
  const std::string* own = FindIn(language_, key);
  return own != nullptr ? own : FindIn("en", key);
}

bool Words::Has(absl::string_view key) const { return Find(key) != nullptr; }

std::string Words::Say(
    absl::string_view key,
    std::initializer_list<absl::string_view> arguments) const {
  const std::string* text = Find(key);
  SUYUAN_CHECK(text != nullptr);
  std::vector<std::pair<std::string, absl::string_view>> replacements;
  for (const absl::string_view argument : arguments) {
    replacements.emplace_back(absl::StrCat("{", replacements.size(), "}"),
                              argument);
  }
  return absl::StrReplaceAll(*text, replacements);
}

std::string Words::SayEnum(absl::string_view group, absl::string_view name,
                           absl::string_view prefix) const {
  const std::string key =
      absl::StrCat(group, ".", absl::StripPrefix(name, prefix));
  return Has(key) ? Say(key) : std::string(name);
}

std::string Words::Pick(const metrology::v1::LocalizedText& text) const {
  for (const std::string& language :
       {language_, std::string("en"), std::string("zh")}) {
    const auto found = text.texts().find(language);
    if (found != text.texts().end()) return found->second;
  }
  return text.texts().empty() ? "" : text.texts().begin()->second;
}

}  // namespace suyuan::ctl
