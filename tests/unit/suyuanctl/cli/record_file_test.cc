#include "services/suyuanctl/cli/record_file.h"

#include "tests/support/status_matchers.h"

namespace suyuan::ctl {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using Texts = std::vector<std::string>;

Texts Cut(const std::string& file, registry::v1::FileFormat format,
          const PartLimits& limits = {}) {
  const auto parts = CutFile(file, format, limits);
  REQUIRE_THAT(StatusOf(parts), IsOk());
  Texts contents;
  int64_t rows = 0;
  for (const FilePart& part : *parts) {
    CHECK(part.rows_before == rows);
    rows += part.rows;
    contents.push_back(part.content);
  }
  return contents;
}

constexpr auto kCsv = registry::v1::FILE_FORMAT_CSV;
constexpr auto kLines = registry::v1::FILE_FORMAT_JSON_LINES;
constexpr auto kKcdb = registry::v1::FILE_FORMAT_KCDB_JSON;

TEST_CASE("Kinds are named as in the names of their records") {
  CHECK(*ParseRecordType("standards") == registry::v1::RECORD_TYPE_STANDARD);
  CHECK(*ParseRecordType("RECORD_TYPE_INDICATOR_ENTRY") ==
        registry::v1::RECORD_TYPE_INDICATOR_ENTRY);
  CHECK_THAT(StatusOf(ParseRecordType("standard")), HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(ParseRecordType("RECORD_TYPE_UNSPECIFIED")),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("A format is as it is called, or as the file's name ends") {
  CHECK(*ParseFileFormat("", "a/b.CSV") == kCsv);
  CHECK(*ParseFileFormat("", "b.jsonl") == kLines);
  CHECK(*ParseFileFormat("", "b.ndjson") == kLines);
  CHECK(*ParseFileFormat("", "b.json") == kKcdb);
  CHECK(*ParseFileFormat("csv", "b.json") == kCsv);
  CHECK_THAT(StatusOf(ParseFileFormat("", "b.xlsx")),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(ParseFileFormat("xlsx", "b.csv")),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("Parts of CSV begin with the header and end with a row") {
  const std::string file = "name,place\r\na,\"one\r\ntwo\"\r\nb,x\r\nc,y";
  CHECK(Cut(file, kCsv) == Texts{file});
  CHECK(
      Cut(file, kCsv, {.rows = 2}) ==
      Texts{"name,place\r\na,\"one\r\ntwo\"\r\nb,x\r\n", "name,place\r\nc,y"});
  // A row that is too long for a part is one by itself.
  CHECK(Cut(file, kCsv, {.bytes = 18}) ==
        Texts{"name,place\r\na,\"one\r\ntwo\"\r\n", "name,place\r\nb,x\r\n",
              "name,place\r\nc,y"});
  CHECK(Cut("name\r\n", kCsv).empty());
  CHECK(Cut("", kCsv).empty());
}

TEST_CASE("A file of GB18030 is sent in UTF-8") {
  CHECK(Cut("name,title.zh\n\xD6\xCA,\xC1\xBF\n", kCsv) ==
        Texts{"name,title.zh\n质,量\n"});
  CHECK(Cut("\xEF\xBB\xBFname\na\n", kCsv) == Texts{"name\na\n"});
  const auto broken = CutFile("name\n\xD6\xCA\xFF\n", kCsv, {});
  REQUIRE_THAT(StatusOf(broken), HasReason("INVALID_FIELD"));
  CHECK(std::string(broken.status().message()).find("row 2, cell 1") !=
        std::string::npos);
  CHECK_THAT(StatusOf(CutFile("name\n\"a\n", kCsv, {})),
             HasReason("CSV_SYNTAX"));
}

TEST_CASE("Lines of JSON are cut between lines, empty ones left out") {
  CHECK(Cut("{1}\n\n{2}\r\n{3}", kLines, {.rows = 2}) ==
        Texts{"{1}\n{2}\r\n", "{3}"});
  CHECK(Cut("\n \n", kLines).empty());
}

TEST_CASE("An answer of the KCDB is cut between CMCs") {
  const std::string answer =
      R"({"totalPages": 1, "data": [{"id": 1}, {"id": 2}, {"id": 3}]})";
  CHECK(Cut(answer, kKcdb, {.rows = 2}) ==
        Texts{R"({"data":[{"id":1},{"id":2}]})", R"({"data":[{"id":3}]})"});
  CHECK(Cut(R"([{"id": 1}])", kKcdb) == Texts{R"({"data":[{"id":1}]})"});
  CHECK_THAT(StatusOf(CutFile("{}", kKcdb, {})), HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(CutFile("<html>", kKcdb, {})),
             HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace suyuan::ctl
