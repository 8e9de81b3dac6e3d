// Every unit of the D-SI example files that PTB publishes, one folder of files
// by quality class. SUYUAN_DCC_EXAMPLES names the folder.

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/metrology/unit_text.h"
#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::IsOk;
using testing::StatusOf;

struct UnitText {
  std::string file;
  std::string text;
};

std::string Folder() {
  const char* set = std::getenv("SUYUAN_DCC_EXAMPLES");
  return set != nullptr ? set : "../shared/dcc/examples";
}

bool IsUnitElement(absl::string_view name) {
  return name == "unit" || name == "unitPhase" || name == "listUnit" ||
         name == "listUnitPhase";
}
bool IsUnitList(absl::string_view name) {
  return name == "unitXMLList" || name == "unitPhaseXMLList";
}

// The node after `node` in document order.
const xmlNode* Next(const xmlNode* node) {
  if (node->children != nullptr) return node->children;
  while (node != nullptr && node->next == nullptr) node = node->parent;
  return node == nullptr ? nullptr : node->next;
}

// A list's blanks separate units; elsewhere they are part of the text.
void AddUnits(const std::filesystem::path& path, std::vector<UnitText>* units) {
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      xmlReadFile(path.c_str(), nullptr, XML_PARSE_NONET), &xmlFreeDoc);
  REQUIRE(document != nullptr);
  for (const xmlNode* node = xmlDocGetRootElement(document.get());
       node != nullptr; node = Next(node)) {
    if (node->type != XML_ELEMENT_NODE) continue;
    const auto* name = reinterpret_cast<const char*>(node->name);
    if (!IsUnitElement(name) && !IsUnitList(name)) continue;
    const std::unique_ptr<xmlChar, decltype(xmlFree)> content(
        xmlNodeGetContent(node), xmlFree);
    const std::string text = reinterpret_cast<const char*>(content.get());
    const std::string file = path.filename().string();
    if (IsUnitElement(name)) {
      units->push_back({file, text});
      continue;
    }
    for (const absl::string_view one :
         absl::StrSplit(text, absl::ByAnyChar(" \t\n\r"), absl::SkipEmpty())) {
      units->push_back({file, std::string(one)});
    }
  }
}

// Empty, with a line on the output, where the files are not there.
std::vector<UnitText> UnitsOf(absl::string_view tier) {
  std::vector<UnitText> units;
  std::error_code absent;
  for (const auto& entry :
       std::filesystem::directory_iterator(Folder(), absent)) {
    const std::string name = entry.path().filename().string();
    if (absl::StartsWith(name, absl::StrCat("dsi_", tier, "_"))) {
      AddUnits(entry.path(), &units);
    }
  }
  if (units.empty()) {
    std::cout << "SKIPPED: no D-SI example files of class " << tier << " in "
              << Folder() << " (SUYUAN_DCC_EXAMPLES)\n";
  }
  return units;
}

// How many units of each class the files of one class hold.
std::string TiersIn(const std::vector<UnitText>& units) {
  std::map<DsiTier, int> tiers;
  for (const UnitText& unit : units) {
    const auto parsed = ParseDsi(unit.text);
    INFO(unit.file << ": '" << unit.text << "'");
    REQUIRE_THAT(StatusOf(parsed), IsOk());
    ++tiers[TierOf(*parsed)];
    // And what we write for it is the same unit.
    REQUIRE(SameUnit(ParseDsi(FormatDsi(*parsed).value()).value(), *parsed));
  }
  return absl::StrJoin(tiers, ", ", [](std::string* out, const auto& tier) {
    absl::StrAppend(out, DsiTierName(tier.first), " ", tier.second);
  });
}

TEST_CASE("A file's class is the worst class that its units have") {
  struct Case {
    const char* file_class;
    const char* tiers;
  };
  const auto c = GENERATE(values<Case>({
      {"PLATINUM", "PLATINUM 262"},
      {"GOLD", "PLATINUM 6, GOLD 58"},
      {"SILVER", "PLATINUM 1, GOLD 5, SILVER 23"},
      {"BRONZE", "PLATINUM 4, GOLD 2, SILVER 2, BRONZE 28"},
  }));
  const auto units = UnitsOf(c.file_class);
  if (units.empty()) return;
  CAPTURE(c.file_class);
  CHECK(TiersIn(units) == c.tiers);
}

// What makes a file improvable need not be the unit: these are sound.
const std::set<std::string>& SoundInImprovable() {
  static const auto* const sound = new std::set<std::string>{
      R"(\ampere)",
      R"(\ampere\ampere)",
      R"(\ampere\kelvin)",
      R"(\ampere\tothe{0.2})",
      R"(\decibel)",
      R"(\degree)",
      R"(\degreecelsius)",
      R"(\gram)",
      R"(\kelvin)",
      R"(\kelvin\ampere)",
      R"(\kelvin\kelvin)",
      R"(\kilogram)",
      R"(\kilogram\metre\tothe{2.0000}\micro\ampere\tothe{-001})",
      R"(\kilogram\metre\tothe{2.5}\micro\ampere\tothe{-1})"
      R"(\hecto\second\tothe{-2.324})",
      R"(\metre)",
      R"(\metre\metre)",
      R"(\metre\second\tothe{-1})",
      R"(\metre\tothe{3})",
      R"(\milli\metre\tothe{+0}\nano\second\tothe{-0})",
      R"(\milli\metre\tothe{-0}\nano\second\tothe{-0})",
      R"(\milli\metre\tothe{-1}\nano\second\tothe{-1})",
      R"(\milli\metre\tothe{0}\nano\second\tothe{0})",
      R"(\milli\metre\tothe{2}\nano\second\tothe{0})",
      R"(\milli\metre\tothe{2}\nano\second\tothe{1})",
      R"(\newton)",
      R"(\planckbar)",
      "\\planckbar\t",
      "\\planckbar\n\t\t\t",
      R"(\radian)",
      R"(\radian\radian)",
      R"(\tonne)",
  };
  return *sound;
}

TEST_CASE("In the IMPROVABLE files the sound units parse and no other does") {
  const auto units = UnitsOf("IMPROVABLE");
  if (units.empty()) return;
  std::set<std::string> parsed;
  std::set<std::string> refused;
  for (const UnitText& unit : units) {
    (ParseDsi(unit.text).ok() ? parsed : refused).insert(unit.text);
  }
  CHECK(parsed == SoundInImprovable());
  CHECK(refused.size() == 51);
}

TEST_CASE("Of the refused units the lenient reading understands these") {
  const auto units = UnitsOf("IMPROVABLE");
  if (units.empty()) return;
  std::set<std::string> understood;
  for (const UnitText& unit : units) {
    const auto read = ParseDsiLenient(unit.text);
    if (read.ok() && !read->notes.empty()) understood.insert(unit.text);
  }
  CHECK(understood.size() == 29);
  CHECK(understood.count(R"(\degreeCelsius)") == 1);
  CHECK(understood.count(R"(\kilo\gram)") == 1);
  CHECK(understood.count(R"(\metre\tothe{0,5}\ampere\tothe{-1})") == 0);
}

TEST_CASE("The SmartCom examples hold three units outside D-SI") {
  const auto units = UnitsOf("SmartCom");
  if (units.empty()) return;
  std::set<std::string> refused;
  for (const UnitText& unit : units) {
    if (!ParseDsi(unit.text).ok()) refused.insert(unit.text);
  }
  CHECK(refused ==
        std::set<std::string>{"HRC", "ft(U.S. survey)", "gallon(U.K.)"});
}

}  // namespace
}  // namespace suyuan::metrology
