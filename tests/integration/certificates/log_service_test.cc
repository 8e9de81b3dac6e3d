#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/tlog/checkpoint.h"
#include "libs/tlog/proof.h"
#include "libs/tlog/receipt.h"
#include "tests/integration/certificates/samples.h"
#include "tests/integration/certificates/suite.h"
#include "tests/support/status_matchers.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::AnyCertificate;
using testing::Suite;
using Log = v1::TransparencyLog::Stub;

v1::Certificate Imported(Suite& suite, const std::string& number) {
  auto response = suite.Import(AnyCertificate(number));
  REQUIRE_THAT(StatusOf(response), IsOk());
  return response->certificate();
}

void Fill(Suite& suite, int count) {
  v1::BatchImportCertificatesRequest batch;
  for (int i = 0; i < count; ++i) {
    *batch.add_requests()->mutable_certificate() =
        AnyCertificate(absl::StrCat("F-", i));
  }
  REQUIRE_THAT(StatusOf(suite.Call(
                   &v1::Certificates::Stub::BatchImportCertificates, batch)),
               IsOk());
}

v1::Checkpoint CheckpointOf(Suite& suite) {
  auto response = suite.Call(&Log::GetCheckpoint, v1::GetCheckpointRequest());
  REQUIRE_THAT(StatusOf(response), IsOk());
  return *std::move(response);
}

absl::StatusOr<v1::Receipt> ReceiptOf(Suite& suite, const std::string& name) {
  v1::GetReceiptRequest request;
  request.set_name(name);
  return suite.Call(&v1::Certificates::Stub::GetReceipt, request);
}

tlog::Proof ProofFrom(
    const google::protobuf::RepeatedPtrField<std::string>& hashes) {
  tlog::Proof proof;
  for (const std::string& hash : hashes) {
    proof.push_back(*tlog::Hash::From(hash));
  }
  return proof;
}

TEST_CASE("A receipt proves without the service that a certificate is held") {
  Suite suite;
  Fill(suite, 300);  // more than one tile
  const v1::Certificate c = Imported(suite, "R-1");
  Fill(suite, 310);
  const auto receipt = ReceiptOf(suite, c.name());
  REQUIRE_THAT(StatusOf(receipt), IsOk());
  CHECK(receipt->certificate() == c.name());
  CHECK(receipt->log_index() == 300);
  CHECK(absl::StrContains(receipt->leaf(), c.digest()));
  CHECK_FALSE(absl::StrContains(receipt->leaf(), "R-1"));
  CHECK_FALSE(absl::StrContains(receipt->leaf(), "W-100"));

  const auto verifier =
      tlog::NoteVerifier::Parse(CheckpointOf(suite).verifier_key());
  REQUIRE_THAT(StatusOf(verifier), IsOk());
  const auto proof = tlog::Receipt::Parse(receipt->proof());
  REQUIRE_THAT(StatusOf(proof), IsOk());
  CHECK_THAT(StatusOf(tlog::VerifyReceipt(
                 *proof, tlog::HashLeaf(receipt->leaf()), *verifier)),
             IsOk());
  const std::string forged = receipt->leaf() + " ";
  CHECK_THAT(
      StatusOf(tlog::VerifyReceipt(*proof, tlog::HashLeaf(forged), *verifier)),
      HasReason("LOG_PROOF_INVALID"));
}

TEST_CASE("A checkpoint covers every import that has been answered") {
  Suite suite;
  CHECK(CheckpointOf(suite).tree_size() == 0);
  for (int i = 1; i <= 3; ++i) {
    Imported(suite, absl::StrCat("C-", i));
    const v1::Checkpoint checkpoint = CheckpointOf(suite);
    CHECK(checkpoint.tree_size() == i);
    const auto verifier = tlog::NoteVerifier::Parse(checkpoint.verifier_key());
    const auto opened = tlog::OpenCheckpoint(checkpoint.note(), *verifier);
    REQUIRE_THAT(StatusOf(opened), IsOk());
    CHECK(opened->root.view() == checkpoint.root_hash());
  }
  CHECK(CheckpointOf(suite).note() == CheckpointOf(suite).note());
}

TEST_CASE("The leaves alone give the signed root") {
  Suite suite;
  Fill(suite, 600);
  v1::ListLeavesRequest request;
  tlog::Frontier tree;
  std::vector<tlog::StoredHash> stored;
  for (;;) {
    const auto page = suite.Call(&Log::ListLeaves, request);
    REQUIRE_THAT(StatusOf(page), IsOk());
    if (page->leaves().empty()) break;
    CHECK(page->leaves_size() <= 256);
    for (const std::string& leaf : page->leaves()) {
      tree.Append(tlog::HashLeaf(leaf), stored);
    }
    request.set_start(page->next_start());
  }
  const v1::Checkpoint checkpoint = CheckpointOf(suite);
  CHECK(request.start() == 600);
  CHECK(tree.size() == 600);
  CHECK(tree.Root().view() == checkpoint.root_hash());
}

TEST_CASE("A later tree continues an earlier one, and it can be proved") {
  Suite suite;
  Fill(suite, 270);
  const v1::Checkpoint earlier = CheckpointOf(suite);
  Imported(suite, "P-1");
  const v1::Checkpoint later = CheckpointOf(suite);
  v1::GetConsistencyProofRequest request;
  request.set_first_size(earlier.tree_size());
  const auto proof = suite.Call(&Log::GetConsistencyProof, request);
  REQUIRE_THAT(StatusOf(proof), IsOk());
  CHECK(proof->second_size() == 271);
  CHECK_THAT(
      tlog::VerifyConsistency(270, 271, *tlog::Hash::From(earlier.root_hash()),
                              *tlog::Hash::From(later.root_hash()),
                              ProofFrom(proof->hashes())),
      IsOk());
}

TEST_CASE("An inclusion proof holds for the tree it is of") {
  Suite suite;
  Fill(suite, 5);
  const v1::Checkpoint checkpoint = CheckpointOf(suite);
  v1::GetInclusionProofRequest request;
  request.set_index(4);
  const auto proof = suite.Call(&Log::GetInclusionProof, request);
  REQUIRE_THAT(StatusOf(proof), IsOk());
  CHECK(proof->tree_size() == 5);
  CHECK_THAT(tlog::VerifyInclusion(4, 5, *tlog::Hash::From(proof->leaf_hash()),
                                   *tlog::Hash::From(checkpoint.root_hash()),
                                   ProofFrom(proof->hashes())),
             IsOk());
}

TEST_CASE("What is past the tree is out of range") {
  Suite suite;
  Fill(suite, 2);
  v1::GetInclusionProofRequest inclusion;
  inclusion.set_index(2);
  CHECK_THAT(StatusOf(suite.Call(&Log::GetInclusionProof, inclusion)),
             HasReason("OUT_OF_RANGE"));
  inclusion.set_index(0);
  inclusion.set_tree_size(3);
  CHECK_THAT(StatusOf(suite.Call(&Log::GetInclusionProof, inclusion)),
             HasReason("OUT_OF_RANGE"));
  v1::GetConsistencyProofRequest consistency;
  CHECK_THAT(StatusOf(suite.Call(&Log::GetConsistencyProof, consistency)),
             HasReason("OUT_OF_RANGE"));
  consistency.set_first_size(3);
  CHECK_THAT(StatusOf(suite.Call(&Log::GetConsistencyProof, consistency)),
             HasReason("OUT_OF_RANGE"));
  v1::ListLeavesRequest leaves;
  leaves.set_start(2);
  CHECK(suite.Call(&Log::ListLeaves, leaves)->leaves().empty());
  leaves.set_start(3);
  CHECK_THAT(StatusOf(suite.Call(&Log::ListLeaves, leaves)),
             HasReason("OUT_OF_RANGE"));
  CHECK_THAT(StatusOf(ReceiptOf(
                 suite, "certificates/00000000000000000000000000000000")),
             HasReason("CERTIFICATE_NOT_FOUND"));
}

TEST_CASE("A change of status is a leaf that commits to what was said") {
  Suite suite;
  const v1::Certificate c = Imported(suite, "V-1");
  v1::VoidCertificateRequest request;
  request.set_name(c.name());
  request.set_void_from("2024-06-01");
  request.set_reason("误");
  REQUIRE_THAT(
      StatusOf(suite.Call(&v1::Certificates::Stub::VoidCertificate, request)),
      IsOk());
  const auto leaves = suite.Call(&Log::ListLeaves, v1::ListLeavesRequest());
  REQUIRE(leaves->leaves_size() == 2);
  CHECK(absl::StrContains(leaves->leaves(1), "VOIDED"));
  CHECK(absl::StrContains(leaves->leaves(1), c.digest()));
  CHECK_FALSE(absl::StrContains(leaves->leaves(1), "误"));
}

}  // namespace
}  // namespace suyuan::certificates
