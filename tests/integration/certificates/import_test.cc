#include "catch2/catch.hpp"
#include "libs/rpc/fields.h"
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

constexpr char kRequest[] = "0b9a6d2e-3c1f-4d57-9a44-1f0c8f6c1a01";

v1::ImportCertificateResponse Imported(Suite& suite, const v1::Certificate& c,
                                       const std::string& request_id = "") {
  auto response = suite.Import(c, request_id);
  REQUIRE_THAT(StatusOf(response), IsOk());
  return *std::move(response);
}

TEST_CASE("An imported certificate is held with what the service says of it") {
  Suite suite;
  const auto imported = Imported(suite, AnyCertificate("A-1"));
  CHECK(imported.created());
  const v1::Certificate& c = imported.certificate();
  CHECK(c.name() == "certificates/" + c.digest().substr(0, 32));
  CHECK(c.digest().size() == 64);
  CHECK(c.principal() == "tester@example");
  CHECK(c.log_index() == 0);
  CHECK(c.has_recorded_at());
  CHECK(c.media_type() == "application/json");
  CHECK(c.signature_state() == v1::SIGNATURE_STATE_ABSENT);
  CHECK(c.results(0).uncertainty().expanded() == "0.000005");
  const auto got = suite.Get(c.name());
  REQUIRE_THAT(StatusOf(got), IsOk());
  CHECK(rpc::CanonicalBytes(*got) == rpc::CanonicalBytes(c));
}

TEST_CASE("The same certificate again is the same certificate") {
  Suite suite;
  const auto first = Imported(suite, AnyCertificate("A-1"));
  const auto again = Imported(suite, AnyCertificate("A-1"));
  CHECK_FALSE(again.created());
  CHECK(rpc::CanonicalBytes(again.certificate()) ==
        rpc::CanonicalBytes(first.certificate()));
  CHECK(suite.List()->certificates_size() == 1);
}

TEST_CASE("What only the service may say is not taken from an importer") {
  Suite suite;
  v1::Certificate claimed = AnyCertificate("A-1");
  claimed.set_log_index(77);
  claimed.set_principal("somebody@else");
  claimed.set_signature_state(v1::SIGNATURE_STATE_VALID);
  claimed.add_same_key("certificates/0");
  claimed.add_findings()->set_code("NONE");
  claimed.add_status_changes()->set_kind(v1::StatusChange::KIND_VOIDED);
  const auto honest = Imported(suite, AnyCertificate("A-1"));
  const auto imported = Imported(suite, claimed);
  CHECK_FALSE(imported.created());
  CHECK(rpc::CanonicalBytes(imported.certificate()) ==
        rpc::CanonicalBytes(honest.certificate()));
}

TEST_CASE("A repeated request gets the first answer") {
  Suite suite;
  const auto first = Imported(suite, AnyCertificate("A-1"), kRequest);
  const auto again = Imported(suite, AnyCertificate("A-1"), kRequest);
  CHECK(again.created());
  CHECK(again.certificate().name() == first.certificate().name());
  CHECK(suite.List()->certificates_size() == 1);
}

TEST_CASE("A request id is not good for another request") {
  Suite suite;
  Imported(suite, AnyCertificate("A-1"), kRequest);
  CHECK_THAT(StatusOf(suite.Import(AnyCertificate("A-2"), kRequest)),
             HasReason("REQUEST_ID_REUSED"));
  CHECK_THAT(StatusOf(suite.Import(AnyCertificate("A-2"), "no uuid")),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("Other bytes under a used number are kept, and both tell it") {
  Suite suite;
  v1::Certificate other = AnyCertificate("Ａ－１");  // the same, full-width
  other.set_valid_to("2026-03-10");
  const auto first = Imported(suite, AnyCertificate("A-1"));
  const auto second = Imported(suite, other);
  CHECK(second.created());
  const std::string first_name = first.certificate().name();
  const std::string second_name = second.certificate().name();
  REQUIRE(second.certificate().same_key_size() == 1);
  CHECK(second.certificate().same_key(0) == first_name);
  const auto got = suite.Get(first_name);
  REQUIRE(got->same_key_size() == 1);
  CHECK(got->same_key(0) == second_name);
  CHECK(got->etag() != first.certificate().etag());
}

TEST_CASE("One number of two issuers is no conflict") {
  Suite suite;
  v1::Certificate other = AnyCertificate("A-1");
  other.mutable_issuer()->set_title("昆仑计量院");
  other.mutable_issuer()->set_code("CNAS L9999");
  Imported(suite, AnyCertificate("A-1"));
  CHECK(Imported(suite, other).certificate().same_key().empty());
}

TEST_CASE("A dry run answers like an import and keeps nothing") {
  Suite suite;
  v1::ImportCertificateRequest request;
  *request.mutable_certificate() = AnyCertificate("A-1");
  request.set_validate_only(true);
  const auto dry =
      suite.Call(&v1::Certificates::Stub::ImportCertificate, request);
  REQUIRE_THAT(StatusOf(dry), IsOk());
  CHECK(dry->created());
  CHECK_FALSE(dry->certificate().has_recorded_at());
  CHECK(dry->certificate().token().empty());
  CHECK(suite.List()->certificates().empty());
  const auto real = Imported(suite, AnyCertificate("A-1"));
  CHECK(dry->certificate().name() == real.certificate().name());
}

TEST_CASE("A certificate that is none is refused with every field at fault") {
  Suite suite;
  v1::Certificate c = AnyCertificate(" ");
  c.set_issued("2024-02-30");
  c.mutable_results(0)->set_unit("kg");
  c.mutable_results(0)->mutable_uncertainty()->set_coverage_factor("0");
  const absl::Status refused = StatusOf(suite.Import(c));
  CHECK_THAT(refused, HasReason("INVALID_FIELD"));
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(refused)) {
    fields.push_back(violation.field);
  }
  CHECK(fields == std::vector<std::string>{
                      "certificate.number", "certificate.issued",
                      "certificate.results[0].unit",
                      "certificate.results[0].uncertainty.coverage_factor"});
  CHECK(suite.List()->certificates().empty());
}

TEST_CASE("An import needs a document") {
  Suite suite;
  CHECK_THAT(StatusOf(suite.Call(&v1::Certificates::Stub::ImportCertificate,
                                 v1::ImportCertificateRequest())),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("A body of JSON is the certificate that the message is") {
  Suite suite;
  v1::ImportDocumentRequest request;
  request.mutable_document()->set_content_type(
      "application/json; charset=utf-8");
  request.mutable_document()->set_data(
      R"({"number": "B-1", "issuer": {"title": "天山计量院"}, "kind": "KIND_CALIBRATION",
          "items": [{"id": "item1"}]})");
  const auto imported =
      suite.Call(&v1::Certificates::Stub::ImportDocument, request);
  REQUIRE_THAT(StatusOf(imported), IsOk());
  v1::Certificate same;
  same.set_number("B-1");
  same.mutable_issuer()->set_title("天山计量院");
  same.set_kind(v1::Certificate::KIND_CALIBRATION);
  same.add_items()->set_id("item1");
  const auto again = suite.Import(same);
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK_FALSE(again->created());
  CHECK(again->certificate().name() == imported->certificate().name());
}

TEST_CASE("A body of another kind is refused by its type") {
  Suite suite;
  v1::ImportDocumentRequest request;
  request.mutable_document()->set_content_type("application/pdf");
  request.mutable_document()->set_data("%PDF-1.7");
  const absl::Status refused =
      StatusOf(suite.Call(&v1::Certificates::Stub::ImportDocument, request));
  CHECK_THAT(refused, HasReason("INVALID_FIELD"));
  CHECK(ViolationsOf(refused).at(0).field == "document.content_type");
}

TEST_CASE("A document over 48 MiB is refused as such") {
  Suite suite;
  const absl::Status refused =
      StatusOf(suite.ImportDcc(std::string((48 << 20) + 1, ' ')));
  CHECK_THAT(refused, HasReason("DOCUMENT_TOO_LARGE"));
}

}  // namespace
}  // namespace suyuan::certificates
