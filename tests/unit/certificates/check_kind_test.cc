#include <functional>

#include "catch2/catch.hpp"
#include "services/certificates/convert/check.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/log/leaf.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::IsOk;
using testing::ValidMaterial;
using testing::ValidVerification;

struct Fault {
  const char* field;
  std::function<void(v1::Certificate&)> make;
};

std::vector<FieldViolation> Found(v1::Certificate c, const Fault& fault) {
  fault.make(c);
  return ViolationsOf(CheckCertificate(c));
}

void CheckNamed(const std::vector<FieldViolation>& found,
                const std::string& field) {
  INFO(field);
  REQUIRE(found.size() == 1);
  CHECK(found[0].field == field);
  CHECK_FALSE(found[0].description.empty());
}

std::vector<Fault> FaultsOfVerification() {
  return {
      {"issuer.address",
       [](auto& c) {
         c.mutable_issuer()->set_address(std::string(1001, 'a'));
       }},
      {"issuer.authorisation_number",
       [](auto& c) {
         c.mutable_issuer()->set_authorisation_number(std::string(257, 'a'));
       }},
      {"customer.institution",
       [](auto& c) { c.mutable_customer()->set_institution("standards/a"); }},
      {"conclusion.conformity",
       [](auto& c) {
         c.mutable_conclusion()->set_conformity(
             static_cast<v1::Result::Conformity>(9));
       }},
      {"conclusion.text",
       [](auto& c) {
         c.mutable_conclusion()->set_text(std::string(1001, 'a'));
       }},
      {"failed_items[0].title", [](auto& c) { c.add_failed_items(); }},
      {"failed_items[0].result_ids[0]",
       [](auto& c) {
         v1::FailedItem& item = *c.add_failed_items();
         item.set_title("示值误差");
         item.add_result_ids("r9");
       }},
      {"sampling", [](auto& c) { c.set_sampling(std::string(4001, 'a')); }},
      {"deviations", [](auto& c) { c.set_deviations(std::string(4001, 'a')); }},
      {"statements[0]", [](auto& c) { c.add_statements(" "); }},
      {"traceability_statement",
       [](auto& c) { c.set_traceability_statement(std::string(4001, 'a')); }},
      {"pages", [](auto& c) { c.set_pages(-1); }},
      {"place_point.latitude",
       [](auto& c) {
         c.mutable_place_point()->set_latitude("90.1");
         c.mutable_place_point()->set_longitude("87.6");
       }},
      {"place_point.longitude",
       [](auto& c) { c.mutable_place_point()->set_latitude("43.8"); }},
      {"reference_material",
       [](auto& c) { c.mutable_reference_material()->set_number("GBW08607"); }},
      {"results[0].value_status",
       [](auto& c) {
         c.mutable_results(0)->set_value_status(
             v1::Result::VALUE_STATUS_CERTIFIED);
       }},
      {"results[0].nominal_value",
       [](auto& c) { c.mutable_results(0)->set_nominal_value("1 kg"); }},
      {"results[0].correction",
       [](auto& c) { c.mutable_results(0)->set_correction("0,1"); }},
      {"items[0].measuring_range",
       [](auto& c) {
         c.mutable_items(0)->set_measuring_range(std::string(1001, 'a'));
       }},
      {"items[0].accuracy_class",
       [](auto& c) {
         c.mutable_items(0)->set_accuracy_class(std::string(1001, 'a'));
       }},
      {"references[0].role",
       [](auto& c) {
         c.mutable_references(0)->set_role(
             static_cast<v1::ReferenceUse::Role>(9));
       }},
      {"references[0].assessment_valid_to",
       [](auto& c) {
         c.mutable_references(0)->set_assessment_valid_to("2027/4/30");
       }},
      {"references[0].valid_to",
       [](auto& c) { c.mutable_references(0)->set_valid_to("2025-02-30"); }},
      {"environment[0].uncertainty.expanded",
       [](auto& c) {
         c.mutable_environment(0)->mutable_uncertainty()->set_expanded("-1");
       }},
  };
}

std::vector<Fault> FaultsOfMaterial() {
  using Material = v1::ReferenceMaterial;
  return {
      {"reference_material.number",
       [](auto& c) {
         c.mutable_reference_material()->set_number(std::string(257, '1'));
       }},
      {"reference_material.grade",
       [](auto& c) {
         c.mutable_reference_material()->set_grade(
             static_cast<Material::Grade>(9));
       }},
      {"reference_material.production_date",
       [](auto& c) {
         c.mutable_reference_material()->set_production_date("2025-06");
       }},
      {"reference_material.opened_life",
       [](auto& c) {
         c.mutable_reference_material()->set_opened_life("30 天");
       }},
      {"reference_material.homogeneity",
       [](auto& c) {
         c.mutable_reference_material()->set_homogeneity(
             std::string(4001, 'a'));
       }},
      {"results[0].value_status",
       [](auto& c) {
         c.mutable_results(0)->set_value_status(
             static_cast<v1::Result::ValueStatus>(9));
       }},
  };
}

TEST_CASE("A verification and a material certificate without fault pass") {
  CHECK_THAT(CheckCertificate(ValidVerification()), IsOk());
  CHECK_THAT(CheckCertificate(ValidMaterial()), IsOk());
}

TEST_CASE("Each fault of what a verification carries is named by its field") {
  const Fault fault = GENERATE(from_range(FaultsOfVerification()));
  CheckNamed(Found(ValidVerification(), fault), fault.field);
}

TEST_CASE("Each fault of what a material's certificate carries is named") {
  const Fault fault = GENERATE(from_range(FaultsOfMaterial()));
  CheckNamed(Found(ValidMaterial(), fault), fault.field);
}

TEST_CASE("What stands at the edge of what a kind may carry passes") {
  v1::Certificate c = ValidVerification();
  c.mutable_place_point()->set_latitude("-90");
  c.mutable_place_point()->set_longitude("180");
  c.set_sampling(std::string(4000, 'a'));
  v1::FailedItem& item = *c.add_failed_items();
  item.set_title("示值误差");
  item.add_result_ids(c.results(0).id());
  CHECK_THAT(CheckCertificate(c), IsOk());
}

TEST_CASE("The customer is in no leaf and in no answer to anybody") {
  const auto prepared = PrepareCanonical(ValidVerification(), {});
  REQUIRE(prepared.ok());
  REQUIRE(prepared->original.find("阿克苏纺织厂") != std::string::npos);
  KeptCertificate kept = testing::AnyKept("A-1", 1);
  kept.particulars = prepared->particulars;
  CHECK(ImportLeaf(kept).find("阿克苏") == std::string::npos);
  AuthenticityAnswer answer;
  answer.matches.push_back({.view = {.kept = kept}});
  const std::string told = ToProto(answer).SerializeAsString();
  CHECK(told.find("压力表") != std::string::npos);
  CHECK(told.find("阿克苏") == std::string::npos);
}

}  // namespace
}  // namespace suyuan::certificates
