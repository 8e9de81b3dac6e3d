#include "libs/tlog/tree.h"

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/crypto/encoding.h"
#include "libs/tlog/proof.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/tlog/memory_tree.h"

namespace suyuan::tlog {
namespace {

using ::suyuan::testing::HasCode;
using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;
using testing::MemoryTree;

using Leaves = absl::Span<const Hash>;

// RFC 6962 2.1 word for word, slow and obvious.
size_t Split(size_t n) {
  size_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

Hash NaiveRoot(Leaves d) {
  if (d.empty()) return crypto::Sha256("");
  if (d.size() == 1) return d[0];
  const size_t k = Split(d.size());
  return crypto::Sha256(absl::StrCat("\x01", NaiveRoot(d.subspan(0, k)).view(),
                                     NaiveRoot(d.subspan(k)).view()));
}

Proof NaivePath(size_t m, Leaves d) {
  if (d.size() == 1) return {};
  const size_t k = Split(d.size());
  Proof out =
      m < k ? NaivePath(m, d.subspan(0, k)) : NaivePath(m - k, d.subspan(k));
  out.push_back(NaiveRoot(m < k ? d.subspan(k) : d.subspan(0, k)));
  return out;
}

Proof NaiveSubproof(size_t m, Leaves d, bool b) {
  if (m == d.size()) return b ? Proof{} : Proof{NaiveRoot(d)};
  const size_t k = Split(d.size());
  Proof out = m <= k ? NaiveSubproof(m, d.subspan(0, k), b)
                     : NaiveSubproof(m - k, d.subspan(k), false);
  out.push_back(NaiveRoot(m <= k ? d.subspan(k) : d.subspan(0, k)));
  return out;
}

std::string Entry(size_t i) { return absl::StrCat("entry ", i); }

std::vector<Hash> LeavesUpTo(size_t n) {
  std::vector<Hash> out;
  for (size_t i = 0; i < n; ++i) out.push_back(HashLeaf(Entry(i)));
  return out;
}

TEST_CASE("The tree of RFC 6962 test data has its published roots") {
  // The inputs and roots of the reference implementation's test.
  const std::vector<std::string> entries = {"",
                                            "00",
                                            "10",
                                            "2021",
                                            "3031",
                                            "40414243",
                                            "5051525354555657",
                                            "606162636465666768696a6b6c6d6e6f"};
  const std::vector<std::string> roots = {
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  Frontier frontier;
  std::vector<StoredHash> stored;
  CHECK(frontier.Root().Hex() == roots[0]);
  for (size_t i = 0; i < entries.size(); ++i) {
    frontier.Append(HashLeaf(crypto::FromHex(entries[i]).value()), stored);
    CHECK(frontier.Root().Hex() == roots[i + 1]);
  }
}

TEST_CASE("Roots and proofs are those of RFC 6962 for all sizes to 130") {
  constexpr size_t kMax = 130;
  const std::vector<Hash> leaves = LeavesUpTo(kMax);
  MemoryTree tree;
  for (size_t n = 0; n <= kMax; ++n) {
    const Leaves d(leaves.data(), n);
    const Hash root = NaiveRoot(d);
    REQUIRE(tree.frontier().Root() == root);
    REQUIRE(RootAt(n, tree.Reader()).value() == root);
    for (size_t m = 0; m < n; ++m) {
      const Proof proof = ProveInclusion(m, n, tree.Reader()).value();
      REQUIRE(proof == NaivePath(m, d));
      REQUIRE(VerifyInclusion(m, n, leaves[m], root, proof).ok());
    }
    for (size_t m = 1; m <= n; ++m) {
      const Proof proof = ProveConsistency(m, n, tree.Reader()).value();
      REQUIRE(proof == NaiveSubproof(m, d, true));
      REQUIRE(VerifyConsistency(m, n, NaiveRoot(d.subspan(0, m)), root, proof)
                  .ok());
    }
    tree.Append(Entry(n));
  }
}

TEST_CASE("Old trees keep their roots and proofs while the log grows") {
  MemoryTree tree;
  constexpr size_t kSize = 70000;
  for (size_t i = 0; i < kSize; ++i) tree.Append(Entry(i));
  CHECK(tree.gaps() == 0);
  // The widths that tlog-tiles gives for this size.
  CHECK(tree.levels()[0].size() == kSize);
  CHECK(tree.levels()[1].size() == 273);
  CHECK(tree.levels()[2].size() == 1);
  const Hash root = tree.frontier().Root();
  CHECK(RootAt(kSize, tree.Reader()).value() == root);
  const size_t old = GENERATE(1, 2, 255, 256, 257, 65535, 65536, 65537, 69999);
  const Hash old_root = RootAt(old, tree.Reader()).value();
  CHECK_THAT(
      VerifyConsistency(old, kSize, old_root, root,
                        ProveConsistency(old, kSize, tree.Reader()).value()),
      IsOk());
  CHECK_THAT(VerifyInclusion(old, kSize, HashLeaf(Entry(old)), root,
                             ProveInclusion(old, kSize, tree.Reader()).value()),
             IsOk());
  CHECK_THAT(
      VerifyInclusion(old - 1, old, HashLeaf(Entry(old - 1)), old_root,
                      ProveInclusion(old - 1, old, tree.Reader()).value()),
      IsOk());
}

TEST_CASE("A frontier that is loaded goes on as the one that was lost") {
  MemoryTree tree;
  const size_t size = GENERATE(0, 1, 7, 255, 256, 1000);
  for (size_t i = 0; i < size; ++i) tree.Append(Entry(i));
  const int before = tree.reads();
  auto loaded = Frontier::Load(size, tree.Reader());
  REQUIRE_THAT(StatusOf(loaded), IsOk());
  CHECK(tree.reads() - before <= 10);
  CHECK(loaded->size() == size);
  CHECK(loaded->Root() == tree.frontier().Root());
  for (size_t i = size; i < size + 300; ++i) {
    std::vector<StoredHash> one;
    std::vector<StoredHash> other;
    loaded->Append(HashLeaf(Entry(i)), one);
    tree.frontier().Append(HashLeaf(Entry(i)), other);
    REQUIRE(one == other);
  }
  CHECK(loaded->Root() == tree.frontier().Root());
}

TEST_CASE("A proof reads a number of tiles that grows like the logarithm") {
  MemoryTree tree;
  constexpr size_t kSize = 65537;
  for (size_t i = 0; i < kSize; ++i) tree.Append(Entry(i));
  const int before = tree.reads();
  CHECK(ProveInclusion(12345, kSize, tree.Reader()).ok());
  CHECK(tree.reads() - before <= 2 * 17);
}

TEST_CASE("Proofs that cannot be are refused, errors of the store passed on") {
  MemoryTree tree;
  for (size_t i = 0; i < 5; ++i) tree.Append(Entry(i));
  const auto read = tree.Reader();
  CHECK_THAT(StatusOf(ProveInclusion(5, 5, read)),
             HasReason("LOG_PROOF_IMPOSSIBLE"));
  CHECK_THAT(StatusOf(ProveInclusion(0, 0, read)),
             HasReason("LOG_PROOF_IMPOSSIBLE"));
  CHECK_THAT(StatusOf(ProveConsistency(0, 5, read)),
             HasReason("LOG_PROOF_IMPOSSIBLE"));
  CHECK_THAT(StatusOf(ProveConsistency(6, 5, read)),
             HasReason("LOG_PROOF_IMPOSSIBLE"));
  CHECK_THAT(StatusOf(ProveInclusion(0, ~uint64_t{0}, read)),
             HasReason("LOG_PROOF_IMPOSSIBLE"));
  CHECK_THAT(StatusOf(ProveInclusion(0, 6, read)),
             HasCode(absl::StatusCode::kNotFound));
  const auto too_few = [](int, uint64_t, int) {
    return absl::StatusOr<std::vector<Hash>>(std::vector<Hash>());
  };
  CHECK_THAT(StatusOf(RootAt(5, too_few)), HasReason("LOG_TREE_DAMAGED"));
}

TEST_CASE("A proof that was touched anywhere does not hold") {
  MemoryTree tree;
  constexpr size_t kSize = 21;
  for (size_t i = 0; i < kSize; ++i) tree.Append(Entry(i));
  const Hash root = tree.frontier().Root();
  const auto refused = [](const absl::Status& status) {
    return ReasonOf(status) == "LOG_PROOF_INVALID";
  };
  for (size_t index = 0; index < kSize; ++index) {
    const Hash leaf = HashLeaf(Entry(index));
    const Proof proof = ProveInclusion(index, kSize, tree.Reader()).value();
    for (size_t i = 0; i < proof.size(); ++i) {
      Proof touched = proof;
      touched[i].bytes[i] ^= 1;
      CHECK(refused(VerifyInclusion(index, kSize, leaf, root, touched)));
      Proof shorter = proof;
      shorter.erase(shorter.begin() + i);
      CHECK(refused(VerifyInclusion(index, kSize, leaf, root, shorter)));
    }
    Proof longer = proof;
    longer.push_back(root);
    CHECK(refused(VerifyInclusion(index, kSize, leaf, root, longer)));
    for (size_t other = 0; other < kSize + 3; ++other) {
      if (other != index) {
        CHECK(refused(VerifyInclusion(other, kSize, leaf, root, proof)));
      }
    }
  }
}

}  // namespace
}  // namespace suyuan::tlog
