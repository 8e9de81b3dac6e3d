#include "services/certificates/log/transparency_log.h"

#include <sys/stat.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/tlog/checkpoint.h"
#include "libs/tlog/proof.h"
#include "libs/tlog/receipt.h"
#include "libs/tlog/whole_log.h"
#include "services/certificates/log/log_key.h"
#include "services/certificates/log/log_tree.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::Memory;
using testing::Sqlite;

constexpr char kOrigin[] = "log.example/certificates";

const crypto::Ed25519PrivateKey& Key() {
  static const auto* const key = new crypto::Ed25519PrivateKey(
      *crypto::Ed25519PrivateKey::FromSeed(std::string(32, 'k')));
  return *key;
}

tlog::NoteSigner Signer(const crypto::Ed25519PrivateKey& key = Key()) {
  return *tlog::NoteSigner::From(kOrigin, key);
}

void Append(CertificateStore& store, int64_t count) {
  const auto work = [count](CertificateWriter& writer) -> absl::Status {
    for (int64_t i = 0; i < count; ++i) {
      SUYUAN_ASSIGN_OR_RETURN(const int64_t size, writer.LogSize());
      SUYUAN_RETURN_IF_ERROR(
          AppendLeaf(writer, absl::StrCat("leaf ", size)).status());
    }
    return absl::OkStatus();
  };
  REQUIRE_THAT(store.Write(work, Deadline::Infinite()), IsOk());
}

std::unique_ptr<TransparencyLog> OpenLog(CertificateStore& store) {
  auto log = TransparencyLog::Open(store, Signer());
  REQUIRE_THAT(StatusOf(log), IsOk());
  return *std::move(log);
}

tlog::Hash RootOf(int64_t size) {
  tlog::Frontier tree;
  std::vector<tlog::StoredHash> stored;
  for (int64_t i = 0; i < size; ++i) {
    tree.Append(tlog::HashLeaf(absl::StrCat("leaf ", i)), stored);
  }
  return tree.Root();
}

TEMPLATE_TEST_CASE("A head has the root of all leaves, at every size", "",
                   Memory, Sqlite) {
  TestType fixture;
  const auto log = OpenLog(fixture.store);
  for (const int64_t more : {0, 1, 1, 253, 1, 1, 255, 1, 300}) {
    Append(fixture.store, more);
    const auto head = log->Head(Deadline::Infinite());
    REQUIRE_THAT(StatusOf(head), IsOk());
    INFO(head->size);
    CHECK(head->root == RootOf(head->size));
    const auto checkpoint = tlog::OpenCheckpoint(head->note, log->verifier());
    REQUIRE_THAT(StatusOf(checkpoint), IsOk());
    CHECK(checkpoint->origin == kOrigin);
    CHECK(static_cast<int64_t>(checkpoint->size) == head->size);
  }
}

TEMPLATE_TEST_CASE("A head is signed anew only when leaves were added", "",
                   Memory, Sqlite) {
  TestType fixture;
  const auto log = OpenLog(fixture.store);
  Append(fixture.store, 2);
  int64_t seen = -1;
  std::string note;
  const auto done = [&](absl::StatusOr<SignedHead> head) {
    REQUIRE_THAT(StatusOf(head), IsOk());
    seen = head->size;
    note = head->note;
  };
  REQUIRE_THAT(StatusOf(log->Head(Deadline::Infinite())), IsOk());
  log->HeadAsync(done);  // no write, so at once
  CHECK(seen == 2);
  CHECK(note == log->Head(Deadline::Infinite())->note);
}

TEMPLATE_TEST_CASE("A receipt holds for its leaf and no other", "", Memory,
                   Sqlite) {
  TestType fixture;
  const auto log = OpenLog(fixture.store);
  Append(fixture.store, 600);
  const SignedHead head = *log->Head(Deadline::Infinite());
  for (const int64_t index : {0, 255, 256, 599}) {
    const auto receipt = log->Receipt(head, index, Deadline::Infinite());
    REQUIRE_THAT(StatusOf(receipt), IsOk());
    CHECK(receipt->leaf == absl::StrCat("leaf ", index));
    const auto proof = tlog::Receipt::Parse(receipt->proof);
    REQUIRE_THAT(StatusOf(proof), IsOk());
    CHECK_THAT(StatusOf(VerifyReceipt(*proof, tlog::HashLeaf(receipt->leaf),
                                      log->verifier())),
               IsOk());
    CHECK_THAT(StatusOf(VerifyReceipt(*proof, tlog::HashLeaf("leaf 7"),
                                      log->verifier())),
               HasReason("LOG_PROOF_INVALID"));
  }
  CHECK_THAT(StatusOf(log->Receipt(head, 600, Deadline::Infinite())),
             HasReason("OUT_OF_RANGE"));
  CHECK_THAT(StatusOf(log->Receipt(head, -1, Deadline::Infinite())),
             HasReason("OUT_OF_RANGE"));
}

TEMPLATE_TEST_CASE("Every tree is proved to continue every earlier one", "",
                   Memory, Sqlite) {
  TestType fixture;
  const auto log = OpenLog(fixture.store);
  Append(fixture.store, 520);
  const SignedHead head = *log->Head(Deadline::Infinite());
  for (const int64_t first : {1, 255, 256, 257, 519, 520}) {
    for (const int64_t second : {257, 520}) {
      if (first > second) continue;
      INFO(first << " " << second);
      const auto proof =
          log->ProveConsistency(head, first, second, Deadline::Infinite());
      REQUIRE_THAT(StatusOf(proof), IsOk());
      CHECK_THAT(tlog::VerifyConsistency(first, second, RootOf(first),
                                         RootOf(second), *proof),
                 IsOk());
    }
  }
  CHECK_THAT(StatusOf(log->ProveConsistency(head, 0, 5, Deadline::Infinite())),
             HasReason("OUT_OF_RANGE"));
  CHECK_THAT(
      StatusOf(log->ProveConsistency(head, 1, 521, Deadline::Infinite())),
      HasReason("OUT_OF_RANGE"));
}

TEMPLATE_TEST_CASE("Strangers derive the whole log from its tiles", "", Memory,
                   Sqlite) {
  TestType fixture;
  const auto log = OpenLog(fixture.store);
  Append(fixture.store, 600);
  const SignedHead head = *log->Head(Deadline::Infinite());
  const auto fetch = [&log](absl::string_view path) {
    const auto tile = tlog::ParseTilePath(path);
    REQUIRE_THAT(StatusOf(tile), IsOk());
    return log->Tile(*tile, Deadline::Infinite());
  };
  const auto visit = [](uint64_t index, absl::string_view leaf) {
    CHECK(leaf == absl::StrCat("leaf ", index));
    return absl::OkStatus();
  };
  const auto checkpoint = tlog::OpenCheckpoint(head.note, log->verifier());
  REQUIRE_THAT(StatusOf(checkpoint), IsOk());
  CHECK_THAT(tlog::CheckWholeLog(*checkpoint, fetch, visit), IsOk());
}

TEMPLATE_TEST_CASE("A tile is there in every width that a signed tree has had",
                   "", Memory, Sqlite) {
  TestType fixture;
  const auto log = OpenLog(fixture.store);
  const auto size_of = [&log](const tlog::Tile& tile) {
    const auto bytes = log->Tile(tile, Deadline::Infinite());
    return bytes.ok() ? static_cast<int>(bytes->size()) : -1;
  };
  CHECK(size_of({0, 0, 1}) == -1);  // nothing is signed yet
  Append(fixture.store, 300);
  CHECK(size_of({0, 0, 1}) == -1);
  REQUIRE_THAT(StatusOf(log->Head(Deadline::Infinite())), IsOk());
  CHECK(size_of({0, 0, 256}) == 256 * 32);
  CHECK(size_of({0, 1, 44}) == 44 * 32);
  CHECK(size_of({0, 1, 1}) == 32);
  CHECK(size_of({0, 0, 255}) == 255 * 32);
  CHECK(size_of({1, 0, 1}) == 32);
  CHECK(size_of({std::nullopt, 0, 2}) == 2 * (2 + 6));
  Append(fixture.store, 1);  // not signed, so not published
  CHECK_THAT(StatusOf(log->Tile({0, 1, 45}, Deadline::Infinite())),
             HasReason("LOG_TILE_NOT_FOUND"));
  CHECK(size_of({0, 1, 256}) == -1);
  CHECK(size_of({1, 0, 2}) == -1);
  CHECK(size_of({2, 0, 1}) == -1);
  CHECK(size_of({std::nullopt, 2, 1}) == -1);
  CHECK(size_of({63, 0, 1}) == -1);
  CHECK(size_of({0, ~uint64_t{0} >> 10, 256}) == -1);
}

TEMPLATE_TEST_CASE("A log is not continued with another key", "", Memory,
                   Sqlite) {
  TestType fixture;
  Append(fixture.store, 1);
  const auto other = crypto::Ed25519PrivateKey::FromSeed(std::string(32, 'o'));
  // Before the first signature any key will do.
  CHECK_THAT(StatusOf(TransparencyLog::Open(fixture.store, Signer(*other))),
             IsOk());
  REQUIRE_THAT(StatusOf(OpenLog(fixture.store)->Head(Deadline::Infinite())),
               IsOk());
  CHECK_THAT(StatusOf(TransparencyLog::Open(fixture.store, Signer(*other))),
             HasReason("LOG_KEY_CHANGED"));
  CHECK_THAT(StatusOf(TransparencyLog::Open(fixture.store, Signer())), IsOk());
}

TEMPLATE_TEST_CASE("A head that its leaves do not give is a fork", "", Memory,
                   Sqlite) {
  TestType fixture;
  Append(fixture.store, 3);
  const auto log = OpenLog(fixture.store);
  // Signed with the right key, over other leaves or over more than there are.
  const int64_t size = GENERATE(2, 4);
  const auto forge = [size](CertificateWriter& writer) -> absl::Status {
    const tlog::Hash root = tlog::HashLeaf("another");
    const std::string note = *SignCheckpoint(
        {.origin = kOrigin, .size = static_cast<uint64_t>(size), .root = root},
        Signer());
    return writer.AdvanceHead(0, {size, root, note}).status();
  };
  REQUIRE_THAT(fixture.store.Write(forge, Deadline::Infinite()), IsOk());
  CHECK_THAT(StatusOf(log->Head(Deadline::Infinite())),
             HasReason("LOG_FORKED"));
  CHECK_THAT(StatusOf(TransparencyLog::Open(fixture.store, Signer())),
             HasReason("LOG_FORKED"));
}

TEST_CASE("The key's file is made once, for its owner alone") {
  Memory fixture;
  const std::string path = std::filesystem::temp_directory_path() /
                           absl::StrCat("suyuan-log-key-", ::getpid());
  const auto made = LogKey(fixture.store, path);
  REQUIRE_THAT(StatusOf(made), IsOk());
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  const auto again = LogKey(fixture.store, path);
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK(made->public_key() == again->public_key());
  CHECK(SecretFrom(*made) == SecretFrom(*again));
  CHECK(SecretFrom(*made) != SecretFrom(Key()));
  std::filesystem::remove(path);

  Append(fixture.store, 1);
  REQUIRE_THAT(StatusOf(OpenLog(fixture.store)->Head(Deadline::Infinite())),
               IsOk());
  CHECK_THAT(StatusOf(LogKey(fixture.store, path)),
             HasReason("KEY_FILE_MISSING"));
  CHECK_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace suyuan::certificates
