#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "catch2/catch.hpp"
#include "nlohmann/json.hpp"
#include "services/traceability/proof/described_answer.h"
#include "tests/conformance/proof/vectors.h"
#include "tests/support/status_matchers.h"

namespace suyuan::traceability::testing {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;

constexpr char kGolden[] = "tests/conformance/proof/golden/";

std::string ReadGolden(const std::string& name) {
  std::ifstream in(kGolden + name, std::ios::binary);
  REQUIRE(in.good());
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

ProofTrust GoldenTrust() { return ProofRegion(kSeed).Trust(); }

std::string VerdictOfProof(const std::string& bytes, const ProofTrust& trust) {
  std::string verdict;
  const auto checked = CheckProof(
      bytes, trust,
      [&](const Graph&, const RuleContext&, const TraceAnswer& answer) {
        verdict = std::string(WordOf(answer.verdict));
      });
  REQUIRE_THAT(checked.status(), IsOk());
  return verdict;
}

TEST_CASE("Each golden proof holds or is refused as its manifest says") {
  const auto manifest = nlohmann::json::parse(ReadGolden("manifest.json"));
  ProofTrust trust = GoldenTrust();
  Profiles strict;
  REQUIRE_THAT(strict.Add(StrictProfile()), IsOk());
  CHECK(manifest["logKey"] == trust.log.logs().at(0).key.Text());
  CHECK(manifest["operatorKey"] == trust.operator_key.Text());
  // Where the rules have another version: see make_vectors.cc.
  for (const auto& entry : manifest["proofs"]) {
    const std::string name = entry["name"];
    CAPTURE(name);
    trust.profiles = entry.contains("profile") ? &strict : &Profiles::BuiltIn();
    const std::string bytes = ReadGolden(name + ".proof");
    if (entry.contains("verdict")) {
      CHECK(VerdictOfProof(bytes, trust) == entry["verdict"]);
    } else {
      CHECK_THAT(CheckProof(bytes, trust, nullptr).status(),
                 HasReason(entry["reason"]));
    }
  }
}

TEST_CASE("The bytes of claims and statements are those of the golden files") {
  for (const Vector& vector : MakeVectors(kSeed)) {
    if (vector.verdict.empty()) continue;
    CAPTURE(vector.name);
    const auto made = ProofFile::Parse(vector.bytes);
    const auto golden = ProofFile::Parse(ReadGolden(vector.name + ".proof"));
    REQUIRE_THAT(made.status(), IsOk());
    REQUIRE_THAT(golden.status(), IsOk());
    CHECK(made->claims == golden->claims);
    CHECK(made->statement == golden->statement);
  }
}

TEST_CASE("A sound chain of seven levels is proven traceable") {
  ProofRegion region(1);
  TellSevenLevels(region);
  const auto bytes = region.Prove(Asking("C-6"));
  REQUIRE_THAT(bytes.status(), IsOk());
  CHECK(VerdictOfProof(*bytes, region.Trust()) == "TRACEABLE");
  const auto checked = CheckProof(*bytes, region.Trust(), nullptr);
  REQUIRE_THAT(checked.status(), IsOk());
  CHECK(checked->claims.certificates.size() == 7);
  CHECK(checked->proven_certificates == 7);
  // All but the three persons, whom no log knows.
  CHECK(checked->proven_records + 3 ==
        static_cast<int>(checked->claims.records.size()));
}

TEST_CASE("Without documents no certificate is proven and no customer told") {
  ProofRegion region(1);
  TellSevenLevels(region);
  v1::ProveChainRequest request = Asking("C-6");
  request.set_without_documents(true);
  const auto bytes = region.Prove(request);
  REQUIRE_THAT(bytes.status(), IsOk());
  const auto checked = CheckProof(*bytes, region.Trust(), nullptr);
  REQUIRE_THAT(checked.status(), IsOk());
  CHECK(checked->proven_certificates == 0);
  for (const ClaimedCertificate& one : checked->claims.certificates) {
    CHECK(one.document.find("customer") == std::string::npos);
    CHECK(one.document.find("conclusion") == std::string::npos);
  }
}

TEST_CASE("No byte of a proof can be another, none can lack and none be more") {
  ProofRegion region(1);
  TellSevenLevels(region);
  const auto bytes = region.Prove(Asking("C-6"));
  REQUIRE_THAT(bytes.status(), IsOk());
  const ProofTrust trust = region.Trust();
  for (size_t at = 0; at < bytes->size(); ++at) {
    std::string other = *bytes;
    other[at] = static_cast<char>(other[at] ^ (1 << at % 8));
    if (CheckProof(other, trust, nullptr).ok()) FAIL("byte " << at);
  }
  for (size_t kept = 0; kept < bytes->size(); kept += 7) {
    if (CheckProof(bytes->substr(0, kept), trust, nullptr).ok()) {
      FAIL("cut to " << kept);
    }
  }
  CHECK_FALSE(CheckProof(*bytes + " ", trust, nullptr).ok());
}

TEST_CASE("No byte of claims or statement can be another under the seal") {
  ProofRegion region(1);
  TellSevenLevels(region);
  const auto bytes = region.Prove(Asking("C-6"));
  REQUIRE_THAT(bytes.status(), IsOk());
  const ProofTrust trust = region.Trust();
  const auto file = ProofFile::Parse(*bytes);
  REQUIRE_THAT(file.status(), IsOk());
  const auto holds = [&](const ProofFile& other) {
    const auto sealed = other.Bytes();
    return sealed.ok() && CheckProof(*sealed, trust, nullptr).ok();
  };
  for (size_t at = 0; at < file->claims.size(); at += 251) {
    ProofFile other = *file;
    other.claims[at] = static_cast<char>(other.claims[at] ^ 1);
    if (holds(other)) FAIL("byte " << at << " of the claims");
  }
  for (size_t at = 0; at < file->statement.size(); at += 5) {
    ProofFile other = *file;
    other.statement[at] = static_cast<char>(other.statement[at] ^ 1);
    if (holds(other)) FAIL("byte " << at << " of the statement");
  }
}

TEST_CASE("Seven levels in a log of a hundred million leaves fit 32 KB") {
  ProofRegion region(1, 2'500'000);
  TellSevenLevels(region);
  const auto bytes = region.Prove(Asking("C-6"));
  REQUIRE_THAT(bytes.status(), IsOk());
  v1::ProveChainRequest request = Asking("C-6");
  request.set_without_documents(true);
  const auto reduced = region.Prove(request);
  REQUIRE_THAT(reduced.status(), IsOk());
  CHECK(bytes->size() <= 32 << 10);
  constexpr int kTimes = 20;
  const ProofTrust trust = region.Trust();
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < kTimes; ++i) {
    REQUIRE_THAT(CheckProof(*bytes, trust, nullptr).status(), IsOk());
  }
  const std::chrono::duration<double, std::milli> taken =
      std::chrono::steady_clock::now() - begin;
  const auto checked = CheckProof(*bytes, trust, nullptr);
  std::printf(
      "seven levels, log of %llu leaves: %zu bytes (%zu without documents), "
      "%zu certificates, %zu records, %zu hashes; checked in %.2f ms\n",
      static_cast<unsigned long long>(checked->checkpoint.size), bytes->size(),
      reduced->size(), checked->claims.certificates.size(),
      checked->claims.records.size(), checked->claims.proof.size(),
      taken.count() / kTimes);
}

}  // namespace
}  // namespace suyuan::traceability::testing
