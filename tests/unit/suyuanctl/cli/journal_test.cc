#include "services/suyuanctl/cli/journal.h"

#include <fstream>
#include <sstream>

#include "tests/support/status_matchers.h"
#include "tests/unit/suyuanctl/world/world_folder.h"

namespace suyuan::ctl {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using world::testing::WorldFolder;

std::string Digest(char digit) { return std::string(64, digit); }

std::string TextOf(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST_CASE("A journal remembers what was synced") {
  WorldFolder folder;
  const std::string path = folder.path() + "/j";
  {
    auto journal = Journal::Open(path).value();
    CHECK(journal->size() == 0);
    journal->Add(Digest('a'), "certificates/1");
    CHECK_THAT(journal->Sync(), IsOk());
    journal->Add(Digest('b'), "certificates/2");  // never synced
  }
  auto journal = Journal::Open(path).value();
  CHECK(journal->Has(Digest('a')));
  CHECK_FALSE(journal->Has(Digest('b')));
}

TEST_CASE("A journal that a crash cut anywhere is read up to there") {
  WorldFolder folder;
  const std::string path = folder.path() + "/j";
  {
    auto journal = Journal::Open(path).value();
    journal->Add(Digest('a'), "certificates/1");
    journal->Add(Digest('b'), "certificates/2");
    REQUIRE_THAT(journal->Sync(), IsOk());
  }
  const std::string whole = TextOf(path);
  const size_t first_end = whole.find('\n', whole.find(Digest('a'))) + 1;
  for (size_t cut = 0; cut <= whole.size(); ++cut) {
    CAPTURE(cut);
    const std::string copy = folder.Write("copy", whole.substr(0, cut));
    {
      auto journal = Journal::Open(copy);
      REQUIRE_THAT(journal.status(), IsOk());
      CHECK((*journal)->Has(Digest('a')) == (cut >= first_end));
      CHECK((*journal)->Has(Digest('b')) == (cut == whole.size()));
      (*journal)->Add(Digest('c'), "certificates/3");
      REQUIRE_THAT((*journal)->Sync(), IsOk());
    }
    // What is added after the cut is not lost in what the cut left.
    CHECK(Journal::Open(copy).value()->Has(Digest('c')));
  }
}

TEST_CASE("A file that is no journal is left alone") {
  WorldFolder folder;
  const std::string other = folder.Write("other", "my notes\n");
  CHECK_THAT(Journal::Open(other).status(), HasReason("JOURNAL_FOREIGN"));
  CHECK(TextOf(other) == "my notes\n");
  CHECK_THAT(Journal::Open(folder.path() + "/no/such/folder").status(),
             HasReason("JOURNAL_IO"));
}

TEST_CASE("Two imports do not write to one journal") {
  WorldFolder folder;
  const std::string path = folder.path() + "/j";
  const auto first = Journal::Open(path);
  REQUIRE_THAT(first.status(), IsOk());
  CHECK_THAT(Journal::Open(path).status(), HasReason("JOURNAL_LOCKED"));
}

}  // namespace
}  // namespace suyuan::ctl
