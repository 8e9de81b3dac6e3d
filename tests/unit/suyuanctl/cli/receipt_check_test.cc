#include "services/suyuanctl/cli/receipt_check.h"

#include <google/protobuf/util/json_util.h>

#include "absl/strings/str_cat.h"
#include "libs/crypto/ed25519.h"
#include "libs/tlog/proof.h"
#include "libs/tlog/receipt.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/tlog/memory_tree.h"

namespace suyuan::ctl {
namespace {

using certificates::v1::ConsistencyProof;
using certificates::v1::Receipt;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;

// A log of a few documents, "document 0", "document 1", ...
class Log {
 public:
  explicit Log(absl::string_view origin = "log.example/suyuan")
      : signer_(tlog::NoteSigner::From(
                    origin,
                    crypto::Ed25519PrivateKey::FromSeed(std::string(32, 's'))
                        .value())
                    .value()) {}

  static std::string Document(int i) { return absl::StrCat("document ", i); }
  static std::string Leaf(int i) {
    return absl::StrCat(R"({"kind":"CALIBRATION","digest":")",
                        crypto::Sha256(Document(i)).Hex(),
                        R"(","time":"2024-01-01T00:00:00Z","issuer":"Lab"})");
  }
  void Grow(int size) {
    while (static_cast<int>(tree_.frontier().size()) < size) {
      tree_.Append(Leaf(static_cast<int>(tree_.frontier().size())));
    }
  }
  std::string Note() const {
    tlog::Checkpoint checkpoint;
    checkpoint.origin = signer_.verifier().name();
    checkpoint.size = tree_.frontier().size();
    checkpoint.root = tree_.frontier().Root();
    return tlog::SignCheckpoint(checkpoint, signer_).value();
  }
  Receipt ReceiptOf(int i) const {
    tlog::Receipt proof;
    proof.index = static_cast<uint64_t>(i);
    proof.proof = tlog::ProveInclusion(proof.index, tree_.frontier().size(),
                                       tree_.Reader())
                      .value();
    proof.checkpoint = Note();
    Receipt receipt;
    receipt.set_leaf(Leaf(i));
    receipt.set_proof(proof.Text());
    receipt.set_log_index(i);
    return receipt;
  }
  ConsistencyProof Between(uint64_t first, uint64_t second) const {
    ConsistencyProof out;
    const tlog::Proof proof =
        tlog::ProveConsistency(first, second, tree_.Reader()).value();
    for (const tlog::Hash& hash : proof) {
      out.add_hashes(std::string(hash.view()));
    }
    return out;
  }
  const tlog::NoteVerifier& key() const { return signer_.verifier(); }

 private:
  tlog::NoteSigner signer_;
  mutable tlog::testing::MemoryTree tree_;
};

TEST_CASE("A receipt of the very document holds, and says what was held") {
  Log log;
  log.Grow(7);
  for (int i = 0; i < 7; ++i) {
    const auto checked =
        CheckReceipt(Log::Document(i), log.ReceiptOf(i), log.key());
    REQUIRE_THAT(checked.status(), IsOk());
    CHECK(checked->index == static_cast<uint64_t>(i));
    CHECK(checked->kind == "CALIBRATION");
    CHECK(checked->checkpoint.size == 7);
  }
}

TEST_CASE("One changed byte of the document is another document") {
  Log log;
  log.Grow(3);
  CHECK_THAT(CheckReceipt("document 1 ", log.ReceiptOf(1), log.key()).status(),
             HasReason("RECEIPT_OF_ANOTHER_DOCUMENT"));
}

TEST_CASE("A leaf that is made up is in no tree") {
  Log log;
  log.Grow(3);
  Receipt receipt = log.ReceiptOf(1);
  receipt.set_leaf(Log::Leaf(9));
  CHECK_THAT(CheckReceipt(Log::Document(9), receipt, log.key()).status(),
             HasReason("LOG_PROOF_INVALID"));
}

TEST_CASE("A receipt that another key signed proves nothing") {
  Log log;
  log.Grow(3);
  const auto stranger =
      tlog::NoteSigner::From(
          "log.example/suyuan",
          crypto::Ed25519PrivateKey::FromSeed(std::string(32, 'x')).value())
          .value();
  CHECK_THAT(
      CheckReceipt(Log::Document(1), log.ReceiptOf(1), stranger.verifier())
          .status(),
      HasReason("NOTE_UNVERIFIED"));
}

TEST_CASE("A leaf says what was imported, or it is none") {
  Log log;
  log.Grow(1);
  const std::string leaf = GENERATE(
      std::string("not json"), std::string("[]"),
      std::string(R"({"kind":"CALIBRATION","digest":7,"time":"","issuer":""})"),
      Log::Leaf(0).substr(0, Log::Leaf(0).size() - 1) + R"(,"statement":"0"})");
  Receipt receipt = log.ReceiptOf(0);
  receipt.set_leaf(leaf);
  CHECK_THAT(CheckReceipt(Log::Document(0), receipt, log.key()).status(),
             HasReason("LEAF_MALFORMED"));
}

TEST_CASE("A receipt file is JSON, or a proof with its leaf") {
  Log log;
  log.Grow(2);
  const Receipt receipt = log.ReceiptOf(1);
  std::string json;
  REQUIRE(google::protobuf::util::MessageToJsonString(receipt, &json).ok());
  const auto from_json = ParseReceipt("\n" + json, "");
  REQUIRE_THAT(from_json.status(), IsOk());
  CHECK(from_json->proof() == receipt.proof());
  const auto from_proof = ParseReceipt(receipt.proof(), receipt.leaf());
  REQUIRE_THAT(from_proof.status(), IsOk());
  CHECK(from_proof->leaf() == receipt.leaf());
  CHECK(from_proof->log_index() == 1);
  tlog::Receipt with_extra = tlog::Receipt::Parse(receipt.proof()).value();
  with_extra.extra = receipt.leaf();
  CHECK(ParseReceipt(with_extra.Text(), "")->leaf() == receipt.leaf());
  CHECK_THAT(ParseReceipt(receipt.proof(), "").status(),
             HasReason("LEAF_MALFORMED"));
  CHECK_THAT(ParseReceipt("{\"no\": 1}", "").status(),
             HasReason("RECEIPT_MALFORMED"));
  CHECK_THAT(ParseReceipt("hello", "").status(),
             HasReason("RECEIPT_MALFORMED"));
}

TEST_CASE("The newest tree must continue the receipt's") {
  Log log;
  log.Grow(3);
  const auto earlier = tlog::OpenCheckpoint(log.Note(), log.key()).value();
  CHECK_THAT(CheckContinues(earlier, earlier, ConsistencyProof()), IsOk());
  log.Grow(8);
  const auto newest = tlog::OpenCheckpoint(log.Note(), log.key()).value();
  CHECK_THAT(CheckContinues(earlier, newest, log.Between(3, 8)), IsOk());
  CHECK_THAT(CheckContinues(earlier, newest, ConsistencyProof()),
             HasReason("LOG_PROOF_INVALID"));
  CHECK_THAT(CheckContinues(newest, earlier, log.Between(3, 8)),
             HasReason("LOG_WENT_BACK"));
  auto forked = earlier;
  forked.root = newest.root;
  CHECK_THAT(CheckContinues(earlier, forked, ConsistencyProof()),
             HasReason("LOG_PROOF_INVALID"));
}

}  // namespace
}  // namespace suyuan::ctl
