#include "services/suyuanctl/world/world_file.h"

#include "tests/support/status_matchers.h"
#include "tests/unit/suyuanctl/world/world_folder.h"

namespace suyuan::world {
namespace {

using suyuan::testing::HasCode;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using testing::WorldFolder;

std::vector<std::string> NamesOf(const std::vector<WorldFile>& files) {
  std::vector<std::string> names;
  for (const WorldFile& file : files) {
    names.push_back(file.path.substr(file.path.rfind('/') + 1));
  }
  return names;
}

TEST_CASE("What a file includes is applied before it, each file once") {
  WorldFolder folder;
  folder.Write("common/base.json", "{}");
  folder.Write("left.json", R"({"include": ["common/base.json"]})");
  folder.Write("right.json", R"({"include": ["common/../common/base.json"]})");
  const std::string top =
      folder.Write("top.json", R"({"include": ["left.json", "right.json"]})");
  const auto files = LoadWorlds({top});
  REQUIRE_THAT(files.status(), IsOk());
  CHECK(NamesOf(*files) == std::vector<std::string>{"base.json", "left.json",
                                                    "right.json", "top.json"});
  CHECK_FALSE((*files)[0].named);
  CHECK((*files)[3].named);
}

TEST_CASE("A file that was included first and named later counts as named") {
  WorldFolder folder;
  const std::string base = folder.Write("base.json", "{}");
  const std::string top =
      folder.Write("top.json", R"({"include": ["base.json"]})");
  const auto files = LoadWorlds({top, base});
  REQUIRE_THAT(files.status(), IsOk());
  REQUIRE(files->size() == 2);
  CHECK((*files)[0].named);
}

TEST_CASE("Files that include each other are refused, not followed") {
  WorldFolder folder;
  const std::string a = folder.Write("a.json", R"({"include": ["b.json"]})");
  folder.Write("b.json", R"({"include": ["a.json"]})");
  const auto files = LoadWorlds({a});
  CHECK_THAT(files.status(), HasReason("WORLD_INCLUDES_ITSELF"));
}

TEST_CASE("A missing file is named, with the place that asks for it") {
  WorldFolder folder;
  CHECK_THAT(LoadWorlds({folder.path() + "/none.json"}).status(),
             HasReason("WORLD_FILE_MISSING"));
  CHECK_THAT(LoadWorlds({folder.path()}).status(),
             HasReason("WORLD_FILE_MISSING"));
  const std::string world = folder.Write(
      "w.json", R"({"steps": [{}, {"dcc_files": ["is.xml", "none.xml"]}]})");
  folder.Write("is.xml", "<dcc/>");
  const absl::Status missing = LoadWorlds({world}).status();
  CHECK_THAT(missing, HasReason("WORLD_FILE_MISSING"));
  CHECK(std::string(missing.message()).find("steps[1].dcc_files[1]") !=
        std::string::npos);
}

TEST_CASE("Documents are read as they are, beside their world") {
  WorldFolder folder;
  folder.Write("dcc/a.xml", std::string("<a>\r\n\0</a>", 11));
  const std::string world =
      folder.Write("w.json", R"({"steps": [{"dcc_files": ["dcc/a.xml"]}]})");
  const auto files = LoadWorlds({world});
  REQUIRE_THAT(files.status(), IsOk());
  CHECK((*files)[0].documents.at("dcc/a.xml") ==
        std::string("<a>\r\n\0</a>", 11));
}

TEST_CASE("A field that no world has is refused with its place") {
  const absl::Status refused =
      ParseWorld("w.json", R"({"steps": [{"standards": [{"titel": {}}]}]})")
          .status();
  CHECK_THAT(refused, HasReason("WORLD_SYNTAX"));
  CHECK(std::string(refused.message()).find("w.json") != std::string::npos);
  CHECK(std::string(refused.message()).find("titel") != std::string::npos);
}

TEST_CASE("What a service need not be asked is refused before it is") {
  struct Case {
    const char* world;
    const char* field;
  };
  const Case c = GENERATE(values<Case>({
      {R"({"steps":[{"standards":[{"name":"instruments/a"}]}]})",
       "steps[0].standards[0].name"},
      {R"({"steps":[{},{"instruments":[{"name":"instruments/a"},{}]}]})",
       "steps[1].instruments[1].name"},
      {R"({"steps":[{"at":"2024-01-02T00:00:00Z"},{},
          {"at":"2024-01-01T23:59:59Z"}]})",
       "steps[2].at"},
      {R"({"steps":[{"endings":[{"name":"standards/a"}]}]})",
       "steps[0].endings[0].day"},
      {R"({"steps":[{"endings":[{"name":"certificates/a","day":"2024-01-01"}]}
          ]})",
       "steps[0].endings[0].name"},
      {R"({"steps":[{"voids":[{"number":"1"}]}]})",
       "steps[0].voids[0].void_from"},
      {R"({"steps":[{"replacements":[{"number":"1"}]}]})",
       "steps[0].replacements[0].replaced_by"},
      {R"({"expect":[{"verdict":"VERDICT_TRACEABLE"}]})", "expect[0].target"},
      {R"({"expect":[{"target":"1","as_of":"2024-01-01"}]})", "expect[0]"},
  }));
  const auto world = ParseWorld("w.json", c.world);
  REQUIRE_THAT(world.status(), IsOk());
  const absl::Status refused = CheckWorld("w.json", *world);
  CHECK_THAT(refused, HasReason("INVALID_FIELD"));
  REQUIRE(ViolationsOf(refused).size() == 1);
  CHECK(ViolationsOf(refused)[0].field == c.field);
}

TEST_CASE("Steps may be recorded at one instant, and need not say when") {
  const auto world = ParseWorld("w.json", R"({"steps":[
      {"at":"2024-01-01T00:00:00Z"},{},{"at":"2024-01-01T00:00:00Z"}]})");
  REQUIRE_THAT(world.status(), IsOk());
  CHECK_THAT(CheckWorld("w.json", *world), IsOk());
}

}  // namespace
}  // namespace suyuan::world
