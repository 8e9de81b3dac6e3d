#include "libs/dcc/language_checks.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "libs/dcc/iso_codes.h"

namespace suyuan::dcc {
namespace {

bool Contains(const std::vector<std::string>& all, absl::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool IsEnglishWord(absl::string_view word) {
  for (const char* each :
       {"the", "of", "and", "with", "is", "are", "for", "by", "from"}) {
    if (word == each) return true;
  }
  return false;
}

bool IsGermanWord(absl::string_view word) {
  for (const char* each : {"der", "die", "das", "und", "mit", "ist", "wurde",
                           "von", "nach", "bei", "zur", "zum", "ein", "eine"}) {
    if (word == each) return true;
  }
  return false;
}

// What a text shows of its language without a dictionary.
struct Signs {
  int english = 0;
  int german = 0;
  int latin = 0;  // words of the Latin alphabet, of two letters and more
  bool has_han = false;
};

Signs SignsOf(absl::string_view text) {
  Signs signs;
  for (const absl::string_view part : absl::StrSplit(
           text, absl::ByAnyChar(" \t\r\n.,;:()/"), absl::SkipEmpty())) {
    const std::string word = absl::AsciiStrToLower(part);
    signs.english += IsEnglishWord(word) ? 1 : 0;
    signs.german += IsGermanWord(word) ? 1 : 0;
    signs.latin += word.size() >= 2 && absl::ascii_islower(word[0]) ? 1 : 0;
  }
  // U+4E00 to U+9FFF are E4 B8 80 to E9 BF BF in UTF-8.
  signs.has_han = std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xE4 && byte <= 0xE9;
  });
  return signs;
}

// Only where it is plain: two words of the one and none of the other, or the
// other script throughout.
bool IsPlainlyOther(absl::string_view language, absl::string_view text) {
  const Signs signs = SignsOf(text);
  if (language == "zh") return !signs.has_han && signs.latin >= 4;
  if (language != "en" && language != "de") return false;
  if (signs.has_han) return signs.latin == 0;
  const int own = language == "en" ? signs.english : signs.german;
  const int other = language == "en" ? signs.german : signs.english;
  return own == 0 && other >= 2;
}

bool IsTwoLetters(absl::string_view text, bool (*is_case)(unsigned char)) {
  return text.size() == 2 && is_case(text[0]) && is_case(text[1]);
}

void CheckLanguageCode(Build& build, const xmlNode* node) {
  const std::string text = TextOf(node);
  if (!IsTwoLetters(text, absl::ascii_islower)) {
    build.log.Add("DCC_CODE_INVALID", node, {LocalName(node), text, "639-1"});
  } else if (!IsLanguageCode(text)) {
    build.log.Add("DCC_CODE_UNASSIGNED", node,
                  {LocalName(node), text, "639-1"});
  }
}

}  // namespace

void CheckContent(Build& build, const xmlNode* node) {
  const std::string text = TextOf(node);
  if (text.empty()) build.log.Add("DCC_TEXT_EMPTY", node);
  const std::string language = Attribute(node, "lang");
  if (language.empty()) {
    if (build.used_languages.size() > 1) {
      build.log.Add("DCC_LANGUAGE_MISSING", node);
    }
    return;
  }
  if (!Contains(build.used_languages, language)) {
    build.log.Add("DCC_LANGUAGE_UNDECLARED", node, {language});
  }
  if (IsPlainlyOther(language, text)) {
    build.log.Add("DCC_LANGUAGE_DOUBTFUL", node, {language, text});
  }
}

void CheckLanguages(Build& build, const xmlNode* core) {
  std::vector<std::string> seen;
  for (const xmlNode* node : DccChildren(core, "usedLangCodeISO639_1")) {
    CheckLanguageCode(build, node);
    const std::string text = TextOf(node);
    if (Contains(seen, text)) {
      build.log.Add("DCC_LANGUAGE_REPEATED", node, {text});
    }
    seen.push_back(text);
  }
  for (const xmlNode* node : DccChildren(core, "mandatoryLangCodeISO639_1")) {
    CheckLanguageCode(build, node);
    const std::string text = TextOf(node);
    if (!Contains(build.used_languages, text)) {
      build.log.Add("DCC_MANDATORY_LANGUAGE_UNDECLARED", node, {text});
    }
  }
}

void CheckCountry(Build& build, const xmlNode* core) {
  for (const xmlNode* node : DccChildren(core, "countryCodeISO3166_1")) {
    const std::string text = TextOf(node);
    if (!IsTwoLetters(text, absl::ascii_isupper)) {
      build.log.Add("DCC_CODE_INVALID", node,
                    {LocalName(node), text, "3166-1"});
    } else if (!IsCountryCode(text)) {
      build.log.Add("DCC_CODE_UNASSIGNED", node,
                    {LocalName(node), text, "3166-1"});
    }
  }
}

}  // namespace suyuan::dcc
