// Refusals of every service as the outside sees them: google.rpc.Status, the
// HTTP code that goes with it, the reason word and the field.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/e2e/instance.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::e2e {
namespace {

using Fields = std::vector<std::string>;
using nlohmann::json;
using suyuan::testing::TemporaryFolder;

constexpr int kInvalidArgument = 3;
constexpr int kNotFound = 5;
constexpr int kAlreadyExists = 6;

json AnyCertificate() {
  return {{"kind", "KIND_CALIBRATION"},
          {"number", "E-1"},
          {"issuer", {{"title", "天山计量院"}}},
          {"begin", "2024-03-10"},
          {"end", "2024-03-11"},
          {"issued", "2024-03-12"},
          {"items", {{{"id", "i"}, {"title", {{"texts", {{"zh", "砝码"}}}}}}}},
          {"results", {{{"id", "r"}, {"kind", {{"code", "MASS"}}}}}}};
}

TEST_CASE("A question with a wrong field is refused by that field") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  const struct {
    std::string target;
    std::string reason;
    Fields fields;
  } kCases[] = {
      {"/v1/certificates:checkAuthenticity?number=E-1",
       "INVALID_FIELD",
       {"issuer"}},
      {"/v1/certificates:checkAuthenticity?digest=abc",
       "INVALID_FIELD",
       {"digest"}},
      {"/v1/traceability:trace", "INVALID_FIELD", {"target"}},
      {"/v1/traceability:trace?target=E-1&profile=NONE",
       "INVALID_FIELD",
       {"profile"}},
      {"/v1/traceability:trace?target=E-1&asOf=2026-02-30",
       "INVALID_FIELD",
       {"as_of"}},
      {"/v1/traceability:listAffected?target=E-1&from=2026-03-02&to=2026-03-01",
       "INVALID_FIELD",
       {"to"}},
      {"/v1/certificates?filter=nothing%20%3D%201",
       "INVALID_FILTER",
       {"filter"}},
      {"/v1/institutions?pageSize=-1", "INVALID_FIELD", {"page_size"}},
      {"/v1/creditSubjects?filter=region%20%3D", "INVALID_FILTER", {"filter"}},
  };
  for (const auto& one : kCases) {
    CAPTURE(one.target);
    const Refusal refusal = RefusalOf(instance.Get(one.target));
    CHECK(refusal.http_status == 400);
    CHECK(refusal.code == kInvalidArgument);
    CHECK(refusal.reason == one.reason);
    CHECK(refusal.fields == one.fields);
  }
}

TEST_CASE("What nobody holds is not found, whichever service is asked") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  const std::string absent = "certificates/00000000000000000000000000000000";
  const std::vector<std::pair<std::string, std::string>> kCases = {
      {"/v1/institutions/nobody", "RECORD_NOT_FOUND"},
      {"/v1/" + absent, "CERTIFICATE_NOT_FOUND"},
      {"/v1/" + absent + ":original", "CERTIFICATE_NOT_FOUND"},
      {"/v1/" + absent + ":receipt", "CERTIFICATE_NOT_FOUND"},
      {"/v1/traceability:trace?target=E-1", "TARGET_NOT_FOUND"},
      {"/v1/traceability:listAffected?target=E-1", "TARGET_NOT_FOUND"},
      {"/v1/creditSubjects/nobody", "SUBJECT_NOT_FOUND"},
  };
  for (const auto& [target, reason] : kCases) {
    CAPTURE(target);
    const Refusal refusal = RefusalOf(instance.Get(target));
    CHECK(refusal.http_status == 404);
    CHECK(refusal.code == kNotFound);
    CHECK(refusal.reason == reason);
  }
}

TEST_CASE(
    "A certificate is refused by each field that is wrong, and not kept") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  json certificate = AnyCertificate();
  certificate["issued"] = "2024-13-12";
  certificate["results"][0]["value"] = "1,5";
  const Refusal refusal =
      RefusalOf(instance.Post("/v1/certificates:import", "application/json",
                              json{{"certificate", certificate}}.dump()));
  CHECK(refusal.http_status == 400);
  CHECK(refusal.reason == "INVALID_FIELD");
  CHECK_THAT(refusal.fields,
             Catch::UnorderedEquals(
                 Fields{"certificate.issued", "certificate.results[0].value"}));

  const Refusal unknown = RefusalOf(
      instance.Post("/v1/certificates:import", "application/json",
                    json{{"certificate", {{"nummer", "E-1"}}}}.dump()));
  CHECK(unknown.http_status == 400);
  CHECK(unknown.fields == Fields{"certificate.nummer"});

  const auto held = instance.Read<certificates::v1::ListCertificatesResponse>(
      "/v1/certificates");
  CHECK(held.certificates().empty());
  CHECK(instance
            .Write<certificates::v1::ImportCertificateResponse>(
                "/v1/certificates:import",
                json{{"certificate", AnyCertificate()}}.dump())
            .created());
}

TEST_CASE("A document that is no DCC is refused by what is wrong with it") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  for (const std::string document :
       {"<certificate/>", "<dcc:digitalCalibrationCertificate", "砝码"}) {
    CAPTURE(document);
    const Refusal refusal = RefusalOf(instance.Post(
        "/v1/certificates:importDocument", "application/xml", document));
    CHECK(refusal.http_status == 400);
    CHECK(refusal.code == kInvalidArgument);
    CHECK(refusal.reason.rfind("DCC_", 0) == 0);
  }
}

TEST_CASE("A record that exists is not made again") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  const std::string target = "/v1/institutions?institutionId=kashi";
  const std::string body = json{{"title", {{"texts", {{"zh", "喀什"}}}}},
                                {"kind", "KIND_STATUTORY_PREFECTURE"},
                                {"period", {{"from", "2001-01-01"}}}}
                               .dump();
  CHECK(instance.Post(target, "application/json", body).status == 200);
  const Refusal refusal =
      RefusalOf(instance.Post(target, "application/json", body));
  CHECK(refusal.http_status == 409);
  CHECK(refusal.code == kAlreadyExists);
  CHECK(refusal.reason == "RECORD_EXISTS");
}

}  // namespace
}  // namespace suyuan::e2e
