#include <functional>

#include "catch2/catch.hpp"
#include "services/certificates/convert/canonical.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/convert/findings.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using testing::ValidMaterial;
using testing::ValidVerification;

v1::Certificate ValidNotice() {
  v1::Certificate c = ValidVerification();
  c.set_kind(v1::Certificate::KIND_VERIFICATION_FAIL);
  c.clear_valid_to();
  c.mutable_conclusion()->set_conformity(v1::Result::CONFORMITY_FAIL);
  c.mutable_conclusion()->set_text("不合格");
  c.add_failed_items()->set_title("示值误差");
  return c;
}

v1::Certificate ValidCalibrationOfKind() {
  v1::Certificate c = ValidVerification();
  c.set_kind(v1::Certificate::KIND_CALIBRATION);
  c.clear_valid_to();
  c.clear_conclusion();
  c.mutable_issuer()->clear_authorisation_number();
  c.add_statements("本证书的结果仅对所校准的器具有效");
  return c;
}

struct Odd {
  const char* code;
  const char* path;
  v1::Certificate (*whole)();
  std::function<void(v1::Certificate&)> make;
};

std::vector<Odd> Oddities() {
  const char* const fields = "CERT_FIELDS_MISSING";
  return {
      {fields, "customer", ValidVerification,
       [](auto& c) { c.clear_customer(); }},
      {fields, "customer", ValidCalibrationOfKind,
       [](auto& c) { c.clear_customer(); }},
      {fields, "issued", ValidMaterial, [](auto& c) { c.clear_issued(); }},
      {fields, "results", ValidVerification,
       [](auto& c) { c.clear_results(); }},
      {fields, "items.title, items.model", ValidVerification,
       [](auto& c) {
         c.mutable_items(0)->clear_title();
         c.mutable_items(0)->clear_model();
       }},
      {fields, "items.manufacturer", ValidNotice,
       [](auto& c) { c.mutable_items(0)->clear_manufacturer(); }},
      {fields, "items.identifications", ValidVerification,
       [](auto& c) { c.mutable_items(0)->clear_identifications(); }},
      {fields, "specifications", ValidVerification,
       [](auto& c) { c.clear_specifications(); }},
      {fields, "end", ValidVerification, [](auto& c) { c.clear_end(); }},
      {fields, "environment", ValidVerification,
       [](auto& c) { c.clear_environment(); }},
      {fields, "references", ValidVerification,
       [](auto& c) { c.clear_references(); }},
      {fields, "place", ValidVerification, [](auto& c) { c.clear_place(); }},
      {fields, "conclusion", ValidVerification,
       [](auto& c) { c.clear_conclusion(); }},
      {fields, "issuer.authorisation_number", ValidNotice,
       [](auto& c) { c.mutable_issuer()->clear_authorisation_number(); }},
      {fields, "signers.checker", ValidVerification,
       [](auto& c) {
         c.mutable_signers(1)->set_role(v1::Signer::ROLE_PERFORMER);
       }},
      {fields, "valid_to", ValidVerification,
       [](auto& c) { c.clear_valid_to(); }},
      {fields, "failed_items", ValidNotice,
       [](auto& c) { c.clear_failed_items(); }},
      {fields, "issuer.address, statements", ValidCalibrationOfKind,
       [](auto& c) {
         c.mutable_issuer()->clear_address();
         c.clear_statements();
       }},
      {fields, "reference_material.batch, reference_material.storage",
       ValidMaterial,
       [](auto& c) {
         c.mutable_reference_material()->clear_batch();
         c.mutable_reference_material()->clear_storage();
       }},
      {fields, "reference_material.grade", ValidMaterial,
       [](auto& c) { c.mutable_reference_material()->clear_grade(); }},
      {"CERT_SIGNERS_FEW", "signers", ValidCalibrationOfKind,
       [](auto& c) { c.mutable_signers()->DeleteSubrange(1, 2); }},
      {"CERT_FAIL_NOTICE_VALIDITY", "valid_to", ValidNotice,
       [](auto& c) { c.set_valid_to("2025-03-10"); }},
      {"CERT_CALIBRATION_VALIDITY", "valid_to", ValidCalibrationOfKind,
       [](auto& c) { c.set_valid_to("2025-03-10"); }},
      {"CERT_VALIDITY_BEFORE_WORK", "valid_to", ValidVerification,
       [](auto& c) { c.set_valid_to("2024-03-10"); }},
      {"CERT_CONCLUSION_CONTRADICTS", "conclusion.conformity",
       ValidVerification,
       [](auto& c) {
         c.mutable_conclusion()->set_conformity(v1::Result::CONFORMITY_FAIL);
       }},
      {"CERT_CONCLUSION_CONTRADICTS", "conclusion.conformity", ValidNotice,
       [](auto& c) {
         c.mutable_conclusion()->set_conformity(v1::Result::CONFORMITY_PASS);
       }},
      {"CERT_FAILED_ITEMS", "failed_items", ValidVerification,
       [](auto& c) { c.add_failed_items()->set_title("示值误差"); }},
      {"CERT_CRM_NUMBER", "reference_material.number", ValidMaterial,
       [](auto& c) {
         c.mutable_reference_material()->set_number("GBW(E)13011");
       }},
      {"CERT_CRM_NUMBER", "reference_material.number", ValidMaterial,
       [](auto& c) {
         c.mutable_reference_material()->set_number("GSB 04-1234-2020");
       }},
      {"CERT_CRM_GRADE", "reference_material.grade", ValidMaterial,
       [](auto& c) { c.mutable_reference_material()->set_number("GBW08607"); }},
      {"CERT_VALUE_STATUS_MISSING", "results.value_status", ValidMaterial,
       [](auto& c) { c.mutable_results(0)->clear_value_status(); }},
      {"CERT_CRM_NOTHING_CERTIFIED", "results.value_status", ValidMaterial,
       [](auto& c) {
         c.mutable_results(0)->set_value_status(
             v1::Result::VALUE_STATUS_INFORMATION);
       }},
  };
}

TEST_CASE("A whole certificate of each kind has no finding") {
  for (auto* whole : {ValidVerification, ValidNotice, ValidCalibrationOfKind,
                      ValidMaterial}) {
    v1::Certificate c = whole();
    AddKindFindings(c);
    INFO(c.ShortDebugString());
    CHECK(c.findings().empty());
  }
}

TEST_CASE("What is odd in a certificate of its kind is found by its code") {
  const Odd odd = GENERATE(from_range(Oddities()));
  v1::Certificate c = odd.whole();
  odd.make(c);
  AddKindFindings(c);
  INFO(odd.code << " " << odd.path);
  REQUIRE(c.findings_size() == 1);
  CHECK(c.findings(0).code() == odd.code);
  CHECK(c.findings(0).path() == odd.path);
  CHECK(c.findings(0).message().texts().size() == 2);
}

TEST_CASE("What stands at the edge of a rule is not found") {
  v1::Certificate same_day = ValidVerification();
  same_day.set_valid_to(same_day.end());
  v1::Certificate two_signers = ValidCalibrationOfKind();
  two_signers.mutable_signers()->RemoveLast();
  v1::Certificate failed_result = ValidNotice();
  failed_result.clear_failed_items();
  failed_result.mutable_results(0)->set_conformity(v1::Result::CONFORMITY_FAIL);
  v1::Certificate batch_letter = ValidMaterial();
  batch_letter.mutable_reference_material()->set_number(
      "gbw（e）１３０１１３a");
  v1::Certificate foreign = ValidMaterial();
  foreign.mutable_reference_material()->set_number("SRM 1515");
  foreign.mutable_reference_material()->set_grade(
      v1::ReferenceMaterial::GRADE_OTHER);
  for (v1::Certificate c :
       {same_day, two_signers, failed_result, batch_letter, foreign}) {
    AddKindFindings(c);
    INFO(c.ShortDebugString());
    CHECK(c.findings().empty());
  }
}

TEST_CASE("Findings are told with the certificate and are not part of it") {
  v1::Certificate c = ValidVerification();
  c.clear_conclusion();
  const auto prepared = PrepareCanonical(c, {});
  REQUIRE(prepared.ok());
  CHECK(prepared->original == CanonicalJson(c));
  CHECK(ToProto(*prepared)->findings_size() == 1);
}

}  // namespace
}  // namespace suyuan::certificates
