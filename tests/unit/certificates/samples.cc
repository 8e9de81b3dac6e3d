#include "tests/unit/certificates/samples.h"

#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"

namespace suyuan::certificates::testing {
namespace {

std::unique_ptr<SqlCertificateStore> OpenInMemory() {
  return std::move(
      SqlCertificateStore::Open(*sql::Database::Open({}), kNow)->store);
}

}  // namespace

PreparedCertificate AnyPrepared(const std::string& number,
                                const std::string& text) {
  const std::string original = absl::StrCat("certificate ", number, text);
  PreparedCertificate prepared{.digest = Digest::Of(original)};
  prepared.particulars.kind = CertificateKind::kCalibration;
  prepared.particulars.number = number;
  prepared.particulars.issuer.title = "天山计量院";
  prepared.particulars.item_title = {{"zh", "砝码"}};
  prepared.particulars.issued = absl::CivilDay(2024, 3, 12);
  prepared.media_type = "application/json";
  prepared.original = original;
  prepared.document = absl::StrCat("document ", number, text);
  return prepared;
}

KeptCertificate AnyKept(const std::string& number, int64_t position,
                        const std::string& text) {
  const PreparedCertificate prepared = AnyPrepared(number, text);
  return {.id = CertificateId(prepared.digest),
          .digest = prepared.digest,
          .particulars = prepared.particulars,
          .number_key = text::NormaliseIdentifier(number),
          .media_type = prepared.media_type,
          .original_bytes = static_cast<int64_t>(prepared.original.size()),
          .position = position,
          .log_index = position - 1,
          .recorded_at = kNow + absl::Seconds(position),
          .principal = "clerk@xjim"};
}

v1::Certificate ValidCertificate() {
  v1::Certificate c;
  c.set_kind(v1::Certificate::KIND_CALIBRATION);
  c.set_number("A-1");
  c.mutable_issuer()->set_title("天山计量院");
  v1::Item& item = *c.add_items();
  item.set_id("item1");
  (*item.mutable_title()->mutable_texts())["zh"] = "砝码";
  v1::ReferenceUse& reference = *c.add_references();
  reference.set_id("ref1");
  reference.add_certificate_numbers("UP-1");
  v1::Result& result = *c.add_results();
  result.set_id("r1");
  result.mutable_kind()->set_code("MASS");
  result.set_value("1.000");
  result.set_unit("\\kilogram");
  result.mutable_uncertainty()->set_expanded("0.002");
  result.mutable_uncertainty()->set_coverage_factor("2");
  return c;
}

v1::Certificate ValidVerification() {
  v1::Certificate c = ValidCertificate();
  c.set_kind(v1::Certificate::KIND_VERIFICATION);
  c.mutable_issuer()->set_address("乌鲁木齐市（模拟）");
  c.mutable_issuer()->set_authorisation_number("（新）法计（2022）001号");
  c.mutable_customer()->set_title("阿克苏纺织厂");
  v1::Item& item = *c.mutable_items(0);
  (*item.mutable_title()->mutable_texts())["zh"] = "一般压力表";
  item.set_manufacturer("安驼仪表厂");
  item.set_model("YB-150");
  v1::ItemIdentification& serial = *item.add_identifications();
  serial.set_issuer("manufacturer");
  serial.set_value("2023-0451");
  c.set_end("2024-03-11");
  c.set_issued("2024-03-12");
  c.set_valid_to("2025-03-10");
  c.set_place(v1::Certificate::PLACE_LABORATORY);
  c.add_specifications("JJG 52-2013");
  v1::EnvironmentCondition& condition = *c.add_environment();
  condition.set_quantity("temperature");
  condition.set_min("20.3");
  condition.set_unit("\\degreecelsius");
  for (const auto role : {v1::Signer::ROLE_PERFORMER, v1::Signer::ROLE_CHECKER,
                          v1::Signer::ROLE_APPROVER}) {
    c.add_signers()->set_role(role);
  }
  c.mutable_conclusion()->set_conformity(v1::Result::CONFORMITY_PASS);
  c.mutable_conclusion()->set_text("合格");
  return c;
}

v1::Certificate ValidMaterial() {
  v1::Certificate c = ValidCertificate();
  c.set_kind(v1::Certificate::KIND_CRM);
  c.set_issued("2025-06-20");
  c.set_valid_to("2027-06-19");
  c.set_traceability_statement("溯源至国家一级标准物质");
  c.mutable_results(0)->set_value_status(v1::Result::VALUE_STATUS_CERTIFIED);
  v1::ReferenceMaterial& material = *c.mutable_reference_material();
  material.set_number("GBW(E)130113");
  material.set_grade(v1::ReferenceMaterial::GRADE_SECONDARY);
  material.set_grading_certificate("模拟（2025）001");
  material.set_batch("2506");
  material.set_matrix("氮气");
  material.set_production_date("2025-06-15");
  material.set_minimum_sample("0.2 g");
  material.set_storage("阴凉干燥处");
  material.set_opened_life("P30D");
  material.set_homogeneity("均匀性良好");
  material.set_stability("稳定性良好");
  material.set_method("称量法");
  return c;
}

std::string PlainEncoder::Imported(absl::string_view document,
                                   const CertificateView& view) const {
  return absl::StrCat(document, " at ", view.kept.log_index);
}

std::string PlainEncoder::Changed(const CertificateId& id,
                                  const StatusChange& change) const {
  return absl::StrCat(StatusWord(change.kind), " ", id.text());
}

Sqlite::Sqlite() : owned(OpenInMemory()), store(*owned) {}

}  // namespace suyuan::certificates::testing
