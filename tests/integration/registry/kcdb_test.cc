// CMCs of the KCDB as competences on record.

#include "tests/integration/registry/files.h"

namespace suyuan::registry {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::Import;
using testing::Told;
using Texts = std::vector<std::string>;

constexpr char kName[] = "competences/kcdb-apmp-em-cn-0000012a-1";

// An answer with one CMC, invented, in the register's shape.
std::string Answer(const std::string& status, const std::string& status_date,
                   const std::string& nmi = "NIM") {
  return R"({"versionApiKcdb": "1.0.13", "totalElements": 1, "data": [
      {"id": 1, "kcdbCode": "APMP-EM-CN-0000012A-1", "nmiCode": ")" +
         nmi + R"(", "nmiName": "National Institute of Metrology",
       "countryValue": "China", "domainCode": "PHYSICS",
       "metrologyAreaLabel": "EM", "physicsCode": "1.1.1",
       "serviceValue": "DC voltage", "quantityValue": "DC voltage",
       "cmc": {"lowerLimit": 1.0, "upperLimit": 10.0, "unit": "V"},
       "cmcUncertainty": {"lowerLimit": 0.05, "upperLimit": 0.05,
                          "unit": "µV/V"},
       "uncertaintyMode": "Relative", "coverageFactor": 2,
       "confidenceLevel": 95, "approvalDate": "2010-05-01",
       "publicationDate": "2010-06-15",
       "status": ")" +
         status + R"(", "statusDate": ")" + status_date + R"("}]})";
}

absl::StatusOr<proto::ImportRecordsResponse> Take(Registry& registry,
                                                  const std::string& answer,
                                                  const std::string& day) {
  proto::ImportRecordsRequest request;
  request.set_type(proto::RECORD_TYPE_COMPETENCE);
  request.set_format(proto::FILE_FORMAT_KCDB_JSON);
  request.set_content(answer);
  request.set_snapshot_day(day);
  return Import(registry, request);
}

void MakeInstitute(Registry& registry, const std::string& id,
                   const std::string& country,
                   const std::string& alias = "NIM") {
  proto::CreateInstitutionRequest request;
  request.set_institution_id(id);
  proto::Institution& institution = *request.mutable_institution();
  (*institution.mutable_title()->mutable_texts())["en"] = id;
  institution.set_kind(proto::Institution::KIND_NATIONAL_INSTITUTE);
  institution.set_country(country);
  institution.add_aliases(alias);
  REQUIRE_THAT(StatusOf(registry.Call(&proto::Registry::Stub::CreateInstitution,
                                      request)),
               IsOk());
}

absl::Status InForce(Registry& registry, const std::string& day) {
  proto::GetInForceRequest request;
  request.set_name(kName);
  request.set_as_of(day);
  return StatusOf(registry.Call(&proto::Registry::Stub::GetInForce, request));
}

TEST_CASE("The institute of a CMC must be on record under its code") {
  Registry registry;
  const std::string answer = Answer("Published", "2010-06-15");
  CHECK(Told(Take(registry, answer, "2025-01-01")) ==
        Texts{"REFUSED INVALID_FIELD nmiCode"});
  // Another country's, another code, and no national institute.
  MakeInstitute(registry, "nim-de", "DE");
  MakeInstitute(registry, "nis", "CN", "NIS");
  CHECK(Told(Take(registry, answer, "2025-01-01")) ==
        Texts{"REFUSED INVALID_FIELD nmiCode"});
  MakeInstitute(registry, "nim", "CN");
  CHECK(Told(Take(registry, answer, "2025-01-01")) == Texts{"CREATED"});
  proto::GetCompetenceRequest get;
  get.set_name(kName);
  const auto made = registry.Call(&proto::Registry::Stub::GetCompetence, get);
  REQUIRE_THAT(StatusOf(made), IsOk());
  CHECK(made->holder() == "institutions/nim");
  CHECK(made->external_day() == "2025-01-01");
  CHECK(made->scope(0).smallest_uncertainty().expanded() == "5e-08");
  // Two that the code cannot tell apart.
  MakeInstitute(registry, "nim-2", "CN");
  CHECK(Told(Take(registry, answer, "2025-01-01")) ==
        Texts{"REFUSED INVALID_FIELD nmiCode"});
}

TEST_CASE("A day in the past is answered by the status of that day") {
  Registry registry;
  MakeInstitute(registry, "nim", "CN");
  CHECK(Told(Take(registry, Answer("Greyed out", "2023-09-01"),
                  "2024-01-01")) == Texts{"CREATED"});
  CHECK_THAT(InForce(registry, "2010-06-14"), HasReason("RECORD_NOT_IN_FORCE"));
  CHECK_THAT(InForce(registry, "2021-01-01"), IsOk());
  CHECK_THAT(InForce(registry, "2023-08-31"), IsOk());
  CHECK_THAT(InForce(registry, "2023-09-01"), HasReason("RECORD_NOT_IN_FORCE"));

  // The same snapshot again, on its day and another.
  CHECK(Told(Take(registry, Answer("Greyed out", "2023-09-01"),
                  "2024-01-01")) == Texts{"UNCHANGED"});
  CHECK(Told(Take(registry, Answer("Greyed out", "2023-09-01"), "")) ==
        Texts{"UNCHANGED"});

  registry.clock().Advance(absl::Hours(24));
  CHECK(Told(Take(registry, Answer("Published", "2024-06-01"), "2025-01-02")) ==
        Texts{"UPDATED"});
  CHECK_THAT(InForce(registry, "2024-05-31"), HasReason("RECORD_NOT_IN_FORCE"));
  CHECK_THAT(InForce(registry, "2024-06-01"), IsOk());
  // By what was known before the second snapshot it was still out of force.
  proto::GetInForceRequest before;
  before.set_name(kName);
  before.set_as_of("2024-06-01");
  before.mutable_known_at()->set_seconds(absl::ToUnixSeconds(kNoon));
  CHECK_THAT(
      StatusOf(registry.Call(&proto::Registry::Stub::GetInForce, before)),
      HasReason("RECORD_NOT_IN_FORCE"));

  // A file that was left lying about.
  CHECK(
      Told(Take(registry, Answer("Greyed out", "2023-09-01"), "2024-01-01")) ==
      Texts{"REFUSED INVALID_FIELD snapshot_day"});
}

TEST_CASE("A file that is no answer of the register is refused whole") {
  Registry registry;
  CHECK_THAT(StatusOf(Take(registry, "{}", "")), HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(Take(registry, "<html>", "")), HasReason("JSON_SYNTAX"));
  CHECK_THAT(StatusOf(Take(registry, Answer("Published", ""), "tomorrow")),
             HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace suyuan::registry
