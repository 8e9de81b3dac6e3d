#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "catch2/catch.hpp"
#include "tests/integration/certificates/samples.h"
#include "tests/integration/certificates/suite.h"
#include "tests/support/status_matchers.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::StatusOf;
using testing::ExamplesFolder;
using testing::ReadFile;
using testing::Suite;

struct Published {
  std::string file;
  bool is_valid_dcc = false;
};

// DCC 2.2 to 3.3, as the manifest says of them.
std::vector<Published> Manifest(const std::string& folder) {
  std::vector<Published> all;
  std::ifstream lines(folder + "/MANIFEST.tsv");
  std::string line;
  std::getline(lines, line);  // the heading
  while (std::getline(lines, line)) {
    const std::vector<std::string> fields = absl::StrSplit(line, '\t');
    const bool is_file = fields.size() > 5 &&
                         absl::EndsWith(fields[0], ".xml") &&
                         !absl::StartsWith(fields[0], "trust/");
    if (!is_file) continue;
    const std::string& version = fields[3];
    const bool is_version =
        absl::StartsWith(version, "3.") ||
        (absl::StartsWith(version, "2.") && version >= "2.2");
    all.push_back(
        {fields[0], is_version && absl::StartsWith(fields[5], "yes (dcc")});
  }
  return all;
}

TEST_CASE("Every valid certificate imports; others import or are refused") {
  const auto folder = ExamplesFolder();
  if (!folder.has_value()) return;
  Suite suite;
  const std::vector<Published> published = Manifest(*folder);
  REQUIRE(published.size() > 70);
  int valid = 0;
  int imported = 0;
  for (const Published& one : published) {
    INFO(one.file);
    const std::string bytes = ReadFile(*folder + "/" + one.file);
    const auto response = suite.ImportDcc(bytes);
    if (one.is_valid_dcc) {
      ++valid;
      CHECK_THAT(StatusOf(response), suyuan::testing::IsOk());
    }
    if (response.ok()) {
      imported += response->created() ? 1 : 0;
      // What is not sound as a schema sees it says so in findings.
      CHECK_FALSE(response->certificate().findings().empty());
      continue;
    }
    // A precise refusal: element or line, and what was wanted.
    const absl::Status refused = StatusOf(response);
    INFO(refused);
    CHECK(absl::StartsWith(ReasonOf(refused), "DCC_"));
    CHECK(absl::StrContains(refused.message(), "line "));
    CHECK(absl::StrContains(refused.message(), "wanted"));
  }
  CHECK(valid >= 25);
  std::cout << imported << " of " << published.size()
            << " published files imported, " << valid << " valid ones\n";
  // Nothing is half stored: each that was imported is listed, has its
  // original, its leaf and its entry in the feed.
  const auto listed = suite.List();
  REQUIRE(listed.ok());
  CHECK(listed->certificates_size() == imported);
  CHECK(suite.Feed(imported).size() == static_cast<size_t>(imported));
  const auto checkpoint = suite.Call(&v1::TransparencyLog::Stub::GetCheckpoint,
                                     v1::GetCheckpointRequest());
  REQUIRE(checkpoint.ok());
  CHECK(checkpoint->tree_size() == imported);
}

TEST_CASE("A document cut off anywhere is imported whole or not at all") {
  const auto folder = ExamplesFolder();
  if (!folder.has_value()) return;
  Suite suite;
  const std::string bytes = ReadFile(*folder + "/" + testing::ChainFiles()[2]);
  const size_t end = bytes.rfind("</");  // of the root
  for (size_t size = 0; size < end; size += end / 40) {
    INFO(size);
    const auto response = suite.ImportDcc(bytes.substr(0, size));
    CHECK(absl::StartsWith(ReasonOf(StatusOf(response)), "DCC_"));
  }
  CHECK(suite.List()->certificates().empty());
}

}  // namespace
}  // namespace suyuan::certificates
