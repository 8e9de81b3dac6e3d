#include "libs/zip/zip_file.h"

#include <cstdlib>
#include <ctime>

#include "tests/support/status_matchers.h"

namespace suyuan::zip {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;

const std::vector<File> kFiles = {
    {"manifest.json", "{}"},
    {"certificates/a.xml", std::string(70000, 'x')},
    {"empty", ""}};

// In a zone, as a machine that stands there.
std::string WrittenIn(const char* zone) {
  ::setenv("TZ", zone, 1);
  ::tzset();
  const auto archive = Write(kFiles);
  REQUIRE_THAT(archive.status(), IsOk());
  return *archive;
}

TEST_CASE("What was packed comes back, in its order") {
  const auto archive = Write(kFiles);
  REQUIRE_THAT(archive.status(), IsOk());
  const auto files = Read(*archive, 1 << 20);
  REQUIRE_THAT(files.status(), IsOk());
  CHECK(*files == kFiles);
}

TEST_CASE("Equal files give equal archives, whatever the machine's zone") {
  const std::string first = WrittenIn("UTC");
  CHECK(first == WrittenIn("Asia/Shanghai"));
  CHECK(first == WrittenIn("America/Los_Angeles"));
}

TEST_CASE("An archive with a changed byte of a file is refused") {
  std::string archive = *Write(kFiles);
  archive[archive.find("xxxx") + 100] = 'y';
  CHECK_THAT(StatusOf(Read(archive, 1 << 20)), HasReason("ZIP_MALFORMED"));
}

TEST_CASE("What is no archive is refused") {
  CHECK_THAT(StatusOf(Read("not an archive at all", 1 << 20)),
             HasReason("ZIP_MALFORMED"));
}

TEST_CASE("Files may come to the limit and not beyond") {
  const std::string archive = *Write(kFiles);
  CHECK_THAT(StatusOf(Read(archive, 70002)), IsOk());
  CHECK_THAT(StatusOf(Read(archive, 70001)), HasReason("ZIP_TOO_LARGE"));
}

}  // namespace
}  // namespace suyuan::zip
