// The Merkle proof vectors of transparency-dev/merkle, where they lie.

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "catch2/catch.hpp"
#include "libs/crypto/encoding.h"
#include "libs/tlog/proof.h"
#include "nlohmann/json.hpp"
#include "tests/support/status_matchers.h"

namespace suyuan::tlog {
namespace {

namespace fs = std::filesystem;

fs::path Folder() {
  const char* given = std::getenv("SUYUAN_TLOG_VECTORS");
  return given == nullptr ? "../shared/tlog" : given;
}

std::vector<fs::path> Cases(const char* kind) {
  std::vector<fs::path> out;
  if (!fs::exists(Folder() / kind)) {
    WARN("skipped: no vectors in " << Folder() / kind
                                   << "; set SUYUAN_TLOG_VECTORS");
    return out;
  }
  for (const auto& entry : fs::recursive_directory_iterator(Folder() / kind)) {
    if (entry.path().extension() == ".json") out.push_back(entry.path());
  }
  return out;
}

// Some cases hold placeholders of another length ("don't care 2"), which our
// hashes have no room for: their digest stands for them, equal where they are.
Hash ReadHash(const nlohmann::json& json) {
  const std::string text = json.is_null() ? "" : json.get<std::string>();
  const auto bytes = crypto::FromBase64(text);
  REQUIRE(bytes.has_value());
  const auto hash = Hash::From(*bytes);
  return hash.ok() ? *hash : crypto::Sha256(*bytes);
}

Proof ReadProof(const nlohmann::json& json) {
  Proof out;
  if (json.is_null()) return out;
  for (const auto& item : json) out.push_back(ReadHash(item));
  return out;
}

bool IsInclusion(const nlohmann::json& c) {
  return VerifyInclusion(c["leafIdx"].get<uint64_t>(),
                         c["treeSize"].get<uint64_t>(), ReadHash(c["leafHash"]),
                         ReadHash(c["root"]), ReadProof(c["proof"]))
      .ok();
}

bool IsConsistency(const nlohmann::json& c) {
  return VerifyConsistency(c["size1"].get<uint64_t>(),
                           c["size2"].get<uint64_t>(), ReadHash(c["root1"]),
                           ReadHash(c["root2"]), ReadProof(c["proof"]))
      .ok();
}

// Runs all cases of a kind; how many were right and how many wrong ones.
void Run(const char* kind, bool (*holds)(const nlohmann::json&)) {
  int right = 0;
  int wrong = 0;
  const std::vector<fs::path> cases = Cases(kind);
  for (const fs::path& path : cases) {
    INFO(path.string());
    std::ifstream file(path);
    const nlohmann::json c = nlohmann::json::parse(file);
    const bool is_wrong = c["wantErr"].get<bool>();
    CHECK(holds(c) == !is_wrong);
    ++(is_wrong ? wrong : right);
  }
  if (cases.empty()) return;
  WARN(kind << ": " << right << " proofs that hold, " << wrong
            << " that do not");
  CHECK(right >= 1);
  CHECK(wrong >= 10);
}

TEST_CASE("Published inclusion proofs hold, wrong ones are rejected") {
  Run("inclusion", IsInclusion);
}

TEST_CASE("Published consistency proofs hold, wrong ones are rejected") {
  Run("consistency", IsConsistency);
}

TEST_CASE("No proof leads from the empty tree to itself") {
  CHECK_FALSE(VerifyConsistency(0, 0, EmptyRoot(), EmptyRoot(), {}).ok());
}

}  // namespace
}  // namespace suyuan::tlog
