#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "catch2/catch.hpp"
#include "libs/dcc/reader.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/dcc/import.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/dcc/sample.h"

namespace suyuan::certificates {
namespace {

using dcc::testing::Sample;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;

v1::Certificate Imported(const Sample& sample) {
  const auto document = dcc::Read(sample.Xml(), dcc::Limits());
  REQUIRE_THAT(StatusOf(document), IsOk());
  auto certificate = CertificateFromDcc(*document);
  REQUIRE_THAT(StatusOf(certificate), IsOk());
  return *std::move(certificate);
}

std::string Equipment(const std::string& number, const std::string& serial) {
  return absl::StrReplaceAll(Sample().equipment,
                             {{"LX2023-00042", number}, {"E2-1", serial}});
}

// Both lists in one.
std::string Together(const std::string& a, const std::string& b) {
  return absl::StrReplaceAll(
      absl::StrCat(a, b),
      {{"</d:measuringEquipments><d:measuringEquipments>", ""}});
}

TEST_CASE("A DCC says what a canonical certificate says") {
  const v1::Certificate c = Imported(Sample());
  CHECK(c.number() == "LX2024-01583");
  CHECK(c.issuer().title() == "Example Lab");
  CHECK(c.issuer().code() == "CNAS L0001");
  CHECK(c.received() == "2024-03-08");
  CHECK(c.begin() == "2024-03-11");
  CHECK(c.end() == "2024-03-12");
  CHECK(c.issued() == "2024-03-15");
  CHECK(c.valid_to().empty());
  CHECK(c.place() == v1::Certificate::PLACE_LABORATORY);
  CHECK(c.schema_version() == "3.3.0");
  CHECK(c.specifications(0) == "JJG 99-2022");
  REQUIRE(c.items_size() == 1);
  CHECK(c.items(0).id() == "weight1");
  CHECK(c.items(0).title().texts().at("en") == "Weight 1 kg");
  CHECK(c.items(0).manufacturer() == "Maker");
  CHECK(c.items(0).identifications(0).value() == "SN-7");
  REQUIRE(c.results_size() == 1);
  const v1::Result& result = c.results(0);
  CHECK(result.item_id() == "weight1");
  CHECK(result.value() == "1.000002");
  CHECK(result.unit() == "\\kilogram");
  CHECK(result.uncertainty().expanded() == "0.000003");
  CHECK(result.uncertainty().coverage_factor() == "2");
  CHECK(result.uncertainty().coverage_probability() == "0.95");
  REQUIRE(c.environment_size() == 1);
  CHECK(c.environment(0).min() == "20.3");
  CHECK(c.environment(0).unit() == "\\degreecelsius");
}

TEST_CASE("Neither persons nor the customer leave the original") {
  const std::string bytes = Imported(Sample()).SerializeAsString();
  CHECK(bytes.find("Nonymous") == std::string::npos);
  CHECK(bytes.find("Customer") == std::string::npos);
  const v1::Certificate c = Imported(Sample());
  CHECK(c.signers(0).role() == v1::Signer::ROLE_APPROVER);
}

TEST_CASE("Equal citations are one reference with all that is said of it") {
  Sample sample;
  sample.equipment =
      Together(Equipment("UP-1", "E2-1"), Equipment("UP-1", "E2-2"));
  const v1::Certificate c = Imported(sample);
  REQUIRE(c.references_size() == 1);
  CHECK(c.references(0).certificate_numbers(0) == "UP-1");
  CHECK(c.references(0).uses() == 2);
  CHECK(c.references(0).identifications_size() == 2);
}

TEST_CASE("Several numbers in one referral are several references") {
  Sample sample;
  sample.equipment = absl::StrReplaceAll(
      sample.equipment,
      {{"<d:referral><d:content>-</d:content></d:referral>",
        "<d:referral><d:content>UP-1</d:content><d:content>UP-2</d:content>"
        "</d:referral>"},
       {"LX2023-00042", "-"}});
  const v1::Certificate c = Imported(sample);
  REQUIRE(c.references_size() == 2);
  CHECK(c.references(0).certificate_numbers(0) == "UP-1");
  CHECK(c.references(1).certificate_numbers(0) == "UP-2");
  CHECK(c.references(1).identifications(0).value() == "E2-1");
}

TEST_CASE("Only a hash over the file's bytes is a digest of it") {
  const std::string digest(64, 'a');
  const auto with = [&digest](const std::string& procedure) {
    Sample sample;
    sample.equipment = absl::StrReplaceAll(
        sample.equipment,
        {{"<d:procedure>analog</d:procedure><d:value>analog</d:value>",
          absl::StrCat("<d:procedure>", procedure, "</d:procedure><d:value>",
                       digest, "</d:value>")}});
    return Imported(sample).references(0).digest();
  };
  CHECK(with("SHA-256") == digest);
  CHECK(with("c14n-sha256").empty());
}

TEST_CASE("A coverage factor that is not stated is not made up") {
  Sample sample;
  sample.data = R"(<d:quantity><s:real><s:value>1.5</s:value>
      <s:unit>\kilogram</s:unit></s:real></d:quantity>)";
  const v1::Certificate c = Imported(sample);
  REQUIRE(c.results_size() == 1);
  CHECK(c.results(0).value() == "1.5");
  CHECK_FALSE(c.results(0).has_uncertainty());
}

TEST_CASE("A recalibration statement gives the last usable day") {
  const auto valid_to = [](const std::string& inside) {
    Sample sample;
    sample.statements = absl::StrCat(
        "<d:statements><d:statement refType=\"basic_recalibration\">", inside,
        "</d:statement></d:statements>");
    return Imported(sample).valid_to();
  };
  CHECK(valid_to("<d:date>2025-03-11</d:date>") == "2025-03-11");
  // A year from the end of the work, 2024-03-12: its last day.
  CHECK(valid_to("<d:period>P1Y</d:period>") == "2025-03-11");
  CHECK(valid_to("<d:period>soon</d:period>").empty());
}

TEST_CASE("A document says itself what it replaces") {
  Sample sample;
  sample.core_rest =
      "<d:reportAmendedSubstituted><d:typeOfChange>amended</d:typeOfChange>"
      "<d:replacedUniqueIdentifier>LX2024-01500</d:replacedUniqueIdentifier>"
      "</d:reportAmendedSubstituted>";
  const v1::Certificate c = Imported(sample);
  CHECK(c.replaces().kind() == v1::Replacement::KIND_AMENDED);
  CHECK(c.replaces().number() == "LX2024-01500");
}

TEST_CASE("Units that are no D-SI are written in it where they can be read") {
  Sample sample;
  sample.data = absl::StrReplaceAll(sample.data, {{"\\kilogram", "kg"}});
  CHECK(Imported(sample).results(0).unit() == "\\kilogram");
  sample.data = absl::StrReplaceAll(sample.data, {{"kg", "smoots"}});
  CHECK(Imported(sample).results(0).unit() == "smoots");
}

TEST_CASE("Findings of the reader are kept with place and both languages") {
  Sample sample;
  sample.dates = absl::StrReplaceAll(
      sample.dates,
      {{"<d:receiptDate>2024-03-08", "<d:receiptDate>2024-03-20"}});
  const v1::Certificate c = Imported(sample);
  bool found = false;
  for (const v1::ImportFinding& finding : c.findings()) {
    if (finding.code() != "DCC_RECEIVED_AFTER_WORK") continue;
    found = true;
    CHECK(finding.severity() == "error");
    CHECK(finding.line() > 0);
    CHECK_FALSE(finding.message().texts().at("zh").empty());
    CHECK_FALSE(finding.message().texts().at("en").empty());
  }
  CHECK(found);
}

TEST_CASE("A DCC is prepared byte for byte, as a calibration unless told") {
  const std::string bytes = Sample().Xml();
  const auto prepared = PrepareDcc(bytes, {});
  REQUIRE_THAT(StatusOf(prepared), IsOk());
  CHECK(prepared->original == bytes);
  CHECK(prepared->digest == Digest::Of(bytes));
  CHECK(prepared->media_type == "application/xml");
  CHECK(prepared->particulars.kind == CertificateKind::kCalibration);
  CHECK(prepared->particulars.item_numbers == std::vector<std::string>{"SN-7"});
  CHECK(prepared->particulars.reference_numbers ==
        std::vector<std::string>{"E2-1", "LX2023-00042"});
  CHECK(
      PrepareDcc(bytes, v1::Certificate::KIND_VERIFICATION)->particulars.kind ==
      CertificateKind::kVerification);
  CHECK_THAT(StatusOf(PrepareDcc("<x/>", {})), HasReason("DCC_NOT_A_DCC"));
}

}  // namespace
}  // namespace suyuan::certificates
