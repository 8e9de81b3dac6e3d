// Signatures that are sound and do not sign what they stand in.
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "catch2/catch.hpp"
#include "tests/unit/xmldsig/world.h"

namespace suyuan::xmldsig {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::StatusOf;
using testing::Has;
using testing::Sign;
using testing::Signing;
using testing::Summary;
using testing::World;

std::string Replaced(const std::string& text, absl::string_view from,
                     absl::string_view to) {
  const std::string changed = absl::StrReplaceAll(text, {{from, to}});
  REQUIRE(changed != text);
  return changed;
}

// From "<ds:Signature " to its end tag.
std::string SignatureOf(const std::string& document) {
  const std::size_t begin = document.find("<ds:Signature ");
  const std::string end = "</ds:Signature>";
  return document.substr(begin, document.find(end) + end.size() - begin);
}

std::string WithoutDeclaration(const std::string& document) {
  return document.substr(document.find("?>") + 2);
}

std::string DetachedReference(absl::string_view uri) {
  return absl::StrCat("<ds:Reference URI=\"", uri,
                      "\"><ds:DigestMethod Algorithm=\"", testing::kSha256,
                      "\"/><ds:DigestValue>AAAA</ds:DigestValue>"
                      "</ds:Reference>");
}

TEST_CASE("A signature pasted from another file does not sign this one") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.uri = GENERATE("report.pdf", "file:///etc/passwd",
                         "http://127.0.0.1:9/report.pdf");
  signing.removal = "";
  // Its digest is that of the whole document here; nobody ever looks.
  Signing whole = signing;
  whole.uri = "";
  const std::string document =
      Replaced(Sign(whole), "<ds:Reference URI=\"\">",
               absl::StrCat("<ds:Reference URI=\"", signing.uri, "\">"));
  const Report report = world.Judge(document);
  INFO(Summary(report));
  CHECK(report.verdict == Verdict::kInvalid);
  CHECK(report.signatures[0].coverage == Verdict::kInvalid);
  CHECK(Has(report.signatures[0].findings, "SIG_OTHER_DOCUMENT"));
}

TEST_CASE("A file beside the document is never opened") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.more_references = DetachedReference("report.pdf");
  const Report report = world.Judge(Sign(signing));
  CHECK(report.verdict == Verdict::kIndeterminate);
  CHECK(report.signatures[0].digest == Verdict::kValid);
  CHECK(Has(report.signatures[0].findings, "SIG_REFERENCE_EXTERNAL"));
}

TEST_CASE("A signature over a part does not sign the whole") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.uri = "#part";
  signing.removal = "";
  const Report report = world.Judge(Sign(signing));
  INFO(Summary(report));
  CHECK(report.verdict == Verdict::kInvalid);
  CHECK(report.signatures[0].digest == Verdict::kValid);
  CHECK(Has(report.signatures[0].findings, "SIG_COVERS_PART"));
}

TEST_CASE("The signed original inside a forged document signs no forgery") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.uri = "#root";
  const std::string original = Sign(signing);
  const std::string inner = WithoutDeclaration(original);
  SECTION("with its signature") {
    const Report report =
        world.Judge("<forged><value>9</value>" + inner + "</forged>");
    CHECK(report.verdict == Verdict::kInvalid);
    CHECK(Has(report.findings, "SIG_MISPLACED"));
  }
  SECTION("its signature moved to the new root") {
    const std::string signature = SignatureOf(original);
    const Report report =
        world.Judge("<forged><value>9</value>" +
                    Replaced(inner, signature, "") + signature + "</forged>");
    INFO(Summary(report));
    CHECK(report.verdict == Verdict::kInvalid);
    CHECK(report.signatures[0].coverage != Verdict::kValid);
  }
  SECTION("as an object of the signature") {
    const std::string signature = SignatureOf(original);
    const std::string wrapped =
        Replaced(signature, "</ds:Signature>",
                 absl::StrCat("<ds:Object>", Replaced(inner, signature, ""),
                              "</ds:Object></ds:Signature>"));
    const Report report = world.Judge("<forged id=\"forged\"><value>9</value>" +
                                      wrapped + "</forged>");
    INFO(Summary(report));
    CHECK(report.verdict == Verdict::kInvalid);
  }
}

TEST_CASE("An id that occurs twice names nothing") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.uri = "#root";
  const std::string attribute = GENERATE("id", "Id", "ID", "xml:id");
  signing.document =
      Replaced(testing::kDocument, "<d:place>",
               absl::StrCat("<d:place ", attribute, "=\"root\">"));
  const Report report = world.Judge(Sign(signing));
  INFO(Summary(report));
  CHECK(report.verdict == Verdict::kInvalid);
  CHECK(Has(report.signatures[0].findings, "SIG_ID_REPEATED"));
}

TEST_CASE("An id that is nowhere names nothing") {
  World world;
  const std::string document =
      Replaced(Sign(world.ByLaboratory()), "<ds:Reference URI=\"\">",
               "<ds:Reference URI=\"#nowhere\">");
  const Report report = world.Judge(document);
  CHECK(report.verdict == Verdict::kInvalid);
  CHECK(Has(report.signatures[0].findings, "SIG_REFERENCE_DANGLING"));
}

TEST_CASE("An XPointer is not followed") {
  World world;
  const std::string uri =
      GENERATE("#xpointer(//d:part)", "#xpointer(id('root'))", "#a' or '1'='1");
  const std::string document =
      Replaced(Sign(world.ByLaboratory()), "<ds:Reference URI=\"\">",
               absl::StrCat("<ds:Reference URI=\"", uri, "\">"));
  const Report report = world.Judge(document);
  CHECK(report.verdict >= Verdict::kIndeterminate);
  CHECK(Has(report.signatures[0].findings, "SIG_REFERENCE_UNKNOWN"));
}

TEST_CASE("A reference that signs the signature's own objects signs nothing") {
  World world;
  Signing signing = world.ByLaboratory();
  std::string document = Sign(signing);
  const std::size_t begin = document.find("<ds:Reference URI=\"\">");
  const std::string end = "</ds:Reference>";
  document.erase(begin, document.find(end) + end.size() - begin);
  const Report report = world.Judge(document);
  CHECK(report.verdict == Verdict::kInvalid);
  CHECK(Has(report.signatures[0].findings, "SIG_COVERS_NOTHING"));
}

TEST_CASE("A signature deeper than the root element is refused") {
  World world;
  const std::string document = Sign(world.ByLaboratory());
  const std::string signature = SignatureOf(document);
  const Report report =
      world.Judge(Replaced(Replaced(document, signature, ""), "</d:part>",
                           absl::StrCat(signature, "</d:part>")));
  CHECK(report.verdict == Verdict::kInvalid);
  CHECK(Has(report.findings, "SIG_MISPLACED"));
  CHECK(report.signatures.empty());
}

TEST_CASE("Another signature beside a sound one does not hide in it") {
  World world;
  const std::string document = Sign(world.ByLaboratory());
  const std::string broken =
      "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>";
  const Report report = world.Judge(
      Replaced(document, "<ds:Signature ", broken + "<ds:Signature "));
  REQUIRE(report.signatures.size() == 2);
  CHECK(Has(report.signatures[0].findings, "SIG_MALFORMED"));
  CHECK(report.verdict == Verdict::kInvalid);
}

TEST_CASE("A comment is not signed, and changes nothing that is read") {
  World world;
  const std::string document = Sign(world.ByLaboratory());
  CHECK(
      world.Judge(Replaced(document, "1.000002", "1.00<!-- -->0002")).verdict ==
      Verdict::kValid);
}

TEST_CASE("A processing instruction is signed with the whole document") {
  World world;
  const std::string style =
      "?>\n<?xml-stylesheet type=\"text/xsl\" href=\"pretty.xsl\"?>";
  Signing signing = world.ByLaboratory();
  const std::string whole = Replaced(Sign(signing), "?>", style);
  CHECK(Has(world.Judge(whole).signatures[0].findings, "SIG_DIGEST_WRONG"));
  signing.uri = "#root";
  const Report root = world.Judge(Replaced(Sign(signing), "?>", style));
  CHECK(root.verdict == Verdict::kValid);
  CHECK(Has(root.signatures[0].findings, "SIG_PROLOG_NOT_COVERED"));
}

TEST_CASE("A document type that could give attributes is refused") {
  World world;
  const std::string document =
      Replaced(Sign(world.ByLaboratory()), "?>",
               "?><!DOCTYPE c [<!ATTLIST c id ID #IMPLIED>]>");
  CHECK_THAT(StatusOf(Verify(document, world.question)),
             HasReason("DCC_FORBIDDEN_DTD"));
}

TEST_CASE("Eight signatures are looked at, nine are not") {
  World world;
  const std::string broken =
      "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>";
  std::string inner;
  for (int i = 0; i < 8; ++i) inner += broken;
  CHECK(World::Ask("<a>" + inner + "</a>", world.question).signatures.size() ==
        8);
  const Report nine =
      World::Ask("<a>" + inner + broken + "</a>", world.question);
  CHECK(nine.verdict == Verdict::kIndeterminate);
  CHECK(Has(nine.findings, "SIG_TOO_MANY"));
}

TEST_CASE("A document made to take hours is not decided") {
  World world;
  std::string root = "<a";
  for (int i = 0; i < 60; ++i) {
    absl::StrAppend(&root, " xmlns:n", i, "=\"urn:", i, "\"");
  }
  Signing signing = world.ByLaboratory();
  const auto with_elements = [&](int count) {
    signing.document = absl::StrCat(root, ">");
    for (int i = 0; i < count; ++i) signing.document += "<b/>";
    signing.document += "</a>";
    return world.Judge(Sign(signing));
  };
  CHECK(with_elements(100).verdict == Verdict::kValid);
  const Report large = with_elements(40'000);
  CHECK(large.verdict == Verdict::kIndeterminate);
  CHECK(Has(large.signatures[0].findings, "SIG_TOO_LARGE"));
}

TEST_CASE("Comments count as what a document holds") {
  World world;
  world.question.limits.max_elements = 10;
  std::string document = "<a>";
  for (int i = 0; i < 10; ++i) document += "<!---->";
  CHECK_THAT(StatusOf(Verify(document + "</a>", world.question)),
             HasReason("DCC_TOO_LARGE"));
}

TEST_CASE("Eight references are looked at, nine are not") {
  World world;
  Signing signing = world.ByLaboratory();
  for (int i = 0; i < 7; ++i) {
    signing.more_references += DetachedReference("more.pdf");
  }
  const Report report = world.Judge(Sign(signing));
  CHECK(report.verdict == Verdict::kIndeterminate);
  CHECK(report.signatures[0].digest == Verdict::kNotChecked);
  CHECK(Has(report.signatures[0].findings, "SIG_TOO_MANY"));
}

TEST_CASE("A signature that is not built as XMLDSig has it is refused") {
  World world;
  const std::string document = Sign(world.ByLaboratory());
  const std::string info = "<ds:SignedInfo>";
  const std::string second = absl::StrCat(info, "</ds:SignedInfo>", info);
  const std::string changed = GENERATE_COPY(
      Replaced(document, info, second),
      Replaced(document, "<ds:SignatureValue>",
               "<ds:Other/><ds:SignatureValue>"),
      Replaced(document, "<ds:DigestValue>", "<ds:Other/><ds:DigestValue>"));
  const Report report = world.Judge(changed);
  CHECK(report.verdict == Verdict::kInvalid);
  CHECK(Has(report.signatures[0].findings, "SIG_MALFORMED"));
}

}  // namespace
}  // namespace suyuan::xmldsig
