#include <string>

#include "catch2/catch.hpp"
#include "google/protobuf/util/json_util.h"
#include "nlohmann/json.hpp"
#include "services/certificates/convert/canonical.h"
#include "services/certificates/convert/convert.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::ValidCertificate;

TEST_CASE("The canonical text is sorted, dense and without defaults") {
  v1::Certificate c;
  c.set_number("A/1");
  c.mutable_issuer()->set_title("院 \"甲\" <乙>");
  c.set_kind(v1::Certificate::KIND_CALIBRATION);
  CHECK(CanonicalJson(c) ==
        "{\"issuer\":{\"title\":\"院 \\\"甲\\\" <乙>\"},"
        "\"kind\":\"KIND_CALIBRATION\",\"number\":\"A/1\"}");
}

TEST_CASE("Equal content has equal bytes, in whatever order it was written") {
  v1::Certificate a = ValidCertificate();
  v1::Certificate b = ValidCertificate();
  auto& first = *a.mutable_items(0)->mutable_title()->mutable_texts();
  first["en"] = "weight";
  first["ug"] = "x";
  auto& second = *b.mutable_items(0)->mutable_title()->mutable_texts();
  second["ug"] = "x";
  second["en"] = "weight";
  CHECK(CanonicalJson(a) == CanonicalJson(b));
  CHECK(PrepareCanonical(a, {})->digest == PrepareCanonical(b, {})->digest);
}

TEST_CASE("The canonical text is protobuf's JSON with its keys sorted") {
  v1::Certificate c = ValidCertificate();
  std::string every;
  for (char ascii = 0; ascii < 127; ++ascii) every.push_back(ascii);
  c.set_place_text(every + "\x7f院\u2028😀");
  c.mutable_references(0)->set_uses(-3);
  c.mutable_results(0)->set_multi_reference_average(true);
  c.mutable_results(0)->set_stage(static_cast<v1::Result::Stage>(99));
  (*c.mutable_items(0)->mutable_title()->mutable_texts())["\x7f"] = "";
  google::protobuf::util::JsonPrintOptions options;
  std::string mapped;
  REQUIRE(
      google::protobuf::util::MessageToJsonString(c, &mapped, options).ok());
  CHECK(CanonicalJson(c) == nlohmann::json::parse(mapped).dump());
}

TEST_CASE("The canonical text reads back as the certificate") {
  const v1::Certificate c = ValidCertificate();
  const auto read = CertificateFromJson(CanonicalJson(c));
  REQUIRE_THAT(StatusOf(read), IsOk());
  CHECK(read->SerializeAsString() == c.SerializeAsString());
}

TEST_CASE("JSON that is no certificate is refused with what is wrong") {
  CHECK_THAT(StatusOf(CertificateFromJson("{\"numbr\": \"A\"}")),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(CertificateFromJson("{\"number\": ")),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(CertificateFromJson("[]")), HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(CertificateFromJson(std::string(100000, '['))),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("Outputs of the service are cleared at any depth") {
  v1::Certificate c = ValidCertificate();
  const std::string before = c.SerializeAsString();
  c.set_digest("d");
  c.set_token("t");
  c.add_same_key("certificates/x");
  c.add_findings()->set_code("X");
  c.add_status_changes()->set_reason("r");
  ClearOutputs(c);
  CHECK(c.SerializeAsString() == before);
}

TEST_CASE("The kind is the document's, or what the importer says") {
  v1::Certificate c = ValidCertificate();
  CHECK_THAT(StatusOf(PrepareCanonical(c, v1::Certificate::KIND_VERIFICATION)),
             HasReason("INVALID_FIELD"));
  c.clear_kind();
  CHECK(PrepareCanonical(c, v1::Certificate::KIND_VERIFICATION)
            ->particulars.kind == CertificateKind::kVerification);
  CHECK_THAT(StatusOf(PrepareCanonical(c, {})), HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace suyuan::certificates
