#include "libs/dcc/links.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/dcc/reader.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/dcc/sample.h"

namespace suyuan::dcc {
namespace {

using testing::Sample;

std::string Certificate(const std::string& referral, const std::string& id,
                        const std::string& rest = "") {
  return absl::StrCat("<d:certificate><d:referral>", referral,
                      "</d:referral><d:referralID>", id,
                      "</d:referralID><d:procedure>analog</d:procedure>"
                      "<d:value>analog</d:value>",
                      rest, "</d:certificate>");
}
std::string Content(const std::string& text) {
  return absl::StrCat("<d:content>", text, "</d:content>");
}
std::string Equipment(const std::string& certificate,
                      const std::string& identification = "9") {
  return absl::StrCat(
      "<d:measuringEquipment><d:name><d:content>E</d:content></d:name>",
      certificate,
      "<d:identifications><d:identification><d:issuer>other</"
      "d:issuer><d:value>",
      identification,
      "</d:value></d:identification></d:identifications>"
      "</d:measuringEquipment>");
}
Document WithEquipment(const std::string& list) {
  Sample sample;
  sample.equipment =
      absl::StrCat("<d:measuringEquipments>", list, "</d:measuringEquipments>");
  absl::StatusOr<Document> document = Read(sample.Xml(), Limits());
  INFO(document.status());
  REQUIRE(document.ok());
  return *std::move(document);
}

using Candidates = std::vector<std::vector<std::string>>;

Candidates CandidatesOf(const UpstreamLink& link) {
  Candidates all;
  for (const UpstreamReference& each : link.references) {
    all.push_back(each.candidates);
  }
  return all;
}

TEST_CASE("The number is found in whichever field holds it") {
  struct Case {
    const char* source;
    std::string referral, id;
    Candidates references;
    std::vector<std::string> hints;
  };
  const Case c = GENERATE(values<Case>({
      {"Beamex level 1", Content("K026-17P5172"), "-", {{"K026-17P5172"}}, {}},
      {"Beamex level 2", Content("-"), "K026-17P4654", {{"K026-17P4654"}}, {}},
      {"MIKES",
       Content("M-15P035") + Content("M-14M060") + Content("M-15M045"),
       "-",
       {{"M-15P035"}, {"M-14M060"}, {"M-15M045"}},
       {}},
      {"INMETRO 2025",
       Content("Inmetro"),
       "DIMCI 1263/2024",
       {{"DIMCI 1263/2024"}},
       {"Inmetro"}},
      {"INMETRO 2023, both may be",
       Content("BIPM 00/2021"),
       "PR 991",
       {{"PR 991", "BIPM 00/2021"}},
       {}},
      {"INMETRO 2023, told by the equipment",
       Content("BIPM 00/2021"),
       "9",
       {{"BIPM 00/2021"}},
       {"9"}},
      {"PTB Good Practice",
       Content("https://example.org/dcc/77"),
       "DKD-77",
       {{"DKD-77"}},
       {"https://example.org/dcc/77"}},
      {"one text in two languages",
       "<d:content lang='de'>Schein 5</d:content>"
       "<d:content lang='en'>Certificate 5</d:content>",
       "-",
       {{"Schein 5", "Certificate 5"}},
       {}},
      {"the same number twice",
       Content("A-1") + Content("A-1"),
       "A-1",
       {{"A-1"}},
       {}},
      {"on paper only", Content("analogue"), "analog", {}, {}},
      {"nothing", "", "", {}, {}},
  }));
  CAPTURE(c.source);
  const Document document =
      WithEquipment(Equipment(Certificate(c.referral, c.id)));
  const UpstreamLink link = UnderstandLink(document, 0);
  CHECK(CandidatesOf(link) == c.references);
  CHECK(link.hints == c.hints);
  CHECK(link.of == Scope{ScopeKind::kEquipment, 0});
  CHECK(link.used_in == Scope{ScopeKind::kMeasurement, 0});
  CHECK_FALSE(link.hash.is_usable);
}

TEST_CASE("An edge is drawn once and counts its uses") {
  const Document document =
      WithEquipment(Equipment(Certificate(Content("A-1"), "-")) +
                    Equipment(Certificate(Content("B-2"), "-")) +
                    Equipment(Certificate(Content("-"), "A-1")));
  const std::vector<UpstreamEdge> edges = UpstreamEdges(document);
  REQUIRE(edges.size() == 2);
  CHECK(edges[0].reference.candidates == std::vector<std::string>{"A-1"});
  CHECK(edges[0].links == std::vector<int>{0, 2});
  CHECK(edges[1].links == std::vector<int>{1});
}

TEST_CASE("A condition's certificate is an edge, the past of an item is none") {
  Sample sample;
  sample.equipment = "";
  sample.conditions = absl::StrCat(
      "<d:influenceConditions><d:influenceCondition><d:name/>",
      Certificate(Content("T-9"), "-",
                  "<d:linkedReport><d:referralID>U-8</d:referralID>"
                  "</d:linkedReport>"),
      "<d:data><d:text/></d:data></d:influenceCondition>"
      "</d:influenceConditions>");
  sample.core_rest =
      "<d:previousReport><d:referralID>P-7</d:referralID></d:previousReport>";
  const auto document = Read(sample.Xml(), Limits());
  REQUIRE(document.ok());
  REQUIRE(UpstreamLinks(*document).size() == 3);
  const std::vector<UpstreamEdge> edges = UpstreamEdges(*document);
  REQUIRE(edges.size() == 1);
  CHECK(edges[0].reference.candidates == std::vector<std::string>{"T-9"});
  CHECK(document->links[edges[0].links[0]].role ==
        LinkRole::kConditionCertificate);
}

TEST_CASE("A hash is a claim only if algorithm and length say so") {
  const std::string hex(64, 'a');
  CHECK(ToHashClaim("SHA-256", hex).is_usable);
  CHECK(ToHashClaim("sha256", hex).digest == std::string(32, '\xaa'));
  CHECK_FALSE(ToHashClaim("sha256", hex).is_canonical);
  CHECK(ToHashClaim("c14n-sha256", hex).is_canonical);
  CHECK(ToHashClaim("exc-c14n-sha256", hex).is_canonical);
  CHECK(ToHashClaim("http://www.w3.org/2001/04/xmlenc#sha256", hex).algorithm ==
        "sha256");
  CHECK(ToHashClaim("SM3", hex).algorithm == "sm3");
  CHECK(ToHashClaim("sha512", std::string(128, '0')).is_usable);
  const std::string base64 = absl::Base64Escape(std::string(32, '\xaa'));
  CHECK(ToHashClaim("sha256", base64).digest == std::string(32, '\xaa'));
  CHECK_FALSE(ToHashClaim("sha256", hex.substr(1)).is_usable);
  CHECK_FALSE(ToHashClaim("sha256", "SHA256-value").is_usable);
  CHECK_FALSE(ToHashClaim("analogue", hex).is_usable);
  CHECK_FALSE(ToHashClaim("md5", std::string(32, '0')).is_usable);
  CHECK_FALSE(ToHashClaim("", "").is_usable);
}

TEST_CASE("A placeholder is no number, an odd number is one") {
  for (const char* no : {"", "-", "--", "...", "analog", "Analogue", "N/A",
                         "XXXX", "§DFM_Unique_ID§", "#"}) {
    CAPTURE(no);
    CHECK(IsPlaceholder(no));
  }
  for (const char* yes : {"1", "A-1", "K026-17P5172", "无字 1", "analog-7"}) {
    CAPTURE(yes);
    CHECK_FALSE(IsPlaceholder(yes));
  }
}

}  // namespace
}  // namespace suyuan::dcc
