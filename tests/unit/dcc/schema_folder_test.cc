#include "libs/dcc/schema_folder.h"

#include <libxml/parser.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/dcc/lint.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/dcc/small_schemas.h"

namespace suyuan::dcc {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;
using ::suyuan::testing::TemporaryFolder;
using testing::SmallDocument;
using testing::SmallSchema;
using testing::SmallValueSchema;
using testing::WriteFile;

const char kName[] = "<d:name>n</d:name><s:value>1.5</s:value>";

std::unique_ptr<SchemaFolder> MustOpen(const std::string& path) {
  auto opened = SchemaFolder::Open(path);
  REQUIRE_THAT(StatusOf(opened), IsOk());
  return *std::move(opened);
}

Verdict VerdictOn(const SchemaFolder& folder, const std::string& bytes) {
  const auto report = Lint(bytes, Limits(), &folder, Deadline::Infinite());
  REQUIRE_THAT(StatusOf(report), IsOk());
  return report->schema.verdict;
}

TEST_CASE(
    "A folder that is not there, or holds no schema of a DCC, is refused") {
  const TemporaryFolder folder;
  CHECK_THAT(StatusOf(SchemaFolder::Open(folder.File("none"))),
             HasReason("SCHEMA_FOLDER_MISSING"));
  CHECK_THAT(StatusOf(SchemaFolder::Open(folder.File(""))),
             HasReason("SCHEMA_FOLDER_EMPTY"));
  WriteFile(folder.File("si.xsd"), SmallValueSchema("1.0"));
  CHECK_THAT(StatusOf(SchemaFolder::Open(folder.File(""))),
             HasReason("SCHEMA_FOLDER_EMPTY"));
  WriteFile(folder.File("notes.xsd"), "not XML");
  WriteFile(folder.File("page.xsd"), "<html/>");
  WriteFile(folder.File("dcc.xsd"), SmallSchema("9.1.0", "si.xsd"));
  CHECK(MustOpen(folder.File(""))->VersionsOf("https://ptb.de/dcc") ==
        std::vector<std::string>{"9.1.0"});
}

TEST_CASE("Schemas are told by what they state, wherever and however named") {
  const TemporaryFolder folder;
  WriteFile(folder.File("a/b/c/x.xsd"), SmallSchema("9.1.0", "../y.xsd"));
  WriteFile(folder.File("a/b/y.xsd"), SmallValueSchema("1.0"));
  WriteFile(folder.File("z.xsd"), SmallSchema("9.2.0", "a/b/y.xsd"));
  const auto opened = MustOpen(folder.File(""));
  CHECK(opened->VersionsOf("https://ptb.de/dcc") ==
        std::vector<std::string>{"9.1.0", "9.2.0"});
  CHECK(VerdictOn(*opened, SmallDocument("9.1.0", kName)) == Verdict::kValid);
  CHECK(VerdictOn(*opened, SmallDocument("9.2.0", kName)) == Verdict::kValid);
  CHECK(VerdictOn(*opened, SmallDocument("9.3.0", kName)) ==
        Verdict::kUnknownVersion);
}

TEST_CASE("An import by address is found by the end of its path") {
  const TemporaryFolder folder;
  WriteFile(folder.File("dcc.xsd"),
            SmallSchema("9.1.0", "https://ptb.de/si/v2/SI_Format.xsd"));
  WriteFile(folder.File("values/v1/SI_Format.xsd"), SmallValueSchema("1.0"));
  WriteFile(folder.File("values/v2/SI_Format.xsd"), SmallValueSchema("2.0"));
  const auto opened = MustOpen(folder.File(""));
  CHECK(VerdictOn(*opened, SmallDocument("9.1.0", kName)) == Verdict::kValid);
}

TEST_CASE("Of several that an import may mean none is guessed, of copies one") {
  const TemporaryFolder folder;
  WriteFile(folder.File("dcc.xsd"),
            SmallSchema("9.1.0", "https://ptb.de/SI_Format.xsd"));
  WriteFile(folder.File("v1/SI_Format.xsd"), SmallValueSchema("1.0"));
  WriteFile(folder.File("v2/SI_Format.xsd"), SmallValueSchema("2.0"));
  CHECK(VerdictOn(*MustOpen(folder.File("")), SmallDocument("9.1.0", kName)) ==
        Verdict::kNotChecked);
  WriteFile(folder.File("v2/SI_Format.xsd"), SmallValueSchema("1.0"));
  CHECK(VerdictOn(*MustOpen(folder.File("")), SmallDocument("9.1.0", kName)) ==
        Verdict::kValid);
}

TEST_CASE("Nothing outside of the folder is opened, whatever a schema names") {
  const TemporaryFolder outside;
  WriteFile(outside.File("secret.xsd"), SmallValueSchema("1.0"));
  for (const std::string& address :
       {outside.File("secret.xsd"), "file://" + outside.File("secret.xsd"),
        std::string("../secret.xsd"),
        std::string("http://127.0.0.1:1/s.xsd")}) {
    CAPTURE(address);
    const TemporaryFolder folder;
    WriteFile(folder.File("dcc.xsd"), SmallSchema("9.1.0", address));
    std::filesystem::create_symlink(outside.File("secret.xsd"),
                                    folder.File("secret.xsd"));
    const auto opened = MustOpen(folder.File(""));
    CHECK(opened->VersionsOf("https://ptb.de/si").empty());
    const auto schema = opened->Find("https://ptb.de/dcc", "9.1.0");
    CHECK_THAT(StatusOf(schema), HasReason("SCHEMA_UNUSABLE"));
    CHECK(absl::StrContains(schema.status().message(), "not in the folder"));
  }
}

TEST_CASE("A link within the folder is followed, as mounted volumes need") {
  const TemporaryFolder folder;
  WriteFile(folder.File("..data/dcc.xsd"), SmallSchema("9.1.0", "si.xsd"));
  WriteFile(folder.File("..data/si.xsd"), SmallValueSchema("1.0"));
  std::filesystem::create_symlink("..data/dcc.xsd", folder.File("dcc.xsd"));
  std::filesystem::create_symlink("..data/si.xsd", folder.File("si.xsd"));
  CHECK(VerdictOn(*MustOpen(folder.File("")), SmallDocument("9.1.0", kName)) ==
        Verdict::kValid);
}

TEST_CASE("A broken schema leaves its version unchecked and says why") {
  const TemporaryFolder folder;
  WriteFile(folder.File("si.xsd"), SmallValueSchema("1.0"));
  WriteFile(folder.File("good.xsd"), SmallSchema("9.1.0", "si.xsd"));
  WriteFile(folder.File("bad.xsd"),
            R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
            targetNamespace="https://ptb.de/dcc" version="9.2.0">
            <xs:element name="a" type="nowhere"/></xs:schema>)");
  const auto opened = MustOpen(folder.File(""));
  const auto report = Lint(SmallDocument("9.2.0", kName), Limits(),
                           opened.get(), Deadline::Infinite());
  REQUIRE_THAT(StatusOf(report), IsOk());
  CHECK(report->schema.verdict == Verdict::kNotChecked);
  REQUIRE(report->schema.findings.size() == 1);
  CHECK(report->schema.findings[0].code == "DCC_SCHEMA_UNUSABLE");
  CHECK(absl::StrContains(report->schema.findings[0].message_en, "bad.xsd"));
  CHECK(VerdictOn(*opened, SmallDocument("9.1.0", kName)) == Verdict::kValid);
}

int loads_by_others = 0;
xmlParserInput* CountLoad(const char*, const char*, xmlParserCtxt*) {
  ++loads_by_others;
  return nullptr;
}

TEST_CASE("Another loader of the process is left in its place and not asked") {
  const TemporaryFolder folder;
  WriteFile(folder.File("si.xsd"), SmallValueSchema("1.0"));
  WriteFile(folder.File("dcc.xsd"), SmallSchema("9.1.0", "si.xsd"));
  const auto opened = MustOpen(folder.File(""));
  const xmlExternalEntityLoader before = xmlGetExternalEntityLoader();
  xmlSetExternalEntityLoader(CountLoad);
  CHECK(VerdictOn(*opened, SmallDocument("9.1.0", kName)) == Verdict::kValid);
  CHECK(xmlGetExternalEntityLoader() == CountLoad);
  CHECK(loads_by_others == 0);
  xmlSetExternalEntityLoader(before);
}

TEST_CASE("The schema that a document itself names is not looked for") {
  const TemporaryFolder folder;
  WriteFile(folder.File("si.xsd"), SmallValueSchema("1.0"));
  WriteFile(folder.File("dcc.xsd"), SmallSchema("9.1.0", "si.xsd"));
  WriteFile(folder.File("m.xsd"),
            R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
            targetNamespace="urn:m"><xs:element name="m"/></xs:schema>)");
  const auto opened = MustOpen(folder.File(""));
  const std::string document = SmallDocument(
      "9.1.0", absl::StrCat("<d:name>n</d:name><d:any><m xmlns='urn:m' "
                            "xmlns:i='http://www.w3.org/2001/"
                            "XMLSchema-instance' i:schemaLocation='urn:m ",
                            folder.File("m.xsd"), "'/></d:any>"));
  const xmlExternalEntityLoader before = xmlGetExternalEntityLoader();
  xmlSetExternalEntityLoader(CountLoad);
  loads_by_others = 0;
  CHECK(VerdictOn(*opened, document) == Verdict::kInvalid);
  CHECK(loads_by_others == 0);
  xmlSetExternalEntityLoader(before);
}

TEST_CASE("Threads that ask for one version first get the one schema") {
  const TemporaryFolder folder;
  WriteFile(folder.File("si.xsd"), SmallValueSchema("1.0"));
  WriteFile(folder.File("dcc.xsd"), SmallSchema("9.1.0", "si.xsd"));
  const auto opened = MustOpen(folder.File(""));
  std::vector<xmlSchema*> seen(8, nullptr);
  std::vector<std::thread> threads;
  for (xmlSchema*& each : seen) {
    threads.emplace_back([&opened, &each] {
      const auto found = opened->Find("https://ptb.de/dcc", "9.1.0");
      if (found.ok()) each = *found;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(seen[0] != nullptr);
  CHECK(seen == std::vector<xmlSchema*>(seen.size(), seen[0]));
}

}  // namespace
}  // namespace suyuan::dcc
