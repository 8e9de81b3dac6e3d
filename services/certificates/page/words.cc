#include "services/certificates/page/words.h"

#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "nlohmann/json.hpp"
#include "services/certificates/page/texts.h"

namespace suyuan::certificates {

absl::StatusOr<PageWords> PageWords::In(absl::string_view language) {
  const std::string text = PageTextOf(absl::StrCat(language, ".json"));
  if (text.empty()) {
    return InvalidField(
        "lang", absl::StrCat("is \"", language, "\"; zh or en is wanted"));
  }
  return PageWords(
      std::string(language),
      nlohmann::json::parse(text).get<std::map<std::string, std::string>>());
}

std::string PageWords::Say(
    absl::string_view key,
    std::initializer_list<absl::string_view> arguments) const {
  const auto found = words_.find(std::string(key));
  SUYUAN_CHECK(found != words_.end());
  std::vector<std::pair<std::string, absl::string_view>> replacements;
  for (const absl::string_view argument : arguments) {
    replacements.emplace_back(absl::StrCat("{", replacements.size(), "}"),
                              argument);
  }
  return absl::StrReplaceAll(found->second, replacements);
}

std::string PageWords::SayEnum(absl::string_view group,
                               absl::string_view prefix,
                               absl::string_view name) const {
  absl::ConsumePrefix(&name, prefix);
  const std::string key = absl::StrCat(group, "_", name);
  return words_.count(key) == 0 ? std::string(name) : Say(key);
}

std::string PageWords::Pick(const metrology::v1::LocalizedText& text) const {
  for (const std::string& language :
       {language_, std::string("zh"), std::string("en")}) {
    const auto found = text.texts().find(language);
    if (found != text.texts().end() && !found->second.empty()) {
      return found->second;
    }
  }
  const std::map<std::string, std::string> sorted(text.texts().begin(),
                                                  text.texts().end());
  return sorted.empty() ? "" : sorted.begin()->second;
}

}  // namespace suyuan::certificates
