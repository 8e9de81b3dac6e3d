#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "catch2/catch.hpp"
#include "google/protobuf/util/message_differencer.h"
#include "libs/dcc/reader.h"
#include "services/certificates/convert/canonical.h"
#include "services/certificates/convert/check.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/dcc/export.h"
#include "services/certificates/dcc/import.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/random_certificate.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using google::protobuf::util::MessageDifferencer;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::RandomCertificate;

// Passes every check and has the days that a DCC wants; change one field.
v1::Certificate Dated() {
  v1::Certificate c = testing::ValidCertificate();
  c.set_begin("2024-03-11");
  c.set_end("2024-03-12");
  return c;
}

std::string Exported(const v1::Certificate& certificate) {
  auto bytes = DccOf(certificate);
  REQUIRE_THAT(StatusOf(bytes), IsOk());
  return *std::move(bytes);
}

v1::Certificate Imported(const std::string& bytes) {
  const auto document = dcc::Read(bytes, dcc::Limits());
  REQUIRE_THAT(StatusOf(document), IsOk());
  auto certificate = CertificateFromDcc(*document);
  REQUIRE_THAT(StatusOf(certificate), IsOk());
  ClearOutputs(*certificate);
  return *std::move(certificate);
}

// As one sees it who does not know our vocabulary.
v1::Certificate ImportedByOthers(const std::string& bytes) {
  return Imported(absl::StrReplaceAll(bytes, {{"suyuan_", "other_"}}));
}

void CheckComesBack(const v1::Certificate& certificate) {
  const v1::Certificate came_back = Imported(Exported(certificate));
  MessageDifferencer differencer;
  differencer.set_message_field_comparison(MessageDifferencer::EQUIVALENT);
  std::string differences;
  differencer.ReportDifferencesToString(&differences);
  const bool is_same = differencer.Compare(certificate, came_back);
  INFO(differences);
  CHECK(is_same);
}

TEST_CASE("Any canonical certificate comes back from its DCC as it was") {
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    INFO("seed " << seed);
    const v1::Certificate certificate = RandomCertificate(seed);
    REQUIRE_THAT(CheckCertificate(certificate), IsOk());
    CheckComesBack(certificate);
  }
}

TEST_CASE("The same certificate gives the same bytes") {
  const v1::Certificate certificate = RandomCertificate(7);
  CHECK(Exported(certificate) == Exported(certificate));
}

TEST_CASE("What is exported is imported as the kind that it says") {
  v1::Certificate c = Dated();
  c.set_kind(v1::Certificate::KIND_VERIFICATION);
  const std::string bytes = Exported(c);
  const auto prepared = PrepareDcc(bytes, {});
  REQUIRE_THAT(StatusOf(prepared), IsOk());
  CHECK(prepared->particulars.kind == CertificateKind::kVerification);
  CHECK_THAT(StatusOf(PrepareDcc(bytes, v1::Certificate::KIND_CRM)),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("Who does not know our vocabulary reads the same values") {
  v1::Certificate c = Dated();
  v1::Result& result = *c.mutable_results(0);
  result.set_indication("1.003");
  result.set_error("0.003");
  result.mutable_uncertainty()->set_coverage_probability("0.95");
  result.set_stage(v1::Result::STAGE_AFTER);
  result.set_conformity(v1::Result::CONFORMITY_PASS);
  result.add_reference_ids("ref1");
  c.set_valid_to("2025-03-11");
  c.add_specifications("JJG 99-2022");
  const v1::Certificate others = ImportedByOthers(Exported(c));
  CHECK(others.number() == c.number());
  CHECK(others.issuer().title() == c.issuer().title());
  CHECK(others.end() == c.end());
  CHECK(others.valid_to() == c.valid_to());
  CHECK(others.specifications(0) == "JJG 99-2022");
  REQUIRE(others.references_size() == 1);
  CHECK(others.references(0).certificate_numbers(0) == "UP-1");
  REQUIRE(others.results_size() == 1);
  const v1::Result& read = others.results(0);
  CHECK(read.value() == "1.000");
  CHECK(read.indication() == "1.003");
  CHECK(read.error() == "0.003");
  CHECK(read.unit() == "\\kilogram");
  CHECK(read.uncertainty().expanded() == "0.002");
  CHECK(read.uncertainty().coverage_factor() == "2");
  CHECK(read.stage() == v1::Result::STAGE_AFTER);
  CHECK(read.conformity() == v1::Result::CONFORMITY_PASS);
  CHECK(read.reference_ids_size() == 1);
}

TEST_CASE("An uncertainty without factor or probability gets none") {
  v1::Certificate c = Dated();
  c.mutable_results(0)->mutable_uncertainty()->clear_coverage_factor();
  const std::string bytes = Exported(c);
  CHECK_FALSE(absl::StrContains(bytes, "si:expandedMU"));
  CHECK_FALSE(absl::StrContains(bytes, "si:coverageFactor"));
  CheckComesBack(c);
  // Nor is it taken for a result of its own.
  CHECK(ImportedByOthers(bytes).results_size() == 1);
}

TEST_CASE("A whole uncertainty stands at its value in the form of D-SI 2.2") {
  v1::Certificate c = Dated();
  c.mutable_results(0)->mutable_uncertainty()->set_coverage_probability("0.95");
  const std::string bytes = Exported(c);
  CHECK(absl::StrContains(bytes,
                          "<si:valueExpandedMU>0.002</si:valueExpandedMU>"));
  CHECK_FALSE(absl::StrContains(bytes, "expandedUnc"));
}

TEST_CASE("A language stands at a text where the text has all used ones") {
  v1::Certificate c = Dated();
  CHECK(absl::StrContains(Exported(c), "<dcc:content lang=\"zh\">砝码<"));
  // Two texts of two kinds: the rarer one says its languages by tokens.
  (*c.mutable_results(0)->mutable_title()->mutable_texts())["zh"] = "质量";
  (*c.mutable_references(0)->mutable_title()->mutable_texts())["en"] = "Mass";
  const std::string bytes = Exported(c);
  CHECK(absl::StrContains(bytes, "<dcc:content lang=\"zh\">质量<"));
  CHECK(absl::StrContains(bytes,
                          "<dcc:content refType=\"suyuan_language-en\">Mass<"));
  CheckComesBack(c);
}

TEST_CASE("Neither persons nor the customer are made up") {
  const std::string bytes = Exported(Dated());
  const auto document = dcc::Read(bytes, dcc::Limits());
  REQUIRE_THAT(StatusOf(document), IsOk());
  CHECK(document->customer->name.front().text == "未说明");
  REQUIRE(document->responsible_persons.size() == 1);
  CHECK(document->responsible_persons[0].personal.contact.name.front().text ==
        "未说明");
  CHECK(Imported(bytes).signers().empty());
}

TEST_CASE("A document tells from which record it was made") {
  v1::Certificate c = Dated();
  c.set_name("certificates/0123456789abcdef0123456789abcdef");
  c.set_digest(std::string(64, 'c'));
  const std::string bytes = Exported(c);
  CHECK(absl::StrContains(bytes, c.name()));
  CHECK(absl::StrContains(bytes, "sha256:" + c.digest()));
}

TEST_CASE("What a DCC cannot say is refused by the name of its field") {
  struct Case {
    const char* field;
    void (*change)(v1::Certificate&);
  };
  for (const Case& one : {
           Case{"end ",
                [](v1::Certificate& c) {
                  c.clear_begin();
                  c.clear_end();
                }},
           Case{"items[0].model ",
                [](v1::Certificate& c) {
                  c.mutable_items(0)->set_model("blank at the end ");
                }},
           Case{"items[0].model ",
                [](v1::Certificate& c) {
                  c.mutable_items(0)->set_model("bell \a");
                }},
           Case{"references[0].certificate_numbers[0] ",
                [](v1::Certificate& c) {
                  c.mutable_references(0)->set_certificate_numbers(0,
                                                                   "\x7f\x01");
                }},
           Case{"results[0].conformity_rule ",
                [](v1::Certificate& c) {
                  c.mutable_results(0)->set_conformity_rule("\n");
                }},
       }) {
    v1::Certificate c = Dated();
    one.change(c);
    const absl::Status refused = StatusOf(DccOf(c));
    INFO(refused);
    CHECK_THAT(refused, HasReason("DCC_EXPORT_UNSAYABLE"));
    CHECK(absl::StrContains(refused.message(), one.field));
  }
}

TEST_CASE("Blanks inside a unit are left out") {
  v1::Certificate c = Dated();
  c.mutable_results(0)->set_unit("\\metre \\second\\tothe{ -2 }");
  c.mutable_results(0)->clear_kind();
  CHECK(Imported(Exported(c)).results(0).unit() ==
        "\\metre\\second\\tothe{-2}");
}

TEST_CASE("A document of ours that others changed is read as far as it goes") {
  v1::Certificate c = Dated();
  *c.add_results() = c.results(0);
  c.mutable_results(1)->set_id("r2");
  std::string bytes = Exported(c);
  // An id that is there twice is given once; the other gets one of ours.
  const std::string twice =
      absl::StrReplaceAll(bytes, {{"result-r2", "result-r1"}});
  const v1::Certificate read = Imported(twice);
  REQUIRE(read.results_size() == 2);
  CHECK(read.results(0).id() == "r1");
  CHECK(read.results(1).id() != "r1");
  CHECK_FALSE(read.results(1).id().empty());
  // A number that is none is not taken.
  const v1::Certificate comma =
      Imported(absl::StrReplaceAll(bytes, {{">0.002<", ">0,002<"}}));
  CHECK(comma.results(0).uncertainty().expanded().empty());
}

}  // namespace
}  // namespace suyuan::certificates
