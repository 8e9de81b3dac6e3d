#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "catch2/catch.hpp"
#include "libs/blocks/block_reader.h"
#include "libs/blocks/block_writer.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::blocks {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::TemporaryFolder;

constexpr absl::string_view kFormat = "two texts";

void Write(const std::string& path, absl::string_view first,
           absl::string_view second) {
  auto writer = BlockWriter::Create(path, kFormat);
  REQUIRE_THAT(writer.status(), IsOk());
  REQUIRE_THAT((*writer)->Add("first", first), IsOk());
  REQUIRE_THAT((*writer)->Add("second", second), IsOk());
  REQUIRE_THAT((*writer)->Commit(), IsOk());
}

// Both blocks, or why they cannot be had.
absl::StatusOr<std::string> ReadBoth(const std::string& path) {
  auto reader = BlockReader::Open(path, kFormat);
  if (!reader.ok()) return reader.status();
  auto first = (*reader)->Read("first");
  auto second = (*reader)->Read("second");
  if (!first.ok()) return first.status();
  if (!second.ok()) return second.status();
  return *first + "|" + *second;
}

std::string Bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void SetBytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

TEST_CASE("Blocks are read as they were written, empty ones too") {
  const TemporaryFolder folder;
  const std::string path = folder.File("blocks");
  Write(path, std::string(3'000'000, 'x'), "");
  const auto both = ReadBoth(path);
  REQUIRE_THAT(both.status(), IsOk());
  CHECK(*both == std::string(3'000'000, 'x') + "|");
}

TEST_CASE("Pieces make one block, and one block fills pieces") {
  const TemporaryFolder folder;
  const std::string path = folder.File("blocks");
  auto writer = BlockWriter::Create(path, kFormat);
  REQUIRE_THAT(writer.status(), IsOk());
  REQUIRE_THAT((*writer)->Add("first", {"ab", "", "cde"}), IsOk());
  REQUIRE_THAT((*writer)->Commit(), IsOk());

  auto reader = BlockReader::Open(path, kFormat);
  REQUIRE_THAT(reader.status(), IsOk());
  CHECK(*(*reader)->SizeOf("first") == 5);
  std::string left(1, '-');
  std::string right(4, '-');
  REQUIRE_THAT((*reader)->Read("first", {absl::MakeSpan(left.data(), 1),
                                         absl::MakeSpan(right.data(), 4)}),
               IsOk());
  CHECK(left + "|" + right == "a|bcde");
  CHECK_THAT((*reader)->Read("first", {absl::MakeSpan(right.data(), 4)}),
             HasReason("BLOCK_FILE_DAMAGED"));
  CHECK_THAT((*reader)->SizeOf("third").status(),
             HasReason("BLOCK_FILE_DAMAGED"));
}

TEST_CASE("A file that is not there, or of another format, is told apart") {
  const TemporaryFolder folder;
  const std::string path = folder.File("blocks");
  CHECK_THAT(ReadBoth(path).status(), HasReason("BLOCK_FILE_MISSING"));
  Write(path, "a", "b");
  CHECK_THAT(BlockReader::Open(path, "three texts").status(),
             HasReason("BLOCK_FILE_FOREIGN"));
}

TEST_CASE("Whichever byte is changed, the file is refused") {
  const TemporaryFolder folder;
  const std::string path = folder.File("blocks");
  Write(path, "the first", "the second");
  const std::string sound = Bytes(path);
  for (size_t at = 0; at < sound.size(); ++at) {
    for (const char by : {'\x01', '\x80', '\xff'}) {
      INFO("byte " << at);
      std::string changed = sound;
      changed[at] = static_cast<char>(changed[at] ^ by);
      SetBytes(path, changed);
      REQUIRE_FALSE(ReadBoth(path).ok());
    }
  }
  SetBytes(path, sound);
  CHECK(ReadBoth(path).ok());
}

TEST_CASE("Wherever it is cut short or drawn out, the file is refused") {
  const TemporaryFolder folder;
  const std::string path = folder.File("blocks");
  Write(path, "the first", "the second");
  const std::string sound = Bytes(path);
  for (size_t size = 0; size < sound.size(); ++size) {
    SetBytes(path, sound.substr(0, size));
    REQUIRE_THAT(ReadBoth(path).status(), HasReason("BLOCK_FILE_DAMAGED"));
  }
  SetBytes(path, sound + "x");
  CHECK_THAT(ReadBoth(path).status(), HasReason("BLOCK_FILE_DAMAGED"));
}

TEST_CASE("Until it is committed a file changes nothing, nor leaves anything") {
  const TemporaryFolder folder;
  const std::string path = folder.File("blocks");
  Write(path, "old", "file");
  {
    auto writer = BlockWriter::Create(path, kFormat);
    REQUIRE_THAT(writer.status(), IsOk());
    REQUIRE_THAT((*writer)->Add("first", "new"), IsOk());
    CHECK(*ReadBoth(path) == "old|file");
  }
  CHECK(*ReadBoth(path) == "old|file");
  CHECK_FALSE(std::filesystem::exists(path + ".new"));
}

TEST_CASE("What a crash left of a file is written over") {
  const TemporaryFolder folder;
  const std::string path = folder.File("blocks");
  SetBytes(path + ".new", std::string(1000, 'x'));
  Write(path, "a", "b");
  CHECK(*ReadBoth(path) == "a|b");
}

TEST_CASE("Two do not write one file at once") {
  const TemporaryFolder folder;
  const std::string path = folder.File("blocks");
  auto writer = BlockWriter::Create(path, kFormat);
  REQUIRE_THAT(writer.status(), IsOk());
  CHECK_THAT(BlockWriter::Create(path, kFormat).status(),
             HasReason("BLOCK_FILE_BUSY"));
  writer->reset();
  CHECK_THAT(BlockWriter::Create(path, kFormat).status(), IsOk());
}

TEST_CASE("A folder that is not there is told as the system tells it") {
  const TemporaryFolder folder;
  CHECK_THAT(BlockWriter::Create(folder.File("none/blocks"), kFormat).status(),
             HasReason("BLOCK_FILE_IO"));
}

}  // namespace
}  // namespace suyuan::blocks
