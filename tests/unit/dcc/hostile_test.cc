// Files made to harm the reader, and files broken by accident.
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "catch2/catch.hpp"
#include "libs/dcc/reader.h"
#include "libs/text/utf8.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/dcc/sample.h"

namespace suyuan::dcc {
namespace {

using ::suyuan::testing::HasCode;
using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;
using testing::Sample;

std::string Message(const absl::Status& status) {
  return std::string(status.message());
}

std::string Repeat(absl::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) absl::StrAppend(&all, text);
  return all;
}

// The sample with `declaration` before the root element.
std::string WithProlog(absl::string_view declaration) {
  return absl::StrReplaceAll(Sample().Xml(),
                             {{"?>\n", absl::StrCat("?>\n", declaration)}});
}

TEST_CASE("An external entity is never opened: any DOCTYPE is refused") {
  std::string xml = WithProlog(
      "<!DOCTYPE d [<!ENTITY leak SYSTEM \"file:///etc/passwd\">]>\n");
  xml = absl::StrReplaceAll(xml, {{"LX2024-01583", "&leak;"}});
  const auto document = Read(xml, Limits());
  CHECK_THAT(StatusOf(document), HasReason("DCC_FORBIDDEN_DTD"));
  CHECK_THAT(StatusOf(document), HasCode(absl::StatusCode::kInvalidArgument));
  CHECK(absl::StrContains(Message(document.status()), "line 2"));
}

TEST_CASE("A DTD elsewhere is refused before it is asked for") {
  CHECK_THAT(StatusOf(Read(WithProlog("<!DOCTYPE d SYSTEM "
                                      "\"http://127.0.0.1:9/x.dtd\">\n"),
                           Limits())),
             HasReason("DCC_FORBIDDEN_DTD"));
}

TEST_CASE("Entities that multiply are refused before they do") {
  std::string laughs = "<!DOCTYPE d [<!ENTITY a \"ha\">";
  for (char c = 'b'; c <= 'j'; ++c) {
    laughs += absl::StrCat(
        "<!ENTITY ", std::string(1, c), " \"",
        Repeat(absl::StrCat("&", std::string(1, c - 1), ";"), 10), "\">");
  }
  std::string xml = WithProlog(laughs + "]>\n");
  xml = absl::StrReplaceAll(xml, {{"LX2024-01583", "&j;"}});
  CHECK_THAT(StatusOf(Read(xml, Limits())), HasReason("DCC_FORBIDDEN_DTD"));
}

TEST_CASE("An entity that nobody declared makes the file not well-formed") {
  Sample sample;
  sample.identifier = "&unknown;";
  CHECK_THAT(StatusOf(Read(sample.Xml(), Limits())),
             HasReason("DCC_NOT_WELL_FORMED"));
}

TEST_CASE("Character references and the five entities of XML are text") {
  Sample sample;
  sample.identifier = "A&amp;B&#45;1&#x4E00;";
  const auto document = Read(sample.Xml(), Limits());
  REQUIRE_THAT(StatusOf(document), IsOk());
  CHECK(document->core.unique_identifier == "A&B-1一");
}

TEST_CASE("CDATA is text") {
  Sample sample;
  sample.identifier = "<![CDATA[A<B]]>-7";
  const auto document = Read(sample.Xml(), Limits());
  REQUIRE_THAT(StatusOf(document), IsOk());
  CHECK(document->core.unique_identifier == "A<B-7");
}

// The sample with lists nested so that its deepest element has `depth`.
std::string Nested(int depth) {
  Sample sample;
  // root/measurementResults/measurementResult/results/result/data are 6.
  const int lists = depth - 6;
  sample.data = Repeat("<d:list>", lists) + Repeat("</d:list>", lists);
  return sample.Xml();
}

TEST_CASE("Elements may nest to the limit and not one deeper") {
  const Limits limits;
  CHECK_THAT(StatusOf(Read(Nested(limits.max_depth), limits)), IsOk());
  const auto deeper = Read(Nested(limits.max_depth + 1), limits);
  CHECK_THAT(StatusOf(deeper), HasReason("DCC_TOO_DEEP"));
  CHECK(absl::StrContains(Message(deeper.status()), "max_depth"));
  CHECK(absl::StrContains(Message(deeper.status()),
                          "/measurementResults/measurementResult/results"));
}

TEST_CASE("A file nested a million deep is refused at once") {
  CHECK_THAT(StatusOf(Read(Repeat("<a>", 1'000'000), Limits())),
             HasReason("DCC_TOO_DEEP"));
}

TEST_CASE("The limit of bytes is inclusive") {
  const std::string xml = Sample().Xml();
  Limits limits;
  limits.max_bytes = xml.size();
  CHECK_THAT(StatusOf(Read(xml, limits)), IsOk());
  --limits.max_bytes;
  const auto refused = Read(xml, limits);
  CHECK_THAT(StatusOf(refused), HasReason("DCC_TOO_LARGE"));
  CHECK(absl::StrContains(Message(refused.status()), "max_bytes"));
}

TEST_CASE("The limit of elements is inclusive") {
  Sample sample;
  sample.after_results =
      "<d:comment>" + Repeat("<d:x/>", 1000) + "</d:comment>";
  Limits limits;
  limits.max_elements = 1000;
  const auto refused = Read(sample.Xml(), limits);
  CHECK_THAT(StatusOf(refused), HasReason("DCC_TOO_LARGE"));
  CHECK(absl::StrContains(Message(refused.status()), "max_elements"));
  limits.max_elements = 1200;
  CHECK_THAT(StatusOf(Read(sample.Xml(), limits)), IsOk());
}

TEST_CASE("One long text is refused, in pieces or in CDATA") {
  Limits limits;
  limits.max_text_bytes = 1000;
  Sample sample;
  sample.after_results =
      absl::StrCat("<d:comment>", Repeat("x", 1000), "</d:comment>");
  CHECK_THAT(StatusOf(Read(sample.Xml(), limits)), IsOk());
  for (const absl::string_view one :
       {"x&#120;", "x<!-- -->", "x<![CDATA[y]]>"}) {
    sample.after_results =
        absl::StrCat("<d:comment>", Repeat(one, 1001), "</d:comment>");
    const auto refused = Read(sample.Xml(), limits);
    CHECK_THAT(StatusOf(refused), HasReason("DCC_TOO_LARGE"));
    CHECK(absl::StrContains(Message(refused.status()), "max_text_bytes"));
  }
}

TEST_CASE("A huge attribute is refused") {
  Sample sample;
  sample.root_attributes =
      absl::StrCat("schemaVersion=\"", Repeat("3", 70'000), "\"");
  const auto refused = Read(sample.Xml(), Limits());
  CHECK_THAT(StatusOf(refused), HasReason("DCC_TOO_LARGE"));
  CHECK(absl::StrContains(Message(refused.status()), "max_tag_bytes"));
}

TEST_CASE("A tag has at most the limit of attributes") {
  Limits limits;
  limits.max_attributes = 10;
  std::string attributes;
  Sample sample;
  for (int i = 0; i < 8; ++i) absl::StrAppend(&attributes, " a", i, "='='");
  sample.root_attributes = attributes;  // and two namespaces
  CHECK_THAT(StatusOf(Read(sample.Xml(), limits)), IsOk());
  sample.root_attributes += " b=''";
  const auto refused = Read(sample.Xml(), limits);
  CHECK_THAT(StatusOf(refused), HasReason("DCC_TOO_LARGE"));
  CHECK(absl::StrContains(Message(refused.status()), "max_attributes"));
}

TEST_CASE("Namespaces pile up to the limit in scope, not in sum") {
  Limits limits;
  limits.max_namespaces = 5;
  Sample sample;
  sample.after_results = "<d:comment>" +
                         Repeat("<a xmlns:p='u:1' xmlns:q='u:2'/>", 50) +
                         "</d:comment>";
  CHECK_THAT(StatusOf(Read(sample.Xml(), limits)), IsOk());
  sample.after_results =
      "<d:comment><a xmlns:p='u:1' xmlns:q='u:2'>"
      "<a xmlns:p='u:1' xmlns:q='u:2'/></a></d:comment>";
  CHECK_THAT(StatusOf(Read(sample.Xml(), limits)), HasReason("DCC_TOO_LARGE"));
}

TEST_CASE("Encodings in which markup is not ASCII are refused by name") {
  const std::string utf16("\xFF\xFE<\0a\0/\0>\0", 10);
  CHECK_THAT(StatusOf(Read(utf16, Limits())),
             HasReason("DCC_ENCODING_UNSUPPORTED"));
  const auto declared =
      Read("<?xml version='1.0' encoding='UTF-7'?><a/>", Limits());
  CHECK_THAT(StatusOf(declared), HasReason("DCC_ENCODING_UNSUPPORTED"));
  CHECK(absl::StrContains(Message(declared.status()), "utf-7"));
}

TEST_CASE("Latin-1 and GBK are converted, a BOM is no text") {
  Sample sample;
  sample.identifier = "N\xE4-1";
  std::string xml =
      absl::StrReplaceAll(sample.Xml(), {{"UTF-8", "ISO-8859-1"}});
  auto document = Read(xml, Limits());
  REQUIRE_THAT(StatusOf(document), IsOk());
  CHECK(document->core.unique_identifier == "Nä-1");
  sample.identifier = "\xBC\xEC-1";  // 检 in GBK
  xml = absl::StrReplaceAll(sample.Xml(), {{"UTF-8", "GBK"}});
  document = Read(xml, Limits());
  REQUIRE_THAT(StatusOf(document), IsOk());
  CHECK(document->core.unique_identifier == "检-1");
  CHECK_THAT(StatusOf(Read("\xEF\xBB\xBF" + Sample().Xml(), Limits())), IsOk());
}

TEST_CASE("Bytes that are no UTF-8 make the file not well-formed") {
  Sample sample;
  sample.identifier = "N\xFF\xFE";
  CHECK_THAT(StatusOf(Read(sample.Xml(), Limits())),
             HasReason("DCC_NOT_WELL_FORMED"));
}

TEST_CASE("A refusal can be shown, whatever it quotes") {
  for (const std::string& name :
       {std::string("\xC3\xFF"), std::string(40, '\xBA'),
        std::string(10000, 'x')}) {
    const auto refused = Read(
        absl::StrCat("<?xml version=\"1.0\" encoding=\"", name, "\"?><a/>"),
        Limits());
    CHECK_THAT(StatusOf(refused), HasReason("DCC_ENCODING_UNSUPPORTED"));
    CHECK(text::IsValidUtf8(refused.status().message()));
    CHECK(refused.status().message().size() < 600);
  }
}

TEST_CASE("Bytes that are none of the stated encoding do so, and say nothing") {
  Sample sample;
  for (const char* bytes : {"\xBC\xFF", "\xFF\xFF", "\x80"}) {
    sample.identifier = bytes;
    const std::string xml =
        absl::StrReplaceAll(sample.Xml(), {{"UTF-8", "GB2312"}});
    CHECK_THAT(StatusOf(Read(xml, Limits())), HasReason("DCC_NOT_WELL_FORMED"));
  }
}

TEST_CASE("What is no certificate is told what it is") {
  struct Case {
    const char* xml;
    const char* reason;
    const char* says;
  };
  const Case c = GENERATE(values<Case>({
      {"", "DCC_NOT_WELL_FORMED", "line"},
      {"%PDF-1.7", "DCC_NOT_WELL_FORMED", "line 1"},
      {"<html><body/></html>", "DCC_NOT_A_DCC", "web page"},
      {"<x:digitalCalibrationExchange xmlns:x='https://dfm.dk'/>",
       "DCC_NOT_A_DCC", "DFM"},
      {"<x:digitalCalibrationCertificate xmlns:x='https://dfm.dk'/>",
       "DCC_NOT_A_DCC", "DFM"},
      {"<digitalCalibrationCertificate/>", "DCC_NOT_A_DCC",
       "another namespace"},
      {"<c xmlns='KC_Schema'/>", "DCC_NOT_A_DCC", "BIPM"},
      {"<real xmlns='https://ptb.de/si'/>", "DCC_NOT_A_DCC", "D-SI values"},
      {"<administrativeData xmlns='https://ptb.de/dcc'/>", "DCC_NOT_A_DCC",
       "wanted {https://ptb.de/dcc}digitalCalibrationCertificate"},
      {"<d:digitalCalibrationCertificate/>", "DCC_NOT_WELL_FORMED", "d"},
      {"<digitalCalibrationCertificate xmlns='https://ptb.de/dcc'/>",
       "DCC_MISSING_ELEMENT", "administrativeData"},
      {"<digitalCalibrationCertificate xmlns='https://ptb.de/dcc'>"
       "<administrativeData><coreData/></administrativeData>"
       "</digitalCalibrationCertificate>",
       "DCC_MISSING_ELEMENT", "/administrativeData/coreData/uniqueIdentifier"},
      {"<digitalCalibrationCertificate xmlns='https://ptb.de/dcc'>"
       "<administrativeData><coreData><uniqueIdentifier>1</uniqueIdentifier>"
       "</coreData></administrativeData></digitalCalibrationCertificate>",
       "DCC_MISSING_ELEMENT", "measurementResults"},
      {"<a><b></a>", "DCC_NOT_WELL_FORMED", "mismatch"},
      {"<a/><b/>", "DCC_NOT_WELL_FORMED", "Extra content"},
  }));
  CAPTURE(c.xml);
  const auto document = Read(c.xml, Limits());
  CHECK_THAT(StatusOf(document), HasReason(c.reason));
  CAPTURE(document.status());
  CHECK(absl::StrContains(Message(document.status()), c.says));
  CHECK(absl::StrContains(Message(document.status()), "(line "));
}

TEST_CASE("A file cut anywhere is refused with a place, never half read") {
  const std::string xml = Sample().Xml();
  for (std::size_t end = 0; end + 12 < xml.size(); end += 97) {
    CAPTURE(end);
    const auto document = Read(absl::string_view(xml).substr(0, end), Limits());
    CHECK_THAT(StatusOf(document), HasReason("DCC_NOT_WELL_FORMED"));
  }
}

TEST_CASE("A byte changed anywhere never crashes and never hides a refusal") {
  const std::string xml = Sample().Xml();
  for (std::size_t at = 0; at < xml.size(); at += 7) {
    for (const char byte : {'<', '>', '&', '"', '\0', '\x80'}) {
      std::string changed = xml;
      changed[at] = byte;
      const auto document = Read(changed, Limits());
      if (!document.ok()) CHECK_FALSE(ReasonOf(document.status()).empty());
    }
  }
}

TEST_CASE("An unclosed quote, comment or section does not run away") {
  for (const absl::string_view open :
       {"<a b=\"", "<!-- ", "<![CDATA[", "<?pi ", "<a b='", "<", "</", "<!"}) {
    const std::string xml =
        absl::StrCat(Sample().Xml(), open, Repeat("<x y='", 20'000));
    CHECK_FALSE(Read(xml, Limits()).ok());
  }
}

}  // namespace
}  // namespace suyuan::dcc
