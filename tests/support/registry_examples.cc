#include "tests/support/registry_examples.h"

#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"

namespace suyuan::testing {
namespace {

using registry::v1::Record;

constexpr const char* kFiles[] = {
    "organiser",
    "pilot",
    "neighbour",
    "institution",
    "specification",
    "regional_specification",
    "verification_scheme",
    "mandatory_catalogue",
    "person",
    "authorisation",
    "competence",
    "standard",
    "reference_material",
    "instrument",
    "declaration",
    "comparison",
    "indicator_entry",
    "indicator_report",
};

}  // namespace

std::vector<Record> RegistryExamples() {
  std::vector<Record> records;
  for (const char* file : kFiles) records.push_back(RegistryExample(file));
  return records;
}

Record RegistryExample(const std::string& field) {
  const std::string path =
      absl::StrCat("tests/support/registry_examples/", field, ".json");
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  Record record;
  const auto parsed =
      google::protobuf::util::JsonStringToMessage(text.str(), &record);
  INFO(path << ": " << parsed.ToString());
  REQUIRE(parsed.ok());
  return record;
}

}  // namespace suyuan::testing
