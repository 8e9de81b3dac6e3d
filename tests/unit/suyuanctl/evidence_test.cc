#include <algorithm>

#include "absl/strings/match.h"
#include "libs/crypto/digest.h"
#include "services/suyuanctl/evidence/evidence_check.h"
#include "services/suyuanctl/evidence/evidence_pack.h"
#include "tests/support/status_matchers.h"

namespace suyuan::ctl {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using traceability::v1::ChainCertificate;

constexpr char kOriginal[] = "{\"number\":\"A-1\"}";

// A scale that rests on a weight; the original of the scale's certificate is
// there, that of the weight's may not be seen.
Evidence AnyEvidence() {
  Evidence out;
  auto& chain = out.chain;
  chain.set_target("A-1");
  chain.set_verdict(traceability::v1::VERDICT_TRACEABLE);
  chain.set_profile("CN_LEGAL");
  chain.set_as_of("2026-12-01");
  chain.mutable_known_at()->set_seconds(1764547200);
  chain.set_rule_version("2026.3");
  chain.set_token("r5c7");
  ChainCertificate& scale = *chain.add_certificates();
  scale.set_certificate("certificates/a1");
  scale.set_number("A-1 <&>");
  scale.set_digest(crypto::Sha256(kOriginal).Hex());
  (*scale.mutable_item_title()->mutable_texts())["zh"] = "电子秤";
  ChainCertificate& weight = *chain.add_certificates();
  weight.set_certificate("certificates/b2");
  weight.set_number("B-2");
  weight.set_digest(std::string(64, 'b'));
  weight.set_terminal(true);
  auto& link = *chain.add_links();
  link.set_from(0);
  link.set_to(1);
  link.set_state(traceability::v1::ChainLink::STATE_RESOLVED);
  out.certificates["certificates/a1"] = {kOriginal, true,
                                         "{\"logIndex\":\"3\"}", ""};
  out.certificates["certificates/b2"] = {"", false, "", "PERMISSION_DENIED"};
  return out;
}

std::vector<zip::File> Packed(const Evidence& evidence) {
  auto files = PackEvidence(evidence);
  REQUIRE_THAT(files.status(), IsOk());
  return *std::move(files);
}

zip::File& At(std::vector<zip::File>& files, const std::string& path) {
  const auto found =
      std::find_if(files.begin(), files.end(),
                   [&](const zip::File& f) { return f.path == path; });
  REQUIRE(found != files.end());
  return *found;
}

absl::Status Checked(const std::vector<zip::File>& files) {
  return CheckEvidence(files, std::nullopt).status();
}

TEST_CASE("A pack is checked from itself alone") {
  const auto files = Packed(AnyEvidence());
  const auto archive = zip::Write(files);
  REQUIRE_THAT(archive.status(), IsOk());
  const auto read = zip::Read(*archive, 1 << 20);
  REQUIRE_THAT(read.status(), IsOk());
  const auto checked = CheckEvidence(*read, std::nullopt);
  REQUIRE_THAT(checked.status(), IsOk());
  CHECK(checked->chain.certificates_size() == 2);
  CHECK(checked->documents == 1);
  CHECK(checked->receipts == 0);
  CHECK(checked->receipts_not_checked == 1);
  CHECK(checked->manifest_digest == ManifestDigest(files));
}

TEST_CASE("Equal evidence gives equal packs, whatever token came with it") {
  Evidence again = AnyEvidence();
  again.chain.set_token("r6c9");
  CHECK(Packed(AnyEvidence()) == Packed(again));
  again.chain.set_as_of("2026-12-02");
  CHECK_FALSE(Packed(AnyEvidence()) == Packed(again));
}

TEST_CASE("A pack says of each certificate what is enclosed and what is not") {
  auto files = Packed(AnyEvidence());
  CHECK(At(files, "documents/a1.json").content == kOriginal);
  const std::string& manifest = At(files, "manifest.json").content;
  CHECK(absl::StrContains(manifest, "\"missing\":\"PERMISSION_DENIED\""));
  CHECK(absl::StrContains(manifest, "\"asOf\":\"2026-12-01\""));
  CHECK(absl::StrContains(manifest, "\"knownAt\":\"2025-12-01T00:00:00Z\""));
  CHECK(absl::StrContains(manifest, "\"profile\":\"CN_LEGAL\""));
}

TEST_CASE(
    "The page is in both languages, stamped, and shows no markup of ours") {
  auto files = Packed(AnyEvidence());
  const std::string& zh = At(files, "page.zh.html").content;
  const std::string& en = At(files, "page.en.html").content;
  CHECK(absl::StrContains(zh, "电子秤"));
  CHECK(absl::StrContains(zh, "lang=\"zh\""));
  for (const std::string* page : {&zh, &en}) {
    CHECK(absl::StrContains(*page, "CN_LEGAL"));
    CHECK(absl::StrContains(*page, "2026-12-01"));
    CHECK(absl::StrContains(*page, "2025-12-01T00:00:00Z"));
    CHECK(absl::StrContains(*page, "A-1 &lt;&amp;&gt;"));
    CHECK_FALSE(absl::StrContains(*page, "<&>"));
    CHECK_FALSE(absl::StrContains(*page, "<script"));
  }
}

TEST_CASE("An original that is not what the chain says is no evidence") {
  Evidence evidence = AnyEvidence();
  evidence.certificates["certificates/a1"].document += " ";
  CHECK_THAT(StatusOf(PackEvidence(evidence)), HasReason("EVIDENCE_CHANGED"));
}

TEST_CASE("A pack in which something was changed does not hold together") {
  auto files = Packed(AnyEvidence());
  REQUIRE_THAT(Checked(files), IsOk());
  SECTION("a document") {
    At(files, "documents/a1.json").content += " ";
    CHECK_THAT(Checked(files), HasReason("EVIDENCE_CHANGED"));
  }
  SECTION("a page") {
    At(files, "page.zh.html").content += " ";
    CHECK_THAT(Checked(files), HasReason("EVIDENCE_CHANGED"));
  }
  SECTION("a file that is not in the manifest") {
    files.push_back({"more.txt", ""});
    CHECK_THAT(Checked(files), HasReason("EVIDENCE_MALFORMED"));
  }
  SECTION("a file that is missing") {
    files.erase(files.begin());
    CHECK_THAT(Checked(files), HasReason("EVIDENCE_MALFORMED"));
  }
  SECTION("a file that is there twice") {
    files.push_back(files.front());
    CHECK_THAT(Checked(files), HasReason("EVIDENCE_MALFORMED"));
  }
  SECTION("a manifest of another format") {
    At(files, "manifest.json").content = "{}";
    CHECK_THAT(Checked(files), HasReason("EVIDENCE_MALFORMED"));
  }
}

TEST_CASE(
    "A document of the pack must be the one of the chain, not only of the "
    "manifest") {
  // Somebody who writes the manifest anew cannot put another document beside
  // the chain's digest.
  auto files = Packed(AnyEvidence());
  zip::File& document = At(files, "documents/a1.json");
  const std::string before = crypto::Sha256(document.content).Hex();
  const size_t length = document.content.size();
  document.content[0] = '[';
  std::string& manifest = At(files, "manifest.json").content;
  const std::string entry = "\"sha256\":\"" + before;
  const size_t at = manifest.find(entry);
  REQUIRE(at != std::string::npos);
  manifest.replace(at, entry.size(),
                   "\"sha256\":\"" + crypto::Sha256(document.content).Hex());
  REQUIRE(document.content.size() == length);
  CHECK_THAT(Checked(files), HasReason("EVIDENCE_CHANGED"));
}

}  // namespace
}  // namespace suyuan::ctl
