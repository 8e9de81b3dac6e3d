#include "tests/integration/registry/kinds.h"

namespace suyuan::registry::testing {
namespace {

template <typename Message>
void SetTitle(Message& message, const char* text) {
  (*message.mutable_title()->mutable_texts())["zh"] = text;
}

}  // namespace

proto::Institution Kind<proto::Institution>::Any() {
  proto::Institution any;
  SetTitle(any, "喀什地区计量检定所");
  any.set_kind(proto::Institution::KIND_STATUTORY_PREFECTURE);
  return any;
}
std::vector<std::string> Kind<proto::Institution>::Required() {
  return {"institution.kind", "institution.title"};
}
std::string Kind<proto::Institution>::Changed() { return "uscc"; }
void Kind<proto::Institution>::Change(proto::Institution& message,
                                      const std::string&) {
  message.set_uscc("12650000MB1234567J");
}

proto::Competence Kind<proto::Competence>::Any() {
  proto::Competence any;
  any.set_holder("institutions/holder");
  any.set_kind(proto::Competence::KIND_AUTHORISATION);
  return any;
}
std::vector<std::string> Kind<proto::Competence>::Required() {
  return {"competence.holder", "competence.kind"};
}
std::string Kind<proto::Competence>::Changed() { return "authority"; }
void Kind<proto::Competence>::Change(proto::Competence& message,
                                     const std::string& value) {
  message.set_authority(value);
}

proto::Standard Kind<proto::Standard>::Any() {
  proto::Standard any;
  SetTitle(any, "E2 等级砝码标准装置");
  any.set_level(proto::Standard::LEVEL_PUBLIC_HIGHEST);
  any.set_holder("institutions/holder");
  return any;
}
std::vector<std::string> Kind<proto::Standard>::Required() {
  return {"standard.holder", "standard.level", "standard.title"};
}
std::string Kind<proto::Standard>::Changed() { return "code"; }
void Kind<proto::Standard>::Change(proto::Standard& message,
                                   const std::string&) {
  message.set_code("12345678");
}

proto::ReferenceMaterial Kind<proto::ReferenceMaterial>::Any() {
  proto::ReferenceMaterial any;
  SetTitle(any, "水中铅");
  any.set_number("GBW08607");
  any.set_grade(proto::ReferenceMaterial::GRADE_PRIMARY);
  any.set_producer("institutions/holder");
  return any;
}
std::vector<std::string> Kind<proto::ReferenceMaterial>::Required() {
  return {"reference_material.grade", "reference_material.number",
          "reference_material.title"};
}
std::string Kind<proto::ReferenceMaterial>::Changed() { return "batch"; }
void Kind<proto::ReferenceMaterial>::Change(proto::ReferenceMaterial& message,
                                            const std::string& value) {
  message.set_batch(value);
}

proto::Specification Kind<proto::Specification>::Any() {
  proto::Specification any;
  any.set_number("JJG 99-2022");
  SetTitle(any, "砝码检定规程");
  any.set_kind(proto::Specification::KIND_VERIFICATION_REGULATION);
  return any;
}
std::vector<std::string> Kind<proto::Specification>::Required() {
  return {"specification.kind", "specification.number", "specification.title"};
}
std::string Kind<proto::Specification>::Changed() { return "issuer"; }
void Kind<proto::Specification>::Change(proto::Specification& message,
                                        const std::string& value) {
  message.set_issuer(value);
}

proto::Instrument Kind<proto::Instrument>::Any() {
  proto::Instrument any;
  SetTitle(any, "电子天平");
  any.set_owner("institutions/holder");
  return any;
}
std::vector<std::string> Kind<proto::Instrument>::Required() {
  return {"instrument.title"};
}
std::string Kind<proto::Instrument>::Changed() { return "model"; }
void Kind<proto::Instrument>::Change(proto::Instrument& message,
                                     const std::string& value) {
  message.set_model(value);
}

proto::Person Kind<proto::Person>::Any() {
  proto::Person any;
  any.set_registration_number("注册计量师 6500-0001");
  any.set_qualification(proto::Person::QUALIFICATION_FIRST);
  any.set_employer("institutions/holder");
  return any;
}
std::vector<std::string> Kind<proto::Person>::Required() {
  return {"person.employer", "person.qualification",
          "person.registration_number"};
}
std::string Kind<proto::Person>::Changed() { return "registration_number"; }
void Kind<proto::Person>::Change(proto::Person& message,
                                 const std::string& value) {
  message.set_registration_number(value);
}

proto::Declaration Kind<proto::Declaration>::Any() {
  proto::Declaration any;
  any.set_holder("institutions/holder");
  any.add_scope()->set_item("压力表校准");
  return any;
}
std::vector<std::string> Kind<proto::Declaration>::Required() {
  return {"declaration.holder", "declaration.scope"};
}
std::string Kind<proto::Declaration>::Changed() { return "number"; }
void Kind<proto::Declaration>::Change(proto::Declaration& message,
                                      const std::string& value) {
  message.set_number(value);
}

proto::VerificationScheme Kind<proto::VerificationScheme>::Any() {
  proto::VerificationScheme any;
  any.set_number("JJG 2053-2016");
  SetTitle(any, "质量计量器具检定系统表");
  any.mutable_kind()->set_code("MASS");
  auto& top = *any.add_nodes();
  top.set_id("primary");
  SetTitle(top, "国家质量基准");
  auto& below = *any.add_nodes();
  below.set_id("e1");
  below.set_tier(1);
  SetTitle(below, "E1 等级砝码");
  auto& step = *any.add_edges();
  step.set_from("primary");
  step.set_to("e1");
  return any;
}
std::vector<std::string> Kind<proto::VerificationScheme>::Required() {
  return {"verification_scheme.kind.code", "verification_scheme.nodes",
          "verification_scheme.number", "verification_scheme.title"};
}
std::string Kind<proto::VerificationScheme>::Changed() {
  return "superseded_by";
}
void Kind<proto::VerificationScheme>::Change(proto::VerificationScheme& message,
                                             const std::string& value) {
  message.set_superseded_by(value);
}

proto::MandatoryCatalogue Kind<proto::MandatoryCatalogue>::Any() {
  proto::MandatoryCatalogue any;
  any.set_edition("2020-42");
  SetTitle(any, "实施强制管理的计量器具目录");
  return any;
}
std::vector<std::string> Kind<proto::MandatoryCatalogue>::Required() {
  return {"mandatory_catalogue.edition", "mandatory_catalogue.title"};
}
std::string Kind<proto::MandatoryCatalogue>::Changed() { return "issuer"; }
void Kind<proto::MandatoryCatalogue>::Change(proto::MandatoryCatalogue& message,
                                             const std::string& value) {
  message.set_issuer(value);
}

}  // namespace suyuan::registry::testing
