// The commands on a log that is published in memory, without HTTP.

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/crypto/digest.h"
#include "libs/tlog/cosignature.h"
#include "libs/tlog/receipt.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/commands/log_check.h"
#include "services/suyuanctl/commands/log_cosign.h"
#include "services/suyuanctl/commands/log_prove.h"
#include "services/suyuanctl/commands/log_watch.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/tlog/published_tree.h"

namespace suyuan::ctl {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;
using tlog::testing::PublishedTree;

const absl::Time kNow = absl::FromUnixSeconds(1795492800);  // 2026-11-24

crypto::Ed25519PrivateKey Key(char fill) {
  return *crypto::Ed25519PrivateKey::FromSeed(std::string(32, fill));
}
tlog::NoteSigner Log() {
  return *tlog::NoteSigner::From("example.test/log", Key('l'));
}
tlog::Cosigner Witness() {
  return *tlog::Cosigner::From("w.example", Key('w'));
}

tlog::Policy TrustInLog(const std::string& quorum = "quorum none\n") {
  return *tlog::Policy::Parse(
      absl::StrCat("log ", Log().verifier().Text(), "\n", quorum));
}
tlog::Policy TrustInWitness() {
  return TrustInLog(
      absl::StrCat("witness W ", Witness().verifier().Text(), "\nquorum W\n"));
}

// A tree of `size` leaves as its log publishes it.
class Published {
 public:
  explicit Published(uint64_t size) : tree(size) {
    files()["checkpoint"] = *tlog::SignCheckpoint(tree.checkpoint(), Log());
  }

  std::map<std::string, std::string>& files() { return tree.files(); }
  std::string Cosigned() {
    const std::string text = tree.checkpoint().Text();
    const tlog::NoteSignature both[] = {
        {"example.test/log", Log().verifier().key_id(), Log().Sign(text)},
        Witness().Cosign(text, kNow)};
    return tlog::WriteNote(text, both);
  }
  PublishedLog Open() {
    return PublishedLog([fetch = tree.Fetch()](const std::string& path) {
      return fetch(path);
    });
  }

  PublishedTree tree;
};

// Where a command speaks.
struct Speaker {
  std::ostringstream out, err;
  Console console{out, err, Words::In("en").value(), true};
};

TEST_CASE("A whole log is checked from its entries alone") {
  Published published(300);
  Speaker s;
  PublishedLog log = published.Open();
  CHECK_THAT(StatusOf(LogCheck(TrustInLog(), log, s.console)), IsOk());
  CHECK_THAT(s.out.str(), Catch::Matchers::Contains("300 leaves"));

  SECTION("and a byte changed in it is found") {
    published.files()["tile/0/000"][77] ^= 1;
    CHECK_THAT(StatusOf(LogCheck(TrustInLog(), log, s.console)),
               HasReason("LOG_TREE_DAMAGED"));
  }
  SECTION("and another's signature is not taken for its own") {
    published.files()["checkpoint"][0] ^= 1;
    CHECK_THAT(StatusOf(LogCheck(TrustInLog(), log, s.console)),
               HasReason("NOTE_SIGNATURE_INVALID"));
  }
}

TEST_CASE("A policy's quorum is looked for in the witnessed checkpoint too") {
  Published published(300);
  Speaker s;
  PublishedLog log = published.Open();
  CHECK_THAT(StatusOf(LogCheck(TrustInWitness(), log, s.console)),
             HasReason("LOG_QUORUM_MISSING"));
  published.files()["checkpoint/witnessed"] = published.Cosigned();
  CHECK_THAT(StatusOf(LogCheck(TrustInWitness(), log, s.console)), IsOk());
}

TEST_CASE("Whom to believe is said once") {
  CHECK_THAT(StatusOf(ReadTrust({})), HasReason("INVALID_FIELD"));
  const std::string key = Log().verifier().Text();
  CHECK_THAT(StatusOf(ReadTrust({.key = key, .policy = "x"})),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(ReadTrust({.key = key})), IsOk());
  CHECK_THAT(StatusOf(ReadTrust({.key = key.substr(1)})),
             HasReason("NOTE_KEY_INVALID"));
  CHECK_THAT(StatusOf(ReadTrust({.key_file = "/not/there"})),
             HasReason("FILE_MISSING"));
}

TEST_CASE("A receipt is made of the tiles and proves its leaf") {
  Published published(300);
  const TemporaryFolder folder;
  Speaker s;
  PublishedLog log = published.Open();
  const LogProveOptions options{.index = 299,
                                .output = folder.File("r.tlog-proof")};
  REQUIRE_THAT(StatusOf(LogProve(options, TrustInLog(), log, s.console)),
               IsOk());
  const auto receipt = tlog::Receipt::Parse(*ReadWholeFile(options.output));
  REQUIRE_THAT(StatusOf(receipt), IsOk());
  CHECK(receipt->extra == "entry 299");
  CHECK_THAT(StatusOf(tlog::VerifyReceipt(*receipt, tlog::HashLeaf("entry 299"),
                                          Log().verifier())),
             IsOk());

  SECTION("not of a leaf that is not there") {
    CHECK_THAT(StatusOf(LogProve({.index = 300}, TrustInLog(), log, s.console)),
               HasReason("LEAF_NOT_FOUND"));
  }
  SECTION("nor without a leaf, or of two") {
    CHECK_THAT(StatusOf(LogProve({}, TrustInLog(), log, s.console)),
               HasReason("INVALID_FIELD"));
    CHECK_THAT(StatusOf(LogProve({.document = "x", .index = 1}, TrustInLog(),
                                 log, s.console)),
               HasReason("INVALID_FIELD"));
  }
  SECTION("nor of tiles that do not give the root") {
    published.files()["tile/1/000.p/1"][7] ^= 1;
    CHECK_THAT(StatusOf(LogProve(options, TrustInLog(), log, s.console)),
               HasReason("LOG_PROOF_INVALID"));
  }
}

absl::StatusOr<bool> WatchOnce(Published& published, const std::string& state,
                               Speaker& s) {
  PublishedLog log = published.Open();
  return LogWatch({.state = state}, TrustInLog(), log, s.console,
                  [] { return false; });
}

TEST_CASE("A log is followed as long as it continues what was seen") {
  const TemporaryFolder folder;
  const std::string state = folder.File("seen");
  Speaker s;
  for (const uint64_t size : {0u, 100u, 256u, 300u, 300u, 700u}) {
    Published published(size);
    CHECK_THAT(StatusOf(WatchOnce(published, state, s)), IsOk());
    CHECK(*ReadWholeFile(state) == published.files()["checkpoint"]);
  }
  CHECK(s.out.str() ==
        "seen for the first time: 0 leaves, signed by example.test/log\n"
        "100 leaves continue the 0 seen before\n"
        "256 leaves continue the 100 seen before\n"
        "300 leaves continue the 256 seen before\n"
        "700 leaves continue the 300 seen before\n");
}

TEST_CASE("A log that goes back or shows two trees raises the alarm") {
  const TemporaryFolder folder;
  const std::string state = folder.File("seen");
  Speaker s;
  Published seen(300);
  REQUIRE_THAT(StatusOf(WatchOnce(seen, state, s)), IsOk());

  Published next(GENERATE(299, 300, 700));
  std::string reason = "LOG_WENT_BACK";
  if (next.tree.checkpoint().size >= 300) {
    reason = "LOG_SPLIT";
    // The log signs another tree with an honest key.
    tlog::Checkpoint first = seen.tree.checkpoint();
    first.root = tlog::HashLeaf("another");
    std::ofstream(state) << *tlog::SignCheckpoint(first, Log());
  }
  const std::string before = *ReadWholeFile(state);
  CHECK_THAT(StatusOf(WatchOnce(next, state, s)), HasReason(reason));
  // Both notes are the evidence, and the state stays.
  CHECK(*ReadWholeFile(state) == before);
  CHECK(*ReadWholeFile(state + ".evidence") ==
        absl::StrCat(before, "\n", next.files()["checkpoint"]));
  CHECK_THAT(s.err.str(), Catch::Matchers::StartsWith("ALARM"));
}

TEST_CASE("A log that cannot be read is asked again") {
  const TemporaryFolder folder;
  Speaker s;
  Published published(300);
  int looks = 0;
  PublishedLog log([&](const std::string& path) -> absl::StatusOr<std::string> {
    if (looks == 0) return absl::UnavailableError("nobody answers");
    return published.tree.Fetch()(path);
  });
  CHECK_THAT(StatusOf(LogWatch({.state = folder.File("seen")}, TrustInLog(),
                               log, s.console, [&] { return ++looks < 3; })),
             IsOk());
  CHECK(looks == 3);
}

struct Cosigning {
  explicit Cosigning(const TemporaryFolder& folder)
      : options{.name = "w.example",
                .key_file = folder.File("w.key"),
                .state = folder.File("cosigned")} {
    REQUIRE_THAT(Key('w').Store(options.key_file), IsOk());
  }
  absl::StatusOr<bool> Run(Published& published) {
    PublishedLog log = published.Open();
    return LogCosign(
        options, TrustInLog(), log, kNow,
        [this](const std::string& note) {
          sent.push_back(note);
          return absl::OkStatus();
        },
        s.console);
  }

  LogCosignOptions options;
  std::vector<std::string> sent;
  Speaker s;
};

TEST_CASE("A witness cosigns what continues its last checkpoint") {
  const TemporaryFolder folder;
  Cosigning witness(folder);
  Published first(300);
  REQUIRE_THAT(StatusOf(witness.Run(first)), IsOk());
  Published second(700);
  // The pending one goes before the newest.
  second.files()["checkpoint/pending"] = second.files()["checkpoint"];
  second.files()["checkpoint"] = "";
  REQUIRE_THAT(StatusOf(witness.Run(second)), IsOk());
  REQUIRE(witness.sent.size() == 2);
  const tlog::NoteVerifier keys[] = {Witness().verifier()};
  const auto opened = tlog::OpenNote(witness.sent[1], keys);
  REQUIRE_THAT(StatusOf(opened), IsOk());
  CHECK(opened->text == second.tree.checkpoint().Text());
  CHECK(tlog::CosignedAt(opened->verified[0]) == kNow);
}

TEST_CASE("A witness signs nothing that contradicts what it has signed") {
  const TemporaryFolder folder;
  Cosigning witness(folder);
  Published first(300);
  REQUIRE_THAT(StatusOf(witness.Run(first)), IsOk());
  Published smaller(299);
  CHECK_THAT(StatusOf(witness.Run(smaller)), HasReason("LOG_WENT_BACK"));
  // Signed by another log.
  Published other(700);
  const auto stranger = tlog::NoteSigner::From("example.test/log", Key('x'));
  other.files()["checkpoint"] =
      *tlog::SignCheckpoint(other.tree.checkpoint(), *stranger);
  CHECK_THAT(StatusOf(witness.Run(other)), HasReason("NOTE_UNVERIFIED"));
  CHECK(witness.sent.size() == 1);
}

TEST_CASE("A witness's key is made once and told by its verifier key") {
  const TemporaryFolder folder;
  Speaker s;
  const std::string file = folder.File("w.key");
  REQUIRE_THAT(StatusOf(LogWitnessKey("w.example", file, s.console)), IsOk());
  const auto key = crypto::Ed25519PrivateKey::Load(file);
  REQUIRE_THAT(StatusOf(key), IsOk());
  CHECK(s.out.str() ==
        tlog::Cosigner::From("w.example", *key)->verifier().Text() + "\n");
  CHECK_THAT(StatusOf(LogWitnessKey("w.example", file, s.console)),
             HasReason("KEY_FILE_EXISTS"));
}

}  // namespace
}  // namespace suyuan::ctl
