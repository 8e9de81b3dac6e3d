#include "libs/tlog/whole_log.h"

#include "catch2/catch.hpp"
#include "libs/tlog/continuation.h"
#include "libs/tlog/proof.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/tlog/published_tree.h"

namespace suyuan::tlog {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;
using testing::PublishedTree;

absl::Status Check(PublishedTree& log) {
  const auto fetch = log.Fetch();
  return CheckWholeLog(
      log.checkpoint(), fetch,
      [](uint64_t, absl::string_view) { return absl::OkStatus(); });
}

TEST_CASE("A whole log follows from its entries, whatever its size") {
  const uint64_t size = GENERATE(0, 1, 2, 255, 256, 257, 512, 65536, 65537);
  PublishedTree log(size);
  uint64_t seen = 0;
  const auto fetch = log.Fetch();
  CHECK_THAT(CheckWholeLog(log.checkpoint(), fetch,
                           [&seen](uint64_t index, absl::string_view entry) {
                             CHECK(index == seen);
                             CHECK(entry == absl::StrCat("entry ", seen++));
                             return absl::OkStatus();
                           }),
             IsOk());
  CHECK(seen == size);
  // Nothing is read twice.
  CHECK(log.reads() == static_cast<int>(log.files().size()));
}

TEST_CASE("One byte changed in any file of a log is found") {
  PublishedTree log(256 * 3 + 10);
  const std::map<std::string, std::string> sound = log.files();
  for (const auto& [path, bytes] : sound) {
    for (const size_t at : {size_t{0}, bytes.size() / 2, bytes.size() - 1}) {
      INFO(path << " at " << at);
      log.files()[path][at] ^= 1;
      CHECK_FALSE(Check(log).ok());
      log.files()[path] = bytes;
    }
    log.files().erase(path);
    CHECK(absl::IsNotFound(Check(log)));
    log.files()[path] = bytes;
  }
  CHECK_THAT(Check(log), IsOk());
}

TEST_CASE("A log whose entries give another root than the signed one is not") {
  PublishedTree log(300);
  Checkpoint other = log.checkpoint();
  other.root = HashLeaf("another");
  const auto fetch = log.Fetch();
  CHECK_THAT(CheckWholeLog(
                 other, fetch,
                 [](uint64_t, absl::string_view) { return absl::OkStatus(); }),
             HasReason("LOG_TREE_DAMAGED"));
}

TEST_CASE("What visits the entries can end the reading") {
  PublishedTree log(300);
  uint64_t seen = 0;
  const auto fetch = log.Fetch();
  CHECK(absl::IsCancelled(
      ReadEntries(300, fetch, [&seen](uint64_t, absl::string_view) {
        return ++seen == 7 ? absl::CancelledError("enough") : absl::OkStatus();
      })));
  CHECK(seen == 7);
}

TEST_CASE("A full tile stands for a partial one that is not kept any more") {
  PublishedTree small(300);
  PublishedTree grown(512);
  const auto fetch = grown.Fetch();
  const auto visit = [](uint64_t, absl::string_view) {
    return absl::OkStatus();
  };
  CHECK(absl::IsNotFound(CheckWholeLog(small.checkpoint(), fetch, visit)));
  // The partial tile of level 1 was taken over by a wider one, not a full one.
  grown.files()["tile/1/000.p/1"] = small.files()["tile/1/000.p/1"];
  CHECK_THAT(CheckWholeLog(small.checkpoint(), fetch, visit), IsOk());
}

TEST_CASE("Proofs can be made of the tiles alone") {
  PublishedTree log(70000);
  const auto fetch = log.Fetch();
  TileHashes hashes(70000, fetch);
  for (const uint64_t index : {0u, 255u, 256u, 65535u, 65536u, 69999u}) {
    const auto proof = ProveInclusion(index, 70000, hashes.Reader());
    REQUIRE_THAT(StatusOf(proof), IsOk());
    CHECK_THAT(
        VerifyInclusion(index, 70000, HashLeaf(absl::StrCat("entry ", index)),
                        log.checkpoint().root, *proof),
        IsOk());
  }
  PublishedTree earlier(65600);
  const auto proof = ProveConsistency(65600, 70000, hashes.Reader());
  REQUIRE_THAT(StatusOf(proof), IsOk());
  CHECK_THAT(VerifyConsistency(65600, 70000, earlier.checkpoint().root,
                               log.checkpoint().root, *proof),
             IsOk());
  // Tiles are kept: six of level 0, two of level 1, one of level 2, and those
  // that the old tree ends in.
  CHECK(log.reads() < 20);
  CHECK_THAT(StatusOf(hashes.Read(0, 69999, 2)), HasReason("LOG_TREE_DAMAGED"));
}

TEST_CASE("A tree continues every earlier one of the same log") {
  PublishedTree newest(70000);
  const auto fetch = newest.Fetch();
  for (const uint64_t size : {0u, 1u, 256u, 300u, 65536u, 69999u, 70000u}) {
    INFO(size);
    CHECK_THAT(CheckContinuation(PublishedTree(size).checkpoint(),
                                 newest.checkpoint(), fetch),
               IsOk());
  }
}

TEST_CASE("A log that shows two trees, or fewer leaves, is found out") {
  PublishedTree newest(700);
  const auto fetch = newest.Fetch();
  // 512 leaves are a complete tree, whose root no proof repeats.
  const uint64_t size = GENERATE(1, 300, 512, 699, 700);
  Checkpoint other = PublishedTree(size).checkpoint();
  other.root = HashLeaf("another");
  CHECK_THAT(CheckContinuation(other, newest.checkpoint(), fetch),
             HasReason("LOG_SPLIT"));
  CHECK_THAT(CheckContinuation(PublishedTree(701).checkpoint(),
                               newest.checkpoint(), fetch),
             HasReason("LOG_WENT_BACK"));
}

TEST_CASE("Damaged tiles are not taken for a log that shows two trees") {
  PublishedTree newest(700);
  newest.files()["tile/0/002.p/188"][5] ^= 1;
  const auto fetch = newest.Fetch();
  CHECK_THAT(CheckContinuation(PublishedTree(600).checkpoint(),
                               newest.checkpoint(), fetch),
             HasReason("LOG_TREE_DAMAGED"));
}

TEST_CASE("A tile of another width than its path says is refused") {
  PublishedTree log(300);
  log.files()["tile/0/001.p/44"].resize(43 * 32);
  CHECK_THAT(Check(log), HasReason("LOG_BUNDLE_INVALID"));
}

}  // namespace
}  // namespace suyuan::tlog
