// Our tables beside the files of the BIPM's SI Reference Point (Turtle).
// SUYUAN_SI_REFERENCE names their folder.

#include "libs/metrology/si_reference_point.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/text/normalise.h"
#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

std::string Folder() {
  const char* set = std::getenv("SUYUAN_SI_REFERENCE");
  return set != nullptr ? set : "../shared/si";
}

// The text between the first two quotes.
std::string Quoted(absl::string_view line) {
  const std::vector<std::string> parts = absl::StrSplit(line, '"');
  return parts.size() > 1 ? parts[1] : "";
}

// The symbol of each thing that a file names, "" where it gives none, by
// persistent identifier. In these files a thing begins a line with its
// shortened name and " a si:"; what is said of it follows, indented, to the
// empty line. Empty, with a line on the output, where the file is not there.
std::map<std::string, std::string> Read(const std::string& name,
                                        const std::string& prefix,
                                        const std::string& address) {
  std::map<std::string, std::string> entries;
  std::ifstream file(absl::StrCat(Folder(), "/", name));
  std::string* symbol = nullptr;
  for (std::string line; std::getline(file, line);) {
    absl::string_view rest = line;
    if (line.empty()) {
      symbol = nullptr;
    } else if (absl::ConsumePrefix(&rest, prefix) &&
               absl::StrContains(rest, " a si:")) {
      const auto local = rest.substr(0, rest.find(' '));
      symbol = &entries[absl::StrCat(address, local)];
    } else if (symbol != nullptr && absl::StrContains(line, "si:hasSymbol ")) {
      *symbol = Quoted(line);
    }
  }
  if (entries.empty()) {
    std::cout << "SKIPPED: no " << name << " in " << Folder()
              << " (SUYUAN_SI_REFERENCE)\n";
  }
  return entries;
}

TEST_CASE("Every quantity of the SI Reference Point is a kind, and no more") {
  auto entries =
      Read("quantities.ttl",
           "quantities:", "https://si-digital-framework.org/quantities/");
  if (entries.empty()) return;
  for (const QuantityKind& kind : QuantityKinds()) {
    const std::string uri = PersistentIdentifierOf(kind);
    if (uri.empty()) continue;
    CAPTURE(uri);
    CHECK(entries.erase(uri) == 1);
  }
  for (const auto& [uri, symbol] : entries) FAIL_CHECK(uri << " has no kind");
}

TEST_CASE("Every unit of the SI Reference Point is one of ours, as printed") {
  auto entries =
      Read("units.ttl", "units:", "https://si-digital-framework.org/SI/units/");
  if (entries.empty()) return;
  for (const UnitAtom& atom : UnitAtoms()) {
    const std::string uri = PersistentIdentifierOf(atom);
    if (uri.empty()) continue;
    CAPTURE(uri);
    REQUIRE(entries.contains(uri));
    CHECK(text::Nfkc(entries[uri]) == text::Nfkc(atom.symbol));
    entries.erase(uri);
  }
  for (const auto& [uri, symbol] : entries) FAIL_CHECK(uri << " has no unit");
}

TEST_CASE("Every prefix of the SI Reference Point is one of ours") {
  auto entries =
      Read("prefixes.ttl",
           "prefixes:", "https://si-digital-framework.org/SI/prefixes/");
  if (entries.empty()) return;
  entries.erase("https://si-digital-framework.org/SI/prefixes/none");
  for (const UnitPrefix& prefix : UnitPrefixes()) {
    const std::string uri = PersistentIdentifierOf(prefix);
    if (uri.empty()) continue;
    CAPTURE(uri);
    REQUIRE(entries.contains(uri));
    CHECK(text::Nfkc(entries[uri]) == text::Nfkc(prefix.symbol));
    entries.erase(uri);
  }
  for (const auto& [uri, symbol] : entries) FAIL_CHECK(uri << " has no prefix");
}

}  // namespace
}  // namespace suyuan::metrology
